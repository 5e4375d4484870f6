#include "simulator/objects/apply.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "simulator/objects/api_error.h"
#include "simulator/objects/field_merge.h"
#include "simulator/objects/field_set.h"
#include "simulator/objects/ids.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kApply = "Apply";
constexpr const char* kUpdate = "Update";

/// One entry of metadata.managedFields.
struct Owner {
  json entry;  // all but fieldsV1
  FieldSet fields;

  bool Is(const std::string& manager, const char* operation,
          std::string_view version, std::string_view subresource) const {
    // There is one for who applies, whatever the version.
    return entry.value("manager", "") == manager &&
           entry.value("operation", "") == operation &&
           entry.value("subresource", "") == subresource &&
           (operation == kApply || entry.value("apiVersion", "") == version);
  }

  /// As a conflict names it.
  std::string Title() const {
    std::string title = fmt::format("\"{}\"", entry.value("manager", ""));
    if (entry.contains("subresource")) {
      title += fmt::format(" with subresource {}", entry["subresource"].dump());
    }
    if (entry.value("operation", "") == kUpdate) {
      title += " using " + entry.value("apiVersion", "");
    }
    return title;
  }
};

using Owners = std::vector<Owner>;

Owners OwnersOf(const json& object) {
  Owners owners;
  const json metadata = object.value("metadata", json::object());
  for (json entry : metadata.value("managedFields", json::array())) {
    FieldSet fields = ParseFieldSet(entry.value("fieldsV1", json::object()));
    entry.erase("fieldsV1");
    owners.push_back({std::move(entry), std::move(fields)});
  }
  return owners;
}

void Write(const Owners& owners, json& object) {
  json entries = json::array();
  for (const Owner& owner : owners) {
    if (owner.fields.Empty()) continue;
    json entry = owner.entry;
    entry["fieldsType"] = "FieldsV1";
    entry["fieldsV1"] = RenderFieldSet(owner.fields);
    entries.push_back(std::move(entry));
  }
  if (entries.empty()) {
    object["metadata"].erase("managedFields");
  } else {
    object["metadata"]["managedFields"] = std::move(entries);
  }
}

Owner NewOwner(const Kind& kind, const std::string& manager,
               const char* operation, std::string_view subresource) {
  Owner owner;
  owner.entry = {{"manager", manager},
                 {"operation", operation},
                 {"apiVersion", kind.ApiVersion()},
                 {"time", Timestamp()}};
  if (!subresource.empty()) owner.entry["subresource"] = subresource;
  return owner;
}

Owner& OwnerFor(Owners& owners, const Kind& kind, const std::string& manager,
                const char* operation, std::string_view subresource) {
  const auto found = std::ranges::find_if(owners, [&](const Owner& owner) {
    return owner.Is(manager, operation, kind.ApiVersion(), subresource);
  });
  if (found != owners.end()) return *found;
  return owners.emplace_back(NewOwner(kind, manager, operation, subresource));
}

// Without what is nobody's: what the server sets, and what names the object.
FieldSet Ownable(const Kind& kind, FieldSet fields, bool is_status) {
  for (const char* edge : {"f:apiVersion", "f:kind"}) {
    fields.children.erase(edge);
  }
  if (kind.has_status && !is_status) fields.children.erase("f:status");
  const auto metadata = fields.children.find("f:metadata");
  if (metadata == fields.children.end()) return fields;
  constexpr std::array kServers = {
      "f:name",         "f:namespace",     "f:creationTimestamp",
      "f:selfLink",     "f:uid",           "f:generation",
      "f:generateName", "f:managedFields", "f:resourceVersion"};
  for (const char* edge : kServers) metadata->second.children.erase(edge);
  metadata->second.member = false;
  if (metadata->second.Empty()) fields.children.erase(metadata);
  return fields;
}

// Of `fields` those that nobody else wants, nor anything below them.
FieldSet Unwanted(const FieldSet& fields, const FieldSet& wanted) {
  FieldSet rest;
  rest.member = fields.member && wanted.Empty();
  static const FieldSet kNone;
  for (const auto& [edge, child] : fields.children) {
    const auto found = wanted.children.find(edge);
    FieldSet below =
        Unwanted(child, found == wanted.children.end() ? kNone : found->second);
    if (!below.Empty()) rest.children.emplace(edge, std::move(below));
  }
  return rest;
}

