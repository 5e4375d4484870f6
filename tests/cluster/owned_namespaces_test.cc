#include "cluster/owned_namespaces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_api.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kNamespacePath = "/api/v1/namespaces/";
const std::string kRolePath =
    "/apis/rbac.authorization.k8s.io/v1/clusterroles/";

TEST(CleanAllTest, RemovesEveryNamespaceOfOursAndNothingElse) {
  FakeApi api;
  api.PutNamespace("left-1", {{kOwnerLabel, "x"}});
  api.PutNamespace("left-2", {{kOwnerLabel, ""}});
  api.PutNamespace("user", {{"team", "x"}});
  api.Put(kRolePath + "r", ByHelm("left-2"));
  api.Put(kRolePath + "user", ByHelm("user"));
  const Removed removed = CleanAll(api, {}, {});
  EXPECT_THAT(removed.namespaces, ElementsAre("left-1", "left-2"));
  ASSERT_EQ(removed.objects.size(), 1);
  EXPECT_EQ(KindAndName(removed.objects.front()), "ClusterRole r");
  EXPECT_TRUE(api.Has(kNamespacePath + "user"));
  EXPECT_TRUE(api.Has(kRolePath + "user"));
}

TEST(CleanAllTest, DoesNothingWhereNothingIsOurs) {
  FakeApi api;
  api.PutNamespace("user");
  EXPECT_THAT(CleanAll(api, {}, {}).namespaces, IsEmpty());
  EXPECT_THAT(api.changes, IsEmpty());
}

TEST(CleanAllTest, LeavesANamespaceThatIsNotOursAnyLonger) {
  FakeApi api;
  api.PutNamespace("a", {{kOwnerLabel, ""}});
  // Between the first look and the deletion somebody takes the name.
  api.intercept = [&api](const Request& request) -> std::optional<Response> {
    if (request.path == "/apis") api.PutNamespace("a");
    return std::nullopt;
  };
  EXPECT_THAT(CleanAll(api, {}, {}).namespaces, IsEmpty());
  EXPECT_THAT(api.changes, IsEmpty());
}

TEST(LabelValueTest, IsWhatKubernetesTakes) {
  EXPECT_EQ(LabelValue("helm-bench"), "helm-bench");
  EXPECT_EQ(LabelValue("arn:aws:eks:eu/dev_1"), "arn-aws-eks-eu-dev_1");
  EXPECT_EQ(LabelValue("_x@"), "x");
  EXPECT_EQ(LabelValue(std::string(80, 'x')), std::string(63, 'x'));
  EXPECT_EQ(LabelValue("//"), "");
}

}  // namespace
}  // namespace bench
