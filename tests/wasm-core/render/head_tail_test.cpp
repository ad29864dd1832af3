// What is delivered is a stretch of one and the same render: its samples, times
// the curves of the fades, between exact zeros; and its true peak stays under the
// limiter's ceiling, also where a marker stands in the middle of a loud sound.

#include <gtest/gtest.h>

#include "measure/true_peak_16x.h"
#include "wasm-core/render/synthetic_song.h"

namespace lathe::test {
namespace {

constexpr int64_t kFrames = 24011;

double weight(FadeCurve curve, double x) {
  switch (curve) {
    case FadeCurve::Linear:
      return x;
    case FadeCurve::EqualPower:
      return std::sin(kPi * x / 2.0);
    case FadeCurve::Slow:
      return x * x * x;
    case FadeCurve::Fast:
      return 1.0 - (1.0 - x) * (1.0 - x) * (1.0 - x);
    case FadeCurve::SCurve:
      return (1.0 - std::cos(kPi * x)) / 2.0;
  }
  return 0.0;
}

/// Worst distance of `delivered` from the plain render's samples times the curves.
double worstError(const Rendering& plain, const Rendering& delivered, const HeadTail& given) {
  double worst = 0.0;
  const int64_t end = given.end(kFrames);
  for (int c = 0; c < 2; ++c) {
    for (int64_t frame = given.startFrame; frame < end; ++frame) {
      double gain = 1.0;
      if (frame < given.startFrame + given.fadeInFrames) {
        gain = weight(given.fadeInCurve, static_cast<double>(frame - given.startFrame) /
                                             static_cast<double>(given.fadeInFrames));
      }
      if (frame >= end - given.fadeOutFrames) {
        gain *= weight(given.fadeOutCurve,
                       static_cast<double>(end - frame) / static_cast<double>(given.fadeOutFrames));
      }
      const auto at = static_cast<size_t>(frame - given.startFrame + given.silenceBeforeFrames);
      worst = std::max(worst, std::abs(delivered.output[c][at] -
                                       gain * plain.output[c][static_cast<size_t>(frame)]));
    }
  }
  return worst;
}

TEST(HeadTail, IsTheUnmarkedRenderTimesItsFadesBetweenZeros) {
  SyntheticSong song = busySong(kFrames);
  const Rendering plain = renderSong(song);
  double worst = 0.0;
  for (int curve = 0; curve < 5; ++curve) {
    const auto in = static_cast<FadeCurve>(curve), out = static_cast<FadeCurve>((curve + 2) % 5);
    // The last overlaps its own fades.
    const HeadTail given = curve < 4 ? HeadTail{3001, 20000, 2000, in, 5555, out, 9001, 700}
                                     : HeadTail{0, 0, kFrames, in, kFrames, out, 0, 333};
    song.session.headTail = given;
    const Rendering delivered = renderSong(song);
    const auto before = static_cast<size_t>(given.silenceBeforeFrames);
    const auto range = static_cast<size_t>(given.end(kFrames) - given.startFrame);
    ASSERT_EQ(delivered.output[0].size(), before + range + given.silenceAfterFrames);
    worst = std::max(worst, worstError(plain, delivered, given));
    for (const auto& channel : delivered.output) {
      const auto silent = [](double sample) { return sample == 0.0; };
      const auto start = channel.begin() + static_cast<std::ptrdiff_t>(before);
      EXPECT_TRUE(std::all_of(channel.begin(), start, silent));
      EXPECT_TRUE(std::all_of(start + static_cast<std::ptrdiff_t>(range), channel.end(), silent));
    }
  }
  std::printf("delivered against the unmarked render times its fades: %.2g at most\n", worst);
  EXPECT_LT(worst, 1e-12);
}

TEST(HeadTail, ChunksOfAnyLengthDeliverTheSameSamples) {
  SyntheticSong song = busySong(kFrames);
  song.session.headTail = {3001, 20000, 2000, FadeCurve::Fast, 5555, FadeCurve::EqualPower,
                           9001, 20000};
  const Rendering whole = renderSong(song);
  for (const int chunk : {128, 1000}) {
    const Rendering chunked = renderSong(song, chunk);
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ(firstDifference(whole.output[c], chunked.output[c]), -1) << chunk;
    }
  }
}

TEST(HeadTail, MarkersAtTheSongsOwnEdgesAndNoFadesChangeNothing) {
  SyntheticSong song = busySong(kFrames);
  const Rendering plain = renderSong(song);
  song.session.headTail.silenceAfterFrames = 10;
  const Rendering longer = renderSong(song);
  for (int c = 0; c < 2; ++c) {
    std::vector<double> cut = longer.output[c];
    ASSERT_EQ(cut.size(), static_cast<size_t>(kFrames) + 10);
    cut.resize(static_cast<size_t>(kFrames));
    EXPECT_EQ(firstDifference(plain.output[c], cut), -1);
  }
}

TEST(HeadTail, AnEndBehindTheLastClipLetsATailRing) {
  SyntheticSong song = plainSong(phrase(1, 9600, 220.0, 3));
  Bus& room = song.session.buses.emplace_back();
  room.id = "room";
  room.kind = BusKind::Return;
  room.effect.emplace().kind = EffectKind::Reverb;
  Send& send = song.session.tracks[0].strip.sends.emplace_back();
  send.busIndex = 1;
  send.params[ParamId::SendLevelDb] = 0.0;
  const Rendering cut = renderSong(song);
  song.session.headTail.endFrame = 9600 + 48000;
  song.session.headTail.fadeOutFrames = 9600;
  const Rendering rung = renderSong(song);
  ASSERT_EQ(rung.output[0].size(), 57600u);
  double energy = 0.0;
  for (size_t i = 9600; i < 57600; ++i) energy += rung.output[0][i] * rung.output[0][i];
  const double rms = std::sqrt(energy / 48000.0);
  std::printf("the second behind the last clip: %.1f dBFS RMS\n", 20.0 * std::log10(rms));
  EXPECT_GT(rms, 1e-3);
  EXPECT_LT(std::abs(rung.output[0].back()), 1e-6);
  for (size_t i = 0; i < cut.output[0].size(); ++i) {
    ASSERT_EQ(cut.output[0][i], rung.output[0][i]) << i;
  }
}

TEST(HeadTail, AMarkerInALoudSoundKeepsTheCeiling) {
  // Tones at the ceiling, cut at many phases: hard cuts overshoot by up to 1 dB.
  double worst = -100.0;
  double hard = -100.0;
  for (const double hertz : {55.0, 997.0, 4000.0, 8000.0, 12000.0, 17000.0}) {
    SyntheticSong song = plainSong(sine(9600, hertz, 0.9));
    song.session.masterParams[ParamId::LimiterOn] = 1.0;
    song.session.masterParams[ParamId::MasterDriveDb] = 12.0;
    song.session.masterParams[ParamId::LimiterCeilingDbtp] = -1.0;
    const Rendering plain = renderSong(song);
    for (int64_t shift = 0; shift < 6; ++shift) {
      HeadTail& given = song.session.headTail;
      given = {3000 + 7 * shift, 7000 + 11 * shift};
      if (shift % 2 == 1) given.fadeInFrames = given.fadeOutFrames = 48;  // linear, as short as can
      const Rendering cut = renderSong(song);
      worst = std::max(worst, measure::truePeak16xDb(cut.output[0]));
      const auto range = static_cast<size_t>(given.endFrame - given.startFrame);
      hard = std::max(hard,
                      measure::truePeak16xDb({plain.output[0].data() + given.startFrame, range}));
    }
  }
  std::printf("true peak of marked tones under a ceiling of -1 dBTP: %.3f dBTP (cut hard: %.3f)\n",
              worst, hard);
  EXPECT_GT(hard, -0.7);
  EXPECT_LT(worst, -1.0 + 0.05);
}

}  // namespace
}  // namespace lathe::test
