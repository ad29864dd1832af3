// Moves make no clicks: a control is moved under a 1 kHz sine, and what the
// move leaves in the spectrum away from the sine is measured.
//
// Method: 8192 frames around the move, under a 7-term Blackman-Harris window
// (side lobes −180 dB, main lobe ±41 Hz), DFT bin by bin in double; levels are
// relative to the sine's own line in the same window before the move.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

constexpr double kSampleRate = 48000;
constexpr double kToneHz = 1000;
constexpr int kWindowFrames = 8192;
constexpr int kMoveBlock = 48;

std::vector<double> blackmanHarris7() {
  constexpr double kTerms[] = {0.27105140069342,  -0.43329793923448, 0.21812299954311,
                               -0.06592544638803, 0.01081174209837,  -0.00077658482522,
                               0.00001388721735};
  std::vector<double> window(kWindowFrames);
  for (int n = 0; n < kWindowFrames; ++n) {
    for (int k = 0; k < 7; ++k) {
      window[static_cast<size_t>(n)] +=
          kTerms[k] * std::cos(2 * std::numbers::pi * k * n / kWindowFrames);
    }
  }
  return window;
}

double lineAt(const std::vector<float>& signal, size_t first, const std::vector<double>& window,
              int bin) {
  const double w = 2 * std::numbers::pi * bin / kWindowFrames;
  // Goertzel, in double: far below the floats' own rounding here.
  const double coefficient = 2 * std::cos(w);
  double s1 = 0;
  double s2 = 0;
  for (size_t n = 0; n < static_cast<size_t>(kWindowFrames); ++n) {
    const double s = signal[first + n] * window[n] + coefficient * s1 - s2;
    s2 = s1;
    s1 = s;
  }
  return std::sqrt(std::max(0.0, s1 * s1 + s2 * s2 - coefficient * s1 * s2));
}

struct Splatter {
  double beyond200HzDb;
  double beyond1kHzDb;
};

Splatter measureSplatter(const Session& session, const std::function<void(Console&)>& move) {
  static const std::vector<double> window = blackmanHarris7();
  Console console;
  EXPECT_TRUE(console.prepare(session));
  std::vector<float> heard;
  const int blocks = kMoveBlock + 64;
  for (int block = 0; block < blocks; ++block) {
    for (int track = 0; track < console.trackCount(); ++track) {
      for (int channel = 0; channel < console.trackChannels(track); ++channel) {
        for (int n = 0; n < kBlockFrames; ++n) {
          const double frame = block * kBlockFrames + n;
          console.trackInput(track, channel)[n] = static_cast<float>(
              0.5 * std::sin(2 * std::numbers::pi * kToneHz * frame / kSampleRate));
        }
      }
    }
    if (block == kMoveBlock) move(console);
    console.processBlock();
    heard.insert(heard.end(), console.mix(0), console.mix(0) + kBlockFrames);
  }
  const size_t first = (kMoveBlock + 4) * kBlockFrames - kWindowFrames / 2;
  const double hertzPerBin = kSampleRate / kWindowFrames;
  // The sine's line if nothing moved: half its amplitude times the window's sum.
  double windowSum = 0;
  for (const double w : window) windowSum += w;
  const double reference = 0.5 * 0.5 * windowSum;
  double beyond200 = 0;
  double beyond1k = 0;
  for (int bin = 1; bin < kWindowFrames / 2; bin += 1) {
    const double distance = std::abs(bin * hertzPerBin - kToneHz);
    if (distance <= 200) continue;
    // Far out the spectrum is smooth: every fourth bin tells.
    if (distance > 4000 && bin % 4 != 0) continue;
    const double line = lineAt(heard, first, window, bin);
    beyond200 = std::max(beyond200, line);
    if (distance > 1000) beyond1k = std::max(beyond1k, line);
  }
  return {20 * std::log10(beyond200 / reference), 20 * std::log10(beyond1k / reference)};
}

Session toneSession(const std::function<void(ParamValues&)>& set = {}) {
  Session session = makeSession(1);
  if (set) set(session.tracks[0].strip.params);
  return session;
}

void report(const char* name, const Splatter& splatter) {
  std::printf("[ figure ] %s beyond 200 Hz %.1f dB, beyond 1 kHz %.1f dB\n", name,
              splatter.beyond200HzDb, splatter.beyond1kHzDb);
}

TEST(ConsoleMoves, AToneAtRestHasNoSplatter) {
  const Splatter rest = measureSplatter(toneSession(), [](Console&) {});
  report("no move", rest);
  EXPECT_LT(rest.beyond200HzDb, -140);
}

struct Move {
  const char* name;
  std::function<void(Console&)> move;
};

