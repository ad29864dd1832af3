// A clip's gain over time: fades with their curves, the gain line, and a track's
// delay; the same bits whatever the windows, and through a split.
#include "streaming/clip_envelope.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <vector>

#include "memory_stems.h"

namespace lathe {
namespace {

using test::clip;
using test::MemoryStem;
using test::sessionOf;
using test::stem24;
using test::stemF32;
using test::stream;

constexpr FadeCurve kCurves[] = {FadeCurve::Linear, FadeCurve::EqualPower, FadeCurve::Slow,
                                 FadeCurve::Fast, FadeCurve::SCurve};

std::vector<float> play(const Session& session, const std::vector<MemoryStem>& stems, int channel,
                        int64_t frames, int window = 4096) {
  return stream(session, stems, 0, frames, window, {window}).channels[static_cast<size_t>(channel)];
}

double decibels(double amplitude) { return 20.0 * std::log10(amplitude); }

TEST(FadeCurve, EachRisesFromSilenceToFullLevelByItsFormula) {
  for (const FadeCurve curve : kCurves) {
    EXPECT_EQ(fadeWeight(curve, 0.0), 0.0);
    EXPECT_NEAR(fadeWeight(curve, 1.0), 1.0, 1e-15);
    double last = 0.0;
    for (double x = 0.001; x <= 1.0; x += 0.001) {
      ASSERT_GT(fadeWeight(curve, x), last) << static_cast<int>(curve) << " at " << x;
      last = fadeWeight(curve, x);
    }
  }
  double worst = 0.0;
  for (double x = 0.0; x <= 1.0; x += 1.0 / 4096) {
    const double pi = std::acos(-1.0);
    const double wanted[] = {x, std::sin(pi * x / 2), x * x * x, 1 - std::pow(1 - x, 3),
                             (1 - std::cos(pi * x)) / 2};
    for (const FadeCurve curve : kCurves) {
      worst = std::max(worst, std::abs(fadeWeight(curve, x) - wanted[static_cast<int>(curve)]));
    }
  }
  std::printf("[ figure ] fade_curve_error %.1e\n", worst);
  EXPECT_LT(worst, 1e-15);
  const double middle[] = {-6.02, -3.01, -18.06, -1.16, -6.02};
  for (const FadeCurve curve : kCurves) {
    EXPECT_NEAR(decibels(fadeWeight(curve, 0.5)), middle[static_cast<int>(curve)], 0.005);
  }
}

// Two tracks that play the same constant, one fading out as the other fades in.
struct CrossFade {
  std::vector<float> out;
  std::vector<float> in;
};

CrossFade crossFade(FadeCurve curve, int64_t length) {
  const std::vector<MemoryStem> stems = {stemF32(std::vector<float>(20000, 0.5f))};
  Clip first = clip(0, 0, 10000, 0);
  first.fadeOutFrames = length;
  first.fadeOutCurve = curve;
  Clip second = clip(0, 0, 10000, 10000 - length);
  second.fadeInFrames = length;
  second.fadeInCurve = curve;
  const Session session = sessionOf(stems, {{1, {first}}, {1, {second}}});
  CrossFade fade{play(session, stems, 0, 10000), play(session, stems, 1, 10000)};
  for (auto* side : {&fade.out, &fade.in}) side->erase(side->begin(), side->end() - length);
  return fade;
}

TEST(CrossFade, EqualPowerKeepsThePower) {
  const CrossFade fade = crossFade(FadeCurve::EqualPower, 7919);
  double worst = 0.0;
  for (size_t i = 0; i < fade.in.size(); ++i) {
    const double in = fade.in[i], out = fade.out[i];
    worst = std::max(worst, std::abs(10.0 * std::log10((in * in + out * out) / 0.25)));
  }
  std::printf("[ figure ] equal_power_cross_fade_error %.1e dB\n", worst);
  EXPECT_LT(worst, 2e-6);
}

TEST(CrossFade, LinearAndSCurveKeepTheGain) {
  for (const FadeCurve curve : {FadeCurve::Linear, FadeCurve::SCurve}) {
    const CrossFade fade = crossFade(curve, 7919);
    double worst = 0.0;
    for (size_t i = 0; i < fade.in.size(); ++i) {
      const double sum = static_cast<double>(fade.in[i]) + static_cast<double>(fade.out[i]);
      worst = std::max(worst, std::abs(decibels(sum / 0.5)));
    }
    std::printf("[ figure ] constant_gain_cross_fade_error %.1e dB\n", worst);
    EXPECT_LT(worst, 2e-6);
  }
}

TEST(GainLine, IsStraightInDecibelsAndHeldOutside) {
  const std::vector<MemoryStem> stems = {stemF32(std::vector<float>(9000, 0.25f))};
  Clip ridden = clip(0, 1000, 7000, 500);
  ridden.gainLine = {{2000, -12.0}, {4000, 6.0}, {4001, 0.0}, {6000, 0.0}, {7000, -60.0}};
  const std::vector<float> heard = play(sessionOf(stems, {{1, {ridden}}}), stems, 0, 8000);
  double worst = 0.0;
  for (int64_t song = 500; song < 7500; ++song) {
    const int64_t at = song + 500;  // the stem's frame
    const double wanted = at < 2000   ? -12.0
                          : at < 4000 ? -12.0 + 18.0 * static_cast<double>(at - 2000) / 2000.0
                          : at < 4001 ? 6.0
                          : at < 6000 ? 0.0
                          : at < 7000 ? -60.0 * static_cast<double>(at - 6000) / 1000.0
                                      : -60.0;
    const double got = decibels(static_cast<double>(heard[static_cast<size_t>(song)]) / 0.25);
    worst = std::max(worst, std::abs(got - wanted));
  }
  std::printf("[ figure ] gain_line_error %.1e dB\n", worst);
  EXPECT_LT(worst, 1e-6);
  // 0 dB passes the stem's own bits.
  EXPECT_EQ(heard[5000 - 500], 0.25f);
}

TEST(GainLine, OfOnePointIsAGainAndStandsBeforeTheFades) {
  const std::vector<MemoryStem> stems = {stemF32(std::vector<float>(4000, 0.5f))};
  Clip ridden = clip(0, 0, 4000, 0);
  ridden.gainDb = 6.0;
  ridden.fadeInFrames = 1000;
  ridden.gainLine = {{3000, -6.0}};
  const std::vector<float> heard = play(sessionOf(stems, {{1, {ridden}}}), stems, 0, 4000);
  EXPECT_NEAR(heard[500], 0.25, 1e-7);
  EXPECT_NEAR(heard[1000], 0.5, 1e-7);
  EXPECT_NEAR(heard[3999], 0.5, 1e-7);
}

// Overlapping clips with every curve, a line, cut fades, on tracks that come late and early.
Session busySession(const std::vector<MemoryStem>& stems) {
  std::vector<Clip> clips;
  for (int i = 0; i < 5; ++i) {
    Clip busy = clip(i % 2, 100 * i, 5000, 3000 * i);
    busy.fadeInFrames = 2500;
    busy.fadeInCurve = kCurves[i];
    busy.fadeOutFrames = 3001;
    busy.fadeOutCurve = kCurves[4 - i];
    busy.fadeInCutFrames = 77 * i;
    busy.fadeOutCutFrames = 500 - 100 * i;
    busy.gainDb = -3.0 + 1.7 * i;
    busy.gainLine = {{100 * i + 700, -9.0}, {100 * i + 701, 4.0}, {3000, 4.0}, {5400, -31.4}};
    clips.push_back(busy);
  }
  Session session = sessionOf(stems, {{2, clips}, {1, clips}});
  session.tracks[0].delayMs = -17.3;
  session.tracks[1].delayMs = 33.3;
  return session;
}

TEST(ClipEnvelope, WindowsOfAnySizeGiveTheSameBits) {
  const std::vector<MemoryStem> stems = {stem24(1, 6000, 3), stem24(2, 6000, 4)};
  const Session session = busySession(stems);
  constexpr int64_t kFrames = 20000;
  const auto whole = stream(session, stems, 0, kFrames, kFrames, {kFrames}).channels;
  for (const int window : {1, 17, 128, 441, 4096}) {
    EXPECT_EQ(stream(session, stems, 0, kFrames, window, {window}).channels, whole) << window;
  }
  // From the middle, as after a seek.
  const auto middle = stream(session, stems, 3333, kFrames, 128, {128}).channels;
  for (size_t ch = 0; ch < whole.size(); ++ch) {
    EXPECT_EQ(middle[ch], std::vector<float>(whole[ch].begin() + 3333, whole[ch].end()));
  }
}

// What the studio's split makes of one clip.
std::vector<Clip> splitAt(const Clip& whole, int64_t frame) {
  Clip left = whole, right = whole;
  left.frames = frame;
  left.fadeOutCutFrames = whole.fadeOutCutFrames + whole.frames - frame;
  if (left.fadeOutCutFrames >= left.fadeOutFrames) left.fadeOutFrames = left.fadeOutCutFrames = 0;
  right.sourceFrame += frame;
  right.startFrame += frame;
  right.frames -= frame;
  right.fadeInCutFrames = whole.fadeInCutFrames + frame;
  if (right.fadeInCutFrames >= right.fadeInFrames) right.fadeInFrames = right.fadeInCutFrames = 0;
  return {left, right};
}

TEST(ClipEnvelope, ASplitAnywhereSoundsTheSameToTheBit) {
  const std::vector<MemoryStem> stems = {stem24(2, 6000, 8)};
  Clip whole = clip(0, 300, 5000, 100);
  whole.gainDb = -2.5;
  whole.fadeInFrames = 1500;
  whole.fadeInCurve = FadeCurve::EqualPower;
  whole.fadeOutFrames = 4000;  // overlaps the fade in
  whole.fadeOutCurve = FadeCurve::Slow;
  whole.gainLine = {{900, -9.0}, {2500, 4.0}, {5400, -31.4}};
  const auto bits = stream(sessionOf(stems, {{2, {whole}}}), stems, 0, 6000, 512, {512}).channels;
  for (const int64_t frame : {1, 400, 600, 1000, 1499, 1500, 1501, 2200, 3001, 4999}) {
    const std::vector<Clip> halves = splitAt(whole, frame);
    EXPECT_EQ(stream(sessionOf(stems, {{2, halves}}), stems, 0, 6000, 512, {512}).channels, bits)
        << "split at " << frame;
    for (const Clip& half : halves) {
      if (half.frames < 2) continue;
      std::vector<Clip> thirds = splitAt(half, half.frames / 2);
      thirds.push_back(&half == &halves[0] ? halves[1] : halves[0]);
      EXPECT_EQ(stream(sessionOf(stems, {{2, thirds}}), stems, 0, 6000, 512, {512}).channels, bits)
          << "split again at " << frame;
    }
  }
}

TEST(TrackDelay, ShiftsATracksAudioByWholeFramesAndCutsWhatLiesBeforeTheSong) {
  const std::vector<MemoryStem> stems = {stem24(1, 6000, 5)};
  Clip faded = clip(0, 0, 6000, 0);
  faded.fadeInFrames = 2000;
  faded.fadeOutFrames = 1000;
  const auto shifted = [&](double delayMs) {
    Session session = sessionOf(stems, {{1, {faded}}});
    session.tracks[0].delayMs = delayMs;
    return play(session, stems, 0, 12000, 333);
  };
  const std::vector<float> inTime = shifted(0.0);
  for (const double delayMs : {-100.0, -12.51, -0.01, 0.01, 0.02, 33.333, 100.0}) {
    const auto frames = static_cast<int64_t>(std::floor(delayMs * 48.0 + 0.5));
    const std::vector<float> heard = shifted(delayMs);
    for (int64_t i = 0; i < 12000; ++i) {
      const int64_t from = i - frames;
      const float wanted = from >= 0 && from < 12000 ? inTime[static_cast<size_t>(from)] : 0.0f;
      ASSERT_EQ(heard[static_cast<size_t>(i)], wanted) << delayMs << " ms, frame " << i;
    }
  }
}

}  // namespace
}  // namespace lathe
