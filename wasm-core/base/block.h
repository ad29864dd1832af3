// The engine's time grid: audio is processed in whole blocks of 128 frames on
// a grid anchored at song frame 0, whatever quantum the host asks for.
// Thread: any.
#pragma once

#include <cstdint>

#include "base/simd.h"

namespace lathe {

inline constexpr int kBlockFrames = 128;
inline constexpr int kLanes = 4;  // one f32x4: four mono or two stereo strips
inline constexpr int kMaxTracks = 128;
inline constexpr int kMaxChannels = 2;     // of a stem inside a mix
inline constexpr int kStripsPerShard = 8;  // summation unit, see console/

/// Start of the block that holds `frame` (frame >= 0).
constexpr int64_t blockStart(int64_t frame) { return frame - frame % kBlockFrames; }

/// One block of samples from anywhere to anywhere else. Not `memcpy`, which
/// leaves WebAssembly for as little as this.
LATHE_INLINE void copyBlock(float* to, const float* from) noexcept {
  LATHE_UNROLL
  for (int i = 0; i < kBlockFrames; i += 4) f32x4::load(from + i).store(to + i);
}

}  // namespace lathe
