#include "stand_in/storage.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "kubernetes/protobuf.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kNotFound = "release: not found";
constexpr const char* kSecretAccept =
    "application/vnd.kubernetes.protobuf,application/json";

std::string SecretBody(const Record& record, const char* time_label) {
  return ProtobufFromJson(SecretOf(record, time_label).dump());
}

}  // namespace

Storage::Storage(Client& client, std::string ns, Throttle throttle)
    : client_(client), ns_(std::move(ns)), throttle_(throttle) {}

std::vector<Record> Storage::List() {
  return Query("owner%3Dhelm", "list: failed to list", false);
}

std::vector<Record> Storage::History(const std::string& name) {
  return Query(fmt::format("name%3D{}%2Cowner%3Dhelm", name),
               "query: failed to query with labels", true);
}

void Storage::Create(const Record& record) {
  const Request request{.method = "POST",
                        .path = Path(),
                        .body = SecretBody(record, "createdAt"),
                        .content_type = std::string(kProtobufContentType),
                        .accept = kSecretAccept};
  const Response response = Send(request);
  if (StatusReason(response) == "AlreadyExists") {
    throw Error("release: already exists");
  }
  Check(request, response, "create: failed to create");
}

void Storage::Update(const Record& record) {
  const Request request{.method = "PUT",
                        .path = Path(record.Key()),
                        .body = SecretBody(record, "modifiedAt"),
                        .content_type = std::string(kProtobufContentType),
                        .accept = kSecretAccept};
  Send(request);
}

void Storage::Delete(const Record& record) {
  Request request{.path = Path(record.Key()), .accept = kSecretAccept};
  Response response = Send(request);
  if (response.status == 404) throw Error("{}", kNotFound);
  Check(request, response,
        fmt::format("get: failed to get \"{}\"", record.Key()));
  request.method = "DELETE";
  request.body =
      ProtobufFromJson(R"({"apiVersion":"v1","kind":"DeleteOptions"})");
  request.content_type = kProtobufContentType;
  response = Send(request);
  if (!response.Ok()) throw Error("{}", client_.Reason(request, response));
}

std::vector<Record> Storage::Query(const std::string& selector,
                                   const char* error, bool empty_is_error) {
  const Request request{.path = Path() + "?labelSelector=" + selector,
                        .accept = kSecretAccept};
  const Response response = Send(request);
  Check(request, response, error);
  std::vector<Record> records;
  try {
    const json items = json::parse(response.body).value("items", json::array());
    if (items.empty() && empty_is_error) throw Error("{}", kNotFound);
    for (const json& secret : items) {
      if (auto record = ReadSecret(secret))
        records.push_back(*std::move(record));
    }
  } catch (const json::exception& e) {
    throw Error("{}: {}", error, e.what());
  }
  return records;
}

Response Storage::Send(const Request& request) {
  const auto pause = throttle_.Take(Throttle::Clock::now());
  if (pause.count() > 0) client_.WaitThrottled(pause, request);
  return client_.Send(request);
}

std::string Storage::Path(const std::string& name) const {
  std::string path = fmt::format("/api/v1/namespaces/{}/secrets", ns_);
  if (!name.empty()) path += "/" + name;
  return path;
}

void Storage::Check(const Request& request, const Response& response,
                    const std::string& error) const {
  if (!response.Ok()) {
    throw Error("{}: {}", error, client_.Reason(request, response));
  }
}

}  // namespace bench
