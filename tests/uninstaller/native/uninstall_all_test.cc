#include "uninstaller/native/uninstall_all.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "uninstaller/native/fake_loop.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Namespaces whose releases have nothing but a record.
class UninstallAllTest : public testing::Test {
 protected:
  void Install(const std::string& ns, const std::string& name,
               const std::string& status = "deployed") {
    const Record record({{"name", name},
                         {"namespace", ns},
                         {"version", 1},
                         {"info", {{"status", status}}},
                         {"manifest", ""}},
                        {});
    records_[ns].push_back(SecretOf(record, "createdAt"));
  }

  NativeRun Run(const std::vector<std::string>& namespaces) {
    auto loop = std::make_unique<FakeLoop>(
        [this](const Request& request) { return Answer(request); });
    FakeLoop& seen = *loop;
    ApiSession session(std::move(loop), 32, stop_.get_token());
    NativeRun run = UninstallAllNatively(session, namespaces, {});
    rounds_ = seen.rounds;
    return run;
  }

  static std::vector<std::string> Names(const NativeRun& run) {
    std::vector<std::string> names;
    for (const NativeRun::Done& done : run.releases) {
      names.push_back(done.release.ns + "/" + done.release.name +
                      (done.outcome.error.empty() ? "" : ": ") +
                      done.outcome.error);
    }
    return names;
  }

  std::vector<std::string> rounds_;
  std::map<std::string, json> refused_;  // by the namespace
  std::stop_source stop_;

 private:
  Response Answer(const Request& request) {
    if (request.path == "/api" || request.path == "/apis") {
      return {.status = 200,
              .body = R"({"kind":"APIGroupDiscoveryList","items":[]})"};
    }
    for (const auto& [ns, records] : records_) {
      const std::string place = "/api/v1/namespaces/" + ns + "/secrets";
      if (!request.path.starts_with(place)) continue;
      if (refused_.contains(ns)) {
        return {.status = 403, .body = refused_[ns].dump()};
      }
      if (request.method == "DELETE") return {.status = 200};
      if (request.path.find('?') != std::string::npos) {
        return {.status = 200, .body = json{{"items", records}}.dump()};
      }
      for (const json& record : records) {
        if (request.path.ends_with(
                "/" + record["metadata"]["name"].get<std::string>())) {
          return {.status = 200, .body = record.dump()};
        }
      }
    }
    return {.status = 404, .body = "{}"};
  }

  std::map<std::string, json> records_;
};

TEST_F(UninstallAllTest, EmptiesAllNamespacesSideBySide) {
  Install("one", "a");
  Install("one", "b");
  Install("two", "a");
  EXPECT_THAT(Names(Run({"one", "two"})),
              ElementsAre("one/a", "one/b", "two/a"));
  EXPECT_THAT(rounds_.front(),
              HasSubstr("one/secrets?labelSelector=owner%3Dhelm + GET "
                        "/api/v1/namespaces/two/secrets"));
  EXPECT_THAT(rounds_,
              Contains("GET /api/v1/namespaces/one/secrets/"
                       "sh.helm.release.v1.a.v1 + GET /api/v1/namespaces/one/"
                       "secrets/sh.helm.release.v1.b.v1 + GET /api/v1/"
                       "namespaces/two/secrets/sh.helm.release.v1.a.v1"));
}

TEST_F(UninstallAllTest, AsksOnceWhatIsServed) {
  Install("one", "a");
  Install("one", "b");
  Run({"one"});
  int asked = 0;
  for (const std::string& round : rounds_) {
    if (round.find("GET /apis") != std::string::npos) ++asked;
  }
  EXPECT_EQ(asked, 1);
}

TEST_F(UninstallAllTest, LeavesWhatHelmDoesNotList) {
  Install("one", "a", "unknown");
  EXPECT_THAT(Names(Run({"one"})), ElementsAre());
}

TEST_F(UninstallAllTest, ANamespaceThatCannotBeListedIsAnErrorAfterTheOthers) {
  Install("one", "a");
  Install("two", "a");
  refused_["one"] = {{"message", "you may not list"}};
  EXPECT_THROW(
      {
        try {
          Run({"one", "two"});
        } catch (const Error& error) {
          EXPECT_STREQ(error.what(), "you may not list");
          throw;
        }
      },
      Error);
}

TEST_F(UninstallAllTest, BeginsNothingOnceItIsStopped) {
  Install("one", "a");
  stop_.request_stop();
  EXPECT_THAT(Names(Run({"one"})),
              ElementsAre("one/a: stopped before it was begun"));
  EXPECT_THAT(rounds_, Not(Contains(StartsWith("DELETE"))));
}

TEST_F(UninstallAllTest, CountsItsRequests) {
  Install("one", "a");
  const NativeRun run = Run({"one"});
  EXPECT_EQ(run.requests.sent, 5);  // list, what is served, record, its end
  EXPECT_EQ(run.requests.retries, 0);
}

}  // namespace
}  // namespace bench
