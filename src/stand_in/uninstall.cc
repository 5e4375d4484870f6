#include "stand_in/uninstall.h"

#include <fmt/ostream.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "helm/record/annotations.h"
#include "helm/record/manifest.h"
#include "stand_in/objects.h"
#include "stand_in/storage.h"
#include "util/error.h"

namespace bench {
namespace {

/// The release, oldest revision first.
std::vector<Record> Load(Storage& storage, const std::string& name) {
  try {
    RefuseOtherNames(name);
  } catch (const Error&) {
    throw Error("uninstall: Release name is invalid: {}", name);
  }
  std::vector<Record> records;
  try {
    records = storage.History(name);
  } catch (const Error& error) {
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
std::string TakeKept(std::vector<ManifestDocument>& documents) {
  std::string kept;
  for (const ManifestDocument& document : documents) {
    if (document.hook || document.resource_policy != kKeep) continue;
    kept += fmt::format("[{}] {}\n", document.kind, document.name);
  }
  std::erase_if(documents, [](const ManifestDocument& document) {
    return document.resource_policy || document.hook;
  });
  return kept;
}

/// All of one kind at once, the next kind when they are answered. False: one
/// was refused.
bool DeleteObjects(const std::vector<ManifestObject>& objects, Client& client) {
  bool all_gone = true;
  for (std::size_t begin = 0; begin < objects.size();) {
    std::vector<Request> requests;
    std::size_t end = begin;
    for (; end < objects.size() &&
           objects[end].type.kind == objects[begin].type.kind;
         ++end) {
      requests.push_back({.method = "DELETE",
                          .path = objects[end].Path(),
                          .body = "{\"propagationPolicy\":\"Background\"}\n"});
    }
    for (const Response& response : client.SendAll(requests)) {
      all_gone = all_gone && (response.Ok() || response.status == 404);
    }
    begin = end;
  }
  return all_gone;
}

/// Returns what the resource policy keeps.
std::string DeleteRelease(Session& session, const Record& record) {
  const Error failure("failed to delete release: {}", record.name());
  const HelmCosts& costs = session.burner.costs();
  std::string kept;
  std::vector<ManifestObject> objects;
  try {
    std::vector<ManifestDocument> documents =
        UninstallOrder(SplitManifest(record.manifest()));
    kept = TakeKept(documents);
    objects =
        BuildObjects(documents, {.release = record.name(), .ns = session.ns},
                     /*mark=*/false, session.kinds);
  } catch (const Error&) {
    throw failure;  // helm has the reason only with --debug
  }
  session.burner.Spend(costs.uninstall_object_s *
                       static_cast<double>(objects.size()));
  if (!DeleteObjects(objects, session.client)) throw failure;
  return kept;
}

void Purge(Storage& storage, const std::vector<Record>& records) {
  try {
    for (const Record& record : records) storage.Delete(record);
  } catch (const Error& error) {
    throw Error("uninstall: Failed to purge the release: {}", error.what());
  }
}

/// Returns what was kept.
std::string UninstallOne(const UninstallOptions& options, Session& session,
                         Storage& storage, const std::string& name) {
  CheckReachable(session.client, session.throttle);
  std::vector<Record> records = Load(storage, name);
  session.burner.Spend(session.burner.costs().uninstall_s);
  Record& newest = records.back();
  if (newest.status() == "uninstalled") {
    Purge(storage, records);
    return "";
  }
  if (!options.no_hooks) RefuseHooks(newest);
  newest.SetStatus("uninstalling", "Deletion in progress (or silently failed)");
  newest.SetDeleted();
  storage.Update(newest);
  std::string kept = DeleteRelease(session, newest);
  try {
    Purge(storage, records);
  } catch (const Error& error) {
    throw Error("uninstallation completed with 1 error(s): {}", error.what());
  }
  return kept;
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
