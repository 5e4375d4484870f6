#pragma once

#include "report/picture.h"
#include "report/strategy_colors.h"

namespace bench {

/// What the parts of a time are drawn in; the words of WhereTimeWentTable.
inline const Picture::Key kPoolPart = {"pool", kGreen};
inline const Picture::Key kListPart = {"list", kPurple};
inline const Picture::Key kStartUpPart = {"start-up", kOlive};
inline const Picture::Key kClientCpuPart = {"client CPU", kVermillion};
inline const Picture::Key kThrottledPart = {"throttled", kPlum};
inline const Picture::Key kRestPart = {"rest: waiting", kBlue};
inline const Picture::Key kBetweenPart = {"between", kGrey};
inline const Picture::Key kUnknownPart = {"not told apart", kGrey};

}  // namespace bench
