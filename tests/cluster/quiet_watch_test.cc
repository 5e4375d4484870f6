#include "cluster/quiet_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

Object Versioned(const std::string& name, const std::string& version,
                 const std::string& resource = "configmaps") {
  return {.type = {.version = "v1", .resource = resource, .kind = "Kind"},
          .ns = "a",
          .name = name,
          .uid = "uid-" + name,
          .resource_version = version};
}

class QuietWatchTest : public testing::Test {
 protected:
  bool Feed(int at_ms, const std::vector<Object>& inventory) {
    return watch_.Feed(inventory, Clock::time_point(milliseconds(at_ms)));
  }

  QuietWatch watch_{milliseconds(500)};
};

TEST_F(QuietWatchTest, IsQuietAfterTheWindowWithoutAChange) {
  EXPECT_FALSE(Feed(1000, {Versioned("x", "1")}));
  EXPECT_FALSE(Feed(1499, {Versioned("x", "1")}));
  EXPECT_TRUE(Feed(1500, {Versioned("x", "1")}));
  EXPECT_THAT(watch_.changed(), IsEmpty());
}

TEST_F(QuietWatchTest, IsQuietWithNothingThere) {
  EXPECT_FALSE(Feed(0, {}));
  EXPECT_TRUE(Feed(500, {}));
}

TEST_F(QuietWatchTest, StartsTheWindowAnewWhenAnObjectChanges) {
  Feed(0, {Versioned("x", "1"), Versioned("y", "1")});
  EXPECT_FALSE(Feed(400, {Versioned("x", "2"), Versioned("y", "1")}));
  EXPECT_FALSE(Feed(899, {Versioned("x", "2"), Versioned("y", "1")}));
  EXPECT_TRUE(Feed(900, {Versioned("x", "2"), Versioned("y", "1")}));
  EXPECT_THAT(watch_.changed(), ElementsAre("Kind a/x"));
}

TEST_F(QuietWatchTest, StartsTheWindowAnewWhenAnObjectComesOrGoes) {
  Feed(0, {Versioned("x", "1")});
  EXPECT_FALSE(Feed(500, {Versioned("x", "1"), Versioned("y", "1")}));
  EXPECT_THAT(watch_.changed(), ElementsAre("Kind a/y"));
  EXPECT_FALSE(Feed(1000, {Versioned("y", "1")}));
  EXPECT_THAT(watch_.changed(), ElementsAre("Kind a/x"));
  EXPECT_TRUE(Feed(1500, {Versioned("y", "1")}));
}

TEST_F(QuietWatchTest, SeesThatAnObjectWasReplacedUnderItsName) {
  Feed(0, {Versioned("x", "1")});
  Object again = Versioned("x", "1");
  again.uid = "another";
  EXPECT_FALSE(Feed(500, {again}));
}

TEST_F(QuietWatchTest, DoesNotMindTheOrder) {
  Feed(0, {Versioned("x", "1"), Versioned("y", "2")});
  EXPECT_TRUE(Feed(500, {Versioned("y", "2"), Versioned("x", "1")}));
}

TEST_F(QuietWatchTest, DoesNotMindLeases) {
  Feed(0, {Versioned("leader", "1", "leases")});
  EXPECT_TRUE(Feed(500, {Versioned("leader", "2", "leases")}));
}

}  // namespace
}  // namespace bench
