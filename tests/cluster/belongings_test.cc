#include "cluster/belongings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Premises kPremises{.namespaces = {"a", "b"}};

Object Make(const std::string& resource, const std::string& ns,
            const std::string& name) {
  const bool apps = resource == "statefulsets" || resource == "deployments" ||
                    resource == "replicasets";
  return {.type = {.group = apps ? "apps" : "",
                   .version = "v1",
                   .resource = resource,
                   .kind = resource,
                   .namespaced = !ns.empty()},
          .ns = ns,
          .name = name,
          .uid = resource + "/" + ns + "/" + name};
}

Premises WithBaseline(const Object& object) {
  Premises premises = kPremises;
  premises.baseline = {object};
  return premises;
}

Object Annotated(Object object, const std::string& key,
                 const std::string& value) {
  object.annotations[key] = value;
  return object;
}

Object OwnedBy(Object object, const Object& owner) {
  object.owner_uids.push_back(owner.uid);
  return object;
}

std::vector<std::string> Names(const std::vector<KeptObject>& kept) {
  std::vector<std::string> names;
  names.reserve(kept.size());
  for (const KeptObject& one : kept) names.push_back(one.object.name);
  return names;
}

std::vector<std::string> Names(const std::vector<Object>& objects) {
  std::vector<std::string> names;
  names.reserve(objects.size());
  for (const Object& object : objects) names.push_back(object.name);
  return names;
}

TEST(BelongingsTest, HoldsWhatIsNewInOurNamespaces) {
  const Premises premises = WithBaseline(Make("configmaps", "a", "ca"));
  const Belongings belongings(premises);
  EXPECT_TRUE(belongings.Holds(Make("configmaps", "a", "x")));
  EXPECT_TRUE(belongings.Holds(Make("configmaps", "b", "ca")));
  EXPECT_FALSE(belongings.Holds(Make("configmaps", "other", "x")));
}

TEST(BelongingsTest, KnowsTheBaselineUnderANewUid) {
  const Premises premises = WithBaseline(Make("configmaps", "a", "ca"));
  const Belongings belongings(premises);
  Object again = premises.baseline.front();
  again.uid = "put back by a controller";
  EXPECT_FALSE(belongings.Holds(again));
}

TEST(BelongingsTest, HoldsClusterScopedObjectsOfReleasesInOurNamespaces) {
  const Belongings belongings(kPremises);
  const Object role = Make("clusterroles", "", "x");
  const char* key = "meta.helm.sh/release-namespace";
  EXPECT_TRUE(belongings.Holds(Annotated(role, key, "b")));
  EXPECT_FALSE(belongings.Holds(Annotated(role, key, "other")));
  EXPECT_FALSE(belongings.Holds(role));
}

TEST(BelongingsTest, SortsOutWhatTheResourcePolicyKeeps) {
  Belongings belongings(kPremises);
  const char* key = "helm.sh/resource-policy";
  const std::vector<Object> objects = {
      Make("configmaps", "a", "goes"),
      Annotated(Make("configmaps", "a", "stays"), key, "keep"),
      Annotated(Make("configmaps", "a", "stays too"), key, " Keep "),
      Annotated(Make("configmaps", "a", "goes too"), key, "delete")};
  const auto sorted = belongings.Sort(objects);
  EXPECT_THAT(Names(sorted.must_go), ElementsAre("goes", "goes too"));
  EXPECT_THAT(Names(sorted.kept), ElementsAre("stays", "stays too"));
}

TEST(BelongingsTest, KeepsHooks) {
  Belongings belongings(kPremises);
  const std::vector<Object> objects = {
      Annotated(Make("jobs", "a", "migrate"), "helm.sh/hook", "pre-install")};
  EXPECT_THAT(Names(belongings.Sort(objects).kept), ElementsAre("migrate"));
}

TEST(BelongingsTest, KeepsClaimsOfStatefulSetsAfterTheseAreGone) {
  Belongings belongings(kPremises);
  belongings.Sort(std::vector{Make("statefulsets", "a", "db")});
  const std::vector<Object> claims = {
      Make("persistentvolumeclaims", "a", "data-db-0"),
      Make("persistentvolumeclaims", "a", "data-db-11"),
      Make("persistentvolumeclaims", "a", "data-db-x"),
      Make("persistentvolumeclaims", "a", "data-db-"),
      Make("persistentvolumeclaims", "a", "data-other-0"),
      Make("persistentvolumeclaims", "b", "data-db-0"),
      Annotated(Make("persistentvolumeclaims", "a", "of-db-0"),
                "meta.helm.sh/release-name", "r")};
  const auto sorted = belongings.Sort(claims);
  EXPECT_THAT(Names(sorted.kept), ElementsAre("data-db-0", "data-db-11"));
  EXPECT_THAT(Names(sorted.must_go),
              UnorderedElementsAre("data-db-x", "data-db-", "data-other-0",
                                   "data-db-0", "of-db-0"));
}

TEST(BelongingsTest, KeepsWhatKeptObjectsOwn) {
  Belongings belongings(kPremises);
  const Object deployment = Annotated(Make("deployments", "a", "d"),
                                      "helm.sh/resource-policy", "keep");
  const Object set = OwnedBy(Make("replicasets", "a", "d-1"), deployment);
  const Object pod = OwnedBy(Make("pods", "a", "d-1-x"), set);
  // The dependents come first, so that one look is not enough.
  const auto sorted = belongings.Sort(std::vector{pod, set, deployment});
  EXPECT_THAT(sorted.must_go, IsEmpty());
  // And it is remembered when only the Pod is looked at.
  EXPECT_THAT(Names(belongings.Sort(std::vector{pod}).kept),
              ElementsAre("d-1-x"));
}

TEST(BelongingsTest, KeepsTheEndpointsOfAKeptService) {
  Belongings belongings(kPremises);
  const auto sorted = belongings.Sort(std::vector{
      Annotated(Make("services", "a", "s"), "helm.sh/resource-policy", "keep"),
      Make("endpoints", "a", "s"), Make("endpoints", "a", "t")});
  EXPECT_THAT(Names(sorted.kept), ElementsAre("s", "s"));
  EXPECT_THAT(Names(sorted.must_go), ElementsAre("t"));
}

TEST(BelongingsTest, LetsOnlyLeasesOfChartsCount) {
  Belongings belongings(kPremises);
  const auto sorted =
      belongings.Sort(std::vector{Make("leases", "a", "leader"),
                                  Annotated(Make("leases", "a", "chart's"),
                                            "meta.helm.sh/release-name", "r")});
  EXPECT_THAT(Names(sorted.must_go), ElementsAre("chart's"));
  EXPECT_THAT(sorted.kept, IsEmpty());
  // A reset takes both away.
  EXPECT_TRUE(belongings.Holds(Make("leases", "a", "leader")));
}

}  // namespace
}  // namespace bench
