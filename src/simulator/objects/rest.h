#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/objects/ids.h"
#include "simulator/objects/kinds.h"
#include "simulator/objects/store.h"

namespace bench {

/// How something is written.
struct WriteOptions {
  bool dry_run = false;
  /// Its uid is no precondition but a field like others.
  bool is_patch = false;
};

/// metav1.DeleteOptions, as far as they change anything here.
struct DeleteOptions {
  std::string propagation;  // Background, Foreground, Orphan; empty: default
  std::optional<std::int64_t> grace_s;
  std::string uid;  // preconditions; empty: none
  std::string resource_version;
  bool dry_run = false;
};

/// What the API server does to objects, verb by verb (Delete in
/// rest_delete.cc): its rules on names, versions, finalizers, grace and
/// propagation. Used for requests and by the controllers alike. Every refusal
/// is an ApiError.
class Rest {
 public:
  Rest(Store& store, Kinds& kinds, std::uint64_t seed);

  Store& store() { return store_; }
  Kinds& kinds() { return kinds_; }
  Ids& ids() { return ids_; }

  Key KeyOf(const Kind& kind, std::string_view ns, std::string_view name) const;

  ObjectPtr Get(const Kind& kind, std::string_view ns, std::string_view name);

  /// `object` as it came, with its apiVersion and kind.
  ObjectPtr Create(const Kind& kind, std::string_view ns, nlohmann::json object,
                   const WriteOptions& options = {});

  /// Replaces all but what belongs to the server; `subresource` "status": the
  /// status alone; "finalize": the finalizers of a namespace's spec. An object
  /// that waited for its last finalizer to go is removed by that.
  ObjectPtr Update(const Kind& kind, std::string_view ns, std::string_view name,
                   std::string_view subresource, nlohmann::json object,
                   const WriteOptions& options = {});

  struct Deleted {
    ObjectPtr object;   // as it is now or was last
    bool gone = false;  // or else on its way out
  };
  Deleted Delete(const Kind& kind, std::string_view ns, std::string_view name,
                 const DeleteOptions& options);

  /// The same for controllers, which have keys, of kinds that are served.
  ObjectPtr Create(std::string_view storage, std::string_view ns,
                   nlohmann::json object);
  ObjectPtr Update(const Key& key, std::string_view subresource,
                   nlohmann::json object);
  Deleted Delete(const Key& key, const DeleteOptions& options);

 private:
  void CheckNamespace(const Kind& kind, std::string_view ns,
                      std::string_view name);
  Deleted BeginDeletion(const Kind& kind, const Key& key, const ObjectPtr& now,
                        const DeleteOptions& options);
  ObjectPtr Replace(const Kind& kind, const Key& key, const ObjectPtr& now,
                    std::string_view subresource, nlohmann::json object,
                    const WriteOptions& options);

  Store& store_;
  Kinds& kinds_;
  Ids ids_;
};

}  // namespace bench
