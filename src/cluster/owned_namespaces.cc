#include "cluster/owned_namespaces.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "cluster/belongings.h"
#include "cluster/departure.h"
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

Removed Remove(Api& api, const std::set<std::string>& names,
               const Pacing& pacing, const std::stop_token& stop) {
  Removed removed;
  if (names.empty()) return removed;
  const auto discovery =
      AskPatiently([&api] { return Discover(api); }, pacing, stop);
  if (!discovery) return removed;
  Empty(api, ClusterScopedReleaseObjects(discovery->types),
        Those([&names](const Object& object) {
          return names.contains(ReleaseNamespace(object));
        }),
        removed.objects, pacing, stop);
  if (stop.stop_requested()) return removed;

  std::vector<Object> namespaces;
  Empty(api, {{.type = NamespaceType(), .ns = ""}},
        Those([&names](const Object& ns) {
          return names.contains(ns.name) && IsOurs(ns);
        }),
        namespaces, pacing, stop);
  for (const Object& ns : namespaces) removed.namespaces.push_back(ns.name);
  return removed;
}

std::set<std::string> OurNamespaces(Api& api, const Pacing& pacing,
                                    const std::stop_token& stop) {
  std::set<std::string> names;
  const auto listing =
      AskPatiently([&api] { return ListNamespaces(api); }, pacing, stop);
  if (!listing) return names;
  for (const Object& ns : listing->objects) {
    if (IsOurs(ns)) names.insert(ns.name);
  }
  return names;
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

Removed RemoveNamespaces(Api& api, std::span<const std::string> names,
                         const Pacing& pacing, const std::stop_token& stop) {
  std::set<std::string> ours = OurNamespaces(api, pacing, stop);
  std::erase_if(ours, [&names](const std::string& name) {
    return std::find(names.begin(), names.end(), name) == names.end();
  });
  return Remove(api, ours, pacing, stop);
}

Removed CleanAll(Api& api, const std::stop_token& stop, const Pacing& pacing) {
  return Remove(api, OurNamespaces(api, pacing, stop), pacing, stop);
}

}  // namespace bench
