#include "stand_in/throttle.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "util/environment.h"

namespace bench {
namespace {

constexpr double kDefaultQps = 5;
constexpr int kDefaultBurst = 100;       // helm's
constexpr int kDefaultOfZeroBurst = 10;  // client-go's

template <typename Number>
std::optional<Number> NumberFromEnvironment(const char* name) {
  const auto value = FindVariable(name);
  if (!value) return std::nullopt;
  const std::string_view text = *value;
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
    : qps_is_default_(qps == 0),
      qps_(qps_is_default_ ? kDefaultQps : qps),
      burst_(qps_is_default_ && burst == 0 ? kDefaultOfZeroBurst : burst),
      tokens_(burst_) {}

Throttle Throttle::FromEnvironment() {
  return {
      NumberFromEnvironment<double>("HELM_QPS").value_or(0),
      NumberFromEnvironment<int>("HELM_BURST_LIMIT").value_or(kDefaultBurst)};
}

std::string Throttle::Problem() const {
  if (qps_ < 0 || burst_ > 0) return "";
  if (!qps_is_default_) {
    return "burst is required to be greater than 0 when RateLimiter is not set "
           "and QPS is set to greater than 0";
  }
  return fmt::format(
      "client rate limiter Wait returned an error: rate: Wait(n=1) exceeds "
      "limiter's burst {:.0f}",
      burst_);
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

std::string GoDuration(std::chrono::nanoseconds time) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time);
  const std::chrono::duration<double> rest = time - minutes;
  std::string text = fmt::format("{:.9f}", rest.count());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return (minutes.count() > 0 ? fmt::format("{}m", minutes.count()) : "") +
         text + "s";
}

}  // namespace bench
