#include "report/document.h"

#include <utility>

namespace bench {
namespace {

bool SaysNothing(const Block& block) {
  return std::visit(
      [](const auto& one) {
        if constexpr (requires { one.lines; }) return one.lines.empty();
        if constexpr (requires { one.table; }) return one.table.rows.empty();
        return false;
      },
      block);
}

}  // namespace

void Document::Add(Block block) {
  if (auto* const paragraphs = std::get_if<Paragraphs>(&block)) {
    std::erase(paragraphs->lines, "");
  }
  if (!SaysNothing(block)) blocks.push_back(std::move(block));
}

void Document::AddSection(std::string heading, Block block) {
  if (SaysNothing(block)) return;
  Add(Heading{std::move(heading)});
  Add(std::move(block));
}

}  // namespace bench
