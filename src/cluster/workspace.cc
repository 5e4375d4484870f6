#include "cluster/workspace.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "cluster/quiet_watch.h"
#include "kubernetes/request_metrics.h"
#include "kubernetes/resources.h"
#include "util/error.h"
#include "util/format.h"
#include "util/seconds.h"

namespace bench {
namespace {

/// The object of that name, or none.
const Object* Find(std::span<const Object> objects, const std::string& name) {
  const auto found = std::ranges::find(objects, name, &Object::name);
  return found == objects.end() ? nullptr : &*found;
}

void ThrowIfFailed(const std::string& error) {
  if (!error.empty()) throw Error("the cluster cannot be used: {}", error);
}

}  // namespace

Workspace::Workspace(Api& api, std::vector<std::string> namespaces,
                     const std::string& owner, const Pacing& pacing)
    : api_(api),
      namespaces_(std::move(namespaces)),
      owner_(LabelValue(owner)),
      pacing_(pacing) {}

void Workspace::CheckFree() {
  const Listing there = ListNamespaces(api_);
  ThrowIfFailed(there.error);
  std::set<std::string> absent;
  for (const std::string& name : namespaces_) {
    const Object* ns = Find(there.objects, name);
    if (ns == nullptr) {
      absent.insert(name);
    } else if (!IsOurs(*ns)) {
      throw Error(
          "namespace {} is already there and not ours (it has no label {}): "
          "delete it, or give the scenario another namespace prefix",
          name, kOwnerLabel);
    }
  }
  const Discovery discovery = Discover(api_);
  ThrowIfFailed(discovery.error);
  const Listing found = List(api_, ClusterScopedReleaseObjects(discovery.types),
                             Reading::kCurrent);
  ThrowIfFailed(found.error);
  for (const Object& object : found.objects) {
    // With the namespace went the proof that it is ours.
    if (absent.contains(ReleaseNamespace(object))) {
      throw Error(
          "{} is part of a Helm release in namespace {}, which is not there: "
          "delete it (kubectl delete {} {}) if nobody needs it",
          KindAndName(object), ReleaseNamespace(object), object.type.Name(),
          object.name);
    }
  }
}

void Workspace::Create(const std::stop_token& stop) {
  RemoveNamespaces(api_, namespaces_, pacing_, stop);
  if (stop.stop_requested()) return;
  const std::string refusal =
      CreateNamespaces(api_, namespaces_, {{kOwnerLabel, owner_}});
  if (!refusal.empty()) throw RunError("{}", refusal);
  AwaitDefaults(stop);
  // Controllers that we do not know may put something there too.
  const double limit_s = Seconds(pacing_.create);
  if (!WaitQuiet(limit_s, stop) && !stop.stop_requested()) {
    throw RunError("the new namespaces do not come to rest within {}",
                   FormatWait(limit_s));
  }
  baseline_ = std::exchange(inventory_, {});
}

void Workspace::AwaitDefaults(const std::stop_token& stop) {
  // Without its ServiceAccount a namespace takes no Pod.
  const std::map<std::string, std::string> expected = {
      {"serviceaccounts", "default"}, {"configmaps", "kube-root-ca.crt"}};
  const ResourceType accounts{
      .version = "v1", .resource = "serviceaccounts", .kind = "ServiceAccount"};
  const ResourceType maps{
      .version = "v1", .resource = "configmaps", .kind = "ConfigMap"};
  std::vector<Collection> places;
  for (const std::string& ns : namespaces_) {
    places.push_back({accounts, ns});
    places.push_back({maps, ns});
  }
  const Clock::time_point deadline = Clock::now() + pacing_.create;
  do {
    const auto listing = AskPatiently(
        [&] { return List(api_, places, Reading::kCurrent); }, pacing_, stop);
    if (!listing) return;
    const auto there =
        std::ranges::count_if(listing->objects, [&](const Object& object) {
          return object.name == expected.at(object.type.resource);
        });
    if (static_cast<std::size_t>(there) == places.size()) return;
    if (Clock::now() >= deadline) {
      throw RunError(
          "namespaces {} do not get their default ServiceAccount and "
          "kube-root-ca.crt: is the cluster's controller-manager running?",
          fmt::join(namespaces_, ", "));
    }
  } while (Pause(stop, pacing_.settle_poll));
}

// Events are no part of anything and go by themselves.
std::vector<Collection> Workspace::Everywhere() const {
  std::vector<Collection> collections = ClusterScopedReleaseObjects(types_);
  for (const ResourceType& type : types_) {
    if (!type.deletable || !type.namespaced || type.resource == "events") {
      continue;
    }
    for (const std::string& ns : namespaces_) {
      collections.push_back({type, ns});
    }
  }
  return collections;
}

// Charts bring types of their own, so this is asked again.
bool Workspace::LearnTypes(const std::stop_token& stop) {
  auto discovery =
      AskPatiently([this] { return Discover(api_); }, pacing_, stop);
  if (discovery) types_ = std::move(discovery->types);
  return discovery.has_value();
}

std::optional<std::vector<Object>> Workspace::ListEverything(
    Reading reading, const std::stop_token& stop) {
  const std::vector<Collection> everywhere = Everywhere();
  auto listing = AskPatiently([&] { return List(api_, everywhere, reading); },
                              pacing_, stop);
  if (!listing) return std::nullopt;
  forbidden_.insert(listing->forbidden.begin(), listing->forbidden.end());
  // The cluster-scoped ones are of all releases.
  std::erase_if(listing->objects, [this](const Object& object) {
    return object.ns.empty() &&
           std::ranges::find(namespaces_, ReleaseNamespace(object)) ==
               namespaces_.end();
  });
  return std::move(listing->objects);
}

Quiet Workspace::WaitQuiet(double limit_s, const std::stop_token& stop) {
  QuietWatch watch(pacing_.quiet);
  if (!LearnTypes(stop)) return {};
  const Clock::time_point deadline = Clock::now() + Milliseconds(limit_s);
  for (;;) {
    auto objects = ListEverything(Reading::kCached, stop);
    if (!objects) return {};
    const Clock::time_point now = Clock::now();
    inventory_ = std::move(*objects);
    if (watch.Feed(inventory_, now)) return {.reached = true};
    if (now >= deadline) return {.changed = watch.changed()};
    if (!Pause(stop, pacing_.poll)) return {};
  }
}

Settled Workspace::WatchSettled(double limit_s, const std::stop_token& stop) {
  // Without a place to look at, everything would seem gone.
  if (types_.empty() && !LearnTypes(stop)) return {};
  Belongings belongings(namespaces_, baseline_);
  Settled settled;
  Departure departure(api_, pacing_, Everywhere(),
                      [&](std::span<const Object> found) {
                        auto sorted = belongings.Sort(found);
                        settled.kept = std::move(sorted.kept);
                        return std::move(sorted.must_go);
                      });
  const auto before = belongings.Sort(inventory_);
  departure.StartWith(before.must_go);
  const Clock::time_point deadline = Clock::now() + Milliseconds(limit_s);
  bool last = false;
  for (;;) {
    auto left = departure.Look(stop);
    if (!left) break;
    settled.leftovers = std::move(*left);
    if (settled.leftovers.empty()) settled.at = departure.gone_at();
    if (settled.at || last) break;
    // The last look goes everywhere, so that it can name all that is left.
    last = Clock::now() >= deadline;
    if (last) departure.StartWith({});
    if (!last && !Pause(stop, pacing_.settle_poll)) break;
  }
  forbidden_.insert(departure.forbidden().begin(), departure.forbidden().end());
  if (settled.at) {
    std::vector<Object> expected = baseline_;
    expected.insert(expected.end(), before.kept.begin(), before.kept.end());
    if (const auto found = ListEverything(Reading::kCurrent, stop)) {
      settled.end_state = CompareEndState(expected, *found);
    }
  }
  return settled;
}

void Workspace::Reset(const std::stop_token& stop) {
  if (!LearnTypes(stop)) return;
  const Belongings belongings(namespaces_, baseline_);
  Departure departure(
      api_, pacing_, Everywhere(),
      Those([&](const Object& object) { return belongings.Holds(object); }));
  DeleteUntilGone(api_, departure, pacing_, stop);
  forbidden_.insert(departure.forbidden().begin(), departure.forbidden().end());
  inventory_.clear();
}

std::optional<double> Workspace::ServerSeconds() {
  return ReadRequestSeconds(api_);
}

void Workspace::Remove(const std::stop_token& stop) {
  RemoveNamespaces(api_, namespaces_, pacing_, stop);
}

}  // namespace bench
