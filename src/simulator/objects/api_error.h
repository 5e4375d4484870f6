#pragma once

#include <exception>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/objects/kinds.h"

namespace bench {

/// A request that is refused: a Status as the API server words it. Thrown by
/// whoever refuses, answered in one place.
class ApiError : public std::exception {
 public:
  /// `details`: as in metav1.Status; null: none.
  ApiError(int code, std::string_view reason, std::string message,
           const nlohmann::json& details);

  int code() const { return code_; }
  const std::string& message() const { return message_; }
  /// The Status, as JSON text.
  const std::string& body() const { return body_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  int code_;
  std::string message_;
  std::string body_;
};

/// One field of an object that is not as it should be.
struct FieldError {
  std::string reason;  // FieldValueInvalid, FieldValueRequired, ...
  std::string field;   // metadata.name
  std::string message;
};

ApiError NotFound(const Kind& kind, std::string_view name);
/// `deleting`: the one that is there is on its way out.
ApiError AlreadyExists(const Kind& kind, std::string_view name, bool deleting);
/// `why`: what follows "Operation cannot be fulfilled on ...: ".
ApiError Conflict(const Kind& kind, std::string_view name,
                  std::string_view why);
/// The object has been changed by somebody else meanwhile.
ApiError StaleVersion(const Kind& kind, std::string_view name);
ApiError Invalid(const Kind& kind, std::string_view name,
                 const std::vector<FieldError>& errors);
/// The same of what goes with a request: ListOptions, DeleteOptions, ...
ApiError InvalidOptions(std::string_view kind,
                        const std::vector<FieldError>& errors);
/// The same of what a patch has made.
ApiError InvalidPatch(const std::vector<FieldError>& errors);
ApiError BadRequest(std::string message);
/// The object's own name is not the one that the path has.
ApiError WrongName(std::string_view given, std::string_view wanted);
/// 404 where there is no such kind in a group that is there.
ApiError NotServed();
ApiError Forbidden(const Kind& kind, std::string_view name,
                   std::string_view why);
/// The namespace is on its way out and takes nothing new.
ApiError NamespaceTerminating(const Kind& kind, std::string_view name,
                              std::string_view ns);
ApiError MethodNotAllowed();
ApiError Unauthorized();
ApiError UnsupportedMediaType();
ApiError NotAcceptable();
/// 410: history does not go back as far.
ApiError Gone(std::string message);

/// The answer to a deletion that is done.
std::string SuccessStatus(const Kind& kind, std::string_view name,
                          std::string_view uid);

}  // namespace bench
