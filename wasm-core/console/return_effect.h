// The effect of a return: a reverb or a delay on what is sent to it, before its
// strip. Parameters set take effect at the next block; a delay in note values
// follows the tempo from block to block. No latency.
//
// Started anew, an effect is as its kernel is right after its preparation with
// the parameters of now: silent inside, nothing gliding.
// Thread: real-time, except `prepare` and `memoryBytes`.
#pragma once

#include <cstddef>
#include <variant>

#include "effects/delay_effect.h"
#include "effects/reverb.h"
#include "session/session.h"

namespace lathe {

class ReturnEffect {
 public:
  /// What `prepare` allocates.
  static size_t memoryBytes(EffectKind kind, double sampleRate);
  /// [not real-time] `effect` is clamped to the table.
  void prepare(const EffectDocument& effect, double sampleRate);

  ParamScope scope() const noexcept { return effectScope(document_.kind); }
  /// `id` is of scope(), `value` in its range.
  void setParam(ParamId id, double value) noexcept;

  /// One block of kBlockFrames, in place, at `bpm`. With `anew`, it starts anew. False where the
  /// input holds NaN or more than kLargestSample: then the output is silence, and the next block
  /// starts anew.
  bool process(double bpm, bool anew, float* left, float* right) noexcept;

 private:
  void update(double bpm, bool anew) noexcept;

  EffectDocument document_;
  double sampleRate_ = 48000.0;
  double bpm_ = 0.0;  ///< that the kernel was last set at
  bool changed_ = true;
  bool poisoned_ = false;
  std::variant<std::monostate, Reverb, DelayEffect> kernel_;
};

}  // namespace lathe
