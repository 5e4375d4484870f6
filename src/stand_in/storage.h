#pragma once

#include <string>
#include <vector>

#include "helm/record/record.h"
#include "stand_in/client.h"
#include "stand_in/throttle.h"

namespace bench {

/// The records of releases in one namespace's Secrets, in the requests and the
/// words of helm's driver (pkg/storage/driver/secrets.go). Throws Error where
/// that one returns an error.
class Storage {
 public:
  Storage(Client& client, std::string ns, Throttle throttle);

  /// All records; those that cannot be decoded are left out.
  std::vector<Record> List();
  /// Those of one release. Throws Error when there is none.
  std::vector<Record> History(const std::string& name);

  void Create(const Record& record);
  /// A failure is only logged by helm, so here it is nothing.
  void Update(const Record& record);
  /// Looks first whether it is there.
  void Delete(const Record& record);

 private:
  /// `selector`: as in a URL.
  std::vector<Record> Query(const std::string& selector, const char* error,
                            bool empty_is_error);
  Response Send(const Request& request);
  std::string Path(const std::string& name = "") const;
  void Check(const Request& request, const Response& response,
             const std::string& error) const;

  Client& client_;
  std::string ns_;
  Throttle throttle_;
};

}  // namespace bench
