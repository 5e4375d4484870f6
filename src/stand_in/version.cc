#include <fmt/ostream.h>

#include <string>

#include "stand_in/commands.h"
#include "util/error.h"
#include "util/pattern.h"

namespace bench {
namespace {

// The helm that is imitated, and semantic versioning's way to say: not quite.
constexpr const char* kVersion = "v3.22.0+stand-in";

}  // namespace

void PrintVersion(const std::string& version_template, std::ostream& out) {
  if (version_template.empty()) {
    fmt::print(out,
               "version.BuildInfo{{Version:\"{}\", GitCommit:\"\", "
               "GitTreeState:\"\", GoVersion:\"\"}}\n",
               kVersion);
    return;
  }
  static const Pattern kVersionField(R"(\{\{-?\s*\.Version\s*-?\}\})");
  const std::string text = kVersionField.Replace(version_template, kVersion);
  if (text.find("{{") != std::string::npos) {
    throw Error("template {}: the real helm is needed", text);
  }
  out << text;
}

}  // namespace bench
