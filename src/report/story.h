#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace bench {

/// Sentences of one subject; never empty.
struct Paragraph {
  std::string heading;
  std::vector<std::string> sentences;
  /// Names of the pictures that show it (pictures.h), as far as they are drawn.
  std::vector<std::string> pictures;
};

/// What an analysis says to somebody who was not there, in plain words that are
/// never more certain than the statistics. Names in it are as in the result:
/// whoever shows it escapes them.
struct Story {
  std::string title;  // what was measured and where
  /// What comes before anything else: that it is not real, that it was cut off,
  /// that trials failed, that too little was measured to claim anything.
  std::vector<std::string> alarms;
  std::string headline;  // the answer, in one sentence
  std::vector<Paragraph> paragraphs;
  /// What else to know before trusting the figures.
  std::vector<std::string> caveats;
  std::vector<std::string> commands;  // which repeat it, a result each
  std::string citation;
};

/// `others`: of further sizes, which the figures are not about; their alarms
/// are told, each with its size, and how to repeat them.
Story Tell(const Analysis& analysis, std::span<const Analysis> others = {});

/// One sentence about one comparison, with its interval and its verdict. Which
/// of the two is faster is said only where the verdict says so.
std::string ComparisonSentence(const Analysis& analysis,
                               const Comparison& comparison);

/// About the comparison that the reader came for: the blog post's where it was
/// made, else the scenario's first that has a block.
std::string HeadlineSentence(const Analysis& analysis);

}  // namespace bench
