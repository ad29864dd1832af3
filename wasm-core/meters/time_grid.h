// Where the stretches of a measurement begin: a grid of so many a second from
// frame 0, whole frames at every sample rate.
// Units: frames. Thread: any.
#pragma once

#include <cstdint>

namespace lathe {

/// Frame at which stretch `index` (>= 0) of `perSecond` a second begins.
inline int64_t gridFrame(int64_t index, double sampleRate, double perSecond) noexcept {
  // The epsilon keeps rates that are multiples of `perSecond` on whole frames.
  return static_cast<int64_t>(static_cast<double>(index) * sampleRate / perSecond + 1e-6);
}

}  // namespace lathe
