#pragma once

namespace bench {

/// How long controllers take for what they do, in seconds. All zero: as fast as
/// the machine can.
struct Timing {
  double controller_s = 0;  // from a change to a controller's answer to it
  double namespace_s = 0;  // from a namespace's deletion to that of its content
  double pod_start_s = 0;  // from a Pod's creation until it is Ready
  double pod_stop_s = 0;   // from a Pod's deletion until it has ended
};

}  // namespace bench
