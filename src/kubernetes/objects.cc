#include "kubernetes/objects.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "util/json_reason.h"

namespace bench {
namespace {

using nlohmann::json;

// The page size of kubectl. Cached reads ignore it.
constexpr int kPageSize = 500;

/// `field` of `metadata`; empty where it is missing or null.
template <typename T>
T Field(const json& metadata, const char* field) {
  const auto found = metadata.find(field);
  return found == metadata.end() || found->is_null() ? T() : found->get<T>();
}

Object ParseObject(const json& metadata, const ResourceType& type) {
  Object object{
      .type = type,
      .ns = Field<std::string>(metadata, "namespace"),
      .name = metadata.at("name"),
      .uid = metadata.at("uid"),
      .resource_version = Field<std::string>(metadata, "resourceVersion"),
      .created = Field<std::string>(metadata, "creationTimestamp")};
  using Strings = std::map<std::string, std::string>;
  object.labels = Field<Strings>(metadata, "labels");
  object.annotations = Field<Strings>(metadata, "annotations");
  object.finalizers = Field<std::vector<std::string>>(metadata, "finalizers");
  for (const json& owner :
       Field<std::vector<json>>(metadata, "ownerReferences")) {
    object.owner_uids.push_back(owner.at("uid"));
  }
  object.deleting = metadata.contains("deletionTimestamp");
  return object;
}

/// One collection on its way through its pages.
struct Page {
  const Collection* collection;
  /// What the page before has told; empty: this is the first.
  std::string token;
};

Request ListRequest(const Page& page, Reading reading) {
  const Collection& collection = *page.collection;
  // A token goes with neither of the two resource versions.
  std::string query = reading == Reading::kCached && page.token.empty()
                          ? "?resourceVersion=0"
                          : fmt::format("?limit={}", kPageSize);
  if (!page.token.empty()) query += "&continue=" + page.token;
  if (!collection.label_selector.empty()) {
    query += "&labelSelector=" + collection.label_selector;
  }
  return {.path = collection.type.Path(collection.ns) + query,
          .accept = kMetadataOfList};
}

/// Adds what one page has; returns the token of the next one, if there is one.
std::string AddPage(const Response& response, const Collection& collection,
                    Listing& listing) {
  if (response.status == 404 || response.status == 405) return "";
  if (response.status == 403) {
    listing.forbidden.push_back(ErrorText(response));
    return "";
  }
  std::string error;
  if (response.Ok()) {
    try {
      const json list = json::parse(response.body);
      for (const json& item : list.at("items")) {
        listing.objects.push_back(
            ParseObject(item.at("metadata"), collection.type));
      }
      return Field<std::string>(list.value("metadata", json::object()),
                                "continue");
    } catch (const json::exception& e) {
      error = JsonReason(e);
    }
  } else {
    error = ErrorText(response);
  }
  if (listing.error.empty()) {
    listing.error = fmt::format("{}: {}", collection.type.Name(), error);
  }
  return "";
}

}  // namespace

ObjectName NameOf(const Object& object) {
  return {object.type.Name(), object.ns, object.name};
}

std::string KindAndNameOf(const ResourceType& type, const std::string& ns,
                          const std::string& name) {
  return ns.empty() ? fmt::format("{} {}", type.kind, name)
                    : fmt::format("{} {}/{}", type.kind, ns, name);
}

std::string KindAndName(const Object& object) {
  return KindAndNameOf(object.type, object.ns, object.name);
}

Listing List(Api& api, std::span<const Collection> collections,
             Reading reading) {
  Listing listing;
  std::vector<Page> pages;
  for (const Collection& collection : collections) {
    pages.push_back({.collection = &collection});
  }
  while (!pages.empty()) {
    std::vector<Request> requests;
    requests.reserve(pages.size());
    for (const Page& page : pages) {
      requests.push_back(ListRequest(page, reading));
    }
    const std::vector<Response> responses = api.Send(requests);
    std::vector<Page> next_pages;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const Collection* collection = pages[i].collection;
      std::string token = AddPage(responses[i], *collection, listing);
      if (!token.empty()) next_pages.push_back({collection, std::move(token)});
    }
    pages = std::move(next_pages);
  }
  return listing;
}

std::vector<Deletion> Delete(Api& api, std::span<const Object> objects) {
  std::vector<Request> requests;
  for (const Object& object : objects) {
    const json options = {{"apiVersion", "v1"},
                          {"kind", "DeleteOptions"},
                          {"propagationPolicy", "Background"},
                          {"preconditions", {{"uid", object.uid}}}};
    requests.push_back(
        {.method = "DELETE", .path = object.Path(), .body = options.dump()});
  }
  std::vector<Deletion> deletions;
  for (const Response& response : api.Send(requests)) {
    Deletion deletion;
    // 409: the uid is another one by now.
    deletion.accepted =
        response.Ok() || response.status == 404 || response.status == 409;
    if (!deletion.accepted) deletion.error = ErrorText(response);
    deletions.push_back(std::move(deletion));
  }
  return deletions;
}

const ResourceType& NamespaceType() {
  static const ResourceType kType{.group = "",
                                  .version = "v1",
                                  .resource = "namespaces",
                                  .kind = "Namespace",
                                  .namespaced = false};
  return kType;
}

Listing ListNamespaces(Api& api) {
  const Collection all{.type = NamespaceType(), .ns = ""};
  Listing listing = List(api, std::span(&all, 1), Reading::kCurrent);
  if (listing.error.empty() && !listing.forbidden.empty()) {
    listing.error = listing.forbidden.front();
  }
  return listing;
}

std::string CreateNamespaces(Api& api, std::span<const std::string> names,
                             const std::map<std::string, std::string>& labels) {
  std::vector<Request> requests;
  for (const std::string& name : names) {
    const json body = {{"apiVersion", "v1"},
                       {"kind", "Namespace"},
                       {"metadata", {{"name", name}, {"labels", labels}}}};
    requests.push_back({.method = "POST",
                        .path = NamespaceType().Path(""),
                        .body = body.dump()});
  }
  const std::vector<Response> responses = api.Send(requests);
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (!responses[i].Ok()) {
      return fmt::format("namespace {}: {}", names[i], ErrorText(responses[i]));
    }
  }
  return "";
}

}  // namespace bench
