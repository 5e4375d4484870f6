#include "stand_in/throttle.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace bench {
namespace {

constexpr double kDefaultQps = 5;
constexpr int kDefaultBurst = 100;

template <typename Number>
std::optional<Number> NumberFromEnvironment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr) return std::nullopt;
  const std::string_view text = value;
  Number number{};
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

Throttle::Throttle(double qps, int burst)
    : qps_(qps == 0 ? kDefaultQps : qps), burst_(burst), tokens_(burst) {}

Throttle Throttle::FromEnvironment() {
  return {
      NumberFromEnvironment<double>("HELM_QPS").value_or(0),
      NumberFromEnvironment<int>("HELM_BURST_LIMIT").value_or(kDefaultBurst)};
}

std::chrono::nanoseconds Throttle::Take(Clock::time_point now) {
  if (qps_ < 0) return {};
  const std::chrono::duration<double> passed = now - last_;
  tokens_ = std::min(burst_, tokens_ + passed.count() * qps_);
  last_ = now;
  tokens_ -= 1;
  if (tokens_ >= 0) return {};
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(-tokens_ / qps_));
}

}  // namespace bench
