#include "model/trial.h"

#include <utility>

#include "util/short_reason.h"

namespace bench {

void ShortenReason(TrialResult& trial) {
  std::string shortened = ShortReason(trial.invalid_reason);
  if (shortened == trial.invalid_reason) return;
  trial.whole_reason =
      std::exchange(trial.invalid_reason, std::move(shortened));
}

}  // namespace bench
