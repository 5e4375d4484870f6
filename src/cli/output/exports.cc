#include "cli/output/exports.h"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "export/formats.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

constexpr ExportFormat kFormats[] = {
    {"--export-json", "hyperfine's JSON; {strategy} in FILE: one each",
     ExportHyperfine},
    {"--export-markdown", "Tables, as for a pull request", ExportMarkdown},
    {"--export-csv", "Every trial, one row each", ExportCsv},
    {"--export-junit", "JUnit XML: thresholds and strategies", ExportJunit},
    {"--export-benchmark", "Google Benchmark's JSON, for compare.py",
     ExportBenchmark},
    {"--export-gobench", "Go's benchmark format, for benchstat", ExportGobench},
    {"--export-github", "github-action-benchmark: medians", ExportGithub},
    {"--export-github-speedup", "github-action-benchmark: speedups",
     ExportGithubSpeedup},
    {"--export-bmf", "Bencher Metric Format", ExportBmf},
};

constexpr std::string_view kStrategy = "{strategy}";

const ExportFormat& FindFormat(const std::string& option) {
  return *std::ranges::find(kFormats, option, &ExportFormat::option);
}

// A label as a part of a file's name: it may not lead to another folder.
std::string FileNamePart(std::string label) {
  std::ranges::replace(label, '/', '_');
  return label;
}

std::string WithStrategy(std::string file, const StrategySpec& strategy) {
  const std::string part = FileNamePart(strategy.Label());
  for (std::size_t at = 0; (at = file.find(kStrategy, at)) != file.npos;
       at += part.size()) {
    file.replace(at, kStrategy.size(), part);
  }
  return file;
}

// What `analysis` says of one strategy.
Analysis Only(Analysis analysis, const StrategySpec& strategy) {
  std::erase_if(analysis.strategies, [&](const StrategySummary& summary) {
    return summary.strategy != strategy;
  });
  std::erase_if(analysis.comparisons, [&](const Comparison& comparison) {
    return comparison.of != strategy;
  });
  return analysis;
}

}  // namespace

std::span<const ExportFormat> ExportFormats() { return kFormats; }

Exports::Exports(const std::map<std::string, std::string>& requested,
                 std::span<const StrategySpec> strategies) {
  for (const auto& [option, file] : requested) {
    const ExportFormat& format = FindFormat(option);
    if (file.empty())
      throw Error("{}: expected a file, or - for stdout", option);
    if (file.find(kStrategy) == std::string::npos) {
      Add({&format, file, std::nullopt});
      continue;
    }
    for (const StrategySpec& strategy : strategies) {
      Add({&format, WithStrategy(file, strategy), strategy});
    }
  }
  CheckOutputs(outputs(), {});
}

void Exports::Add(Target target) {
  if (target.path != kStdout) {
    if (const std::string obstacle = Obstacle(target.path); !obstacle.empty()) {
      throw Error("{} {}: {}", target.format->option, target.path.string(),
                  obstacle);
    }
  }
  targets_.push_back(std::move(target));
}

std::vector<Output> Exports::outputs() const {
  std::vector<Output> outputs;
  outputs.reserve(targets_.size());
  for (const Target& target : targets_) {
    outputs.push_back({target.format->option, target.path});
  }
  return outputs;
}

bool Exports::to_stdout() const {
  return std::ranges::find(targets_, fs::path(kStdout), &Target::path) !=
         targets_.end();
}

std::vector<std::string> Exports::Write(
    const Analysis& analysis, std::span<const CheckResult> checks) const {
  std::vector<std::string> complaints;
  for (const Target& target : targets_) {
    const std::string text = target.format->format(
        target.only ? Only(analysis, *target.only) : analysis, checks);
    if (const std::error_code error = WriteTo(target.path, text)) {
      complaints.push_back(fmt::format("{} {}: {}", target.format->option,
                                       target.path.string(), error.message()));
    }
  }
  return complaints;
}

}  // namespace bench
