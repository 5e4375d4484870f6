#pragma once

#include <utility>

#include "model/strategy_spec.h"

namespace bench {

/// With the kind that its name has had from the first.
inline StrategySpec Known(StrategySpec spec) {
  spec.kind = KindBeforeSchema3(spec.name);
  return spec;
}

}  // namespace bench
