#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/belongings.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Object ConfigMap(const std::string& name) {
  Object object;
  object.type = {.group = "",
                 .version = "v1",
                 .resource = "configmaps",
                 .kind = "ConfigMap"};
  object.ns = "a";
  object.name = name;
  return object;
}

TEST(EndStateTest, IsAsExpectedWhenAllIsThere) {
  // Another uid: controllers put some of it back.
  Object again = ConfigMap("root-ca");
  again.uid = "new";
  const EndState state = CompareEndState(std::vector{ConfigMap("root-ca")}, {},
                                         std::vector{ConfigMap("x"), again});
  EXPECT_THAT(state.missing, IsEmpty());
  EXPECT_THAT(state.changed, IsEmpty());
}

TEST(EndStateTest, NamesWhatIsMissing) {
  const EndState state =
      CompareEndState(std::vector{ConfigMap("root-ca"), ConfigMap("kept")}, {},
                      std::vector{ConfigMap("root-ca")});
  EXPECT_THAT(state.missing, ElementsAre("ConfigMap a/kept"));
  EXPECT_THAT(state.changed, IsEmpty());
}

TEST(EndStateTest, NamesWhatHasChanged) {
  Object before = ConfigMap("x");
  before.finalizers = {"one", "two"};
  Object reordered = before;
  reordered.finalizers = {"two", "one"};
  EXPECT_THAT(
      CompareEndState(std::vector{before}, {}, std::vector{reordered}).changed,
      IsEmpty());
  EXPECT_THAT(
      CompareEndState(std::vector{before}, {}, std::vector{ConfigMap("x")})
          .changed,
      ElementsAre("ConfigMap a/x (finalizers)"));
  Object owned = before;
  owned.owner_uids = {"someone"};
  EXPECT_THAT(
      CompareEndState(std::vector{before}, {}, std::vector{owned}).changed,
      ElementsAre("ConfigMap a/x (owner)"));
  Object going = before;
  going.deleting = true;
  EXPECT_THAT(
      CompareEndState(std::vector{before}, {}, std::vector{going}).changed,
      ElementsAre("ConfigMap a/x (is being deleted)"));
}

TEST(EndStateTest, WhatMayGoByItselfIsNotMissed) {
  Object pod = ConfigMap("pod-of-a-kept-deployment");
  pod.owner_uids = {"replica-set"};
  Object hook = ConfigMap("hook");
  hook.annotations = {{"helm.sh/hook", "post-install"}};
  Object lease = ConfigMap("lease");
  lease.type.resource = "leases";
  EXPECT_THAT(
      CompareEndState(std::vector{pod, hook, lease}, {}, std::vector<Object>())
          .missing,
      IsEmpty());
}

}  // namespace
}  // namespace bench
