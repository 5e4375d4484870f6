#pragma once

#include <string>
#include <string_view>

namespace bench {

/// The characters that whoever started us can read, as LC_ALL, LC_CTYPE and
/// LANG have it: "UTF-8", "ANSI_X3.4-1968" (ASCII, of the locale C).
std::string LocaleCharset();

/// UTF-8 in another character set. What that has no character for becomes ASCII
/// that says as much, "+-" for "±", or a question mark.
std::string InCharset(std::string_view utf8, const std::string& charset);

/// The same in the character set of the locale as it was first asked for. Only
/// for what people read: a file's format says itself what it is written in.
std::string InLocale(std::string_view utf8);

}  // namespace bench
