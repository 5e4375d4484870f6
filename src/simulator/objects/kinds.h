#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// One kind in one version, as the API server serves it.
struct Kind {
  std::string group;  // empty: core
  std::string version;
  std::string kind;
  std::string resource;  // the plural in paths
  std::string singular;
  std::string list_kind;
  std::vector<std::string> short_names;
  std::vector<std::string> categories;
  bool namespaced = true;
  bool has_status = false;  // the subresource
  bool custom = false;      // from a CustomResourceDefinition
  /// Not kept: who posts one is answered with it (SelfSubjectAccessReview).
  bool review = false;

  /// "v1", "apps/v1".
  std::string ApiVersion() const;
  /// "pods", "deployments.apps": as errors and finalizers name it.
  std::string Name() const;
  /// Where its objects are kept: the versions of one resource share them, and
  /// so do the two groups that serve Events.
  std::string Storage() const;
};

/// All kinds that are served: those that Kubernetes 1.37 serves by default, and
/// those of the custom resource definitions that are there. A pointer that it
/// gives is good until the custom kinds change.
class Kinds {
 public:
  Kinds();

  /// Null: not served.
  const Kind* Find(std::string_view group, std::string_view version,
                   std::string_view resource) const;
  const Kind* FindKind(std::string_view api_version,
                       std::string_view kind) const;
  /// In the version that is preferred.
  const Kind* FindStorage(std::string_view storage) const;

  bool HasGroup(std::string_view group) const;

  /// Groups in the order of discovery, versions by preference.
  const std::vector<const Kind*>& All() const { return all_; }

  /// Sets what one definition (by its name) serves; nothing: it is gone.
  void SetCustom(const std::string& definition, std::vector<Kind> kinds);

 private:
  void Index();

  std::vector<Kind> built_in_;
  std::map<std::string, std::vector<Kind>> custom_;
  std::vector<const Kind*> all_;
};

}  // namespace bench
