#include "uninstaller/native/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "kubernetes/objects.h"
#include "util/error.h"
#include "util/text_at.h"

namespace bench {
namespace {

using nlohmann::json;

json Parsed(const Response& response) {
  json body = json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  if (!body.is_object()) throw Error("the server's answer is not JSON");
  return body;
}

/// 0: what is no number is no revision of helm's.
int ToRevision(const std::string& text) {
  int revision = 0;
  std::from_chars(text.data(), text.data() + text.size(), revision);
  return revision;
}

}  // namespace

bool IsListed(const StoredRelease& release) {
  return release.revisions.back().status != "unknown";
}

RecordStore::RecordStore(ApiSession& session, StorageDriver driver,
                         std::string ns)
    : session_(session), driver_(driver), ns_(std::move(ns)) {}

std::string RecordStore::Collection() const {
  return fmt::format(
      "/api/v1/namespaces/{}/{}", ns_,
      driver_ == StorageDriver::kSecrets ? "secrets" : "configmaps");
}

Async<std::vector<StoredRelease>> RecordStore::List(std::string name) const {
  const std::string of_name = name.empty() ? "" : "name%3D" + name + "%2C";
  Request request{.path = fmt::format("{}?labelSelector={}owner%3Dhelm",
                                      Collection(), of_name),
                  .accept = kMetadataOfList};
  const Response response = co_await session_.Send(std::move(request));
  if (!response.Ok()) throw Error("{}", ErrorText(response));
  const json list = Parsed(response);
  std::map<std::string, StoredRelease> releases;
  for (const json& item : list.value("items", json::array())) {
    const std::string release = TextAt(item, "/metadata/labels/name");
    const int revision = ToRevision(TextAt(item, "/metadata/labels/version"));
    if (release.empty() || revision == 0) continue;
    StoredRelease& found = releases[release];
    found.ns = ns_;
    found.name = release;
    found.revisions.push_back(
        {.revision = revision,
         .status = TextAt(item, "/metadata/labels/status"),
         .key = TextAt(item, "/metadata/name")});
  }
  std::vector<StoredRelease> found;
  for (auto& [release_name, release] : releases) {
    std::ranges::sort(release.revisions, {}, &StoredRevision::revision);
    found.push_back(std::move(release));
  }
  co_return found;
}

Async<std::optional<Record>> RecordStore::Load(std::string key) const {
  Request request{.path = Collection() + "/" + key};
  const Response response = co_await session_.Send(std::move(request));
  if (response.status == 404) co_return std::nullopt;
  if (!response.Ok()) throw Error("{}", ErrorText(response));
  const json stored = Parsed(response);
  co_return driver_ == StorageDriver::kSecrets ? ReadSecret(stored)
                                               : ReadConfigMap(stored);
}

Async<bool> RecordStore::Update(const Record& record) const {
  Request request{.method = "PUT", .path = Collection() + "/" + record.Key()};
  request.body =
      (driver_ == StorageDriver::kSecrets ? SecretOf(record, "modifiedAt")
                                          : ConfigMapOf(record, "modifiedAt"))
          .dump();
  const Response response = co_await session_.Send(std::move(request));
  co_return response.Ok();
}

Async<std::string> RecordStore::Delete(std::string key) const {
  Request request{.method = "DELETE", .path = Collection() + "/" + key};
  const Response response = co_await session_.Send(std::move(request));
  co_return response.Ok() || response.status == 404 ? "" : ErrorText(response);
}

}  // namespace bench
