// The feedback delay network: eight lines, each with its decay, mixed by a
// Householder reflection I − (2/8)·11ᵀ that slowly turns.
//
// Modulation turns pairs of lines into one another, by angles that swing as
// sines (Schlecht and Habets, "Time-varying feedback matrices in feedback delay
// networks", JASA 138(3), 2015). Unlike modulated delays that is orthogonal at
// every moment: no interpolation takes highs off each turn, the decay keeps to
// its curve, and nothing is detuned.
//
// All lines are at least a block long, so a block is worked in passes: decay
// filters (the only recursion, vectors of four lines), turn, and mix (vectors of
// four frames).
// Thread: real-time, except `prepare`.
#pragma once

#include "effects/diffuser.h"

namespace lathe {

/// Lines i and i + 4 are turned into one another: cosine and sine of the angle at the block's
/// start, and of what it grows by each frame.
struct LineTurn {
  float cosine[kReverbLines / 2], sine[kReverbLines / 2];
  float stepCosine[kReverbLines / 2], stepSine[kReverbLines / 2];
};

class FeedbackNetwork {
 public:
  static size_t memoryBytes(int longestLine) {
    return BlockRings::memoryBytes(kReverbLines, longestLine);
  }
  /// [not real-time]
  void prepare(int longestLine);
  void reset() noexcept;
  /// The decay at the end of the next block, straight from what it is now; `snap` for at once.
  void setFilters(const LineFilters& filters, bool snap) noexcept;
  /// `input` goes into the lines, and left and right come out (what the lines held, so that no
  /// input is in its own block's output).
  void process(const ReverbChannels& input, const int* from, const int* to, const FadeRamp& fade,
               const LineTurn& turn, float* left, float* right) noexcept;
  /// Sum of squares in lines of these lengths; for tests.
  double storedEnergy(const int* lengths) const noexcept;

 private:
  // Not inlined: twice the loop would be twice the code.
  __attribute__((noinline)) void runFilters(const float* const* taps, int half) noexcept;
  void runTurn(const LineTurn& turn) noexcept;
  void runMix(const ReverbChannels& input, float* left, float* right) noexcept;

  BlockRings lines_;
  LineFilters filters_, wanted_;
  bool gliding_ = false;
  f32x4 state_[2][2];              ///< [half][shelf]
  f32x4 frames_[2][kBlockFrames];  ///< lines 0–3 and 4–7, frame by frame
  ReverbChannels scratch_;
};

}  // namespace lathe
