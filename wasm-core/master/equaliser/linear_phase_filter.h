// The equaliser's static curve in linear phase: an FIR filter of about 0.7 s
// about its middle, made from the analogue magnitudes. Taps and latency:
//   44.1 and 48 kHz     32768 taps   20352 frames
//   88.2 and 96 kHz     65536        40832
//   176.4 and 192 kHz  131072        81792
// How low a curve stays true is set by how long it rings: within 0.05 dB for
// bells from about 5.5 Hz · Q · 10^(|gainDb|/40) up (12 dB at Q 4: from 44 Hz).
//
// A new curve takes about 0.2 s to be made, a little in each block, and then
// cross-fades over one partition (85 ms); with `snap` it is made at once, which takes some
// milliseconds.
// Thread: real-time, except `prepare`.
#pragma once

#include "master/equaliser/fir_design.h"

namespace lathe {

class LinearPhaseFilter {
 public:
  void prepare(double sampleRate);
  /// Silence behind it, the curve in force.
  void reset() noexcept;
  void set(const StaticCurve& curve, bool snap) noexcept;
  /// As reset, but nothing is made at once: the curve is in force before the first frame is out.
  void restart(const StaticCurve& curve) noexcept;
  /// In place; `delayed` is what came in latencyFrames() ago. Finite input only.
  void process(StereoBlock& block, StereoBlock& delayed) noexcept;
  static int latencyFrames(double sampleRate) noexcept;
  static size_t heapBytes(double sampleRate) noexcept;

 private:
  void make(const StaticCurve& curve) noexcept;

  StaticCurve wanted_, made_;
  FirDesign design_;
  MatrixConvolver convolver_;
};

}  // namespace lathe
