#include "cli/output/report_file.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "cli/output/draw_pictures.h"
#include "report/documents.h"
#include "report/pictures.h"
#include "report/render.h"
#include "report/svg.h"
#include "util/charset.h"
#include "util/error.h"
#include "util/nearest.h"

namespace bench {
namespace {

struct NamedFormat {
  const char* name;
  const char* ending;  // of its files; empty: it has none of its own
  ReportFormat format;
};

constexpr NamedFormat kReportFormats[] = {
    {"html", ".html", ReportFormat::kHtml},
    {"md", ".md", ReportFormat::kMarkdown},
    {"terminal", "", ReportFormat::kTerminal},
};

ReportFormat FormatByName(const std::string& name) {
  std::vector<std::string> names;
  for (const NamedFormat& known : kReportFormats) {
    if (name == known.name) return known.format;
    names.emplace_back(known.name);
  }
  throw Error("--format {}: there are html, md and terminal{}", name,
              DidYouMean(name, names));
}

ReportFormat FormatByEnding(const std::filesystem::path& file) {
  if (file == kStdout) return ReportFormat::kTerminal;
  for (const NamedFormat& known : kReportFormats) {
    if (file.extension() == known.ending && *known.ending != '\0') {
      return known.format;
    }
  }
  throw Error(
      "report {}: expected a name that ends in .html or .md, or "
      "--format html, md or terminal",
      file.string());
}

// Only of one size, or of several.
std::vector<Picture> AllPictures(std::span<const Analysis> analyses) {
  std::vector<Picture> pictures = Pictures(analyses.front());
  if (analyses.size() > 1) pictures.push_back(ScalePicture(analyses));
  return pictures;
}

}  // namespace

ReportFile::ReportFile(std::filesystem::path file, const std::string& format,
                       bool png)
    : file_(std::move(file)), png_(png) {
  format_ = format.empty() ? FormatByEnding(file_) : FormatByName(format);
  if (file_ == kStdout) {
    if (format_ == ReportFormat::kMarkdown || png_) {
      throw Error(
          "a report with pictures beside it cannot go to stdout; name "
          "a file with -o");
    }
    return;
  }
  for (const Output& output : outputs()) {
    const std::string obstacle = Obstacle(output.path);
    if (obstacle.empty()) continue;
    throw Error("{} {}: {}", output.asked_by, output.path.string(), obstacle);
  }
}

bool ReportFile::to_stdout() const { return file_ == kStdout; }

std::vector<Output> ReportFile::outputs() const {
  std::vector<Output> outputs = {{"report", file_}};
  const auto add = [&](const char* name, PictureFormat format) {
    outputs.push_back({"report", FileOf(name, format)});
  };
  for (const char* name : kPictureNames) {
    if (format_ == ReportFormat::kMarkdown) add(name, PictureFormat::kSvg);
    if (png_) add(name, PictureFormat::kPng);
  }
  return outputs;
}

std::filesystem::path ReportFile::FileOf(const std::string& picture,
                                         PictureFormat format) const {
  return file_.parent_path() /
         fmt::format("{}-{}.{}", file_.stem().string(), picture,
                     format == PictureFormat::kSvg ? "svg" : "png");
}

bool ReportFile::Write(std::span<const Analysis> analyses,
                       CommandRunner& runner, Status& status) const {
  bool written = true;
  const auto write = [&](const std::filesystem::path& path,
                         const std::string& text) {
    const std::error_code error = WriteTo(path, text);
    if (!error) return;
    status.Warn(fmt::format("report {}: {}", path.string(), error.message()));
    written = false;
  };
  const std::span<const Analysis> others = analyses.subspan(1);
  if (format_ == ReportFormat::kTerminal) {
    write(file_,
          InLocale(RenderTerminal(TerminalReport(analyses.front(), others))));
    return written;
  }
  Drawn drawn = DrawPictures(AllPictures(analyses), png_, runner);
  if (!drawn.missing.empty()) status.Warn(drawn.missing);
  const PictureFormat beside = png_ ? PictureFormat::kPng : PictureFormat::kSvg;
  // The pictures first: what names them comes when they are there.
  for (Drawing& drawing : drawn.drawings) {
    const std::string& name = drawing.picture.name;
    drawing.file = FileOf(name, beside).filename().string();
    if (format_ == ReportFormat::kMarkdown && !drawing.svg.empty()) {
      write(FileOf(name, PictureFormat::kSvg),
            StandaloneSvg(drawing.svg, drawing.picture));
    }
    if (!drawing.png.empty()) {
      write(FileOf(name, PictureFormat::kPng), drawing.png);
    }
  }
  const Document report = FullReport(
      analyses.front(), std::move(drawn.drawings), drawn.missing, others);
  write(file_, format_ == ReportFormat::kHtml ? RenderHtml(report)
                                              : RenderMarkdown(report));
  return written;
}

std::vector<Output> AllOutputs(const Exports& exports,
                               const std::optional<ReportFile>& report) {
  std::vector<Output> all = exports.outputs();
  if (!report) return all;
  for (Output& output : report->outputs()) all.push_back(std::move(output));
  return all;
}

std::optional<ReportFile> ReportBeside(const std::filesystem::path& file) {
  if (file.empty()) return std::nullopt;
  ReportFile report(file, "", false);
  if (report.to_stdout()) {
    throw Error("--report -: the table is there; name a file");
  }
  return report;
}

}  // namespace bench
