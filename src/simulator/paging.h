#pragma once

#include <cstdint>
#include <vector>

#include "simulator/api_request.h"
#include "simulator/render.h"
#include "simulator/store.h"

namespace bench {

struct Page {
  std::vector<ObjectPtr> objects;
  ListMeta meta;
};

/// The part of a list that `limit` and `continue` ask for. A later page shows
/// what is there by then, after the place where the one before it ended. Throws
/// ApiError: 400 for a token that is none, 504 for a resourceVersion that has
/// not been yet.
Page CutPage(std::vector<ObjectPtr> objects, const ApiRequest& request,
             std::uint64_t revision);

}  // namespace bench
