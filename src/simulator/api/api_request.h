#pragma once

#include <map>
#include <string>
#include <string_view>

#include "simulator/http/http_server.h"

namespace bench {

/// What a request means, by its method and path (the API server's RequestInfo).
struct ApiRequest {
  /// get, list, watch, create, update, patch, delete, deletecollection; empty:
  /// not about objects, `path` says what it is.
  std::string verb;
  std::string path;  // decoded, without query
  std::string group;
  std::string version;
  std::string ns;
  std::string resource;
  std::string name;
  std::string subresource;
  std::map<std::string, std::string> query;

  /// Empty where it is not there.
  std::string Query(const std::string& key) const;
  bool Flag(const std::string& key) const;  // "true" or "1"
};

/// Throws ApiError (400): the target is not a path with a query.
ApiRequest ParseApiRequest(std::string_view method, std::string_view target);

/// How an answer is wanted.
enum class Form { kWhole, kMetadata };

/// By the Accept header, the first that can be had: JSON, or JSON of the
/// metadata only. A Table is not made here, but those who ask for one take JSON
/// as well. Throws ApiError (406).
Form WantedForm(std::string_view accept);

}  // namespace bench
