#include "kubernetes/namespaces.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace bench {

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
    const nlohmann::json body = {
        {"apiVersion", "v1"},
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
