#include "kubernetes/protobuf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "kubernetes/base64.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

/// What helm 3.22 and an API server 1.36 have sent each other.
std::string Recorded(const std::string& name) {
  return ReadFile(std::string(BENCH_SOURCE_DIR "/tests/data/protobuf/") + name)
      .value();
}

json Decode(const std::string& bytes) {
  return json::parse(JsonFromProtobuf(bytes));
}

TEST(ProtobufTest, ReadsTheRecordThatHelmCreates) {
  const json secret = Decode(Recorded("secret_post.bin"));
  EXPECT_EQ(secret["apiVersion"], "v1");
  EXPECT_EQ(secret["kind"], "Secret");
  EXPECT_EQ(secret["type"], "helm.sh/release.v1");
  // All that is empty on the wire (namespace, uid, creationTimestamp) is
  // missing, as in Kubernetes' own JSON.
  EXPECT_EQ(secret["metadata"], json({{"name", "sh.helm.release.v1.t.v1"},
                                      {"labels",
                                       {{"createdAt", "1795580974"},
                                        {"name", "t"},
                                        {"owner", "helm"},
                                        {"status", "pending-install"},
                                        {"version", "1"}}}}));
  const auto release =
      DecodeBase64(secret["data"]["release"].get<std::string>());
  // base64 of gzip's first three bytes.
  EXPECT_THAT(release.value(), StartsWith("H4sI"));
}

TEST(ProtobufTest, ReadsAnAnswerWithTimesAndWithoutManagedFields) {
  const json metadata = Decode(Recorded("secret.bin"))["metadata"];
  EXPECT_EQ(metadata["creationTimestamp"], "2026-11-25T04:29:34Z");
  EXPECT_EQ(metadata["namespace"], "rec");
  EXPECT_EQ(metadata["uid"], "ba966d44-3d70-4256-a6c8-fb31125a9f89");
  EXPECT_EQ(metadata["resourceVersion"], "386");
  EXPECT_FALSE(metadata.contains("managedFields"));
  EXPECT_FALSE(metadata.contains("generation"));
}

TEST(ProtobufTest, ReadsAList) {
  const json list = Decode(Recorded("secret_list.bin"));
  EXPECT_EQ(list["kind"], "SecretList");
  EXPECT_EQ(list["metadata"]["resourceVersion"], "384");
  ASSERT_EQ(list["items"].size(), 1U);
  EXPECT_EQ(list["items"][0]["metadata"]["labels"]["status"], "deployed");
}

TEST(ProtobufTest, ReadsAStatus) {
  const json status = Decode(Recorded("status.bin"));
  EXPECT_EQ(status["status"], "Success");
  EXPECT_EQ(status["details"]["name"], "sh.helm.release.v1.t.v1");
}

TEST(ProtobufTest, ReadsTheDeleteOptionsOfAPurge) {
  EXPECT_EQ(Decode(Recorded("delete_options.bin")),
            json({{"apiVersion", "v1"}, {"kind", "DeleteOptions"}}));
}

TEST(ProtobufTest, WritesWhatItReadsAgain) {
  for (const char* text : {
           R"({"kind": "Secret", "apiVersion": "v1", "immutable": false,
               "metadata": {"name": "s", "generation": 3,
                 "creationTimestamp": "2026-01-31T18:05:09Z",
                 "deletionTimestamp": "2026-01-31T18:06:09Z",
                 "deletionGracePeriodSeconds": 0, "labels": {"a": ""},
                 "finalizers": ["f/g"],
                 "ownerReferences": [{"apiVersion": "v1", "kind": "Pod",
                   "name": "p", "uid": "u", "controller": true}]},
               "data": {"empty": "", "zero": "AAEC"}})",
           R"({"kind": "ConfigMap", "apiVersion": "v1",
               "metadata": {"name": "c"}, "data": {"k": "v\n"},
               "binaryData": {"b": "/w=="}})",
           R"({"kind": "Namespace", "apiVersion": "v1",
               "metadata": {"name": "n"},
               "spec": {"finalizers": ["kubernetes"]},
               "status": {"phase": "Terminating", "conditions": [
                 {"type": "T", "status": "False",
                  "lastTransitionTime": "2026-01-31T18:05:09Z"}]}})",
           R"({"kind": "DeleteOptions", "apiVersion": "apps/v1",
               "gracePeriodSeconds": 0, "propagationPolicy": "Foreground",
               "preconditions": {"uid": "u"}, "dryRun": ["All"]})",
           R"({"kind": "Status", "apiVersion": "v1", "metadata": {},
               "status": "Failure", "message": "m", "reason": "NotFound",
               "details": {"name": "n", "kind": "secrets"}, "code": 404})",
           R"({"kind": "SelfSubjectAccessReview",
              "apiVersion": "authorization.k8s.io/v1",
              "spec": {"resourceAttributes": {"namespace": "n", "verb": "get",
                "group": "apps", "version": "v1", "resource": "deployments",
                "subresource": "scale", "name": "d"}}})",
           R"({"kind": "SubjectAccessReview",
              "apiVersion": "authorization.k8s.io/v1",
              "spec": {"nonResourceAttributes": {"path": "/p", "verb": "get"},
                "user": "u", "groups": ["a", "b"], "uid": "i"}})",
           R"({"kind": "LocalSubjectAccessReview",
              "apiVersion": "authorization.k8s.io/v1",
              "metadata": {"namespace": "n"}, "spec": {"user": "u"}})",
           R"({"kind": "SelfSubjectRulesReview",
              "apiVersion": "authorization.k8s.io/v1",
              "spec": {"namespace": "n"}})",
           R"({"kind": "SelfSubjectReview",
              "apiVersion": "authentication.k8s.io/v1"})",
           R"({"kind": "TokenReview", "apiVersion": "authentication.k8s.io/v1",
              "spec": {"token": "t", "audiences": ["a"]}})",
       }) {
    EXPECT_EQ(Decode(ProtobufFromJson(text)), json::parse(text));
  }
}

