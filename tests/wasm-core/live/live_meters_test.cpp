// The meters a page shows agree with the signal, and commands that make no
// sense are counted, not obeyed.

#include <gtest/gtest.h>

#include <cmath>

#include "live/meter_layout.h"
#include "wasm-core/live/live_player.h"

namespace lathe::test {
namespace {

namespace at = meter_layout;

TEST(LiveMeters, ASineAtMinus23ReadsMinus23) {
  // EBU Tech 3341, case 1: stereo 1 kHz sine, −23.0 dBFS in both channels.
  const double amplitude = std::pow(10.0, -23.0 / 20.0);
  SyntheticSong song = plainSong(sine(48000 * 5, 1000.0, amplitude));
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(48000 * 4);
  player.host.takeMeters();
  const float* meters = player.host.meters();
  ASSERT_EQ(player.host.meterLength(), at::kFirstStrip + 2 * at::kStripLength);  // the mix has one
  std::printf("[ figure ] momentary %.3f, short-term %.3f, integrated %.3f LUFS, %.3f dBTP\n",
              meters[at::kMomentaryLufs], meters[at::kShortTermLufs], meters[at::kIntegratedLufs],
              meters[at::kTruePeakDbtp]);
  EXPECT_NEAR(meters[at::kMomentaryLufs], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kShortTermLufs], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kIntegratedLufs], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kTruePeakDbtp], -23.0, 0.1);
  EXPECT_NEAR(meters[at::kOutputPeakLeft], amplitude, 1e-4);
  EXPECT_NEAR(meters[at::kOutputPeakRight], amplitude, 1e-4);
  const float* strip = meters + at::kFirstStrip;
  EXPECT_NEAR(strip[at::kStripPeakLeft], amplitude, 1e-4);
  EXPECT_NEAR(strip[at::kStripMeanSquareLeft], amplitude * amplitude / 2.0, 1e-4);
  EXPECT_EQ(strip[at::kStripCompressorReductionDb], 0.0f);
  EXPECT_EQ(meters[at::kLimiterReductionDb], 0.0f);
  EXPECT_EQ(meters[at::kMonitorLimiterActive], 0.0f);
}

TEST(LiveMeters, StoppedMetersFallAndIntegratedStays) {
  SyntheticSong song = plainSong(sine(48000 * 2, 1000.0, 0.1));
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(48000);
  player.host.pause();
  player.pullFrames(4096);
  player.host.takeMeters();
  player.host.takeMeters();
  const float* meters = player.host.meters();
  EXPECT_EQ(meters[at::kOutputPeakLeft], 0.0f);
  EXPECT_TRUE(std::isinf(meters[at::kMomentaryLufs]));
  EXPECT_TRUE(std::isinf(meters[at::kShortTermLufs]));
  EXPECT_NEAR(meters[at::kIntegratedLufs], -20.0, 0.1);
  player.host.resetMeters();
  player.host.takeMeters();
  EXPECT_TRUE(std::isinf(meters[at::kIntegratedLufs]));
  EXPECT_TRUE(std::isinf(meters[at::kTruePeakDbtp]));
}

TEST(LiveMeters, GainReductionShowsWhoActs) {
  SyntheticSong song = busySong(40000);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(20000);
  player.host.takeMeters();
  const float* meters = player.host.meters();
  EXPECT_LT(meters[at::kLimiterReductionDb], -0.1f);
  const auto reduction = [&](int track) {
    return meters[at::kFirstStrip + track * at::kStripLength + at::kStripCompressorReductionDb];
  };
  EXPECT_LT(reduction(0), -0.5f) << "its compressor is on";
  EXPECT_EQ(reduction(1), 0.0f) << "its compressor is off";
}

TEST(LiveMeters, TheMastersEqualiserSaysWhatItDoes) {
  // A bell of +6 dB on the tone it stands on makes it 6 LU louder; a dynamic one, what it says.
  const double amplitude = 0.05;
  for (const bool dynamic : {false, true}) {
    SyntheticSong song = plainSong(sine(48000 * 3, 1000.0, amplitude));
    LivePlayer player(song);
    ASSERT_TRUE(player.ready());
    LiveHost& host = player.host;
    const auto band = [](MasterBandField field) { return masterEqBandParam(2, field); };
    const auto set = [&](ParamId id, double value) { host.setParam(kMasterTarget, id, value); };
    set(ParamId::MasterEqOn, 1.0);
    set(band(MasterBandField::FreqHz), 1000.0);
    set(band(MasterBandField::GainDb), dynamic ? 0.0 : 6.0);
    set(band(MasterBandField::DynOn), dynamic ? 1.0 : 0.0);
    set(band(MasterBandField::DynGainDb), -9.0);
    set(band(MasterBandField::DynThresholdDb), -40.0);
    host.play();
    player.pullFrames(96000);
    host.takeMeters();
    const float action = host.meters()[at::kMasterBandGainDb + 2];
    double peak = 0.0;
    for (int i = 90000; i < 96000; ++i) {
      peak = std::max(peak, std::fabs(static_cast<double>(player.tap[0][static_cast<size_t>(i)])));
    }
    const double changeDb = 20.0 * std::log10(peak / amplitude);
    std::printf("[ figure ] %s: action %.3f dB, level %+.3f dB, loudness %+.3f LU\n",
                dynamic ? "dynamic" : "static", static_cast<double>(action), changeDb,
                static_cast<double>(host.meters()[at::kEqualiserLu]));
    if (dynamic) {
      EXPECT_LT(action, -3.0f);
      EXPECT_NEAR(changeDb, action, 0.1);
      EXPECT_LT(host.meters()[at::kEqualiserLu], -3.0f);
    } else {
      EXPECT_EQ(action, 0.0f);
      EXPECT_NEAR(host.meters()[at::kEqualiserLu], 6.0, 0.15) << "its glide counted in";
    }
    set(ParamId::MasterEqOn, 0.0);
    player.pullFrames(4096);
    host.takeMeters();
    host.takeMeters();
    EXPECT_EQ(host.meters()[at::kEqualiserLu], 0.0f) << "off";
    EXPECT_EQ(host.meters()[at::kMasterBandGainDb + 2], 0.0f) << "off";
  }
}

TEST(LiveCommands, NonsenseIsCountedAndChangesNothing) {
  SyntheticSong song = busySong(12000);
  const Rendering offline = renderSong(song);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  LiveHost& host = player.host;
  host.setParam(99, ParamId::FaderGainDb, -6.0);
  host.setParam(-9, ParamId::FaderGainDb, -6.0);
  host.setParam(0, static_cast<ParamId>(100000), 1.0);
  host.setParam(kMonitorTarget, ParamId::FaderGainDb, -6.0);
  host.setParam(kMonitorTarget, static_cast<ParamId>(-1), 0.0);
  host.setParam(kMonitorTarget, ParamId::MonitorVolumeDb, std::nan(""));
  host.setParam(kMonitorTarget, ParamId::MonitorVolumeDb, 3.0);
  EXPECT_EQ(host.ignoredCommands(), 7u);
  host.play();
  player.pullFrames(13000);
  const auto latency = host.latencyFrames();
  for (int i = 0; i < 12000; ++i) {
    ASSERT_EQ(player.tap[0][static_cast<size_t>(i + latency)],
              static_cast<float>(offline.output[0][static_cast<size_t>(i)]))
        << "frame " << i;
  }
}

}  // namespace
}  // namespace lathe::test
