#include "stand_in/uninstall.h"

#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stand_in/manifest.h"
#include "stand_in/objects.h"
#include "stand_in/storage.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

/// The release, oldest revision first; nothing where that is fine too.
std::optional<std::vector<Record>> Load(const UninstallOptions& options,
                                        Storage& storage,
                                        const std::string& name) {
  try {
    CheckReleaseName(name);
  } catch (const Error&) {
    throw Error("uninstall: Release name is invalid: {}", name);
  }
  std::vector<Record> records;
  try {
    records = storage.History(name);
  } catch (const Error& error) {
    if (options.ignore_not_found) return std::nullopt;
    throw Error("uninstall: Release not loaded: {}: {}", name, error.what());
  }
  if (records.empty()) throw Error("no release provided");
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) {
              return a.revision() < b.revision();
            });
  return records;
}

void RefuseHooks(const Record& record) {
  for (const char* event : {"pre-delete", "post-delete"}) {
    if (!record.HasHook(event)) continue;
    throw Error("release {} has {} hooks: the real helm is needed",
                record.name(), event);
  }
}

/// Takes out of `documents` what the resource policy keeps; returns the line
/// for each. A policy with any other word keeps silently, as with helm.
std::string TakeKept(std::vector<Document>& documents) {
  std::string kept;
  for (const Document& document : documents) {
    if (!document.has_resource_policy || document.hook) continue;
    if (document.resource_policy != "keep") continue;
    kept += fmt::format("[{}] {}\n", document.kind, document.name);
  }
  std::erase_if(documents, [](const Document& document) {
    return document.has_resource_policy || document.hook;
  });
  return kept;
}

std::string DeleteBody(const UninstallOptions& options) {
  std::string policy = options.cascade;
  policy.front() = static_cast<char>(std::toupper(policy.front()));
  return json({{"propagationPolicy", policy}}).dump() + "\n";
}

/// All of one kind at once, the next kind when they are answered. False: one
/// was refused.
bool DeleteObjects(const std::vector<ManifestObject>& objects,
                   const std::string& body, Client& client) {
  bool all_gone = true;
  for (std::size_t begin = 0; begin < objects.size();) {
    std::vector<Request> requests;
    std::size_t end = begin;
    for (; end < objects.size() &&
           objects[end].type.kind == objects[begin].type.kind;
         ++end) {
      requests.push_back(
          {.method = "DELETE", .path = objects[end].Path(), .body = body});
    }
    for (const Response& response : client.SendAll(requests)) {
      all_gone = all_gone && (response.Ok() || response.status == 404);
    }
    begin = end;
  }
  return all_gone;
}

/// What is deleted, what is kept.
struct Deleted {
  std::vector<ManifestObject> objects;
  std::string kept;
};

Deleted DeleteRelease(const UninstallOptions& options, Session& session,
                      const Record& record) {
  const Error failure("failed to delete release: {}", record.name());
  const HelmCosts& costs = session.burner.costs();
  Deleted deleted;
  try {
    std::vector<Document> documents =
        UninstallOrder(SplitManifest(record.manifest()));
    deleted.kept = TakeKept(documents);
    deleted.objects =
        BuildObjects(documents, {.release = record.name(), .ns = session.ns},
                     /*mark=*/false, session.kinds);
  } catch (const Error&) {
    throw failure;  // helm has the reason only with --debug
  }
  session.burner.Spend(costs.uninstall_object_s *
                       static_cast<double>(deleted.objects.size()));
  if (!DeleteObjects(deleted.objects, DeleteBody(options), session.client)) {
    throw failure;
  }
  return deleted;
}

/// Whether an object is still there, or why that cannot be told. Of a missing
/// one helm asks for the namespace too.
bool IsThere(const ManifestObject& object, Client& client, std::string& error) {
  const Request request{.path = object.Path()};
  const Response response = client.Send(request);
  if (response.status == 404) {
    if (!object.ns.empty() && object.ns != "default") {
      client.Send({.path = "/api/v1/namespaces/" + object.ns});
    }
    return false;
  }
  if (!response.Ok()) error = client.Reason(request, response);
  return true;
}

