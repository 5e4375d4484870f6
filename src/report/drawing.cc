#include "report/drawing.h"

#include <algorithm>

namespace bench {
namespace {

bool Names(const Paragraph& paragraph, const Drawing& drawing) {
  return std::ranges::find(paragraph.pictures, drawing.picture.name) !=
         paragraph.pictures.end();
}

}  // namespace

std::vector<const Drawing*> DrawingsOf(const FullReport& report,
                                       const Paragraph& paragraph) {
  std::vector<const Drawing*> drawings;
  for (const std::string& name : paragraph.pictures) {
    for (const Drawing& drawing : report.drawings) {
      if (drawing.picture.name == name) drawings.push_back(&drawing);
    }
  }
  return drawings;
}

std::vector<const Drawing*> OtherDrawings(const FullReport& report,
                                          const Story& story) {
  std::vector<const Drawing*> drawings;
  for (const Drawing& drawing : report.drawings) {
    const bool named = std::ranges::any_of(
        story.paragraphs,
        [&](const Paragraph& one) { return Names(one, drawing); });
    if (!named) drawings.push_back(&drawing);
  }
  return drawings;
}

}  // namespace bench
