#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "cli/output/exports.h"
#include "cli/output/output_file.h"
#include "process/command_runner.h"
#include "report/gnuplot.h"
#include "status/status.h"

namespace bench {

enum class ReportFormat { kHtml, kMarkdown, kTerminal };

/// The file that a report goes to, and the pictures beside it. Checked before
/// anything is touched; written when there is something to report.
class ReportFile {
 public:
  /// `file`: "-" is stdout. `format`: html, md, terminal; empty: by the file's
  /// ending. `png`: the pictures as PNG beside it, which Markdown then shows.
  /// Throws Error for a file that could not be written, and for a format that
  /// is not known.
  ReportFile(std::filesystem::path file, const std::string& format, bool png);

  bool to_stdout() const;

  /// The report, and the pictures beside it, drawn or not.
  std::vector<Output> outputs() const;

  /// `analyses`: the report is about the first one; together they are of
  /// different sizes, and what must be known of any of them stands first. Warns
  /// of what is missing or could not be written; true when the report could.
  bool Write(std::span<const Analysis> analyses, CommandRunner& runner,
             Status& status) const;

 private:
  /// report.html -> report-timeline.svg, beside it.
  std::filesystem::path FileOf(const std::string& picture,
                               PictureFormat format) const;

  std::filesystem::path file_;
  ReportFormat format_ = ReportFormat::kHtml;
  bool png_ = false;
};

/// Those of exports and of a report beside them.
std::vector<Output> AllOutputs(const Exports& exports,
                               const std::optional<ReportFile>& report);

/// The file of --report, beside a table on stdout; empty: not asked for. Throws
/// Error as ReportFile, and for stdout.
std::optional<ReportFile> ReportBeside(const std::filesystem::path& file);

}  // namespace bench