/// --wait. Returns what went wrong; empty: all are gone.
std::string WaitUntilGone(const std::vector<ManifestObject>& objects,
                          std::chrono::nanoseconds timeout, Client& client) {
  constexpr std::chrono::seconds kPeriod(2);
  const auto deadline = steady_clock::now() + timeout;
  while (true) {
    std::string error;
    const bool waiting = std::any_of(objects.begin(), objects.end(),
                                     [&](const ManifestObject& object) {
                                       return IsThere(object, client, error);
                                     });
    if (!waiting || !error.empty()) return error;
    const auto left = deadline - steady_clock::now();
    if (left < kPeriod) {
      client.Wait(std::max(left, steady_clock::duration::zero()));
      return "context deadline exceeded";
    }
    client.Wait(kPeriod);
  }
}

void Purge(Storage& storage, const std::vector<Record>& records) {
  try {
    for (const Record& record : records) storage.Delete(record);
  } catch (const Error& error) {
    throw Error("uninstall: Failed to purge the release: {}", error.what());
  }
}

void KeepHistory(const UninstallOptions& options, Storage& storage,
                 Record& newest) {
  newest.SetStatus("uninstalled", options.description);
  storage.Update(newest);
  for (Record& record : storage.Deployed(newest.name())) {
    record.SetSuperseded();
    storage.Update(record);
  }
}

/// Everything after the objects are deleted.
void Finish(const UninstallOptions& options, Session& session, Storage& storage,
            std::vector<Record>& records, const Deleted& deleted) {
  std::vector<std::string> errors;
  if (options.wait) {
    errors.push_back(
        WaitUntilGone(deleted.objects, options.timeout, session.client));
  }
  if (options.keep_history) {
    KeepHistory(options, storage, records.back());
  } else {
    try {
      Purge(storage, records);
    } catch (const Error& error) {
      errors.emplace_back(error.what());
    }
  }
  std::erase(errors, "");
  if (!errors.empty()) {
    throw Error("uninstallation completed with {} error(s): {}", errors.size(),
                fmt::join(errors, "; "));
  }
}

/// --dry-run: only whether there is such a release.
void LookFor(const std::string& name, Storage& storage) {
  try {
    CheckReleaseName(name);
  } catch (const Error&) {
    throw Error("releaseContent: Release name is invalid: {}", name);
  }
  if (storage.History(name).empty()) {
    throw Error("no revision for release \"{}\"", name);
  }
}

/// Returns what was kept.
std::string UninstallOne(const UninstallOptions& options, Session& session,
                         Storage& storage, const std::string& name) {
  CheckReachable(session.client, session.throttle);
  if (options.dry_run) {
    LookFor(name, storage);
    return "";
  }
  auto records = Load(options, storage, name);
  if (!records) return "";
  session.burner.Spend(session.burner.costs().uninstall_s);
  Record& newest = records->back();
  if (newest.status() == "uninstalled") {
    if (options.keep_history) {
      throw Error("the release named \"{}\" is already deleted", name);
    }
    Purge(storage, *records);
    return "";
  }
  if (!options.no_hooks) RefuseHooks(newest);
  newest.SetStatus("uninstalling", "Deletion in progress (or silently failed)");
  newest.SetDeleted();
  storage.Update(newest);
  const Deleted deleted = DeleteRelease(options, session, newest);
  Finish(options, session, storage, *records, deleted);
  return deleted.kept;
}

}  // namespace

void Uninstall(const UninstallOptions& options, Session& session,
               std::ostream& out) {
  Storage storage(session.client, session.ns, session.throttle);
  for (const std::string& name : options.names) {
    const std::string kept = UninstallOne(options, session, storage, name);
    if (!kept.empty()) {
      fmt::print(out,
                 "These resources were kept due to the resource policy:\n{}\n",
                 kept);
    }
    fmt::print(out, "release \"{}\" uninstalled\n", name);
  }
}

}  // namespace bench
