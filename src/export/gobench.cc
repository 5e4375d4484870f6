#include <fmt/format.h>

#include <cstddef>

#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "util/printable.h"

namespace bench {
namespace {

bool MayStand(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '@' || c == '-';
}

// Where "-DIGITS" begins at the end of `text`: that would be read as GOMAXPROCS
// and cut off. npos when there is none.
std::size_t FindProcessors(const std::string& text) {
  const std::size_t last = text.find_last_not_of("0123456789");
  const bool found =
      last != std::string::npos && last + 1 < text.size() && text[last] == '-';
  return found ? last : std::string::npos;
}

// A value in a benchmark's name. What would end it there stands as %XX: two
// names never become one.
std::string NameValue(const std::string& text) {
  const std::size_t processors = FindProcessors(text);
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (MayStand(text[i]) && i != processors) {
      value += text[i];
    } else {
      value += fmt::format("%{:02X}", static_cast<unsigned char>(text[i]));
    }
  }
  return value;
}

// What benchstat says once above its table, and by which it splits it.
std::string Setting(const char* key, const std::string& text) {
  std::string line = ValidUtf8(text);
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return line.empty() ? "" : fmt::format("{}: {}\n", key, line);
}

}  // namespace

std::string ExportGobench(const Analysis& analysis,
                          std::span<const CheckResult>) {
  const Result& first = analysis.first();
  std::string text = Setting("not-real", NotReal(first)) +
                     Setting("cpu", first.environment.cpu_model) +
                     Setting("cluster", first.cluster.kind) +
                     Setting("kubernetes", first.cluster.server_version) +
                     Setting("helm", first.environment.helm.version);
  for (const StrategySummary& summary : analysis.strategies) {
    for (const TrialResult* trial :
         CountingTrials(analysis, summary.strategy)) {
      text += fmt::format(
          "BenchmarkUninstall/scenario={}/strategy={} 1 {:.0f} ns/op",
          NameValue(first.scenario.name), NameValue(summary.strategy.Label()),
          InNanoseconds(trial->times->returned_s));
      if (const auto settled = trial->times->settled_s) {
        text += fmt::format(" {:.0f} settled-ns/op", InNanoseconds(*settled));
      }
      text += '\n';
    }
  }
  return text;
}

}  // namespace bench
