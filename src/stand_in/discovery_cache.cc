#include "stand_in/discovery_cache.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "util/atomic_file.h"
#include "util/environment.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// cli-runtime, genericclioptions/config_flags.go
constexpr std::chrono::hours kTimeToLive(6);

constexpr const char* kDiscoveryAccept =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json";

/// "https_127.0.0.1_6443": what every file system takes.
std::string FileName(std::string server) {
  std::replace_if(
      server.begin(), server.end(),
      [](unsigned char c) { return std::isalnum(c) == 0 && c != '.'; }, '_');
  return server + ".json";
}

bool IsDiscovery(const json& list) {
  return list.is_object() && list.value("kind", "") == "APIGroupDiscoveryList";
}

/// The kinds of both lists.
std::vector<ResourceType> TypesOf(const json& lists) {
  std::vector<ResourceType> types;
  try {
    for (const json& list : lists) {
      std::ranges::move(ReadAggregated(list), std::back_inserter(types));
    }
  } catch (const json::exception& error) {
    throw Error("the server's discovery cannot be read: {}", error.what());
  }
  return types;
}

}  // namespace

DiscoveryCache::DiscoveryCache(Client& client, const fs::path& folder,
                               const std::string& server)
    : client_(client), file_(folder / "helm-stand-in" / FileName(server)) {}

void DiscoveryCache::Refresh() {
  json lists = json::array();
  for (const char* path : {"/api?timeout=32s", "/apis?timeout=32s"}) {
    const Request request{.path = path, .accept = kDiscoveryAccept};
    const Response response = client_.Send(request);
    if (!response.Ok()) throw Error("{}", client_.Reason(request, response));
    json list = json::parse(response.body, nullptr, /*allow_exceptions=*/false);
    if (!IsDiscovery(list)) {
      throw Error(
          "the server has no aggregated discovery (Kubernetes 1.30 and "
          "newer): the real helm is needed");
    }
    lists.push_back(std::move(list));
  }
  types_ = TypesOf(lists);
  fresh_ = true;
  // A cache that cannot be written is none, as with client-go.
  std::error_code ignored;
  fs::create_directories(file_.parent_path(), ignored);
  ignored = WriteWhole(file_, lists.dump());
}

std::optional<ResourceType> DiscoveryCache::Find(const std::string& api_version,
                                                 const std::string& kind) {
  if (!types_) Load();
  if (!types_) Refresh();
  auto found = FindKnown(api_version, kind);
  if (found || fresh_) return found;
  Refresh();
  return FindKnown(api_version, kind);
}

void DiscoveryCache::Load() {
  std::error_code error;
  const auto written = fs::last_write_time(file_, error);
  if (error || fs::file_time_type::clock::now() - written > kTimeToLive) return;
  const std::optional<std::string> text = ReadFile(file_);
  if (!text) return;
  const json lists = json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (lists.is_array() &&
      std::all_of(lists.begin(), lists.end(), IsDiscovery)) {
    types_ = TypesOf(lists);
  }
}

std::optional<ResourceType> DiscoveryCache::FindKnown(
    const std::string& api_version, const std::string& kind) const {
  const ResourceType* const found = FindType(*types_, api_version, kind);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::filesystem::path KubeCacheFolder() {
  const std::string folder = Variable("KUBECACHEDIR");
  if (!folder.empty()) return folder;
  return fs::path(FindVariable("HOME").value_or("/")) / ".kube" / "cache";
}

}  // namespace bench
