#include "cluster/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fake_api.h"
#include "helm/record/record.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kCore = "/api/v1/namespaces/";
const std::string kApps = "/apis/apps/v1/namespaces/";
const std::string kRoles = "/apis/rbac.authorization.k8s.io/v1/clusterroles/";

std::vector<std::string> Words(const std::vector<KeptObject>& kept) {
  std::vector<std::string> words;
  words.reserve(kept.size());
  for (const KeptObject& one : kept) words.push_back(KindAndName(one.object));
  return words;
}

std::vector<std::string> Words(const std::vector<Object>& objects) {
  std::vector<std::string> words;
  words.reserve(objects.size());
  for (const Object& object : objects) words.push_back(KindAndName(object));
  return words;
}

template <typename Action>
std::string ErrorOf(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

class WorkspaceTest : public testing::Test {
 protected:
  /// A workspace on two namespaces that has been created.
  void Create() {
    workspace_.Create(never_);
    api_.changes.clear();
  }

  FakeApi api_;
  const Pacing fast_{.quiet = milliseconds(4),
                     .poll = milliseconds(2),
                     .settle_poll = milliseconds(1),
                     .patience = milliseconds(300),
                     .create = milliseconds(500),
                     .remove = milliseconds(100)};
  TemporaryFolder folder_;
  const Ledger ledger_{folder_.path() / "installed.json"};
  Workspace workspace_{api_, {"a", "b"}, "kwok:mine", ledger_, fast_};
  const std::stop_token never_;
};

TEST_F(WorkspaceTest, IsFreeWhereItsNamespacesAreAbsentOrOurs) {
  api_.PutNamespace("a", {{kOwnerLabel, "anyone"}});
  api_.PutNamespace("user");
  workspace_.CheckFree();
  EXPECT_THAT(api_.changes, IsEmpty());
}

TEST_F(WorkspaceTest, RefusesANamespaceThatIsNotOurs) {
  api_.PutNamespace("b");
  EXPECT_THAT(ErrorOf([&] { workspace_.CheckFree(); }),
              AllOf(HasSubstr("namespace b"), HasSubstr(kOwnerLabel)));
  EXPECT_THAT(api_.changes, IsEmpty());
}

TEST_F(WorkspaceTest, RefusesWhatAReleaseLeftOfANamespaceThatIsNotThere) {
  api_.Put(kRoles + "x", ByHelm("a"));
  EXPECT_THAT(ErrorOf([&] { workspace_.CheckFree(); }),
              HasSubstr("ClusterRole x"));
  // With the namespace there, it is known to be ours.
  api_.PutNamespace("a", {{kOwnerLabel, ""}});
  workspace_.CheckFree();
}

TEST_F(WorkspaceTest, SaysThatTheClusterDoesNotAnswer) {
  api_.intercept = [](const Request&) {
    return Response{.error = "Connection refused"};
  };
  EXPECT_THAT(ErrorOf([&] { workspace_.CheckFree(); }),
              HasSubstr("Connection refused"));
  EXPECT_THROW(workspace_.Create(never_), RunError);
}

TEST_F(WorkspaceTest, CreatesItsNamespacesWithOurLabel) {
  api_.intercept = [](const Request& request) -> std::optional<Response> {
    if (request.method == "POST") {
      EXPECT_THAT(request.body,
                  HasSubstr(R"("helm-bench/owned-by":"kwok-mine")"));
    }
    return std::nullopt;
  };
  workspace_.Create(never_);
  EXPECT_TRUE(api_.Has(kCore + "a"));
  EXPECT_TRUE(api_.Has(kCore + "b"));
}

TEST_F(WorkspaceTest, CreatesAnewWhatAnEarlierRunHasLeft) {
  api_.PutNamespace("a", {{kOwnerLabel, ""}});
  api_.Put(kCore + "a/configmaps/old");
  api_.Put(kRoles + "old", ByHelm("a"));
  workspace_.Create(never_);
  EXPECT_FALSE(api_.Has(kCore + "a/configmaps/old"));
  // The namespace goes last: it is the proof that the role is ours.
  EXPECT_THAT(
      api_.changes,
      ElementsAre("DELETE " + kRoles + "old", "DELETE " + kCore + "a",
                  "POST /api/v1/namespaces", "POST /api/v1/namespaces"));
}

TEST_F(WorkspaceTest, DoesNotTakeANamespaceThatIsNotOurs) {
  api_.PutNamespace("b");
  EXPECT_THAT(ErrorOf([&] { workspace_.Create(never_); }),
              HasSubstr("namespace b: already exists"));
  EXPECT_TRUE(api_.Has(kCore + "b"));
}

TEST_F(WorkspaceTest, AsksForTheControllerManagerWhenNothingComes) {
  api_.controllers = false;
  EXPECT_THAT(ErrorOf([&] { workspace_.Create(never_); }),
              HasSubstr("controller-manager"));
}

TEST_F(WorkspaceTest, IsNotQuietWhileSomethingChanges) {
  Create();
  api_.intercept = [&](const Request& request) {
    if (request.path.starts_with(kCore + "a/secrets")) {
      api_.Put(kCore + "a/secrets/s");  // with a new resourceVersion
    }
    return std::optional<Response>();
  };
  const Quiet quiet = workspace_.WaitQuiet(1, never_);
  EXPECT_FALSE(quiet);
  EXPECT_THAT(quiet.changed, testing::Contains("Secret a/s"));
}

TEST_F(WorkspaceTest, HasSettledWhenOnlyTheBaselineAndKeptObjectsAreLeft) {
  Create();
  api_.Put(kApps + "a/statefulsets/db", ByHelm("a"));
  api_.Put(kCore + "a/persistentvolumeclaims/data-db-0");
  api_.Put(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  api_.Erase(kApps + "a/statefulsets/db");
  api_.Erase(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  const Settled settled = workspace_.WatchSettled(60, never_);
  EXPECT_TRUE(settled.at);
  EXPECT_THAT(settled.leftovers, IsEmpty());
  EXPECT_THAT(Words(settled.kept),
              ElementsAre("PersistentVolumeClaim a/data-db-0"));
  EXPECT_THAT(api_.changes, IsEmpty());
}

TEST_F(WorkspaceTest, NamesWhatIsLeftOverWhereverItIs) {
  Create();
  api_.Put(kCore + "b/secrets/sh.helm.release.v1.r.v1");
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  // Came after the inventory was taken, in places that were empty then.
  api_.Put(kRoles + "r", ByHelm("b"));
  api_.Put(kApps + "b/deployments/r");
  api_.Put(kCore + "user/secrets/s");
  const Settled settled = workspace_.WatchSettled(0.01, never_);
  EXPECT_FALSE(settled.at);
  EXPECT_THAT(
      Words(settled.leftovers),
      testing::UnorderedElementsAre("ClusterRole r", "Deployment b/r",
                                    "Secret b/sh.helm.release.v1.r.v1"));
}

TEST_F(WorkspaceTest, LooksEverywhereBeforeItHasSettled) {
  Create();
  api_.Put(kCore + "b/secrets/s");
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  // The only place that held something is empty, and another one is not.
  api_.Erase(kCore + "b/secrets/s");
  api_.Put(kApps + "b/deployments/late");
  const Settled settled = workspace_.WatchSettled(0.01, never_);
  EXPECT_FALSE(settled.at);
  EXPECT_THAT(Words(settled.leftovers), ElementsAre("Deployment b/late"));
}

TEST_F(WorkspaceTest, FindsLeftoversWithoutAnInventory) {
  api_.Put(kCore + "a/secrets/s");
  EXPECT_THAT(Words(workspace_.WatchSettled(0, never_).leftovers),
              ElementsAre("Secret a/s"));
}

TEST_F(WorkspaceTest, MissesWhatShouldHaveStayed) {
  api_.Put(kCore + "a/configmaps/kube-root-ca.crt");
  Create();
  api_.Put(kApps + "a/statefulsets/db", ByHelm("a"));
  api_.Put(kCore + "a/persistentvolumeclaims/data-db-0");
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  api_.Erase(kApps + "a/statefulsets/db");
  api_.Erase(kCore + "a/persistentvolumeclaims/data-db-0");
  const Settled settled = workspace_.WatchSettled(60, never_);
  EXPECT_TRUE(settled.at);
  EXPECT_THAT(settled.end_state.missing,
              ElementsAre("PersistentVolumeClaim a/data-db-0"));
}

TEST_F(WorkspaceTest, WatchesOnlyThePlacesThatStillHoldSomething) {
  Create();
  api_.Put(kCore + "b/secrets/s");
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  api_.lists = 0;
  int secrets_of_b = 0;
  api_.intercept = [&](const Request& request) {
    if (request.path.starts_with(kCore + "b/secrets")) {
      if (++secrets_of_b == 5) api_.Erase(kCore + "b/secrets/s");
    }
    return std::optional<Response>();
  };
  EXPECT_TRUE(workspace_.WatchSettled(60, never_).at);
  // 7 namespaced types in 2 namespaces and 2 cluster-scoped ones, once, and
  // once more for what should have stayed.
  EXPECT_EQ(api_.lists, 5 + 16 + 16);
}

TEST_F(WorkspaceTest, ResetsToTheBaseline) {
  Create();
  api_.Put(kCore + "a/persistentvolumeclaims/data-db-0");
  api_.Put(kCore + "b/secrets/sh.helm.release.v1.r.v1");
  api_.Put(kRoles + "r", ByHelm("b"));
  api_.Put(kRoles + "user", ByHelm("user"));
  api_.Put(kCore + "user/secrets/s");
  workspace_.Reset(never_);
  EXPECT_THAT(api_.changes,
              testing::UnorderedElementsAre(
                  "DELETE " + kCore + "a/persistentvolumeclaims/data-db-0",
                  "DELETE " + kCore + "b/secrets/sh.helm.release.v1.r.v1",
                  "DELETE " + kRoles + "r"));
  EXPECT_TRUE(api_.Has(kCore + "a/serviceaccounts/default"));
  EXPECT_TRUE(api_.Has(kCore + "b/configmaps/kube-root-ca.crt"));
}

TEST_F(WorkspaceTest, LeavesDependentsToTheGarbageCollector) {
  Create();
  const std::string uid = api_.Put(kApps + "a/deployments/d");
  const nlohmann::json owned = {
      {"ownerReferences", nlohmann::json::array({{{"uid", uid}}})}};
  api_.Put(kApps + "a/replicasets/d-1", owned);
  workspace_.Reset(never_);
  EXPECT_THAT(api_.changes, ElementsAre("DELETE " + kApps + "a/deployments/d"));
  EXPECT_FALSE(api_.Has(kApps + "a/replicasets/d-1"));
}

TEST_F(WorkspaceTest, NamesWhatDoesNotGoAndItsFinalizers) {
  Create();
  const nlohmann::json held = {{"finalizers", {"example.com/forever"}}};
  api_.Put(kCore + "a/configmaps/x", held);
  EXPECT_THAT(ErrorOf([&] { workspace_.Reset(never_); }),
              AllOf(HasSubstr("ConfigMap a/x"),
                    HasSubstr("finalizers: example.com/forever")));
  // Once it is on its way it is not deleted again.
  EXPECT_EQ(api_.changes.size(), 1);
}

TEST_F(WorkspaceTest, SaysWhyADeletionWasRefused) {
  Create();
  api_.Put(kCore + "a/configmaps/x");
  api_.intercept = [](const Request& request) -> std::optional<Response> {
    if (request.method != "DELETE") return std::nullopt;
    return FakeApi::Refusal(403, "configmaps \"x\" is forbidden");
  };
  EXPECT_THAT(ErrorOf([&] { workspace_.Reset(never_); }),
              HasSubstr("configmaps \"x\" is forbidden"));
}

TEST_F(WorkspaceTest, WaitsForAnApiServerThatFailsForAMoment) {
  Create();
  int failures = 3;
  api_.intercept = [&](const Request& request) -> std::optional<Response> {
    if (request.path.find("secrets") == std::string::npos || failures == 0) {
      return std::nullopt;
    }
    --failures;
    return FakeApi::Refusal(500, "etcdserver: leader changed");
  };
  EXPECT_TRUE(workspace_.WaitQuiet(60, never_));
  EXPECT_EQ(failures, 0);
}

TEST_F(WorkspaceTest, GivesUpOnAnApiServerThatKeepsFailing) {
  Create();
  api_.intercept = [](const Request& request) -> std::optional<Response> {
    if (request.path.find("secrets") == std::string::npos) return std::nullopt;
    return FakeApi::Refusal(500, "etcdserver: no leader");
  };
  // Above all, what cannot be listed is not taken for gone.
  EXPECT_THROW(workspace_.WatchSettled(1, never_), RunError);
}

TEST_F(WorkspaceTest, TellsWhatItMayNotList) {
  Create();
  api_.intercept = [](const Request& request) -> std::optional<Response> {
    if (request.path.find("secrets") == std::string::npos) return std::nullopt;
    return FakeApi::Refusal(403, "secrets is forbidden");
  };
  EXPECT_TRUE(workspace_.WaitQuiet(60, never_));
  EXPECT_THAT(workspace_.forbidden(), ElementsAre("secrets is forbidden"));
}

TEST_F(WorkspaceTest, ReturnsWhenAStopIsRequested) {
  Create();
  const nlohmann::json held = {{"finalizers", {"forever"}}};
  api_.Put(kCore + "a/configmaps/x", held);
  std::stop_source stop;
  int lists = 0;
  api_.intercept = [&](const Request&) {
    if (++lists == 100) stop.request_stop();
    return std::optional<Response>();
  };
  EXPECT_FALSE(workspace_.WatchSettled(60, stop.get_token()).at);
  workspace_.Reset(stop.get_token());
  EXPECT_FALSE(workspace_.WaitQuiet(60, stop.get_token()));
  EXPECT_THAT(api_.changes, IsEmpty());
}

// --- What the releases' records say ---

const std::string kElsewhere = kCore + "user/configmaps/";

std::string MapManifest(const std::string& metadata) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: " + metadata + "\n";
}

nlohmann::json Hook(const std::string& event, const std::string& manifest,
                    const nlohmann::json& policies = nlohmann::json::array()) {
  return {{"name", "h"},
          {"kind", "ConfigMap"},
          {"manifest", manifest},
          {"events", {event}},
          {"delete_policies", policies}};
}

/// Helm's record of release "r" in namespace "a".
void PutRecord(FakeApi& api, const std::string& manifest,
               const std::vector<nlohmann::json>& hooks = {}) {
  const Record record({{"name", "r"},
                       {"namespace", "a"},
                       {"version", 1},
                       {"info", {{"status", "deployed"}}},
                       {"manifest", manifest},
                       {"hooks", hooks}},
                      {});
  api.PutSecret(kCore + "a/secrets/" + record.Key(),
                SecretOf(record, "createdAt"));
}

TEST_F(WorkspaceTest, MissesWhatAHookOfTheUninstallShouldHaveMade) {
  Create();
  PutRecord(api_, "", {Hook("pre-delete", MapManifest("{name: hook}"))});
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  workspace_.Expect(HelmRules::k3, never_);
  api_.Erase(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  EXPECT_THAT(workspace_.WatchSettled(60, never_).end_state.missing,
              ElementsAre("ConfigMap a/hook (made by a hook)"));
  api_.Put(kCore + "a/configmaps/hook");
  const Settled settled = workspace_.WatchSettled(60, never_);
  EXPECT_THAT(settled.end_state.missing, IsEmpty());
  ASSERT_EQ(settled.kept.size(), 1);
  EXPECT_EQ(settled.kept[0].by, KeptBy::kHook);
}

TEST_F(WorkspaceTest, AHookThatIsMadeAgainIsAnotherObject) {
  Create();
  PutRecord(api_, "", {Hook("pre-delete", MapManifest("{name: hook}"))});
  api_.Put(kCore + "a/configmaps/hook");
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  workspace_.Expect(HelmRules::k3, never_);
  api_.Erase(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  EXPECT_THAT(workspace_.WatchSettled(60, never_).end_state.changed,
              ElementsAre("ConfigMap a/hook (not made again)"));
  api_.Put(kCore + "a/configmaps/hook");
  EXPECT_THAT(workspace_.WatchSettled(60, never_).end_state.changed, IsEmpty());
}

/// A release in "a" with one object, of which only the object is left.
class PolicyTest : public WorkspaceTest {
 protected:
  void UninstallWithPolicy(const std::string& policy, HelmRules rules) {
    Create();
    PutRecord(api_,
              MapManifest("{name: k, annotations: {helm.sh/resource-policy: " +
                          policy + "}}"));
    api_.Put(kCore + "a/configmaps/k", ByHelm("a"));
    ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
    workspace_.Expect(rules, never_);
    api_.Erase(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  }
};

TEST_F(PolicyTest, WhatIsKeptIsNotMadeAgain) {
  UninstallWithPolicy("keep", HelmRules::k4);
  api_.Put(kCore + "a/configmaps/k", ByHelm("a"));
  EXPECT_THAT(workspace_.WatchSettled(60, never_).end_state.changed,
              ElementsAre("ConfigMap a/k (made again)"));
}

TEST_F(PolicyTest, KeepsWhatHasAPolicyThatHelmDoesNotKnow) {
  UninstallWithPolicy("delete", HelmRules::k3);
  const Settled settled = workspace_.WatchSettled(60, never_);
  ASSERT_EQ(settled.kept.size(), 1);
  EXPECT_EQ(settled.kept[0].by, KeptBy::kOtherPolicy);
  EXPECT_EQ(settled.kept[0].policy, "delete");
}

/// A release in "a" with one object in the user's namespace.
class ElsewhereTest : public WorkspaceTest {
 protected:
  void Install(const std::string& more = "") {
    Create();
    PutRecord(api_, MapManifest("{name: x, namespace: user" + more + "}"));
    api_.Put(kElsewhere + "x", ByHelm("a"));
    api_.Put(kElsewhere + "theirs", ByHelm("user"));
    ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
    workspace_.Expect(HelmRules::k4, never_);
    api_.Erase(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  }
};

TEST_F(ElsewhereTest, WhatIsLeftOverIsNamedAndRemoved) {
  Install();
  EXPECT_THAT(Words(workspace_.WatchSettled(0.01, never_).leftovers),
              ElementsAre("ConfigMap user/x"));
  workspace_.Reset(never_);
  EXPECT_THAT(api_.changes, ElementsAre("DELETE " + kElsewhere + "x"));
}

TEST_F(ElsewhereTest, WhatIsKeptIsSeenAndRemoved) {
  Install(", annotations: {helm.sh/resource-policy: keep}");
  EXPECT_THAT(Words(workspace_.WatchSettled(60, never_).kept),
              ElementsAre("ConfigMap user/x"));
  api_.Erase(kElsewhere + "x");
  EXPECT_THAT(workspace_.WatchSettled(60, never_).end_state.missing,
              ElementsAre("ConfigMap user/x"));
}

TEST_F(ElsewhereTest, WhatAStrangerMakesAgainIsToldAndLeft) {
  Install();
  api_.Put(kElsewhere + "x");
  EXPECT_THAT(Words(workspace_.WatchSettled(0.01, never_).leftovers),
              ElementsAre("ConfigMap user/x"));
  workspace_.Reset(never_);
  EXPECT_THAT(api_.changes, IsEmpty());
}

TEST_F(ElsewhereTest, WhatIsOlderThanTheRunIsNotOurs) {
  Create();
  PutRecord(api_, "",
            {Hook("pre-install", MapManifest("{name: x, namespace: user}"),
                  {"hook-failed"})});
  api_.Put(kElsewhere + "x", {{"creationTimestamp", "2025-01-01T00:00:00Z"}});
  ASSERT_TRUE(workspace_.WaitQuiet(60, never_));
  workspace_.Expect(HelmRules::k4, never_);
  api_.Erase(kCore + "a/secrets/sh.helm.release.v1.r.v1");
  EXPECT_THAT(workspace_.WatchSettled(60, never_).kept, IsEmpty());
  workspace_.Reset(never_);
  EXPECT_THAT(api_.changes, IsEmpty());
}

TEST_F(ElsewhereTest, IsWrittenDownUntilItIsGone) {
  Install();
  ASSERT_EQ(ledger_.Read().elsewhere.size(), 1);
  EXPECT_EQ(KindAndName(ledger_.Read().elsewhere[0]), "ConfigMap user/x");
  // The run is killed; the next one finds it, and cleaning does.
  const Removed removed = CleanAll(api_, ledger_.Read(), never_, fast_);
  ASSERT_EQ(removed.objects.size(), 1);
  EXPECT_EQ(KindAndName(removed.objects[0]), "ConfigMap user/x");
  EXPECT_TRUE(api_.Has(kElsewhere + "theirs"));
}

TEST_F(ElsewhereTest, IsFoundByTheRecordWhereNothingWasWrittenDown) {
  Create();
  PutRecord(api_, "",
            {Hook("pre-install", MapManifest("{name: x, namespace: user}"))});
  api_.Put(kElsewhere + "x");
  CleanAll(api_, {}, never_, fast_);
  EXPECT_FALSE(api_.Has(kElsewhere + "x"));
}

TEST_F(ElsewhereTest, IsLeftWhereAStrangerHasMadeItAgain) {
  Install();
  const Installed installed = ledger_.Read();
  api_.Put(kElsewhere + "x");
  const Removed removed = CleanAll(api_, installed, never_, fast_);
  EXPECT_TRUE(api_.Has(kElsewhere + "x"));
  EXPECT_EQ(Words(removed.strangers),
            std::vector<std::string>{"ConfigMap user/x"});
}

TEST_F(WorkspaceTest, ForgetsWhatItHasRemoved) {
  Create();
  EXPECT_EQ(ledger_.Read().namespaces, (std::vector<std::string>{"a", "b"}));
  workspace_.Remove(never_);
  EXPECT_TRUE(ledger_.Read().namespaces.empty());
}

TEST_F(WorkspaceTest, RemovesItsNamespacesAndWhatReleasesLeftAroundThem) {
  Create();
  api_.Put(kRoles + "r", ByHelm("b"));
  api_.Put(kRoles + "user", ByHelm("user"));
  api_.PutNamespace("other", {{kOwnerLabel, "another run"}});
  workspace_.Remove(never_);
  EXPECT_THAT(api_.changes,
              ElementsAre("DELETE " + kRoles + "r", "DELETE " + kCore + "a",
                          "DELETE " + kCore + "b"));
}

TEST_F(WorkspaceTest, RemovesOnlyNamespacesWithOurLabel) {
  api_.PutNamespace("a");
  workspace_.Remove(never_);
  EXPECT_THAT(api_.changes, IsEmpty());
}

}  // namespace
}  // namespace bench
