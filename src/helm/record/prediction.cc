#include "helm/record/prediction.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ranges>
#include <utility>

#include "helm/record/annotations.h"
#include "helm/record/manifest.h"
#include "util/text_at.h"

namespace bench {
namespace {

using nlohmann::json;

bool EndsItself(const json& object) {
  return object.contains(json::json_pointer("/spec/ttlSecondsAfterFinished"));
}

/// Goes through an uninstall step by step, with names instead of objects.
class Uninstall {
 public:
  Uninstall(std::string ns, HelmRules rules,
            const std::function<Standing(const NamedObject&)>& standing)
      : ns_(std::move(ns)), rules_(rules), standing_(standing) {}

  void Run(const Record& record) {
    // Those that the uninstall does not run are there, too.
    for (const Hook& hook : record.hooks()) NamedIn(hook.manifest);
    RunHooks(record.HooksAt(kPreDelete));
    for (const ManifestDocument& document : SplitManifest(record.manifest())) {
      for (State* object : Named(ObjectsIn(document))) {
        Delete(document, *object);
      }
    }
    RunHooks(record.HooksAt(kPostDelete));
  }

  std::vector<Predicted> Outcome() const {
    std::vector<Predicted> outcome;
    for (const NamedObject& object : order_) {
      const State& state = states_.at(object);
      outcome.push_back({.object = object,
                         .fate = state.there ? state.fate : Fate::kGone,
                         .policy = state.policy,
                         .may_go = state.may_go});
    }
    return outcome;
  }

 private:
  struct State {
    bool there = false;
    bool own = false;
    bool may_go = false;
    Fate fate = Fate::kHook;  // if it is there
    std::string policy;
  };

  /// The objects of a document; one without a name cannot be told from others.
  std::vector<State*> NamedIn(const std::string& document) {
    return Named(ObjectsIn(document));
  }
  std::vector<State*> Named(const std::vector<json>& objects) {
    std::vector<State*> states;
    for (const json& object : objects) {
      NamedObject named{.api_version = TextAt(object, "/apiVersion"),
                        .kind = TextAt(object, "/kind"),
                        .ns = TextAt(object, "/metadata/namespace"),
                        .name = TextAt(object, "/metadata/name")};
      if (named.name.empty()) continue;
      if (named.ns.empty()) named.ns = ns_;
      states.push_back(&StateOf(named));
      states.back()->may_go = EndsItself(object);
    }
    return states;
  }

  State& StateOf(const NamedObject& object) {
    const auto [state, is_new] = states_.try_emplace(object);
    if (is_new) {
      order_.push_back(object);
      const Standing standing = standing_(object);
      state->second.there = standing != Standing::kAbsent;
      state->second.own = standing == Standing::kOwn;
    }
    return state->second;
  }

  static void Delete(const Hook& hook, std::string_view policy, State& object) {
    if (hook.IsDeletedBy(policy)) object.there = false;
  }

  static void Make(State& object) {
    // helm 4 applies to one that is there; helm 3 fails, which predicts
    // nothing.
    if (object.there) return;
    object = {.there = true, .may_go = object.may_go, .fate = Fate::kMade};
  }

  void RunHooks(const std::vector<Hook>& hooks) {
    for (const Hook& hook : hooks) {
      for (State* object : NamedIn(hook.manifest)) {
        Delete(hook, kBeforeHookCreation, *object);
        Make(*object);
      }
    }
    for (const Hook& hook : std::views::reverse(hooks)) {
      for (State* object : NamedIn(hook.manifest)) {
        Delete(hook, kHookSucceeded, *object);
      }
    }
  }

  /// An object of the manifest; its policy is that of its document.
  void Delete(const ManifestDocument& document, State& object) const {
    if (document.hook) return;
    if (document.resource_policy) {
      const bool known = document.resource_policy == kKeep;
      object.fate = known ? Fate::kKept : Fate::kIgnored;
      object.policy = known ? "" : *document.resource_policy;
    } else if (rules_ == HelmRules::k4 && !object.own) {
      object.fate = Fate::kNotOwned;
    } else {
      object.there = false;
    }
  }

  std::string ns_;
  HelmRules rules_;
  const std::function<Standing(const NamedObject&)>& standing_;
  std::map<NamedObject, State> states_;
  std::vector<NamedObject> order_;
};

}  // namespace

std::vector<Predicted> PredictUninstall(
    const Record& record, HelmRules rules,
    const std::function<Standing(const NamedObject&)>& standing) {
  Uninstall uninstall(record.ns(), rules, standing);
  uninstall.Run(record);
  return uninstall.Outcome();
}

}  // namespace bench
