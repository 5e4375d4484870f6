#include "kubernetes/api.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(ErrorTextTest, IsTheApiServersOwnWords) {
  EXPECT_EQ(ErrorText({.status = 404,
                       .body = R"({"kind": "Status", "status": "Failure",
                         "message": "namespaces \"x\" not found"})"}),
            "namespaces \"x\" not found");
}

TEST(ErrorTextTest, IsTheStatusWhereThereAreNoWords) {
  EXPECT_EQ(ErrorText({.status = 502, .body = "<html>"}), "HTTP status 502");
  EXPECT_EQ(ErrorText({.status = 500, .body = R"({"message": 1})"}),
            "HTTP status 500");
  EXPECT_EQ(ErrorText({.status = 500, .body = "[]"}), "HTTP status 500");
}

TEST(ErrorTextTest, IsTheReasonWhereThereWasNoAnswer) {
  EXPECT_EQ(ErrorText({.error = "Connection refused"}), "Connection refused");
}

}  // namespace
}  // namespace bench
