// Control curves: settled when and where they should be, without steps or
// corners, and without audible sidebands.
#include "base/smoother.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "measure/figures.h"
#include "measure/signals.h"

namespace lathe {
namespace {

/// The curve frame by frame; `targets` are {block, value}.
std::vector<double> curve(double sampleRate, double ms, double from,
                          const std::vector<std::pair<int, double>>& targets, int blocks) {
  ParamSmoother s;
  s.prepare(sampleRate, ms);
  s.snap(from);
  std::vector<double> out;
  for (int block = 0; block < blocks; ++block) {
    for (const auto& [at, value] : targets) {
      if (at == block) s.setTarget(value);
    }
    const CubicSegment& segment = s.advance();
    for (int i = 0; i < kBlockFrames; ++i) {
      out.push_back(segment.at(static_cast<double>(i) / kBlockFrames));
    }
  }
  return out;
}

TEST(ParamSmoother, ArrivesExactlyAndOnTime) {
  for (double sampleRate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (double ms : {5.0, 20.0, 30.0}) {
      ParamSmoother s;
      s.prepare(sampleRate, ms);
      s.snap(0.25);
      s.setTarget(0.7);
      int blocks = 0;
      while (s.moving()) {
        s.advance();
        ++blocks;
      }
      s.advance();
      EXPECT_TRUE(s.segment().constant);
      EXPECT_EQ(s.edgeStart(), 0.7);
      const double tookMs = blocks * kBlockFrames * 1000.0 / sampleRate;
      // Blocks are whole, and the spline needs three.
      const double blockMs = kBlockFrames * 1000.0 / sampleRate;
      EXPECT_LE(std::fabs(tookMs - std::max(ms, 3 * blockMs)), 0.51 * blockMs)
          << sampleRate << " Hz, " << ms << " ms";
    }
  }
}

TEST(ParamSmoother, SnapTakesEffectAtOnce) {
  ParamSmoother s;
  s.prepare(48000.0, 20.0);
  s.snap(1.0);
  s.setTarget(2.0);
  s.advance();
  s.snap(3.0);
  const CubicSegment& segment = s.advance();
  EXPECT_TRUE(segment.constant);
  EXPECT_EQ(segment.at(0.5), 3.0);
  EXPECT_FALSE(s.moving());
}

TEST(ParamSmoother, HasNoStepNoCornerAndNoOvershootHoweverItIsRetargeted) {
  const auto x = curve(48000.0, 20.0, 0.0, {{1, 1.0}, {4, -1.0}, {6, 0.5}, {7, 0.9}}, 30);
  double step = 0.0, corner = 0.0, highest = -9.0, lowest = 9.0;
  for (size_t i = 2; i < x.size(); ++i) {
    step = std::max(step, std::fabs(x[i] - x[i - 1]));
    corner = std::max(corner, std::fabs(x[i] - 2 * x[i - 1] + x[i - 2]));
    highest = std::max(highest, x[i]);
    lowest = std::min(lowest, x[i]);
  }
  measure::printFigure("largest step of a full-scale move, per frame", step, "");
  measure::printFigure("largest second difference x 1e6", corner * 1e6, "");
  EXPECT_LT(step, 2.0 / 512);      // 2 in 8 blocks, peak slope of a spline below twice the mean
  EXPECT_LT(corner, 2.0 / 60000);  // a linear ramp's corner would be its slope, 2/1024
  EXPECT_LE(highest, 1.0);
  EXPECT_GE(lowest, -1.0);
}

TEST(ParamSmoother, FillWritesTheCurve) {
  ParamSmoother s;
  s.prepare(48000.0, 20.0);
  s.snap(0.3);
  s.setTarget(0.9);
  for (int block = 0; block < 12; ++block) {
    const CubicSegment& segment = s.advance();
    float frames[kBlockFrames];
    segment.fill(frames);
    for (int i = 0; i < kBlockFrames; ++i) {
      EXPECT_EQ(frames[i], static_cast<float>(segment.at(static_cast<double>(i) / kBlockFrames)));
    }
  }
}

/// Largest component of `x` beyond ±`beyondHz` of `toneHz`, below the tone at full gain,
/// in bins of one over the signal's length. Four-term Blackman-Harris window (side lobes −92 dB,
/// falling), its gain taken off.
double worstSidebandDb(const std::vector<double>& gain, double sampleRate, double toneHz,
                       double beyondHz, double uptoHz) {
  const size_t n = gain.size();
  std::vector<double> x(n);
  double windowSum = 0.0;
  for (size_t i = 0; i < n; ++i) {
    const double p = 2.0 * measure::kPi * static_cast<double>(i) / static_cast<double>(n);
    const double w =
        0.35875 - 0.48829 * std::cos(p) + 0.14128 * std::cos(2 * p) - 0.01168 * std::cos(3 * p);
    windowSum += w;
    x[i] =
        w * gain[i] * std::sin(2.0 * measure::kPi * toneHz * static_cast<double>(i) / sampleRate);
  }
  double worst = 0.0;
  const double bin = sampleRate / static_cast<double>(n);
  for (double hz = toneHz - uptoHz; hz <= toneHz + uptoHz; hz += bin) {
    if (std::fabs(hz - toneHz) < beyondHz) continue;
    // Goertzel by rotation, in double.
    const double angle = 2.0 * measure::kPi * hz / sampleRate;
    const double c = std::cos(angle), s = std::sin(angle);
    double re = 0.0, im = 0.0, pr = 1.0, pi = 0.0;
    for (double v : x) {
      re += v * pr;
      im += v * pi;
      const double next = pr * c - pi * s;
      pi = pr * s + pi * c;
      pr = next;
    }
    worst = std::max(worst, std::hypot(re, im));
  }
  return measure::toDb(worst / (0.5 * windowSum));
}

TEST(ParamSmoother, AFaderMoveLeavesNoSidebandsBeyond200Hz) {
  // 10 dB down and, a quarter of a second later, back; 1 kHz, 1 s.
  const int blocks = 375;
  const auto gain = curve(48000.0, 20.0, 1.0, {{140, measure::fromDb(-10.0)}, {235, 1.0}}, blocks);
  const double sidebands = worstSidebandDb(gain, 48000.0, 1000.0, 200.0, 900.0);
  measure::printFigure("sidebands beyond 200 Hz of a 10 dB fader move on 1 kHz", sidebands, "dB");
  EXPECT_LT(sidebands, -90.0);
  // The measure sees what it should: a straight ramp of the same length fails.
  std::vector<double> straight(gain.size(), 1.0);
  for (size_t i = 0; i < straight.size(); ++i) {
    const double t = (static_cast<double>(i) - 140.0 * 128) / 960.0;
    straight[i] = 1.0 - (1.0 - measure::fromDb(-10.0)) * std::min(1.0, std::max(0.0, t));
  }
  const double ramp = worstSidebandDb(straight, 48000.0, 1000.0, 200.0, 900.0);
  measure::printFigure("the same of a straight 20 ms ramp", ramp, "dB");
  EXPECT_GT(ramp, -90.0);
}

}  // namespace
}  // namespace lathe
