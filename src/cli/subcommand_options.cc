#include "cli/subcommand_options.h"

#include <fmt/format.h>

#include <algorithm>

namespace bench {
namespace {

enum Subcommand : unsigned {
  kNone = 0,
  kAnalyze = 1 << 0,
  kCompare = 1 << 1,
  kReport = 1 << 2,
  kUp = 1 << 3,
  kStatus = 1 << 4,
  kDown = 1 << 5,
  kClean = 1 << 6,
};

constexpr unsigned kOfResults = kAnalyze | kCompare | kReport;
constexpr unsigned kOfClusters = kUp | kStatus | kDown | kClean;
constexpr unsigned kAll = kOfResults | kOfClusters;

struct NamedSubcommand {
  std::string_view name;
  Subcommand subcommand;
};

constexpr NamedSubcommand kSubcommands[] = {
    {"analyze", kAnalyze},       {"compare", kCompare},
    {"report", kReport},         {"cluster up", kUp},
    {"cluster status", kStatus}, {"cluster down", kDown},
    {"cluster clean", kClean},
};

// A run takes all of them.
struct Row {
  std::string_view option;  // one that ends in - is all that begin so
  unsigned taken_by = kNone;
  unsigned instead_in = kNone;  // where `instead` does what was meant
  std::string_view instead = {};
};

constexpr std::string_view kOwnThreshold =
    "--threshold, with the limit in the expression";

constexpr Row kRows[] = {
    {"--scenario", kNone, kOfResults, "the result files of the scenario"},
    {"--cluster", kOfClusters},
    {"--latency", kUp},
    {"--strategy"},
    {"--workers"},
    {"--runs"},
    {"--max-runs"},
    {"--warmup"},
    {"--seed"},
    {"--helm"},
    {"--results", kReport, kAnalyze | kCompare, "the names of the files"},
    {"--report", kAnalyze, kReport, "-o FILE"},
    {"--cold-cache"},
    {"--aa", kNone, kOfResults, kOwnThreshold},
    {"--inject-slowdown", kNone, kOfResults, kOwnThreshold},
    {"--max-busy"},
    {"--timeout"},
    {"--threshold", kOfResults},
    {"--on-inconclusive", kOfResults},
    {"--same", kAnalyze | kReport},
    {"--tolerance", kNone, kOfResults, kOwnThreshold},
    {"--export-", kAnalyze, kReport, "./bench analyze with it"},
    {"--list-"},
    {"--color", kAll},
    {"--quiet", kAll},
    {"--version", kAll},
    {"--help", kAll},
};

const Row* Find(std::string_view option) {
  const auto* const found = std::ranges::find_if(kRows, [&](const Row& row) {
    return row.option.ends_with('-') ? option.starts_with(row.option)
                                     : option == row.option;
  });
  return found == std::end(kRows) ? nullptr : found;
}

}  // namespace

bool IsPlaced(std::string_view option) { return Find(option) != nullptr; }

std::string WhyNotTaken(std::string_view option, std::string_view subcommand) {
  const auto* const named =
      std::ranges::find(kSubcommands, subcommand, &NamedSubcommand::name);
  if (named == std::end(kSubcommands)) return "";
  const Row* const row = Find(option);
  if (row != nullptr && (row->taken_by & named->subcommand) != 0) return "";
  const bool instead =
      row != nullptr && (row->instead_in & named->subcommand) != 0;
  return fmt::format("./bench {} does not take {}{}{}", subcommand, option,
                     instead ? "; use " : "", instead ? row->instead : "");
}

}  // namespace bench
