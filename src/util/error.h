#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace bench {

/// What makes the program unable to go on, in a sentence the user can act on:
/// place, reason, what to do. Thrown anywhere, caught once, in main.cc.
/// An Error by itself means that nothing has been touched yet (exit code 2);
/// once the run has begun, what goes wrong is a RunError (exit code 1).
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}

  template <typename... T>
  explicit Error(fmt::format_string<T...> format, T&&... args)
    requires(sizeof...(T) > 0)
      : std::runtime_error(fmt::format(format, std::forward<T>(args)...)) {}
};

class RunError : public Error {
 public:
  using Error::Error;
};

}  // namespace bench
