#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "helm/record/manifest.h"
#include "kubernetes/resources.h"
#include "stand_in/client.h"
#include "stand_in/discovery_cache.h"

namespace bench {

/// One object of a manifest, ready to be sent.
struct ManifestObject {
  ResourceType type;
  std::string ns;  // empty: cluster-scoped
  std::string name;
  std::string json;

  std::string Path() const { return type.Path(ns, name); }
};

/// Whose objects are built.
struct Owner {
  std::string release;
  std::string ns;
};

/// Finds out what each document is, in their order; lists are taken apart. With
/// `mark`, helm's label and annotations of ownership are put on. Throws Error
/// in cli-runtime's words; a kind that is not served is named.
std::vector<ManifestObject> BuildObjects(
    std::span<const ManifestDocument> documents, const Owner& owner, bool mark,
    DiscoveryCache& kinds);

/// Sends what `request` makes of each object: all of one kind at once, the next
/// kind when they are answered. Answers in the order of the objects.
std::vector<Response> SendByKind(
    std::span<const ManifestObject> objects,
    const std::function<Request(const ManifestObject&)>& request,
    Client& client);

/// Why an object that is there already is not the owner's; empty when it is.
/// `json`: the object as the server has it.
std::string ForeignBecause(const std::string& json, const Owner& owner);

}  // namespace bench
