#pragma once

#include <vector>

#include "simulator/api/api_request.h"
#include "simulator/api/render.h"
#include "simulator/api/selector.h"
#include "simulator/objects/store.h"

namespace bench {

struct Page {
  std::vector<ObjectPtr> objects;
  ListMeta meta;
};

/// The part of a list that the query asks for (limit, continue, selectors,
/// resourceVersion). A later page shows what was there when the first one was
/// read. Throws ApiError: 400 for a token or a number that is none, 410 where
/// history does not go back to the first page, 422 for options that do not go
/// together, 504 for a resourceVersion that has not been yet.
Page ReadPage(const Store& store, const Kind& kind, const ApiRequest& request);

/// A resourceVersion of a query; 0 where there is none. Throws ApiError with
/// `code`.
std::uint64_t ReadRevision(const ApiRequest& request, int code);

/// Throws ApiError (422) for options of a list or a watch that do not go
/// together.
void CheckListOptions(const ApiRequest& request);

}  // namespace bench
