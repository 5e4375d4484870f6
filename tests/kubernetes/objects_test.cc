#include "kubernetes/objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_api.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const ResourceType kPods{.version = "v1", .resource = "pods", .kind = "Pod"};
const ResourceType kSecrets{
    .version = "v1", .resource = "secrets", .kind = "Secret"};

/// Answers with the responses in order, whatever is asked, and logs the paths.
class ObjectsTest : public testing::Test {
 protected:
  void Answer(std::vector<Response> responses) {
    api_.intercept = [this, responses = std::move(responses),
                      next = std::size_t{0}](const Request& request) mutable {
      asked_.push_back(request);
      return responses.at(next++);
    };
  }

  std::vector<std::string> paths() const {
    std::vector<std::string> paths;
    paths.reserve(asked_.size());
    for (const Request& request : asked_) paths.push_back(request.path);
    return paths;
  }

  static Response Ok(const std::string& body) {
    return {.status = 200, .body = body};
  }

  FakeApi api_;
  std::vector<Request> asked_;
};

TEST_F(ObjectsTest, ReadsMetadata) {
  // From Kubernetes 1.36.
  Answer({Ok(R"({
    "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1",
    "metadata": {"resourceVersion": "250"},
    "items": [{"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
      "metadata": {
        "name": "web-1", "namespace": "a", "generateName": "web-",
        "uid": "7e1d0e57-6e00-40f0-a7eb-83493e3b0478",
        "resourceVersion": "210", "generation": 1,
        "creationTimestamp": "2026-11-25T00:54:56Z",
        "deletionTimestamp": "2026-11-25T00:55:56Z",
        "deletionGracePeriodSeconds": 30,
        "labels": {"app": "web"}, "annotations": {"a/b": "c"},
        "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet",
          "name": "web", "uid": "owner", "controller": true}],
        "finalizers": ["example.com/x"], "managedFields": []}}]})")});
  const std::vector<Collection> collections = {{kPods, "a"}};
  const Listing listing = List(api_, collections, Reading::kCached);
  EXPECT_EQ(listing.error, "");
  ASSERT_EQ(listing.objects.size(), 1);
  const Object& pod = listing.objects.front();
  EXPECT_EQ(KindAndName(pod), "Pod a/web-1");
  EXPECT_EQ(pod.Path(), "/api/v1/namespaces/a/pods/web-1");
  EXPECT_EQ(pod.uid, "7e1d0e57-6e00-40f0-a7eb-83493e3b0478");
  EXPECT_EQ(pod.resource_version, "210");
  EXPECT_THAT(pod.labels, ElementsAre(Pair("app", "web")));
  EXPECT_THAT(pod.annotations, ElementsAre(Pair("a/b", "c")));
  EXPECT_THAT(pod.owner_uids, ElementsAre("owner"));
  EXPECT_THAT(pod.finalizers, ElementsAre("example.com/x"));
  EXPECT_TRUE(pod.deleting);
  EXPECT_THAT(asked_.front().accept, HasSubstr("as=PartialObjectMetadataList"));
}

TEST_F(ObjectsTest, ReadsAnObjectWithNothingButAName) {
  Answer({Ok(R"({"items": [{"metadata": {"name": "x", "uid": "u",
                 "labels": null}}]})")});
  const std::vector<Collection> collections = {{kPods, ""}};
  const Listing listing = List(api_, collections, Reading::kCurrent);
  ASSERT_EQ(listing.objects.size(), 1);
  EXPECT_EQ(KindAndName(listing.objects.front()), "Pod x");
  EXPECT_FALSE(listing.objects.front().deleting);
}

