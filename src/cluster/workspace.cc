#include "cluster/workspace.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "cluster/pods.h"
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

/// The part that the uninstall itself makes.
Expectation MadeByHooks(Expectation expectation) {
  std::erase_if(expectation, [](const auto& named) {
    return named.second.fate != Fate::kMade;
  });
  return expectation;
}

void ThrowIfFailed(const std::string& error) {
  if (!error.empty()) throw Error("the cluster cannot be used: {}", error);
}

// Those of `before` that are not `left`.
void NoteGone(std::span<const Object> before, std::span<const Object> left,
              Clock::time_point at, std::vector<GoneObject>& gone) {
  std::set<std::string> uids;
  for (const Object& object : left) uids.insert(object.uid);
  for (const Object& object : before) {
    if (!uids.contains(object.uid)) gone.push_back({object, at});
  }
}

}  // namespace

Workspace::Workspace(Api& api, std::vector<std::string> namespaces,
                     const std::string& owner, Ledger ledger,
                     const Pacing& pacing)
    : api_(api),
      namespaces_(std::move(namespaces)),
      owner_(LabelValue(owner)),
      pacing_(pacing),
      ledger_(std::move(ledger)) {
  premises_.namespaces = {namespaces_.begin(), namespaces_.end()};
}

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
  RemoveInstalled(api_, {namespaces_, ledger_.Read().elsewhere}, pacing_, stop);
  if (stop.stop_requested()) return;
  ledger_.Write({.namespaces = namespaces_});
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
  premises_.baseline = std::exchange(inventory_, {});
  const auto there =
      AskPatiently([&] { return ListNamespaces(api_); }, pacing_, stop);
  if (!there) return;
  since_.clear();
  for (const Object& ns : there->objects) {
    if (!premises_.namespaces.contains(ns.name)) continue;
    since_ = since_.empty() ? ns.created : std::min(since_, ns.created);
  }
}

std::string Workspace::WaitReady(double limit_s, const std::stop_token& stop) {
  return AwaitReadyPods(api_, namespaces_, limit_s, pacing_, stop);
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
  for (const Collection& place : places_elsewhere_) {
    // All of a type instead of those with Helm's label.
    std::erase_if(collections, [&](const Collection& labelled) {
      return labelled.type == place.type && labelled.ns == place.ns;
    });
    collections.push_back(place);
  }
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
  std::erase_if(listing->objects,
                [this](const Object& object) { return !Concerns(object); });
  return std::move(listing->objects);
}

// Lists of places outside of the namespaces show what is anybody's.
bool Workspace::Concerns(const Object& object) const {
  return !IsElsewhere(object, premises_.namespaces) ||
         premises_.expectation.contains(NameOf(object));
}

// At once: whatever ends the run, what is ours is written down.
void Workspace::Note(std::span<const Object> made) {
  Installed installed = ledger_.Read();
  for (const Object& object : made) {
    if (!premises_.elsewhere.insert(object.uid).second) continue;
    installed.elsewhere.push_back(object);
  }
  if (!made.empty()) ledger_.Write(installed);
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

void Workspace::Expect(HelmRules rules, const std::stop_token& stop) {
  const auto records = AskPatiently(
      [&] { return ReadRecords(api_, namespaces_); }, pacing_, stop);
  if (!records) return;
  forbidden_.insert(records->forbidden.begin(), records->forbidden.end());
  const auto expect = [&] {
    return bench::Expect(records->newest, rules, types_, inventory_);
  };
  // First to know where to look, then with what is there.
  premises_.expectation = expect();
  places_elsewhere_ =
      PlacesElsewhere(premises_.expectation, premises_.namespaces);
  if (places_elsewhere_.empty()) return;
  auto there = ListEverything(Reading::kCurrent, stop);
  if (!there) return;
  inventory_ = std::move(*there);
  Note(MadeElsewhere(inventory_, premises_.expectation, premises_.namespaces,
                     since_));
  premises_.expectation = expect();
  // What a stranger has made there, no release of ours takes away.
  std::erase_if(inventory_, [&](const Object& object) {
    const bool strange = IsElsewhere(object, premises_.namespaces) &&
                         !premises_.elsewhere.contains(object.uid);
    if (strange) premises_.expectation.erase(NameOf(object));
    return strange;
  });
}

Settled Workspace::WatchSettled(double limit_s, const std::stop_token& stop) {
  // Without a place to look at, everything would seem gone.
  if (types_.empty() && !LearnTypes(stop)) return {};
  Belongings belongings(premises_);
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
    const bool all_gone = left->empty();
    NoteGone(settled.leftovers, *left,
             all_gone ? departure.gone_at() : Clock::now(), settled.gone);
    settled.leftovers = std::move(*left);
    if (all_gone) settled.at = departure.gone_at();
    if (settled.at || last) break;
    // The last look goes everywhere, so that it can name all that is left.
    last = Clock::now() >= deadline;
    if (last) departure.StartWith({});
    if (!last && !Pause(stop, pacing_.settle_poll)) break;
  }
  forbidden_.insert(departure.forbidden().begin(), departure.forbidden().end());
  const auto found = ListEverything(Reading::kCurrent, stop);
  if (!found) return settled;
  Note(MadeElsewhere(*found, MadeByHooks(premises_.expectation),
                     premises_.namespaces, since_));
  if (settled.at) {
    std::vector<Object> expected = premises_.baseline;
    std::ranges::transform(before.kept, std::back_inserter(expected),
                           &KeptObject::object);
    settled.end_state =
        CompareEndState(expected, premises_.expectation, *found);
  }
  return settled;
}

void Workspace::Reset(const std::stop_token& stop) {
  if (!LearnTypes(stop)) return;
  const Belongings belongings(premises_);
  Departure departure(
      api_, pacing_, Everywhere(),
      Those([&](const Object& object) { return belongings.Holds(object); }));
  DeleteUntilGone(api_, departure, pacing_, stop);
  forbidden_.insert(departure.forbidden().begin(), departure.forbidden().end());
  inventory_.clear();
  premises_.expectation.clear();
  premises_.elsewhere.clear();
  places_elsewhere_.clear();
  if (!stop.stop_requested()) ledger_.Write({.namespaces = namespaces_});
}

std::optional<double> Workspace::ServerSeconds() {
  return ReadRequestSeconds(api_);
}

void Workspace::Remove(const std::stop_token& stop) {
  RemoveInstalled(api_, {namespaces_, ledger_.Read().elsewhere}, pacing_, stop);
  if (!stop.stop_requested()) ledger_.Forget();
}

}  // namespace bench
