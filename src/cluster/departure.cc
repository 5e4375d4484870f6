#include "cluster/departure.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "util/error.h"
#include "util/format.h"
#include "util/seconds.h"

namespace bench {
namespace {

// In one message.
constexpr std::size_t kMaxNamed = 10;

/// Those that nothing else will remove: not on their way, and not owned by
/// another one of them.
std::vector<Object> ToDelete(std::span<const Object> objects) {
  std::set<std::string> uids;
  for (const Object& object : objects) uids.insert(object.uid);
  std::vector<Object> chosen;
  for (const Object& object : objects) {
    const bool owned = std::ranges::any_of(
        object.owner_uids,
        [&uids](const std::string& uid) { return uids.contains(uid); });
    if (!object.deleting && !owned) chosen.push_back(object);
  }
  return chosen;
}

std::string DescribeStuck(std::span<const Object> objects) {
  std::vector<std::string> words;
  for (const Object& object :
       objects.first(std::min(objects.size(), kMaxNamed))) {
    words.push_back(KindAndName(object));
    if (!object.finalizers.empty()) {
      words.back() +=
          fmt::format(" (finalizers: {})", fmt::join(object.finalizers, ", "));
    }
  }
  if (objects.size() > kMaxNamed) words.emplace_back("and more");
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

Departure::Departure(Api& api, const Pacing& pacing,
                     std::vector<Collection> everywhere, Select select)
    : api_(api),
      pacing_(pacing),
      everywhere_(std::move(everywhere)),
      select_(std::move(select)) {}

void Departure::StartWith(std::span<const Object> objects) {
  places_.clear();
  std::set<std::pair<ResourceType, std::string>> wanted;
  for (const Object& object : objects) wanted.emplace(object.type, object.ns);
  for (const Collection& place : everywhere_) {
    if (wanted.contains({place.type, place.ns})) places_.push_back(place);
  }
}

std::optional<std::vector<Object>> Departure::LookAt(
    std::span<const Collection> places, Reading reading,
    const std::stop_token& stop) {
  const auto listing =
      AskPatiently([&] { return List(api_, places, reading); }, pacing_, stop);
  if (!listing) return std::nullopt;
  forbidden_.insert(listing->forbidden.begin(), listing->forbidden.end());
  return select_(listing->objects);
}

std::optional<std::vector<Object>> Departure::Look(
    const std::stop_token& stop) {
  const bool narrow = !places_.empty();
  if (narrow) {
    auto left = LookAt(places_, Reading::kCached, stop);
    if (!left) return std::nullopt;
    StartWith(*left);
    if (!left->empty()) return left;
    gone_at_ = Clock::now();
  }
  auto left = LookAt(everywhere_, Reading::kCurrent, stop);
  if (!left) return std::nullopt;
  StartWith(*left);
  if (!narrow) gone_at_ = Clock::now();
  return left;
}

Departure::Select Those(std::function<bool(const Object&)> test) {
  return [test = std::move(test)](std::span<const Object> found) {
    std::vector<Object> chosen;
    std::ranges::copy_if(found, std::back_inserter(chosen), test);
    return chosen;
  };
}

void DeleteUntilGone(Api& api, Departure& departure, const Pacing& pacing,
                     const std::stop_token& stop) {
  const Clock::time_point deadline = Clock::now() + pacing.remove;
  std::string refusal;
  for (;;) {
    const auto left = departure.Look(stop);
    if (!left || left->empty()) return;
    if (Clock::now() >= deadline) {
      throw RunError("not gone {} after their deletion: {}{}",
                     FormatWait(Seconds(pacing.remove)), DescribeStuck(*left),
                     refusal);
    }
    for (const Deletion& deletion : Delete(api, ToDelete(*left))) {
      if (!deletion.accepted) refusal = "; " + deletion.error;
    }
    if (!Pause(stop, pacing.settle_poll)) return;
  }
}

}  // namespace bench
