#pragma once

#include <string>

#include "simulator/objects/rest.h"

namespace bench {

inline constexpr const char* kStatefulSets = "statefulsets.apps";

/// What StatefulSets make: Pods one after the other, with their claims, and the
/// history of their templates.
class StatefulSets {
 public:
  explicit StatefulSets(Rest& rest) : rest_(rest) {}

  void Reconcile(const Key& key, const StoredObject& set);

 private:
  void MakeNumberedPod(const Key& key, const StoredObject& set, int ordinal);
  void MakeRevision(const Key& key, const StoredObject& set);
  void MakeClaims(const Key& key, const StoredObject& set,
                  const std::string& pod);

  Rest& rest_;
};

}  // namespace bench
