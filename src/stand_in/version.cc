#include "stand_in/version.h"

#include <fmt/ostream.h>

#include <regex>
#include <string>

#include "util/error.h"

namespace bench {
namespace {

// The helm that is imitated, and semantic versioning's way to say: not quite.
constexpr const char* kVersion = "v3.22.0+stand-in";

}  // namespace

void PrintVersion(const VersionOptions& options, std::ostream& out) {
  if (!options.template_text.empty()) {
    static const std::regex kVersionField(R"(\{\{-?\s*\.Version\s*-?\}\})");
    static const std::regex kUnknownField(
        R"(\{\{-?\s*\.(GitCommit|GitTreeState|GoVersion)\s*-?\}\})");
    std::string text =
        std::regex_replace(options.template_text, kVersionField, kVersion);
    text = std::regex_replace(text, kUnknownField, "");
    if (text.find("{{") != std::string::npos) {
      throw Error("template {}: the real helm is needed", text);
    }
    out << text;
  } else if (options.short_form) {
    fmt::print(out, "{}\n", kVersion);
  } else {
    fmt::print(out,
               "version.BuildInfo{{Version:\"{}\", GitCommit:\"\", "
               "GitTreeState:\"\", GoVersion:\"\"}}\n",
               kVersion);
  }
}

}  // namespace bench
