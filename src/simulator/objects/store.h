#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

/// Which object: `resource` is Kind::Storage(), `ns` is empty where the kind is
/// cluster-scoped.
struct Key {
  std::string resource;
  std::string ns;
  std::string name;

  auto operator<=>(const Key&) const = default;
};

/// An object as it was at one revision: all but apiVersion and kind, which
/// depend on the version that is asked for. Never changes.
class StoredObject {
 public:
  explicit StoredObject(nlohmann::json value);
  ~StoredObject();
  StoredObject(const StoredObject&) = delete;
  StoredObject& operator=(const StoredObject&) = delete;

  const nlohmann::json& value() const { return *value_; }
  const nlohmann::json& metadata() const;
  /// The value as JSON; written once.
  const std::string& Text() const;

  std::string name() const;
  std::string uid() const;
  std::uint64_t revision() const;
  bool deleting() const;

 private:
  std::unique_ptr<const nlohmann::json> value_;
  mutable std::string text_;
};

using ObjectPtr = std::shared_ptr<const StoredObject>;

struct Change {
  enum class Type { kAdded, kModified, kDeleted };
  Type type = Type::kAdded;
  std::uint64_t revision = 0;
  Key key;
  /// As it is now; of a deletion, as it was last, at the deletion's revision.
  ObjectPtr object;
  /// As it was before; null when it was added.
  ObjectPtr previous;
};

/// All objects of the cluster and the recent history of their changes, as etcd
/// and the API server's watch cache keep them. For one thread.
class Store {
 public:
  using Listener = std::function<void(const Change&)>;

  std::uint64_t revision() const { return revision_; }

  /// Null: not there.
  ObjectPtr Get(const Key& key) const;
  /// By namespace and name. `ns` empty: all.
  std::vector<ObjectPtr> List(std::string_view resource,
                              std::string_view ns) const;
  /// As it was at an earlier revision; nothing when history does not go back
  /// as far.
  std::optional<std::vector<ObjectPtr>> ListAt(std::string_view resource,
                                               std::string_view ns,
                                               std::uint64_t revision) const;

  /// Adds or replaces, at a new revision, which becomes its resourceVersion.
  ObjectPtr Put(const Key& key, nlohmann::json value);
  void Remove(const Key& key);

  /// What has happened to a resource since a revision, oldest first; nothing
  /// when history does not go back as far.
  std::optional<std::vector<Change>> Since(std::string_view resource,
                                           std::uint64_t revision) const;
  /// Ends the history before now: what came earlier is not to be asked for.
  void Forget();

  /// Called at once with every change. A listener must not change the store:
  /// it notes what it has to do and does it later.
  void Subscribe(Listener listener);

 private:
  void Publish(Change change);

  std::uint64_t revision_ = 1;
  std::uint64_t forgotten_ = 0;  // the last revision that is not in history_
  std::map<std::string,
           std::map<std::pair<std::string, std::string>, ObjectPtr>,
           std::less<>>
      objects_;
  std::deque<Change> history_;
  std::vector<Listener> listeners_;
};

}  // namespace bench
