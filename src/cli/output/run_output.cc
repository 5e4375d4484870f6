#include "cli/output/run_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <filesystem>
#include <ranges>
#include <string>
#include <system_error>

#include "analysis/words.h"
#include "cli/output/github.h"
#include "cli/output/terminal.h"
#include "report/documents.h"
#include "report/render.h"
#include "util/error.h"
#include "util/format.h"
#include "util/printable.h"
#include "util/shell_word.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// A guess until the first trial has ended, from what a trial takes on an
// ordinary laptop: some seconds of waiting, and installs that overlap.
double GuessSeconds(const Result& result) {
  const double releases = static_cast<double>(Releases(result.scenario).size());
  const auto blocks =
      static_cast<double>(result.plan.warm_up + result.plan.blocks);
  const auto strategies =
      static_cast<double>(result.scenario.strategies.size());
  return blocks * strategies * (4 + 0.8 * releases);
}

// As short as it can be typed: relative when it is below the current folder.
std::string FromHere(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path relative = std::filesystem::relative(file, error);
  if (error || relative.empty() || *relative.begin() == "..") {
    return file.string();
  }
  return relative.string();
}

}  // namespace

std::string HowToClean(const std::string& cluster) {
  return fmt::format("./bench cluster clean{} removes what is left behind",
                     cluster.starts_with("context:")
                         ? " --cluster " + ShellWord(cluster)
                         : "");
}

void Announce(const Result& result, Status& status) {
  const Scenario& scenario = result.scenario;
  if (const std::string words = NotReal(result); !words.empty()) {
    status.Say(Printable(words));
  }
  status.Say(Printable(WhatWasMeasured(result)));
  status.Say(fmt::format(
      "charts: {}",
      fmt::join(scenario.charts | std::views::transform(&Chart::name), ", ")));
  const Plan& plan = result.plan;
  status.Say(fmt::format("{}{}, each with {}; seed {}; about {}",
                         plan.warm_up > 0 ? "a block to warm up and " : "",
                         Count(static_cast<std::size_t>(plan.blocks), "block"),
                         fmt::join(Labels(scenario.strategies), ", "),
                         plan.seed, FormatWait(GuessSeconds(result))));
}

bool WriteAndPrint(const Analysis& analysis,
                   std::span<const CheckResult> checks, const Exports& exports,
                   const std::string& where, const Options& options,
                   Status& status) {
  bool written = true;
  for (const std::string& complaint : exports.Write(analysis, checks)) {
    status.Warn(complaint);
    written = false;
  }
  std::FILE* const out = exports.to_stdout() ? stderr : stdout;
  const std::string text =
      RenderTerminal(ShortReport(analysis, checks),
                     UseColor(options, fileno(out)) ? Color::kYes : Color::kNo);
  return Deliver(out, text + where, status) && written;
}

bool SaveAndPrint(const Analysis& analysis, std::span<const CheckResult> checks,
                  const Exports& exports, Journal& journal,
                  const Options& options, Status& status) {
  const Result& result = analysis.first();
  status.Progress("");
  if (result.trials.empty()) {
    journal.Discard();
    status.Warn(Printable(fmt::format("nothing was measured: {}",
                                      ShortReason(result.ended_early))));
    return true;
  }
  std::string where;
  std::filesystem::path file = journal.path();
  bool saved = true;
  try {
    file = journal.Finish(result);
    where = fmt::format("Result: {}\n", FromHere(file));
  } catch (const RunError& error) {
    status.Warn(error.what());
    saved = false;
  }
  saved =
      WriteAndPrint(analysis, checks, exports, where, options, status) && saved;
  TellGithub(analysis, checks, file, status);
  return saved;
}

}  // namespace bench
