// A block of the master: left and right as the two lanes of each frame, so that
// both go through every filter and curve at once.
//
// A stage of the chain is a class of its own, in a folder of its own:
//
//   void prepare(double sampleRate);              // allocates; settings at the table's defaults
//   void reset() noexcept;                        // as at song frame 0, the settings in force at
//   once void set(const XSettings&, bool snap) noexcept;  // snap: in force from the next frame, no
//   glide void process(StereoBlock& block) noexcept;    // in place int latencyFrames() const
//   noexcept;           // constant while it is on static size_t heapBytes(double sampleRate)
//   noexcept;  // at least what prepare takes
//
// Settings are plain structs in the table's units (dB, Hz, ms, %); the stage
// glides between them. Thread: as each function says; pure data here.
#pragma once

#include <array>

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

struct StereoBlock {
  std::array<f64x2, kBlockFrames> frames;

  f64x2& operator[](int frame) noexcept { return frames[static_cast<size_t>(frame)]; }
  const f64x2& operator[](int frame) const noexcept { return frames[static_cast<size_t>(frame)]; }
};

}  // namespace lathe
