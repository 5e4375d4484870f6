#include "cluster/quiet_watch.h"

#include <algorithm>
#include <iterator>

namespace bench {

bool QuietWatch::Feed(std::span<const Object> inventory,
                      Clock::time_point now) {
  Versions versions;
  for (const Object& object : inventory) {
    if (object.type.resource == "leases") continue;
    versions[object.uid] = {object.resource_version, KindAndName(object)};
  }
  if (!last_) {
    last_ = std::move(versions);
    unchanged_since_ = now;
    return false;
  }
  if (versions != *last_) {
    std::vector<Versions::value_type> differing;
    std::set_symmetric_difference(last_->begin(), last_->end(),
                                  versions.begin(), versions.end(),
                                  std::back_inserter(differing));
    changed_.clear();
    for (const auto& [uid, version] : differing) {
      // An object with a new version stands on both sides.
      if (changed_.empty() || changed_.back() != version.second) {
        changed_.push_back(version.second);
      }
    }
    last_ = std::move(versions);
    unchanged_since_ = now;
  }
  return now - unchanged_since_ >= window_;
}

}  // namespace bench
