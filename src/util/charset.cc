#include "util/charset.h"

#include <iconv.h>
#include <langinfo.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "util/environment.h"
#include "util/printable.h"
#include "util/text.h"

namespace bench {
namespace {

constexpr const char* kUtf8 = "UTF-8";
constexpr const char* kAscii = "US-ASCII";

// What our own texts have beyond ASCII, and quotation marks of others'.
struct Replacement {
  std::string_view character;
  std::string_view ascii;
};
constexpr Replacement kReplacements[] = {
    {"±", "+-"}, {"σ", "s"},  {"–", "-"},  {"—", "--"}, {"…", "..."},
    {"‘", "'"},  {"’", "'"},  {"“", "\""}, {"”", "\""}, {"×", "x"},
    {"→", "->"}, {"≤", "<="}, {"≥", ">="}, {"″", "\""}, {"•", "*"},
};

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A conversion from UTF-8, closed at the end.
class Conversion {
 public:
  explicit Conversion(const std::string& charset)
      : handle_(iconv_open(charset.c_str(), kUtf8)) {
    if (!Works()) handle_ = iconv_open(kAscii, kUtf8);
  }
  ~Conversion() {
    if (Works()) iconv_close(handle_);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  /// One character; empty: there is none.
  std::string Convert(std::string_view character) {
    std::string from(character);
    std::array<char, 16> to{};
    char* in = from.data();
    char* out = to.data();
    std::size_t in_size = from.size();
    std::size_t out_size = to.size();
    if (!Works() || iconv(handle_, &in, &in_size, &out, &out_size) != 0) {
      return "";
    }
    return {to.data(), out};
  }

 private:
  bool Works() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  iconv_t handle_;
};

std::string_view InAscii(std::string_view character) {
  const auto* const found =
      std::ranges::find(kReplacements, character, &Replacement::character);
  return found == std::end(kReplacements) ? "?" : found->ascii;
}

// The locale's own name, the first of these that is set.
std::string LocaleName() {
  for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (std::string value = Variable(name); !value.empty()) return value;
  }
  return "C";
}

}  // namespace

std::string LocaleCharset() {
  if (const locale_t locale = newlocale(LC_CTYPE_MASK, "", nullptr)) {
    std::string charset = nl_langinfo_l(CODESET, locale);
    freelocale(locale);
    return charset;
  }
  // One that is not installed here, as in a container: what it is called says
  // what the terminal on the other side shows.
  const std::string name = Lower(LocaleName());
  const bool utf8 = name.find("utf-8") != std::string::npos ||
                    name.find("utf8") != std::string::npos;
  return utf8 ? kUtf8 : kAscii;
}

std::string InCharset(std::string_view utf8, const std::string& charset) {
  if (charset == kUtf8 || IsAscii(utf8)) return std::string(utf8);
  const std::string valid = ValidUtf8(std::string(utf8));
  Conversion conversion(charset);
  std::string text;
  for (std::size_t i = 0; i < valid.size();) {
    const std::string_view character = CharacterAt(valid, i);
    i += character.size();
    const std::string converted = conversion.Convert(character);
    text += converted.empty() ? InAscii(character) : converted;
  }
  return text;
}

std::string InLocale(std::string_view utf8) {
  static const std::string kCharset = LocaleCharset();
  return InCharset(utf8, kCharset);
}

}  // namespace bench
