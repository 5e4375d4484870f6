#pragma once

#include <compare>
#include <functional>
#include <string>
#include <vector>

#include "helm/record/record.h"
#include "helm/record/rules.h"

namespace bench {

/// An object as a manifest names it.
struct NamedObject {
  std::string api_version;
  std::string kind;
  /// The release's where the manifest names none; says nothing of an object
  /// that is cluster-scoped.
  std::string ns;
  std::string name;

  auto operator<=>(const NamedObject&) const = default;
};

/// How an object stands in the cluster before the uninstall.
enum class Standing {
  kAbsent,
  kOwn,    // there, with helm's marks of this release
  kOther,  // there, without them: a hook, or it was taken over
};

/// What an uninstall makes of an object.
enum class Fate {
  kGone,
  kKept,     // its resource policy says keep, and helm tells
  kIgnored,  // its resource policy says something else: helm keeps it, silently
  kNotOwned,  // it is not the release's any more: helm 4 leaves it alone
  kHook,      // made by a hook before the uninstall, and no policy deletes it
  kMade,      // made by a hook of the uninstall, and no policy deletes it
};

struct Predicted {
  NamedObject object;
  Fate fate = Fate::kGone;
  /// The resource policy that helm does not know, of an ignored one.
  std::string policy;
  /// It ends itself after a time (a Job's ttlSecondsAfterFinished).
  bool may_go = false;
};

/// The end state that a `helm uninstall` without options leaves, if it
/// succeeds, of all objects that the release's record names: by the manifest,
/// the hooks with their events and policies (subcharts' among them), and how
/// each object stands now. Read in pkg/action (uninstall.go, hooks.go,
/// resource_policy.go, validate.go), and held against what both helms do in
/// tests/data/uninstalls.json. Throws Error where the record is not YAML.
std::vector<Predicted> PredictUninstall(
    const Record& record, HelmRules rules,
    const std::function<Standing(const NamedObject&)>& standing);

}  // namespace bench