TEST(ProtobufTest, LeavesManagedFieldsOutOfWhatItWrites) {
  const json secret = Decode(ProtobufFromJson(
      R"({"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "s",
          "managedFields": [{"manager": "helm", "fieldsV1": {"f:a": {}}}]}})"));
  EXPECT_EQ(secret["metadata"], json({{"name", "s"}}));
}

TEST(ProtobufTest, DropsFractionsOfASecond) {
  const json secret = Decode(ProtobufFromJson(
      R"({"kind": "Secret", "apiVersion": "v1", "metadata":
          {"creationTimestamp": "2026-01-31T18:05:09.75Z"}})"));
  EXPECT_EQ(secret["metadata"]["creationTimestamp"], "2026-01-31T18:05:09Z");
}

TEST(ProtobufTest, RefusesWhatIsCutOffAtAnyByte) {
  const std::string whole = Recorded("secret.bin");
  // Two empty fields, contentEncoding and contentType, end the message.
  const std::size_t needed = whole.size() - 4;
  EXPECT_NO_THROW(JsonFromProtobuf(whole.substr(0, needed)));
  for (std::size_t size = 0; size < needed; ++size) {
    EXPECT_THROW(JsonFromProtobuf(whole.substr(0, size)), Error) << size;
  }
}

TEST(ProtobufTest, ReadsOrRefusesBrokenBytesButNeverCrashes) {
  const std::string whole = Recorded("secret_list.bin");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const unsigned mask : {0x01U, 0x80U, 0xffU}) {
      std::string broken = whole;
      broken[i] =
          static_cast<char>(static_cast<unsigned char>(broken[i]) ^ mask);
      std::string json_text = "{}";
      try {
        json_text = JsonFromProtobuf(broken);
      } catch (const Error& error) {
        EXPECT_STRNE(error.what(), "");
      }
      EXPECT_TRUE(json::accept(json_text));
    }
  }
}

TEST(ProtobufTest, NamesAKindThatItDoesNotKnow) {
  EXPECT_THAT(
      [] { ProtobufFromJson(R"({"kind": "Pod", "apiVersion": "v1"})"); },
      ThrowsMessage<Error>(HasSubstr("kind \"Pod\" of \"v1\"")));
  EXPECT_THROW(ProtobufFromJson(R"({"kind": "Secret", "apiVersion": "v2"})"),
               Error);
}

TEST(ProtobufTest, RefusesWhatIsNotKubernetesProtobuf) {
  for (const std::string& bytes :
       {std::string(), std::string("k8s"), std::string("{\"kind\":\"Secret\"}"),
        std::string("k8s\0", 4), std::string("k8s\0\xff\xff\xff", 7)}) {
    EXPECT_THROW(JsonFromProtobuf(bytes), Error);
  }
}

TEST(ProtobufTest, RefusesJsonThatIsNoObjectOfItsKind) {
  for (const char* text :
       {"", "[]", "7", "{", R"({"kind": 7, "apiVersion": "v1"})",
        R"({"kind": "Secret", "apiVersion": "v1", "data": {"a": "%"}})",
        R"({"kind": "Secret", "apiVersion": "v1", "metadata": []})"}) {
    EXPECT_THROW(ProtobufFromJson(text), Error) << text;
  }
}

}  // namespace
}  // namespace bench
