#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "report/picture.h"
#include "report/story.h"

namespace bench {

/// A picture and what gnuplot made of it.
struct Drawing {
  Picture picture;
  /// As gnuplot wrote it; empty when it could not be drawn.
  std::string svg;
  std::string png;  // only where asked for
};

/// All that a page or a post is made of.
struct FullReport {
  Analysis analysis;
  std::vector<Drawing> drawings;
  /// Why there are no pictures; empty: there are.
  std::string missing;
  /// Of further sizes: what must be known of them stands first, too.
  std::vector<Analysis> others = {};
};

/// Those that a paragraph names, in its order.
std::vector<const Drawing*> DrawingsOf(const FullReport& report,
                                       const Paragraph& paragraph);

/// Those that none names.
std::vector<const Drawing*> OtherDrawings(const FullReport& report,
                                          const Story& story);

}  // namespace bench
