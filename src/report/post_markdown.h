#pragma once

#include <string>

#include "report/drawing.h"
#include "report/gnuplot.h"

namespace bench {

/// A report as Markdown, for a blog or a pull request. Its pictures are files
/// beside it, named by PictureFile(`stem`, …); those without one have only
/// their table.
std::string PostMarkdown(const FullReport& report, const std::string& stem,
                         PictureFormat format);

/// STEM-timeline.svg.
std::string PictureFile(const std::string& stem, const std::string& picture,
                        PictureFormat format);

}  // namespace bench
