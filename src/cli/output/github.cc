#include "cli/output/github.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "export/formats.h"
#include "util/atomic_file.h"
#include "util/environment.h"
#include "util/fd.h"
#include "util/last_error.h"
#include "util/print.h"

namespace bench {
namespace {

// At the end of the file that a variable names: other steps write there, too.
void Append(const char* variable, std::string_view text, Status& status) {
  const std::string path = Variable(variable);
  if (path.empty()) return;
  const Fd file(
      open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
  const std::error_code error =
      file.get() < 0 ? LastError() : WriteAndSync(file.get(), text);
  if (error) {
    status.Warn(fmt::format("{}: {}: {}", variable, path, error.message()));
  }
}

// What GitHub takes of a step; of a byte more it shows nothing.
constexpr std::size_t kLargestSummary = std::size_t{1} << 20;

// The whole lines of the summary that there is room for.
std::string FittingSummary(std::string text) {
  constexpr std::string_view kCut =
      "\nWhat came next is too long for a step's summary.\n";
  if (text.size() < kLargestSummary) return text;
  text.resize(kLargestSummary - 1 - kCut.size());
  text.resize(text.rfind('\n') + 1);
  return text.append(kCut);
}

}  // namespace

bool InGithubActions() { return Variable("GITHUB_ACTIONS") == "true"; }

void TellGithub(const Analysis& analysis, std::span<const CheckResult> checks,
                const std::filesystem::path& result, Status& status) {
  if (!InGithubActions()) return;
  Print(stderr, GithubAnnotations(checks));
  Append("GITHUB_STEP_SUMMARY",
         FittingSummary(ExportMarkdown(analysis, checks) + "\n"), status);
  Append("GITHUB_OUTPUT", GithubOutputs(analysis, checks, result), status);
}

}  // namespace bench
