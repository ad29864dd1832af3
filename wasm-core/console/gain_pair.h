// Two gains that move together, left and right, on their way to where they
// were last sent.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include "base/smoother.h"
#include "console/pan_law.h"

namespace lathe {

struct GainPair {
  ParamSmoother smoother[2];
  CubicSegment curve[2];
  bool moving = false;

  void prepare(double sampleRate, double smoothingMs) noexcept {
    for (ParamSmoother& s : smoother) s.prepare(sampleRate, smoothingMs);
  }
  void set(double left, double right, bool snap) noexcept {
    setSide(0, left, snap);
    setSide(1, right, snap);
    moving = !snap;
  }
  /// Into the coming block. False while nothing moves.
  bool advance() noexcept {
    if (!moving) return false;
    for (int side = 0; side < 2; ++side) curve[side] = smoother[side].advance();
    moving = !(curve[0].constant && curve[1].constant);
    return true;
  }
  /// Settled at nothing.
  bool isSilent() const noexcept { return !moving && curve[0].c0 == 0.0 && curve[1].c0 == 0.0; }

 private:
  void setSide(int side, double target, bool snap) noexcept {
    if (snap) {
      smoother[side].snap(target);
      curve[side] = {target, 0.0, 0.0, 0.0, true};
    } else {
      smoother[side].setTarget(target);
    }
  }
};

/// The same of a stereo signal whose sides may cross.
struct CrossedGains {
  GainPair own;    ///< left to left, right to right
  GainPair other;  ///< right to left, left to right

  void prepare(double sampleRate, double smoothingMs) noexcept {
    own.prepare(sampleRate, smoothingMs);
    other.prepare(sampleRate, smoothingMs);
    other.set(0.0, 0.0, true);
  }
  void set(const CrossGain& gains, double level, bool snap) noexcept {
    own.set(gains.own.left * level, gains.own.right * level, snap);
    other.set(gains.other.left * level, gains.other.right * level, snap);
  }
  void advance() noexcept {
    own.advance();
    other.advance();
  }
  bool isCrossed() const noexcept { return !other.isSilent(); }
  bool isSilent() const noexcept { return own.isSilent() && other.isSilent(); }
};

}  // namespace lathe
