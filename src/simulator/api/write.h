#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "simulator/api/api_request.h"
#include "simulator/http/http_server.h"
#include "simulator/objects/kinds.h"
#include "simulator/objects/rest.h"

namespace bench {

/// What has been applied last, by whom: an apply takes away what its manager no
/// longer mentions. Whose a field is that two have applied is not known.
class Applied {
 public:
  /// Forgets what is deleted.
  explicit Applied(Store& store);
  ~Applied();

  /// Null: this manager has applied nothing to this object.
  const nlohmann::json* Find(const Key& key, const std::string& manager) const;
  void Set(const Key& key, const std::string& manager,
           nlohmann::json configuration);

 private:
  std::map<Key, std::map<std::string, nlohmann::json>> configurations_;
};

struct Written {
  ObjectPtr object;
  bool created = false;
};

/// Carries out a request that creates, updates, patches or applies. Every
/// refusal is an ApiError.
Written Write(Rest& rest, Applied& applied, const Kind& kind,
              const HttpRequest& http, const ApiRequest& request);

}  // namespace bench
