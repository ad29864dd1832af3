// Makes one sound thousands of echoes, without colour: steps of eight delays and
// an orthogonal mix. Each step doubles the last one's delays and multiplies the
// echoes by eight; energy is kept at every frequency.
//
// The mix is three stages of butterflies [c s; s −c] with one angle: at 45° they
// make a Hadamard matrix, at 0 no mix at all, and diffusion is the angle.
// (Source of steps with Hadamard mixing: G. Luff, "Let's write a reverb", ADC 2021.)
//
// Nothing here is recursive, so vectors are four frames of one channel.
// Thread: real-time, except `prepare`.
#pragma once

#include "effects/block_rings.h"
#include "effects/reverb_design.h"

namespace lathe {

/// Eight channels of a block.
struct alignas(16) ReverbChannels {
  float frame[kReverbLines][kBlockFrames];
};

/// The mixing angle over a block, straight between its edges:
/// as its tangent and the cube of its cosine, for [c s; s −c] is c·[1 t; t −1].
struct DiffusionAngle {
  float tangent = 0.0f, gain = 1.0f, tangentStep = 0.0f, gainStep = 0.0f;  ///< steps per frame
};

class Diffuser {
 public:
  static size_t memoryBytes(const ReverbExtent& extent);
  /// [not real-time]
  void prepare(const ReverbExtent& extent);
  void reset() noexcept;
  /// Where the block to diffuse is to be written.
  float* input(int channel) noexcept { return steps_[0].block(channel); }
  /// One block, with delays on their way from one geometry to another.
  void process(ReverbChannels& out, const ReverbGeometry& from, const ReverbGeometry& to,
               const FadeRamp& fade, const DiffusionAngle& angle) noexcept;

 private:
  BlockRings steps_[kDiffusionSteps];
  ReverbChannels scratch_;
};

}  // namespace lathe
