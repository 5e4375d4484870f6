#include "runner/going.h"

#include <algorithm>
#include <string>

#include "helm/record/annotations.h"
#include "util/seconds.h"
#include "util/value_at.h"

namespace bench {
namespace {

constexpr const char* kInstance = "app.kubernetes.io/instance";
// Of a release's record, whose labels are Helm's own.
constexpr const char* kOwner = "owner";
constexpr const char* kName = "name";

std::string ReleaseName(const Object& object) {
  if (std::string name = ValueAt(object.annotations, kReleaseNameAnnotation);
      !name.empty()) {
    return name;
  }
  if (ValueAt(object.labels, kOwner) == "helm") {
    return ValueAt(object.labels, kName);
  }
  return ValueAt(object.labels, kInstance);
}

}  // namespace

std::vector<Going> GoingOf(std::span<const GoneObject> gone,
                           Clock::time_point begin) {
  std::vector<Going> all;
  for (const auto& [object, at] : gone) {
    const Release release = {object.ns, ReleaseName(object)};
    const auto same = std::ranges::find_if(all, [&](const Going& going) {
      return going.release == release && going.kind == object.type.kind;
    });
    if (same == all.end()) {
      all.push_back({.release = release, .kind = object.type.kind});
    } else {
      // They came in the order in which they went, and so they stay.
      std::rotate(same, same + 1, all.end());
    }
    Going& going = all.back();
    ++going.objects;
    going.last = KindAndName(object);
    going.until_s = Seconds(at - begin);
  }
  return all;
}

}  // namespace bench
