#include "simulator/objects/store.h"

#include <nlohmann/json.hpp>

#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

// The API server keeps about as many of each resource.
constexpr std::size_t kHistory = 20'000;

}  // namespace

StoredObject::StoredObject(json value)
    : value_(std::make_unique<const json>(std::move(value))) {}

StoredObject::~StoredObject() = default;

const json& StoredObject::metadata() const { return value_->at("metadata"); }

const std::string& StoredObject::Text() const {
  if (text_.empty()) {
    text_ = value_->dump(-1, ' ', false, json::error_handler_t::replace);
  }
  return text_;
}

std::string StoredObject::name() const { return metadata().at("name"); }

std::string StoredObject::uid() const { return metadata().value("uid", ""); }

std::uint64_t StoredObject::revision() const {
  const std::string text = metadata().value("resourceVersion", "");
  return ParseNumber<std::uint64_t>(text).value_or(0);
}

bool StoredObject::deleting() const {
  return metadata().contains("deletionTimestamp");
}

ObjectPtr Store::Get(const Key& key) const {
  const auto of_resource = objects_.find(key.resource);
  if (of_resource == objects_.end()) return nullptr;
  const auto found = of_resource->second.find({key.ns, key.name});
  return found == of_resource->second.end() ? nullptr : found->second;
}

std::vector<ObjectPtr> Store::List(std::string_view resource,
                                   std::string_view ns) const {
  std::vector<ObjectPtr> list;
  const auto of_resource = objects_.find(resource);
  if (of_resource == objects_.end()) return list;
  const auto& objects = of_resource->second;
  auto it =
      ns.empty() ? objects.begin() : objects.lower_bound({std::string(ns), ""});
  for (; it != objects.end() && (ns.empty() || it->first.first == ns); ++it) {
    list.push_back(it->second);
  }
  return list;
}

std::optional<std::vector<ObjectPtr>> Store::ListAt(
    std::string_view resource, std::string_view ns,
    std::uint64_t revision) const {
  if (revision < forgotten_) return std::nullopt;
  std::map<std::pair<std::string, std::string>, ObjectPtr> then;
  if (const auto now = objects_.find(resource); now != objects_.end()) {
    then = now->second;
  }
  for (auto change = history_.rbegin();
       change != history_.rend() && change->revision > revision; ++change) {
    if (change->key.resource != resource) continue;
    const std::pair place(change->key.ns, change->key.name);
    if (change->previous) {
      then[place] = change->previous;
    } else {
      then.erase(place);
    }
  }
  std::vector<ObjectPtr> list;
  for (auto& [place, object] : then) {
    if (ns.empty() || place.first == ns) list.push_back(std::move(object));
  }
  return list;
}

ObjectPtr Store::Put(const Key& key, json value) {
  ++revision_;
  value["metadata"]["resourceVersion"] = std::to_string(revision_);
  auto object = std::make_shared<const StoredObject>(std::move(value));
  ObjectPtr& place = objects_[key.resource][{key.ns, key.name}];
  Change change;
  change.type = place ? Change::Type::kModified : Change::Type::kAdded;
  change.revision = revision_;
  change.key = key;
  change.object = object;
  change.previous = std::exchange(place, object);
  Publish(std::move(change));
  return object;
}

void Store::Remove(const Key& key) {
  auto of_resource = objects_.find(key.resource);
  if (of_resource == objects_.end()) return;
  auto node = of_resource->second.extract({key.ns, key.name});
  if (!node) return;
  ++revision_;
  json last = node.mapped()->value();
  last["metadata"]["resourceVersion"] = std::to_string(revision_);
  Change change;
  change.type = Change::Type::kDeleted;
  change.revision = revision_;
  change.key = key;
  change.object = std::make_shared<const StoredObject>(std::move(last));
  change.previous = node.mapped();
  Publish(std::move(change));
}

std::optional<std::vector<Change>> Store::Since(std::string_view resource,
                                                std::uint64_t revision) const {
  if (revision < forgotten_) return std::nullopt;
  std::vector<Change> changes;
  for (const Change& change : history_) {
    if (change.revision > revision && change.key.resource == resource) {
      changes.push_back(change);
    }
  }
  return changes;
}

void Store::Forget() {
  history_.clear();
  forgotten_ = revision_;
}

void Store::Subscribe(Listener listener) {
  listeners_.push_back(std::move(listener));
}

void Store::Publish(Change change) {
  history_.push_back(std::move(change));
  if (history_.size() > kHistory) {
    forgotten_ = history_.front().revision;
    history_.pop_front();
  }
  for (const Listener& listener : listeners_) listener(history_.back());
}

}  // namespace bench
