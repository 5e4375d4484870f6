#include "cluster/owned_namespaces.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <utility>

#include "cluster/belongings.h"
#include "cluster/departure.h"
#include "cluster/expectation.h"
#include "helm/record/annotations.h"
#include "kubernetes/resources.h"

namespace bench {
namespace {

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels
constexpr std::size_t kMaxLabelValue = 63;

bool IsAlphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Sees to it that nothing that `select` picks is left in `everywhere`, and
/// notes what there was.
void Empty(Api& api, std::vector<Collection> everywhere,
           const Departure::Select& select, std::vector<Object>& removed,
           const Pacing& pacing, const std::stop_token& stop) {
  std::set<std::string> seen;
  Departure departure(api, pacing, std::move(everywhere),
                      [&](std::span<const Object> found) {
                        std::vector<Object> chosen = select(found);
                        for (const Object& object : chosen) {
                          if (seen.insert(object.uid).second) {
                            removed.push_back(object);
                          }
                        }
                        return chosen;
                      });
  DeleteUntilGone(api, departure, pacing, stop);
}

using OwnNamespaces = std::map<std::string, Object>;

OwnNamespaces OurNamespaces(Api& api, const Pacing& pacing,
                            const std::stop_token& stop) {
  OwnNamespaces ours;
  const auto listing =
      AskPatiently([&api] { return ListNamespaces(api); }, pacing, stop);
  if (!listing) return ours;
  for (const Object& ns : listing->objects) {
    if (IsOurs(ns)) ours.emplace(ns.name, ns);
  }
  return ours;
}

std::set<std::string> NamesOf(const OwnNamespaces& namespaces) {
  std::set<std::string> names;
  for (const auto& [name, ns] : namespaces) names.insert(name);
  return names;
}

/// What the records in the namespaces name outside of them, for runs that were
/// ended before they could write it down.
std::vector<Object> RecordedElsewhere(Api& api, const OwnNamespaces& namespaces,
                                      std::span<const ResourceType> types,
                                      const Pacing& pacing,
                                      const std::stop_token& stop) {
  std::vector<Object> made;
  for (const auto& [name, ns] : namespaces) {
    const auto records = AskPatiently(
        [&] { return ReadRecords(api, std::span(&name, 1)); }, pacing, stop);
    if (!records) break;
    // Only the names count, which are the same for both.
    const Expectation named = Expect(records->newest, HelmRules::k4, types, {});
    const std::vector<Collection> places = PlacesElsewhere(named, {name});
    const auto there = AskPatiently(
        [&] { return List(api, places, Reading::kCurrent); }, pacing, stop);
    if (!there) break;
    std::ranges::move(MadeElsewhere(there->objects, named, {name}, ns.created),
                      std::back_inserter(made));
  }
  return made;
}

/// Removes exactly these, and tells who has taken their names.
void RemoveElsewhere(Api& api, std::span<const Object> made, Removed& removed,
                     const Pacing& pacing, const std::stop_token& stop) {
  std::set<std::string> uids;
  std::set<ObjectName> names;
  std::set<Collection> places;
  for (const Object& object : made) {
    uids.insert(object.uid);
    names.insert(NameOf(object));
    places.insert({.type = object.type, .ns = object.ns});
  }
  std::map<std::string, Object> strangers;
  Empty(
      api, {places.begin(), places.end()},
      [&](std::span<const Object> found) {
        std::vector<Object> ours;
        for (const Object& object : found) {
          if (uids.contains(object.uid)) {
            ours.push_back(object);
          } else if (names.contains(NameOf(object))) {
            strangers.emplace(object.uid, object);
          }
        }
        return ours;
      },
      removed.objects, pacing, stop);
  for (auto& [uid, object] : strangers) {
    removed.strangers.push_back(std::move(object));
  }
}

Removed Remove(Api& api, const OwnNamespaces& namespaces,
               std::vector<Object> elsewhere, const Pacing& pacing,
               const std::stop_token& stop) {
  Removed removed;
  if (namespaces.empty() && elsewhere.empty()) return removed;
  const auto discovery =
      AskPatiently([&api] { return Discover(api); }, pacing, stop);
  if (!discovery) return removed;
  const std::set<std::string> names = NamesOf(namespaces);
  std::ranges::move(
      RecordedElsewhere(api, namespaces, discovery->types, pacing, stop),
      std::back_inserter(elsewhere));
  Empty(api, ClusterScopedReleaseObjects(discovery->types),
        Those([&names](const Object& object) {
          return names.contains(ReleaseNamespace(object));
        }),
        removed.objects, pacing, stop);
  RemoveElsewhere(api, elsewhere, removed, pacing, stop);
  if (stop.stop_requested()) return removed;

  std::vector<Object> gone;
  Empty(api, {{.type = NamespaceType(), .ns = ""}},
        Those([&names](const Object& ns) {
          return names.contains(ns.name) && IsOurs(ns);
        }),
        gone, pacing, stop);
  for (const Object& ns : gone) removed.namespaces.push_back(ns.name);
  return removed;
}

}  // namespace

bool IsOurs(const Object& ns) { return ns.labels.contains(kOwnerLabel); }

std::string LabelValue(const std::string& text) {
  std::string value = text.substr(0, kMaxLabelValue);
  for (char& c : value) {
    if (!IsAlphanumeric(c) && c != '-' && c != '_' && c != '.') c = '-';
  }
  // It begins and ends with a letter or a digit.
  const auto first = std::find_if(value.begin(), value.end(), IsAlphanumeric);
  const auto last = std::find_if(value.rbegin(), value.rend(), IsAlphanumeric);
  return first == value.end() ? "" : std::string(first, last.base());
}

std::vector<Collection> ClusterScopedReleaseObjects(
    std::span<const ResourceType> types) {
  std::vector<Collection> collections;
  for (const ResourceType& type : types) {
    if (type.deletable && !type.namespaced) {
      collections.push_back(
          {.type = type, .ns = "", .label_selector = kManagedByHelm});
    }
  }
  return collections;
}

Removed RemoveInstalled(Api& api, const Installed& installed,
                        const Pacing& pacing, const std::stop_token& stop) {
  OwnNamespaces ours = OurNamespaces(api, pacing, stop);
  std::erase_if(ours, [&](const auto& ns) {
    return std::ranges::find(installed.namespaces, ns.first) ==
           installed.namespaces.end();
  });
  return Remove(api, ours, installed.elsewhere, pacing, stop);
}

Removed CleanAll(Api& api, const Installed& installed,
                 const std::stop_token& stop, const Pacing& pacing) {
  return Remove(api, OurNamespaces(api, pacing, stop), installed.elsewhere,
                pacing, stop);
}

}  // namespace bench
