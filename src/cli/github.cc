#include "cli/github.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "report/export_markdown.h"
#include "report/github_actions.h"
#include "util/atomic_file.h"
#include "util/fd.h"

namespace bench {
namespace {

std::string Variable(const char* name) {
  // No thread changes the environment.
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? "" : value;
}

// At the end of the file that a variable names: other steps write there, too.
void Append(const char* variable, std::string_view text, Status& status) {
  const std::string path = Variable(variable);
  if (path.empty()) return;
  const Fd file(
      open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
  const std::error_code error =
      file.get() < 0 ? std::error_code(errno, std::generic_category())
                     : WriteAndSync(file.get(), text);
  if (error) {
    status.Warn(fmt::format("{}: {}: {}", variable, path, error.message()));
  }
}

}  // namespace

bool InGithubActions() { return Variable("GITHUB_ACTIONS") == "true"; }

void TellGithub(const Analysis& analysis, std::span<const CheckResult> checks,
                const std::filesystem::path& result, Status& status) {
  if (!InGithubActions()) return;
  fmt::print(stderr, "{}", GithubAnnotations(checks));
  Append("GITHUB_STEP_SUMMARY", ExportMarkdown(analysis, checks) + "\n",
         status);
  Append("GITHUB_OUTPUT", GithubOutputs(analysis, checks, result), status);
}

}  // namespace bench
