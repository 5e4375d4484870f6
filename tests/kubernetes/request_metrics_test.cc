#include "kubernetes/request_metrics.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(RequestMetricsTest, AddsUpWhatCanBeOfHelm) {
  EXPECT_DOUBLE_EQ(
      *ParseRequestSeconds(
          "# HELP apiserver_request_duration_seconds Response latency\n"
          "# TYPE apiserver_request_duration_seconds histogram\n"
          "apiserver_request_duration_seconds_bucket{verb=\"GET\",le=\"1\"} 9\n"
          "apiserver_request_duration_seconds_sum{group=\"\","
          "resource=\"configmaps\",subresource=\"\",verb=\"GET\"} 1.5\n"
          "apiserver_request_duration_seconds_sum{group=\"apps\","
          "resource=\"deployments\",subresource=\"status\","
          "verb=\"PUT\"} 40\n"
          "apiserver_request_duration_seconds_sum{group=\"\","
          "resource=\"pods\",subresource=\"\",verb=\"DELETE\"} 50\n"
          "apiserver_request_duration_seconds_sum{verb=\"DELETE\"} 2e-1\n"
          "apiserver_request_duration_seconds_sum{verb=\"WATCH\"} 4000\n"
          "apiserver_request_duration_seconds_sum{verb=\"LIST\"} 30\n"
          "apiserver_request_duration_seconds_sum{verb=\"CONNECT\"} 30\n"
          "apiserver_request_duration_seconds_count{verb=\"GET\"} 7\n"
          "apiserver_request_duration_seconds_sum{verb=\"PUT\"} 0.25"),
      1.95);
}

TEST(RequestMetricsTest, WithoutTheMetricNothingIsKnown) {
  EXPECT_EQ(ParseRequestSeconds(""), std::nullopt);
  EXPECT_EQ(ParseRequestSeconds("process_cpu_seconds_total 7\n"), std::nullopt);
}

}  // namespace
}  // namespace bench
