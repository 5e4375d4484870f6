#include <fmt/ostream.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "helm/record/annotations.h"
#include "helm/record/manifest.h"
#include "helm/record/rules.h"
#include "stand_in/commands.h"
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

void RefuseDeleteHooks(const Record& record) {
  for (const Hook& hook : record.hooks()) {
    for (const char* event : {kPreDelete, kPostDelete}) {
      if (!hook.Has(event)) continue;
      throw Error("release {} has {} hooks: the real helm is needed",
                  record.name(), event);
    }
  }
}

/// The line for each.
std::string KeptLines(const std::vector<ManifestDocument>& kept) {
  std::string lines;
  for (const ManifestDocument& document : kept) {
    lines += fmt::format("[{}] {}\n", document.kind, document.name);
  }
  return lines;
}

/// False: one was refused.
bool DeleteObjects(const std::vector<ManifestObject>& objects, Client& client) {
  const auto responses = SendByKind(
      objects,
      [](const ManifestObject& object) -> Request {
        return {.method = "DELETE",
                .path = object.Path(),
                .body = "{\"propagationPolicy\":\"Background\"}\n"};
      },
      client);
  return std::ranges::all_of(responses, [](const Response& response) {
    return response.Ok() || response.status == 404;
  });
}

/// Returns what the resource policy keeps.
std::string DeleteRelease(Session& session, const Record& record) {
  const Error failure("failed to delete release: {}", record.name());
  const HelmCosts& costs = session.burner.costs();
  std::string kept;
  std::vector<ManifestObject> objects;
  try {
    const DeletionPlan plan = PlanDeletion(record.manifest(), HelmRules::k3);
    kept = KeptLines(plan.kept);
    objects =
        BuildObjects(plan.gone, {.release = record.name(), .ns = session.ns},
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
  if (!options.no_hooks) RefuseDeleteHooks(newest);
  newest.SetUninstalling();
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