TEST(ConsoleMoves, FaderPanMuteSoloTrimAndPolarityMakeNoClick) {
  const Move moves[] = {
      {"fader 0 to -6 dB", [](Console& e) { e.setParam(0, ParamId::FaderGainDb, -6); }},
      {"fader 0 to +10 dB", [](Console& e) { e.setParam(0, ParamId::FaderGainDb, 10); }},
      {"fader to silence", [](Console& e) { e.setParam(0, ParamId::FaderGainDb, kSilenceDb); }},
      {"mute", [](Console& e) { e.setParam(0, ParamId::StripMute, 1); }},
      {"pan centre to right", [](Console& e) { e.setParam(0, ParamId::PanPosition, 100); }},
      {"trim 0 to -12 dB", [](Console& e) { e.setParam(0, ParamId::TrimGainDb, -12); }},
      {"polarity", [](Console& e) { e.setParam(0, ParamId::TrimPolarityL, 1); }},
      {"pan law", [](Console& e) { e.setParam(kSessionTarget, ParamId::SessionPanLaw, 3); }},
  };
  for (const Move& move : moves) {
    const Splatter splatter = measureSplatter(toneSession(), move.move);
    report(move.name, splatter);
    EXPECT_LT(splatter.beyond1kHzDb, -100) << move.name;
    // In a window of 8192 frames; in one of a second the same move reads 15 dB lower.
    EXPECT_LT(splatter.beyond200HzDb, -80) << move.name;
  }
  const Splatter fader = measureSplatter(toneSession(), moves[0].move);
  EXPECT_LT(fader.beyond200HzDb, -90) << moves[0].name;
  Session two = makeSession(2);
  two.tracks[1].strip.params[ParamId::StripMute] = 1;
  const Splatter solo = measureSplatter(two, [](Console& e) { e.setSolo(1, true); });
  report("solo of another", solo);
  EXPECT_LT(solo.beyond1kHzDb, -100);
}

TEST(ConsoleMoves, SwitchingStagesMakesNoClick) {
  const auto eqBoost = [](ParamValues& p) {
    p[eqBandParam(3, BandField::FreqHz)] = kToneHz;
    p[eqBandParam(3, BandField::GainDb)] = 12;
  };
  const auto compress = [](ParamValues& p) {
    p[ParamId::CompThresholdDb] = -30;
    p[ParamId::CompMakeUpDb] = 6;
  };
  const Splatter eqOn =
      measureSplatter(toneSession(eqBoost), [](Console& e) { e.setParam(0, ParamId::EqOn, 1); });
  report("equaliser on, +12 dB", eqOn);
  EXPECT_LT(eqOn.beyond1kHzDb, -80);
  const Splatter eqOff = measureSplatter(toneSession([&](ParamValues& p) {
                                           eqBoost(p);
                                           p[ParamId::EqOn] = 1;
                                         }),
                                         [](Console& e) { e.setParam(0, ParamId::EqOn, 0); });
  report("equaliser off, +12 dB", eqOff);
  EXPECT_LT(eqOff.beyond1kHzDb, -80);
  const Splatter compOn =
      measureSplatter(toneSession(compress), [](Console& e) { e.setParam(0, ParamId::CompOn, 1); });
  report("compressor on", compOn);
  EXPECT_LT(compOn.beyond1kHzDb, -80);
  const Splatter compOff = measureSplatter(toneSession([&](ParamValues& p) {
                                             compress(p);
                                             p[ParamId::CompOn] = 1;
                                           }),
                                           [](Console& e) { e.setParam(0, ParamId::CompOn, 0); });
  report("compressor off", compOff);
  EXPECT_LT(compOff.beyond1kHzDb, -80);
}

/// A stage that is off is not there: after the cross-fade the signal is the input, to the bit,
/// and a gain that has settled is its target, to the bit.
TEST(ConsoleMoves, SwitchedOffStagesAndSettledGainsLeaveTheSignalUntouched) {
  Session session = makeSession(3);
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 2);
  Session plain = makeSession(3);
  Console console;
  Console untouched;
  ASSERT_TRUE(console.prepare(session) && untouched.prepare(plain));
  constexpr int kBlocks = 30;
  const StereoTake take = runNoise(console, session, kBlocks, [](Console& e, int block) {
    for (int track = 0; track < 3; ++track) {
      if (block == 2) e.setParam(track, ParamId::FaderGainDb, -20);
      if (block == 5) e.setParam(track, ParamId::FaderGainDb, 0);
      if (block != 10) continue;
      for (const ParamId id : kSwitches) e.setParam(track, id, 0);
    }
  });
  const StereoTake expected = runNoise(untouched, plain, kBlocks);
  // 10 ms are 480 frames: within the fourth block after the switch.
  for (size_t n = 14 * kBlockFrames; n < take.left.size(); ++n) {
    ASSERT_EQ(take.left[n], expected.left[n]);
    ASSERT_EQ(take.right[n], expected.right[n]);
  }
}

}  // namespace
}  // namespace lathe::test
