#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "kubernetes/api.h"
#include "kubernetes/resources.h"

namespace bench {

/// Accept headers: the metadata alone, of a list or of an object; the whole
/// where a server does not know the difference.
inline constexpr const char* kMetadataOfList =
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,"
    "application/json";
inline constexpr const char* kMetadataOfOne =
    "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"
    "application/json";

/// What an object's metadata says of it.
struct Object {
  ResourceType type;
  std::string ns;  // empty: cluster-scoped
  std::string name;
  std::string uid;
  std::string resource_version;
  /// When it was made, by the server's clock: "2026-01-31T18:05:09Z".
  std::string created;
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  std::vector<std::string> owner_uids;
  std::vector<std::string> finalizers;
  /// Has a deletionTimestamp: it goes once its finalizers are gone.
  bool deleting = false;

  std::string Path() const { return type.Path(ns, name); }
};

/// What tells an object from all others of its time: type
/// ("statefulsets.apps"), namespace, name. One that is made anew has the same.
using ObjectName = std::tuple<std::string, std::string, std::string>;
ObjectName NameOf(const Object& object);

/// "ConfigMap ns/name", "ClusterRole name".
std::string KindAndNameOf(const ResourceType& type, const std::string& ns,
                          const std::string& name);
std::string KindAndName(const Object& object);

/// The objects of one type in one place.
struct Collection {
  ResourceType type;
  std::string ns;  // empty: cluster-scoped, or all namespaces
  std::string label_selector = "";

  auto operator<=>(const Collection&) const = default;
};

/// How new the answer to a list must be.
enum class Reading {
  /// What the API server has in memory: quick, a few milliseconds old, older
  /// where several servers share the work.
  kCached,
  /// What is in etcd now. Waits up to 100 ms for the server to catch up.
  kCurrent,
};

/// What lists have answered.
struct Listing {
  std::vector<Object> objects;
  /// What we may not list (403), in the server's words.
  std::vector<std::string> forbidden;
  /// The first answer that is no list; `objects` is not complete then. A type
  /// that is gone (404) or cannot be listed (405) has no objects.
  std::string error;
};

/// Lists metadata only, all collections at once.
Listing List(Api& api, std::span<const Collection> collections,
             Reading reading);

/// What became of one deletion.
struct Deletion {
  /// The server has accepted it, or the object was already gone, or another one
  /// of that name stands in its place.
  bool accepted = false;
  std::string error;
};

/// Deletes exactly these (their uids count, not only their names), all at once;
/// what they own goes in the background. They may stay for a while.
std::vector<Deletion> Delete(Api& api, std::span<const Object> objects);

/// The type of namespaces themselves.
const ResourceType& NamespaceType();

/// All namespaces of the cluster, as they are now; a 403 is an error too.
Listing ListNamespaces(Api& api);

/// Creates them all at once. Returns the first refusal in the server's words,
/// beginning with the namespace's name; empty when all are there.
std::string CreateNamespaces(Api& api, std::span<const std::string> names,
                             const std::map<std::string, std::string>& labels);

}  // namespace bench
