#include "util/charset.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "util/environment.h"

namespace bench {
namespace {

TEST(CharsetTest, Utf8StaysAsItIs) {
  EXPECT_EQ(InCharset("0.8 s ± 0.1 s … \xff", "UTF-8"), "0.8 s ± 0.1 s … \xff");
}

TEST(CharsetTest, InAsciiAllThatWeSayHasItsLetters) {
  const std::string ascii = "ANSI_X3.4-1968";
  EXPECT_EQ(InCharset("mean ± σ: 0.58 – 0.63 …", ascii),
            "mean +- s: 0.58 - 0.63 ...");
  EXPECT_EQ(InCharset("“a” → ‘b’ ≤ 2 × c", ascii), "\"a\" -> 'b' <= 2 x c");
  EXPECT_EQ(InCharset("plain, \x1b[1mbold\x1b[0m\n", ascii),
            "plain, \x1b[1mbold\x1b[0m\n");
}

TEST(CharsetTest, OneQuestionMarkForAnyOtherCharacter) {
  EXPECT_EQ(InCharset("日本 é 🎉 \xff.", "ANSI_X3.4-1968"), "?? ? ? ?.");
  EXPECT_EQ(InCharset("日本 é", "no such charset"), "?? ?");
}

TEST(CharsetTest, AnotherCharsetHasSomeOfThem) {
  EXPECT_EQ(InCharset("± é σ …", "ISO-8859-1"), "\xb1 \xe9 s ...");
}

// Sets the three variables of a locale, the empty ones not at all.
class Locale {
 public:
  explicit Locale(const std::vector<const char*>& values) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      before_[kNames[i]] = Variable(kNames[i]);
      Set(kNames[i], values[i]);
    }
  }
  ~Locale() {
    for (const auto& [name, value] : before_) Set(name, value.c_str());
  }
  Locale(const Locale&) = delete;
  Locale& operator=(const Locale&) = delete;

 private:
  static constexpr std::array kNames = {"LC_ALL", "LC_CTYPE", "LANG"};

  static void Set(const char* name, const char* value) {
    if (*value == '\0') {
      unsetenv(name);
    } else {
      setenv(name, value, 1);
    }
  }

  std::map<const char*, std::string> before_;
};

TEST(CharsetTest, TheFirstVariableThatIsSetSaysIt) {
  const auto charset = [](const std::vector<const char*>& values) {
    const Locale locale(values);
    return LocaleCharset();
  };
  EXPECT_EQ(charset({"C.UTF-8", "C", "C"}), "UTF-8");
  EXPECT_EQ(charset({"C", "C.UTF-8", "C.UTF-8"}), "ANSI_X3.4-1968");
  EXPECT_EQ(charset({"", "C", "C.UTF-8"}), "ANSI_X3.4-1968");
  EXPECT_EQ(charset({"", "", "POSIX"}), "ANSI_X3.4-1968");
  EXPECT_EQ(charset({"", "", ""}), "ANSI_X3.4-1968");
}

// What a container without locales makes of a user's.
TEST(CharsetTest, ALocaleThatIsNotInstalledIsWhatItIsCalled) {
  const Locale utf8({"xx_XX.UTF-8", "", ""});
  EXPECT_EQ(LocaleCharset(), "UTF-8");
  const Locale short_name({"", "", "xx_XX.utf8"});
  EXPECT_EQ(LocaleCharset(), "UTF-8");
  const Locale other({"xx_XX.KOI8-R", "", ""});
  EXPECT_EQ(LocaleCharset(), "US-ASCII");
}

}  // namespace
}  // namespace bench
