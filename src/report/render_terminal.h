#pragma once

#include <string>

#include "report/document.h"

namespace bench {

/// Bold and colours in the text, or none.
enum class Color { kNo, kYes };

/// A document for the shell. No name in it can steer the terminal.
std::string RenderTerminal(const Document& document, Color color = Color::kNo);

}  // namespace bench
