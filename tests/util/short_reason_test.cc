#include "util/short_reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "util/printable.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;
using testing::StartsWith;

TEST(ShortReasonTest, WhatIsShortStaysAsItIs) {
  EXPECT_EQ(ShortReason(""), "");
  const std::string longest(kLongestReason, 'x');
  EXPECT_EQ(ShortReason(longest), longest);
}

TEST(ShortReasonTest, KeepsBeginningAndEndAndSaysHowMuchIsLeftOut) {
  const std::string words =
      "uninstall: " + std::string(300'000, 'x') + " context deadline exceeded";
  const std::string reason = ShortReason(words);
  EXPECT_THAT(reason, SizeIs(Le(kLongestReason)));
  EXPECT_THAT(reason, StartsWith("uninstall: xxx"));
  EXPECT_THAT(reason, EndsWith("xxx context deadline exceeded"));
  const std::size_t mark = std::string(" [… 123456 bytes left out …] ").size();
  EXPECT_THAT(
      reason,
      HasSubstr(" [… " + std::to_string(words.size() - (reason.size() - mark)) +
                " bytes left out …] "));
}

TEST(ShortReasonTest, IsShortEnoughForItself) {
  for (const std::size_t size : {1001U, 1040U, 1100U, 20'000'000U}) {
    const std::string once = ShortReason(std::string(size, 'x'));
    EXPECT_THAT(once, SizeIs(Le(kLongestReason)));
    EXPECT_EQ(ShortReason(once), once);
  }
}

TEST(ShortReasonTest, CutsThroughNoCharacter) {
  std::string words;
  while (words.size() < 5000) words += "é日🎉";
  for (std::size_t skip = 0; skip < 9; ++skip) {
    words.insert(0, "x");
    const std::string reason = ShortReason(words);
    EXPECT_EQ(ValidUtf8(reason), reason);
    EXPECT_THAT(reason, SizeIs(Le(kLongestReason)));
  }
  // What is none is cut anywhere.
  EXPECT_THAT(ShortReason(std::string(5000, '\x80')),
              SizeIs(Le(kLongestReason)));
}

TEST(ShortReasonTest, HasTheRoomThatItIsGiven) {
  EXPECT_THAT(ShortReason(std::string(10'000, 'x'), 200), SizeIs(Le(200)));
  EXPECT_THAT(ShortReason(std::string(7'000, 'x'), kLongestLine), SizeIs(7000));
}

TEST(FirstOfTest, SaysHowManyAreNotShown) {
  EXPECT_THAT(FirstOf({}, 2), IsEmpty());
  EXPECT_THAT(FirstOf({"a", "b"}, 2), ElementsAre("a", "b"));
  EXPECT_THAT(FirstOf({"a", "b", "c", "d"}, 2),
              ElementsAre("a", "b", "2 more, in the result file"));
}

TEST(FirstOfTest, IsBoundedWhateverTheNamesAre) {
  const auto size = [](const std::vector<std::string>& names) {
    std::size_t bytes = 0;
    for (const std::string& name :
         FirstOf(names, std::numeric_limits<std::size_t>::max())) {
      bytes += name.size();
    }
    return bytes;
  };
  EXPECT_LT(size(std::vector<std::string>(100'000, "ConfigMap a/b")), 2100U);
  EXPECT_LT(size(std::vector<std::string>(100, std::string(10'000, 'x'))),
            2100U);
  EXPECT_LT(size({std::string(1'000'000, 'x')}), 500U);
}

}  // namespace
}  // namespace bench
