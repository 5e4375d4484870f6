#include "uninstaller/native/retry.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Request kDelete = {.method = "DELETE", .path = "/api/v1/x"};

Response Answer(int status, seconds retry_after = {}, std::string body = "") {
  return {
      .status = status, .body = std::move(body), .retry_after = retry_after};
}

/// How often it is sent in all when it is always answered so.
int TimesSent(const Request& request, const Response& response) {
  int attempt = 1;
  while (attempt < 100 && PauseBeforeRetry(request, response, attempt)) {
    ++attempt;
  }
  return attempt;
}

TEST(RetryTest, WhatWasAnsweredIsNotSentAgain) {
  for (const int status : {200, 202, 401, 403, 404, 422}) {
    EXPECT_EQ(TimesSent(kDelete, Answer(status)), 1) << status;
  }
}

TEST(RetryTest, WhatTheServerWantsLaterIsSentThenTenTimes) {
  EXPECT_EQ(PauseBeforeRetry(kDelete, Answer(429, seconds(3)), 1), seconds(3));
  EXPECT_EQ(PauseBeforeRetry(kDelete, Answer(503, seconds(2)), 1), seconds(2));
  EXPECT_EQ(TimesSent(kDelete, Answer(429, seconds(1))), 11);
  EXPECT_GT(PauseBeforeRetry(kDelete, Answer(429), 1), milliseconds(0));
}

TEST(RetryTest, AConflictIsTriedFiveTimesAsHelmDoes) {
  EXPECT_EQ(TimesSent(kDelete, Answer(409)), 5);
  EXPECT_EQ(PauseBeforeRetry(kDelete, Answer(409), 1), milliseconds(10));
  EXPECT_EQ(TimesSent({.method = "POST"}, Answer(409)), 1);
}

TEST(RetryTest, AChangeOfLeaderIsNoReasonToWait) {
  EXPECT_EQ(PauseBeforeRetry(kDelete,
                             Answer(500, {}, "etcdserver: leader changed"), 1),
            milliseconds(0));
}

TEST(RetryTest, ABrokenConnectionAndAServersErrorAreTriedAgainLaterAndLater) {
  for (const int status : {0, 500, 502, 503}) {
    EXPECT_EQ(TimesSent(kDelete, Answer(status)), 4) << status;
    EXPECT_LT(PauseBeforeRetry(kDelete, Answer(status), 1),
              PauseBeforeRetry(kDelete, Answer(status), 2));
  }
}

}  // namespace
}  // namespace bench
