#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/explanation.h"

namespace bench {

/// What reports say, in sentences that are never more certain than the
/// statistics. Some may be empty.
using Sentences = std::vector<std::string>;

// --- report_sections.cc ---

/// What must be known before anything else: that it is not real, that it was
/// cut off, that trials failed, that too little was measured to claim anything.
/// With `others`, of further sizes, each sentence that is about one size begins
/// with it.
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

// --- comparison_sentences.cc ---

/// About the comparison that the reader came for: the blog post's where it was
/// made, else the scenario's first that has a block.
std::string AnswerSentence(const Analysis& analysis);

/// One about each comparison, with its interval and its verdict, and the blog's
/// claim. Which of the two is faster is said only where the verdict says so.
Sentences CameOutSentences(const Analysis& analysis);

// --- claim_remarks.cc ---

/// What stands behind verdicts, a sentence each: how many blocks or sessions
/// are lacking, how large a difference "inconclusive" would have found, and
/// whether a strategy held against itself was found to be the same.
Sentences ClaimRemarks(const Analysis& analysis);

/// The first of these alone: what "no claim" lacks, and what is "inconclusive"
/// whatever its times were. Empty: all may be claimed.
Sentences NoClaimRemarks(const Analysis& analysis);

/// Whether it is inconclusive because it has so few blocks that, beside the
/// other comparisons, not even times that are far apart in each could be
/// claimed (PairsForClaim).
bool TooFewForSoMany(const Analysis& analysis, const Comparison& comparison);

// --- caveats.cc ---

/// Of a machine that was calm before a trial, at most this share of its
/// processors was in use: a control plane that idles here takes up to a tenth.
inline constexpr double kCalmMachine = 0.25;
/// Of a machine that its host leaves alone, at most this share went to others
/// during a trial: the limit of a run that does not ask for another.
inline constexpr double kMachineOfItsOwn = 0.1;
/// From this share of trials on, it is worth a word that it was not.
inline constexpr double kManyTrials = 0.25;
/// How much more often a strategy may be at one position than at another:
/// blocks that are no whole number of Williams squares cannot do better than 1.
inline constexpr int kBalanced = 1;

/// What a reader must know before trusting the figures, a sentence each: how
/// far they hold, intervals that disagree, an order that is not balanced, a
/// machine that was busy or given to others, blocks that were replaced. Empty:
/// nothing.
Sentences Caveats(const Analysis& analysis);

// --- limit_sentences.cc ---

/// One or two sentences for each strategy: which limit it has hit, and the
/// figures that show it. Nothing is said that they do not show.
Sentences LimitSentences(const Analysis& analysis,
                         const std::vector<Explanation>& explanations);

// --- blog_claim.cc ---

/// A pool of threads against one by one, what the blog post compared; null
/// where that was not done.
const Comparison* FindPostComparison(const Analysis& analysis);

/// How the claim of the blog post fared here, in a line; empty when a pool of
/// threads was not compared with one by one.
std::string BlogClaimLine(const Analysis& analysis);

/// Whether it holds here: what the interval says of the post's ratio, which it
/// has no interval for. Empty where BlogClaimLine is.
std::string BlogClaimSentence(const Analysis& analysis);

// --- invalid_trials.cc ---

/// How many trials do not count because of what happened in them, of all that
/// were run: "Not valid: 5 of 36 trials (3 failed, …)". Empty: none.
std::string InvalidTrialsSentence(const Analysis& analysis);

/// These trials by kind, each with its reason and the objects it is about, one
/// a line; no lines when all are valid. Long lists are cut, and say by how
/// much.
std::vector<std::string> InvalidTrialLines(const Result& result);

// --- kept_sentences.cc ---

/// What Helm left behind by design, a sentence for each reason, and the
/// differences. Long lists are cut, and say by how much.
Sentences KeptSentences(const Analysis& analysis);

/// Objects that one strategy left and another did not.
Sentences KeptDifferenceSentences(const Analysis& analysis);

// --- repeat_commands.cc ---

/// The command line of each result, for a shell: the same variables, scenario,
/// cluster, strategies, blocks, order and criteria. What is not ours is named
/// by its path. What it cannot say (which helm is on PATH, which machine it
/// was) stands in EnvironmentTable; where files came from that have only a
/// name, older results do not know.
std::vector<std::string> RepeatCommands(const Analysis& analysis);

/// What tells whether they still mean the same: the digests of scenarios that
/// are somebody's own. No lines: there are none.
std::vector<std::string> RepeatRemarks(const Analysis& analysis);

/// What to write under a figure or a sentence that is taken from here.
std::string Citation(const Analysis& analysis);

}  // namespace bench