// Paths by who has them.
using Conflicts = std::map<std::string, std::vector<std::string>>;

[[noreturn]] void ThrowConflict(const Conflicts& conflicts) {
  json causes = json::array();
  std::vector<std::string> lines;
  for (const auto& [owner, paths] : conflicts) {
    lines.push_back(fmt::format("conflicts with {}:", owner));
    for (const std::string& path : paths) {
      causes.push_back({{"reason", "FieldManagerConflict"},
                        {"message", "conflict with " + owner},
                        {"field", path}});
      lines.push_back("- " + path);
    }
  }
  const auto& [owner, paths] = *conflicts.begin();
  const std::string message =
      causes.size() == 1
          ? fmt::format("Apply failed with 1 conflict: conflict with {}: {}",
                        owner, paths.front())
          : fmt::format("Apply failed with {} conflicts: {}", causes.size(),
                        fmt::join(lines, "\n"));
  throw ApiError(409, "Conflict", message, {{"causes", causes}});
}

// What has changed is no longer anybody's but `mine`.
Conflicts TakeFromOthers(Owners& owners, const Owner& mine,
                         const FieldChanges& changes) {
  const FieldSet set = Union(changes.modified, changes.added);
  Conflicts conflicts;
  for (Owner& owner : owners) {
    if (&owner == &mine) continue;
    const FieldSet taken = Intersection(owner.fields, set);
    for (std::string& path : Paths(taken)) {
      conflicts[owner.Title()].push_back(std::move(path));
    }
    owner.fields = Difference(Difference(owner.fields, taken), changes.removed);
  }
  return conflicts;
}

json WithoutNotes(json object) {
  if (object.contains("metadata")) object["metadata"].erase("managedFields");
  return object;
}

// What was there before anybody's fields were noted is not to be lost by an
// apply: it gets an owner.
void NoteOrigin(const Kind& kind, const json& live, Owners& owners) {
  if (live.empty() || !owners.empty()) return;
  Owner owner = NewOwner(kind, "before-first-apply", kUpdate, "");
  owner.fields = Ownable(kind, FieldsOf(kind, live), /*is_status=*/false);
  owners.push_back(std::move(owner));
}

}  // namespace

json Applied(const Kind& kind, const json& live, const json& configuration,
             const std::string& manager, bool force) {
  Owners owners = OwnersOf(live);
  NoteOrigin(kind, live, owners);
  const json before = WithoutNotes(live);
  const FieldSet said =
      Ownable(kind, FieldsOf(kind, configuration), /*is_status=*/false);
  Owner& mine = OwnerFor(owners, kind, manager, kApply, "");
  const FieldSet left = Difference(mine.fields, said);
  FieldSet wanted = said;
  for (const Owner& owner : owners) {
    if (&owner != &mine) wanted = Union(std::move(wanted), owner.fields);
  }
  json after =
      Without(Merged(kind, before, configuration), Unwanted(left, wanted));
  if (mine.fields != said) mine.entry["time"] = Timestamp();
  mine.fields = said;
  mine.entry["apiVersion"] = kind.ApiVersion();
  FieldChanges changes = FindChanges(kind, before, after);
  changes.modified = Ownable(kind, std::move(changes.modified), false);
  changes.added = Ownable(kind, std::move(changes.added), false);
  const Conflicts conflicts = TakeFromOthers(owners, mine, changes);
  if (!force && !conflicts.empty()) ThrowConflict(conflicts);
  Write(owners, after);
  return after;
}

void NoteChanges(const Kind& kind, const json& before, json& after,
                 const std::string& manager, std::string_view subresource) {
  const bool is_status = subresource == "status";
  FieldChanges changes =
      FindChanges(kind, WithoutNotes(before), WithoutNotes(after));
  for (FieldSet* part : {&changes.removed, &changes.modified, &changes.added}) {
    *part = Ownable(kind, std::move(*part), is_status);
  }
  Owners owners = OwnersOf(before);
  Owner& mine = OwnerFor(owners, kind, manager, kUpdate, subresource);
  TakeFromOthers(owners, mine, changes);
  const FieldSet earlier = mine.fields;
  mine.fields = Union(Difference(mine.fields, changes.removed),
                      Union(changes.modified, changes.added));
  if (mine.fields != earlier) mine.entry["time"] = Timestamp();
  Write(owners, after);
}

}  // namespace bench