TEST_F(ObjectsTest, FollowsEveryCollectionThroughItsPages) {
  const auto page = [](const std::string& name, const std::string& token) {
    return Ok(R"({"metadata": {"continue": ")" + token +
              R"("}, "items": [{"metadata": {"name": ")" + name +
              R"(", "uid": "u"}}]})");
  };
  Answer({page("1", "t1"), page("2", ""), page("3", "t2"), page("4", "")});
  const std::vector<Collection> collections = {{kPods, "a", "app=web"},
                                               {kSecrets, "a"}};
  const Listing listing = List(api_, collections, Reading::kCurrent);
  std::vector<std::string> names;
  names.reserve(listing.objects.size());
  for (const Object& object : listing.objects) {
    names.push_back(KindAndName(object));
  }
  EXPECT_THAT(names, ElementsAre("Pod 1", "Secret 2", "Pod 3", "Pod 4"));
  const std::string pods = "/api/v1/namespaces/a/pods?limit=500";
  EXPECT_THAT(paths(),
              ElementsAre(pods + "&labelSelector=app=web",
                          "/api/v1/namespaces/a/secrets?limit=500",
                          pods + "&continue=t1&labelSelector=app=web",
                          pods + "&continue=t2&labelSelector=app=web"));
}

TEST_F(ObjectsTest, ReadsFromTheServersMemoryOnRequest) {
  Answer({Ok(R"({"items": []})")});
  const std::vector<Collection> collections = {{kPods, "a"}};
  List(api_, collections, Reading::kCached);
  EXPECT_THAT(paths(),
              ElementsAre("/api/v1/namespaces/a/pods?resourceVersion=0"));
}

TEST_F(ObjectsTest, TellsApartWhatCannotBeListed) {
  Answer({FakeApi::Refusal(404, "gone"), FakeApi::Refusal(405, "no list"),
          FakeApi::Refusal(403, "pods is forbidden"),
          FakeApi::Refusal(500, "etcd is away"), Response{.error = "refused"},
          Ok("no JSON"), Ok(R"({"items": [{}]})")});
  const std::vector<Collection> collections(7, {kPods, "a"});
  const Listing listing = List(api_, collections, Reading::kCached);
  EXPECT_THAT(listing.objects, IsEmpty());
  EXPECT_THAT(listing.forbidden, ElementsAre("pods is forbidden"));
  EXPECT_EQ(listing.error, "pods: etcd is away");
}

TEST_F(ObjectsTest, TakesAnAnswerThatIsNoListForAnError) {
  const std::vector<Collection> collections = {{kPods, "a"}};
  for (const char* body : {"", "[]", "{}", R"({"items": [{}]})",
                           R"({"items": [{"metadata": {"name": 1}}]})"}) {
    Answer({Ok(body)});
    EXPECT_NE(List(api_, collections, Reading::kCached).error, "") << body;
  }
}

TEST_F(ObjectsTest, AsksNothingForNothing) {
  Answer({});
  EXPECT_THAT(List(api_, {}, Reading::kCached).objects, IsEmpty());
  EXPECT_THAT(Delete(api_, {}), IsEmpty());
  EXPECT_THAT(asked_, IsEmpty());
}

TEST_F(ObjectsTest, DeletesExactlyTheObjectItSaw) {
  Answer({Ok("{}"), FakeApi::Refusal(404, "gone"),
          FakeApi::Refusal(409, "another uid"),
          FakeApi::Refusal(403, "not yours"), Response{.error = "refused"}});
  const std::vector<Object> objects(
      5, {.type = kPods, .ns = "a", .name = "x", .uid = "the-uid"});
  const std::vector<Deletion> deletions = Delete(api_, objects);
  std::vector<bool> accepted;
  accepted.reserve(deletions.size());
  for (const Deletion& deletion : deletions) {
    accepted.push_back(deletion.accepted);
  }
  EXPECT_THAT(accepted, ElementsAre(true, true, true, false, false));
  EXPECT_EQ(deletions[3].error, "not yours");
  EXPECT_EQ(deletions[4].error, "refused");
  EXPECT_EQ(asked_.front().method, "DELETE");
  EXPECT_EQ(asked_.front().path, "/api/v1/namespaces/a/pods/x");
  EXPECT_THAT(asked_.front().body,
              testing::AllOf(HasSubstr(R"("uid":"the-uid")"),
                             HasSubstr(R"("propagationPolicy":"Background")")));
}

}  // namespace
}  // namespace bench
