#pragma once

#include <string>
#include <vector>

#include "report/analysis.h"

namespace bench {

/// The parts of a Story (story.h), sentences each; some may be empty.
using Sentences = std::vector<std::string>;

/// Story::alarms.
Sentences AlarmSentences(const Analysis& analysis);

/// What was asked, of whom.
Sentences AskedSentences(const Analysis& analysis);

/// How it was measured: blocks, order, what counts.
Sentences DoneSentences(const Analysis& analysis);

/// Which strategy to take, and how certain that is.
Sentences ChoiceSentences(const Analysis& analysis);

/// What stands behind the intervals.
Sentences SureSentences(const Analysis& analysis);

/// Threads against processes with as many workers, which no scenario plans.
/// Empty where there is no such pair (ProcessesWithThreads).
Sentences ThreadsOrProcessesSentences(const Analysis& analysis);

}  // namespace bench
