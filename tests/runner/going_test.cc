#include "runner/going.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace bench {
namespace {

using std::chrono::seconds;

constexpr Clock::time_point kBegin{};

Object Named(const char* kind, const char* name) {
  Object object;
  object.type.kind = kind;
  object.ns = "a";
  object.name = name;
  return object;
}

Object OfInstance(const char* kind, const char* name, const char* release) {
  Object object = Named(kind, name);
  object.labels["app.kubernetes.io/instance"] = release;
  return object;
}

TEST(GoingTest, IsOneOfEachReleaseAndKindAndNamesTheLast) {
  const std::vector<GoneObject> gone = {
      {OfInstance("Pod", "db-0", "db"), kBegin + seconds(2)},
      {OfInstance("ReplicaSet", "web-1", "web"), kBegin + seconds(1)},
      {OfInstance("Pod", "db-1", "db"), kBegin + seconds(3)}};
  const std::vector<Going> going = GoingOf(gone, kBegin);
  ASSERT_EQ(going.size(), 2u);
  EXPECT_EQ(going[0].release, (Release{"a", "web"}));
  EXPECT_EQ(going[0].until_s, 1);
  EXPECT_EQ(going[1].kind, "Pod");
  EXPECT_EQ(going[1].objects, 2);
  EXPECT_EQ(going[1].last, "Pod a/db-1");
  EXPECT_EQ(going[1].until_s, 3);
}

TEST(GoingTest, HelmsOwnWordOnARelaseGoesFirst) {
  Object service = OfInstance("Service", "s", "chart");
  service.annotations["meta.helm.sh/release-name"] = "mine";
  Object record = Named("Secret", "sh.helm.release.v1.mine.v1");
  record.labels = {{"owner", "helm"}, {"name", "mine"}};
  const std::vector<GoneObject> gone = {
      {service, kBegin}, {record, kBegin}, {Named("Lease", "l"), kBegin}};
  const std::vector<Going> going = GoingOf(gone, kBegin);
  ASSERT_EQ(going.size(), 3u);
  EXPECT_EQ(going[0].release.name, "mine");
  EXPECT_EQ(going[1].release.name, "mine");
  EXPECT_EQ(going[2].release.name, "");
}

}  // namespace
}  // namespace bench
