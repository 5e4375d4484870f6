#include "util/names.h"

#include <gtest/gtest.h>

#include <string>

#include "util/error.h"

namespace bench {
namespace {

TEST(NamesTest, NamespacesAreLabelsOfAtMost63Characters) {
  for (const std::string name : {"a", "1", "a-1", "a--b"}) {
    EXPECT_NO_THROW(CheckNamespaceName(name, "x")) << name;
  }
  EXPECT_NO_THROW(CheckNamespaceName(std::string(63, 'a'), "x"));
  for (const std::string name :
       {"", "-", "a-", "-a", "A", "a.b", "a_b", "a b", "a\n", "\xc3\xa4"}) {
    EXPECT_THROW(CheckNamespaceName(name, "x"), Error) << name;
  }
  EXPECT_THROW(CheckNamespaceName(std::string(64, 'a'), "x"), Error);
}

TEST(NamesTest, ReleasesAreLabelsWithDotsOfAtMost53Characters) {
  for (const std::string name : {"a", "1", "a-1", "a.b", "a-1.2-b.c"}) {
    EXPECT_NO_THROW(CheckReleaseName(name, "x")) << name;
  }
  EXPECT_NO_THROW(CheckReleaseName(std::string(53, 'a'), "x"));
  for (const std::string name :
       {"", ".", "a.", ".a", "a..b", "a.-b", "a-.b", "A", "a_b", "a/b"}) {
    EXPECT_THROW(CheckReleaseName(name, "x"), Error) << name;
  }
  EXPECT_THROW(CheckReleaseName(std::string(54, 'a'), "x"), Error);
}

}  // namespace
}  // namespace bench
