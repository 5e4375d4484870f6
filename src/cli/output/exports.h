#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "cli/output/output_file.h"
#include "threshold/check_result.h"

namespace bench {

/// One way to write an analysis for another program.
struct ExportFormat {
  const char* option;  // --export-json
  const char* help;
  std::string (*format)(const Analysis& analysis,
                        std::span<const CheckResult> checks);
};

/// The one table of them.
std::span<const ExportFormat> ExportFormats();

/// The exports that a command line asks for. Checked before anything is
/// touched; written when something has been measured.
class Exports {
 public:
  /// `requested`: from the option to its FILE. "-" is stdout. A FILE with
  /// {strategy} in it is one file for each of `strategies`, by its label.
  /// Throws Error for a FILE that could not be written, two that are the same,
  /// and a second one on stdout.
  Exports(const std::map<std::string, std::string>& requested,
          std::span<const StrategySpec> strategies);

  /// All of its files.
  std::vector<Output> outputs() const;

  /// Then nothing else may be printed there.
  bool to_stdout() const;

  /// Each whole or not at all. Returns a complaint for each that could not be
  /// written; the others are written all the same.
  std::vector<std::string> Write(const Analysis& analysis,
                                 std::span<const CheckResult> checks) const;

 private:
  struct Target {
    const ExportFormat* format;
    std::filesystem::path path;
    std::optional<StrategySpec> only;  // the one strategy in this file
  };

  void Add(Target target);

  std::vector<Target> targets_;
};

}  // namespace bench
