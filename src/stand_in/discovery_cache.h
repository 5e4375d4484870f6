#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kubernetes/resources.h"
#include "stand_in/client.h"

namespace bench {

/// The kinds that a server serves, kept on disk for 6 hours as client-go keeps
/// them: a warm cache costs no request, a cold one two.
class DiscoveryCache {
 public:
  /// `folder`: helm's KUBECACHEDIR; a file of our own in it is used, named
  /// after `server`. Asks for nothing yet.
  DiscoveryCache(Client& client, const std::filesystem::path& folder,
                 const std::string& server);

  /// Asks the server, whatever is on disk. Throws Error.
  void Refresh();

  /// The kind in exactly that version ("apps/v1"). One that the cache lacks is
  /// looked for on the server once. Throws Error when that cannot be asked.
  std::optional<ResourceType> Find(const std::string& api_version,
                                   const std::string& kind);

 private:
  void Load();
  std::optional<ResourceType> FindKnown(const std::string& api_version,
                                        const std::string& kind) const;

  Client& client_;
  std::filesystem::path file_;
  /// Empty: not known yet.
  std::optional<std::vector<ResourceType>> types_;
  bool fresh_ = false;
};

/// $KUBECACHEDIR, else ~/.kube/cache.
std::filesystem::path KubeCacheFolder();

}  // namespace bench
