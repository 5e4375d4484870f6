#pragma once

#include <string>
#include <vector>

#include "process/command_runner.h"
#include "report/document.h"
#include "report/gnuplot.h"

namespace bench {

/// Pictures, and why some could not be drawn.
struct Drawn {
  std::vector<Drawing> drawings;  // all, with or without what was drawn
  /// A sentence for readers; empty: all were drawn.
  std::string missing;
};

/// Lets gnuplot draw them: each in a folder of its own that is gone afterwards,
/// with a time limit. Where there is none, or it fails, a picture still has its
/// table. `png`: that too.
Drawn DrawPictures(std::vector<Picture> pictures, bool png,
                   CommandRunner& runner);

}  // namespace bench
