#include "simulator/cost/latency_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "util/error.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

// What reading a file with this text throws.
std::string Refusal(const std::string& text) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "profile.json";
  std::ofstream(file) << text;
  try {
    ReadLatencyProfile(file);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(LatencyProfileTest, TheOneThatComesWithUsHasACostForWhatHelmDeletes) {
  const LatencyProfile profile = ReadLatencyProfile(
      fs::path(BENCH_SOURCE_DIR) / "scenarios/latency/kwok.json");
  for (const char* resource : {"secrets", "statefulsets", "rolebindings"}) {
    EXPECT_NE(profile.CostOf("delete", resource).after_cpu_s,
              profile.CostOf("delete", "of others").after_cpu_s)
        << resource;
  }
}

TEST(LatencyProfileTest, ACostIsTheRequestsElseTheVerbsElseNothing) {
  LatencyProfile profile;
  profile.requests["delete"].cpu_s = 1;
  profile.requests["delete secrets"].cpu_s = 2;
  EXPECT_EQ(profile.CostOf("delete", "secrets").cpu_s, 2);
  EXPECT_EQ(profile.CostOf("delete", "pods").cpu_s, 1);
  EXPECT_EQ(profile.CostOf("get", "secrets").cpu_s, 0);
}

TEST(LatencyProfileTest, WhatCannotBeIsRefusedWithItsPlace) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"requests": {"get": {"cpu_s": -1}}})", "requests.get.cpu_s"},
      {R"({"requests": {"get": {"wait_s": 1e9}}})", "requests.get.wait_s"},
      {R"({"requests": {"get": 5}})", "requests.get: expected an object"},
      {R"({"requests": {"fetch pods": {}}})", "no verb \"fetch\""},
      {R"({"requests": {"get secret": {}}})", "did you mean \"secrets\"?"},
      {R"({"requests": {"delete deployments.apps": {}}})",
       "nothing that is served is called \"deployments.apps\""},
      {R"({"seats": 0})", "seats: expected a whole number"},
      {R"({"background_cpu": 2})", "background_cpu: expected 0 to 1"},
      {R"({"controllers": {"namespace_s": "5"}})", "controllers.namespace_s"},
      {R"({"helm": {"start_cpu_s": -1}})", "helm.start_cpu_s"},
      {R"({"helm": []})", "helm: expected an object"},
      {"[]", "expected an object"},
      {"{", "not JSON"},
  };
  for (const auto& [text, words] : cases) {
    EXPECT_THAT(Refusal(text),
                AllOf(HasSubstr("profile.json"), HasSubstr(words)))
        << text;
  }
  EXPECT_EQ(Refusal(R"({"requests": {"get /version": {"cpu_s": 0.1}}})"), "");
}

}  // namespace
}  // namespace bench
