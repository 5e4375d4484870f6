#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "util/error.h"

namespace bench {

/// A value in a JSON file that a person wrote, and its place in it, as in
/// "charts[2].path". Whatever is asked of it that it is not ends in an Error:
/// file, place, what was expected, what was found.
class JsonNode {
 public:
  /// The whole of a file. Throws Error: not JSON (line and column), nested
  /// deeper than 64 levels.
  static JsonNode Parse(std::string_view text, std::filesystem::path file);

  void CheckObject() const;
  /// An object without other keys than these; names the nearest.
  void CheckKeys(std::span<const std::string> known) const;
  bool Has(const std::string& key) const;
  JsonNode At(const std::string& key) const;
  std::vector<JsonNode> Items(std::size_t least, std::size_t most) const;
  /// All keys of an object with their values.
  std::vector<std::pair<std::string, JsonNode>> Members() const;

  std::string String() const;
  /// A string without null characters.
  std::string Text() const;
  /// A string that can be one argument of a program: some characters, none of
  /// them null.
  std::string Argument() const;
  bool Bool() const;
  int Integer(int least, int most) const;
  /// `expected`: such a number, in words.
  double Number(double least, double most, std::string_view expected) const;
  /// More than 0, at most `most`.
  double Seconds(double most) const;
  /// The JSON text of an object.
  std::string Object() const;

  /// The value as a message shows it: "an object", 3, "text", cut when long.
  std::string Shown() const;

  template <typename... T>
  [[noreturn]] void Fail(fmt::format_string<T...> format, T&&... args) const {
    throw Error("{}: {}", Where(),
                fmt::format(format, std::forward<T>(args)...));
  }

  const std::filesystem::path& file() const;

 private:
  struct Document;

  JsonNode(std::shared_ptr<const Document> document, const void* value,
           std::string place)
      : document_(std::move(document)),
        value_(value),
        place_(std::move(place)) {}

  std::string Where() const;

  std::shared_ptr<const Document> document_;
  // The library's type of a value, whose header stays out of this one.
  const void* value_;
  std::string place_;
};

/// `text` in quotes and escaped, as a message shows it.
std::string Quoted(std::string_view text);

}  // namespace bench
