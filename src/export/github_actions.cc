#include <fmt/format.h>

#include <string_view>

#include "export/formats.h"
#include "util/printable.h"

namespace bench {
namespace {

// A command ends with its line, so what would end it is written otherwise.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n') {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Speedup(const Comparison& comparison) {
  std::string lines;
  if (const auto ratio = comparison.ratio()) {
    lines += fmt::format("speedup={:.3f}\n", 1 / *ratio);
  }
  if (const auto interval = comparison.interval()) {
    lines += fmt::format("speedup_low={:.3f}\nspeedup_high={:.3f}\n",
                         1 / interval->high, 1 / interval->low);
  }
  return lines;
}

}  // namespace

std::string GithubAnnotations(std::span<const CheckResult> checks) {
  std::string lines;
  for (const CheckResult& check : checks) {
    if (check.outcome == CheckResult::kHolds) continue;
    const bool fails = check.outcome == CheckResult::kFails;
    lines += fmt::format(
        "::{} title=bench::{}\n", fails ? "error" : "notice",
        Escaped(Printable(fmt::format("{} {}: {}", check.name,
                                      fails ? "does not hold" : "is undecided",
                                      check.detail))));
  }
  return lines;
}

std::string GithubOutputs(const Analysis& analysis,
                          std::span<const CheckResult> checks,
                          const std::filesystem::path& result) {
  std::string lines =
      fmt::format("verdict={}\n", OverallVerdict(analysis, checks));
  if (!analysis.comparisons.empty()) {
    lines += Speedup(analysis.comparisons.front());
  }
  // One line: a file's name may hold anything.
  return lines + fmt::format("report={}\n", Escaped(result.string()));
}

}  // namespace bench
