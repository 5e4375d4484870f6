#include "model/json_parts.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// Puts together what the library's parser reports.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view part_key, const TakePart& take)
      : part_key_(part_key), take_(take) {}

  Json root() && { return std::move(root_); }

  bool null() override { return Add(nullptr) != nullptr; }
  bool boolean(bool value) override { return Add(value) != nullptr; }
  bool number_integer(number_integer_t value) override {
    return Add(value) != nullptr;
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Add(value) != nullptr;
  }
  bool number_float(number_float_t value, const string_t& /*text*/) override {
    return Add(value) != nullptr;
  }
  bool string(string_t& value) override {
    return Add(std::move(value)) != nullptr;
  }
  bool binary(binary_t& value) override {
    return Add(std::move(value)) != nullptr;
  }

  bool start_object(std::size_t /*size*/) override {
    open_.push_back(Add(Json::object()));
    return true;
  }
  bool start_array(std::size_t /*size*/) override {
    open_.push_back(Add(Json::array()));
    return true;
  }
  bool key(string_t& value) override {
    if (open_.size() == 1) in_parts_ = value == part_key_;
    place_ = &open_.back()->get_ref<Json::object_t&>()[value];
    return true;
  }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }

  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    throw error;
  }

 private:
  // Where it stands now. It stays there while it is open: only the innermost
  // open value grows.
  Json* Add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (open_.back()->is_array()) {
      auto& array = open_.back()->get_ref<Json::array_t&>();
      array.push_back(std::move(value));
      return &array.back();
    }
    *place_ = std::move(value);
    return place_;
  }

  bool Close() {
    const Json* const closed = open_.back();
    open_.pop_back();
    // In the array in the outermost object.
    if (in_parts_ && open_.size() == 2 && open_.back()->is_array() &&
        take_(root_, *closed)) {
      open_.back()->get_ref<Json::array_t&>().pop_back();
    }
    return true;
  }

  std::string part_key_;
  const TakePart& take_;
  Json root_;
  std::vector<Json*> open_;  // the outermost first
  Json* place_ = nullptr;    // of the value that belongs to the last key
  bool in_parts_ = false;
};

}  // namespace

Json ParseInParts(std::string_view text, std::string_view key,
                  const TakePart& take) {
  Builder builder(key, take);
  Json::sax_parse(text, &builder);
  return std::move(builder).root();
}

}  // namespace bench
