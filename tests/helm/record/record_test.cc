#include "helm/record/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "helm/record/gzip.h"
#include "kubernetes/base64.h"
#include "kubernetes/protobuf.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

/// The bytes of a record that helm 3.22 has sent.
std::string RealRecord() {
  const auto secret =
      ReadFile(BENCH_SOURCE_DIR "/tests/data/protobuf/secret_put.bin");
  const json object = json::parse(JsonFromProtobuf(secret.value()));
  return DecodeBase64(object["data"]["release"].get<std::string>()).value();
}

json Release() {
  return {{"name", "r"},
          {"info", {{"status", "deployed"}}},
          {"version", 3},
          {"namespace", "ns"}};
}

/// As helm would have stored it.
std::string Stored(const json& release) {
  return EncodeBase64(Gzip(release.dump()));
}

json Read(const std::string& bytes) {
  return json::parse(Gunzip(DecodeBase64(bytes).value()).value());
}

TEST(RecordTest, ReadsARecordOfTheRealHelm) {
  const auto record = Record::Decode(RealRecord(), {{"owner", "helm"}});
  ASSERT_TRUE(record);
  EXPECT_EQ(record->name(), "t");
  EXPECT_EQ(record->ns(), "rec");
  EXPECT_EQ(record->revision(), 1);
  EXPECT_EQ(record->status(), "uninstalling");
  EXPECT_EQ(record->chart(), "tiny-0.1.0");
  EXPECT_EQ(record->app_version(), "");
  EXPECT_EQ(record->Key(), "sh.helm.release.v1.t.v1");
  EXPECT_THAT(record->manifest(), testing::HasSubstr("kind: ConfigMap"));
  EXPECT_EQ(record->labels().at("owner"), "helm");
}

TEST(RecordTest, KeepsEverythingOfARealRecordWhenItWritesItAgain) {
  const auto record = Record::Decode(RealRecord(), {});
  EXPECT_EQ(Read(record->Encode()), Read(RealRecord()));
}

TEST(RecordTest, ReadsARecordOfOldWithoutCompression) {
  const auto record = Record::Decode(EncodeBase64(Release().dump()), {});
  ASSERT_TRUE(record);
  EXPECT_EQ(record->name(), "r");
}

TEST(RecordTest, ChangesOnlyWhatItIsTold) {
  json release = Release();
  release["of_tomorrow"] = {1, 2};
  auto record = Record::Decode(Stored(release), {});
  record->SetStatus("failed", "why");
  json expected = release;
  expected["info"] = {{"status", "failed"}, {"description", "why"}};
  EXPECT_EQ(Read(record->Encode()), expected);
  record->SetUninstalling();
  EXPECT_THAT(Read(record->Encode())["info"]["deleted"].get<std::string>(),
              testing::MatchesRegex("2.*T.*Z"));
}

TEST(RecordTest, SaysMissingWhereThereIsNoChart) {
  const auto record = Record::Decode(Stored(Release()), {});
  EXPECT_EQ(record->chart(), "MISSING");
  EXPECT_EQ(record->app_version(), "MISSING");
}

TEST(RecordTest, HasItsHooks) {
  json release = Release();
  release["hooks"] = {{{"name", "h"},
                       {"kind", "Job"},
                       {"manifest", "kind: Job"},
                       {"events", {"test", "pre-delete"}},
                       {"weight", -5},
                       {"delete_policies", {"hook-succeeded"}}},
                      {{"name", "plain"}},
                      3};
  const std::vector<Hook> hooks = Record::Decode(Stored(release), {})->hooks();
  ASSERT_EQ(hooks.size(), 2);
  EXPECT_EQ(hooks[0].name, "h");
  EXPECT_EQ(hooks[0].kind, "Job");
  EXPECT_EQ(hooks[0].manifest, "kind: Job");
  EXPECT_EQ(hooks[0].weight, -5);
  EXPECT_EQ(hooks[0].delete_policies,
            std::vector<std::string>{"hook-succeeded"});
  EXPECT_TRUE(hooks[0].Has("pre-delete"));
  EXPECT_FALSE(hooks[0].Has("post-delete"));
  EXPECT_EQ(hooks[1].weight, 0);
  EXPECT_TRUE(Record::Decode(Stored(Release()), {})->hooks().empty());
  release["hooks"] = nullptr;
  EXPECT_TRUE(Record::Decode(Stored(release), {})->hooks().empty());
}

TEST(RecordTest, RefusesWhatIsNoRecord) {
  const std::string whole = Stored(Release());
  EXPECT_FALSE(Record::Decode("", {}));
  EXPECT_FALSE(Record::Decode("not base64!", {}));
  EXPECT_FALSE(Record::Decode(EncodeBase64("\x1f\x8b\x08 no gzip"), {}));
  EXPECT_FALSE(Record::Decode(EncodeBase64("[]"), {}));
  EXPECT_FALSE(Record::Decode(EncodeBase64("{}"), {}));
  EXPECT_FALSE(Record::Decode(whole.substr(0, whole.size() / 8 * 4), {}));
  for (const char* key : {"name", "info", "version"}) {
    json release = Release();
    release.erase(key);
    EXPECT_FALSE(Record::Decode(Stored(release), {})) << key;
    release[key] = json::array({7});
    EXPECT_FALSE(Record::Decode(Stored(release), {})) << key;
  }
}

}  // namespace
}  // namespace bench
