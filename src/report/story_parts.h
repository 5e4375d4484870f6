#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace bench {

/// The parts of a Story (story.h), sentences each; some may be empty.
using Sentences = std::vector<std::string>;

/// Story::alarms. With `others`, of further sizes, each sentence that is about
/// one size begins with it.
Sentences AlarmSentences(const Analysis& analysis,
                         std::span<const Analysis> others = {});

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
