#include "cli/output/draw_pictures.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "process/program.h"
#include "report/svg.h"
#include "util/atomic_file.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

namespace fs = std::filesystem;

// A picture of 10,000 trials takes less than one.
constexpr std::chrono::seconds kTimeLimit(30);

constexpr const char* kNoGnuplot =
    "The pictures are missing: there is no gnuplot on PATH (Debian's package "
    "gnuplot-nox). What they show stands in their tables.";

constexpr const char* kScript = "picture.gp";

/// What is needed to run it: env leads it into its folder, for a Command has
/// none.
struct Gnuplot {
  fs::path gnuplot;
  fs::path env;
};

std::optional<Gnuplot> FindGnuplot() {
  const auto gnuplot = FindProgram("gnuplot");
  const auto env = FindProgram("env");
  if (!gnuplot || !env) return std::nullopt;
  return Gnuplot{*gnuplot, *env};
}

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

void WriteInto(const fs::path& folder, const std::string& name,
               const std::string& text) {
  if (const std::error_code error = WriteWhole(folder / name, text)) {
    throw Error("{}: {}", (folder / name).string(), error.message());
  }
}

// What it printed. Throws Error.
std::string Draw(const Picture& picture, PictureFormat format,
                 const Gnuplot& programs, CommandRunner& runner) {
  const TemporaryFolder folder;
  for (const auto& [name, text] : picture.data) {
    WriteInto(folder.path(), name, text);
  }
  WriteInto(folder.path(), kScript, PlotScript(picture, format));
  // --default-settings: nobody's own startup file has a say.
  Outcome outcome = runner.Run(
      {.argv = {programs.env.string(), "-C", folder.path().string(),
                programs.gnuplot.string(), "--default-settings", kScript},
       .timeout = kTimeLimit},
      {});
  if (!outcome.Ok() || outcome.truncated || outcome.out.empty()) {
    throw Error("gnuplot: {}{}{}", EndingText(outcome.ending),
                outcome.err.empty() ? "" : ": ", FirstLine(outcome.err));
  }
  return std::move(outcome.out);
}

}  // namespace

Drawn DrawPictures(std::vector<Picture> pictures, bool png,
                   CommandRunner& runner) {
  Drawn drawn;
  const auto programs = FindGnuplot();
  if (!programs && !pictures.empty()) drawn.missing = kNoGnuplot;
  for (Picture& picture : pictures) {
    Drawing& drawing = drawn.drawings.emplace_back();
    drawing.picture = std::move(picture);
    if (!programs) continue;
    try {
      std::string svg =
          Draw(drawing.picture, PictureFormat::kSvg, *programs, runner);
      EmbeddedSvg(svg, drawing.picture);  // or it is not SVG
      if (png) {
        drawing.png =
            Draw(drawing.picture, PictureFormat::kPng, *programs, runner);
      }
      drawing.svg = std::move(svg);
    } catch (const Error& error) {
      drawn.missing += fmt::format("{}The {} picture is missing: {}.",
                                   drawn.missing.empty() ? "" : " ",
                                   drawing.picture.name, error.what());
    }
  }
  return drawn;
}

}  // namespace bench
