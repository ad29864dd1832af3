// External keys: a stage that listens to another strip with the same sound does
// to the bit what it does to its own, whatever the two strips' latencies; what
// comes through a bus comes one block later, by contract.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

constexpr int kBlocks = 40;
constexpr double kPi = 3.14159265358979323846;

constexpr KeyedStage kEach[] = {KeyedStage::Gate, KeyedStage::Compressor, KeyedStage::Equaliser};

/// One of them alone: a compressor's own sound would come through the gate.
void setStage(ParamValues& params, KeyedStage stage) {
  params[ParamId::CompOn] = stage == KeyedStage::Compressor;
  params[ParamId::CompThresholdDb] = -30;
  params[ParamId::CompRatio] = 6;
  params[ParamId::CompKeyHighPassHz] = 120;
  params[ParamId::GateOn] = stage == KeyedStage::Gate;
  params[ParamId::GateThresholdDb] = -16;
  params[ParamId::GateHoldMs] = 2;
  params[ParamId::GateReleaseMs] = 8;
  params[ParamId::EqOn] = stage == KeyedStage::Equaliser;
  const auto band = [&](BandField field) -> double& { return params[eqBandParam(3, field)]; };
  band(BandField::DynOn) = 1;
  band(BandField::DynKey) = 1;
  band(BandField::DynGainDb) = -12;
  band(BandField::DynThresholdDb) = -30;
  band(BandField::DynReleaseMs) = 12;
}

/// Track 0, with `stage` alone, listens to `source`, track 1, which is muted; only track 0 is
/// heard.
Session keyedSession(int listenerChannels, int sourceChannels, KeyedStage stage, int source = 1) {
  Session session;
  session.tracks = {makeTrack("listener", listenerChannels), makeTrack("source", sourceChannels)};
  setStage(session.tracks[0].strip.params, stage);
  session.tracks[1].strip.params[ParamId::StripMute] = 1;
  session.tracks[0].strip.keys = {{stage, source}};
  return session;
}

/// The same with track 1 heard only through a silent group, which is what is listened to.
Session keyedFromGroup(KeyedStage stage) {
  Session session = keyedSession(2, 2, stage, 3);  // behind two tracks and the mix
  session.buses.push_back(makeBus("group", BusKind::Group));
  session.tracks[1].strip.params[ParamId::StripMute] = 0;
  session.tracks[1].strip.outputBus = 1;
  session.buses[1].strip.params[ParamId::StripMute] = 1;
  return session;
}

/// What a track gets: left, right, at a frame of the song.
using Sound = float (*)(int channel, int64_t frame);

float sameNoise(int channel, int64_t frame) {
  // In bursts, so that gate and compressor have something to do.
  const float level = frame / 400 % 2 == 0 ? 2.0f : 0.05f;
  return level * noiseSample("noise", channel, frame);
}
/// Begins late enough for what comes a block later.
float lateNoise(int channel, int64_t frame) { return frame < 512 ? 0 : sameNoise(channel, frame); }
float leftOnly(int, int64_t frame) { return sameNoise(0, frame); }
float silence(int, int64_t) { return 0.0f; }

StereoTake mixOf(const Session& session, Sound listener, Sound source, int64_t sourceEarlier = 0,
                 int blocks = kBlocks) {
  Console console;
  EXPECT_TRUE(console.prepare(session));
  const auto run = [&] {
    StereoTake take;
    for (int64_t block = 0; block < blocks; ++block) {
      for (int track = 0; track < 2; ++track) {
        for (int channel = 0; channel < console.trackChannels(track); ++channel) {
          for (int n = 0; n < kBlockFrames; ++n) {
            const int64_t frame = block * kBlockFrames + n;
            console.trackInput(track, channel)[n] =
                track == 0 ? listener(channel, frame) : source(channel, frame + sourceEarlier);
          }
        }
      }
      console.processBlock();
      take.append(console);
    }
    return take;
  };
  StereoTake take = run();
  console.reset();
  EXPECT_EQ(firstDifference(run(), take), -1) << "played again";
  EXPECT_EQ(console.ignoredCommands(), 0u);
  return take;
}

/// Of the same session without keys: what its stages do to their own sound.
StereoTake unkeyed(Session session, Sound sound = sameNoise) {
  session.tracks[0].strip.keys.clear();
  return mixOf(session, sound, silence);
}

TEST(ExternalKeys, AStripWithTheSameSoundIsHeardAsOnesOwn) {
  for (const KeyedStage stage : kEach) {
    for (const int channels : {1, 2}) {
      SCOPED_TRACE(channels);
      Session session = keyedSession(channels, channels, stage);
      const StereoTake own = unkeyed(session);
      EXPECT_EQ(firstDifference(mixOf(session, sameNoise, sameNoise), own), -1);
      // The key is what counts, not the strip's own sound.
      EXPECT_NE(firstDifference(mixOf(session, sameNoise, silence), own), -1);
      // What follows the source's stages is of no account, its trim is.
      ParamValues& source = session.tracks[1].strip.params;
      source[ParamId::FaderGainDb] = -30;
      source[ParamId::EqOn] = source[ParamId::EqHighPassOn] = 1;
      EXPECT_EQ(firstDifference(mixOf(session, sameNoise, sameNoise), own), -1);
      source[ParamId::TrimGainDb] = -12;
      EXPECT_NE(firstDifference(mixOf(session, sameNoise, sameNoise), own), -1);
    }
  }
}

TEST(ExternalKeys, ArriveWhenTheListenersOwnSoundDoes) {
  for (const KeyedStage stage : kEach) {
    Session session = keyedSession(2, 2, stage);
    // The gate is late too where it does nothing but that.
    ParamValues& listener = session.tracks[0].strip.params;
    listener[ParamId::GateOn] = 1;
    listener[ParamId::GateLookAheadMs] = 3.1;
    if (stage != KeyedStage::Gate) listener[ParamId::GateRangeDb] = 0;
    listener[ParamId::CompLookAheadMs] = 1.7;
    EXPECT_EQ(firstDifference(mixOf(session, sameNoise, sameNoise), unkeyed(session)), -1);
    // A source that is later than the listener makes the listener wait.
    ParamValues& source = session.tracks[1].strip.params;
    source[ParamId::DeEsserOn] = 1;
    source[ParamId::DeEsserLookAheadMs] = 5;
    source[ParamId::SaturationOn] = 1;
    EXPECT_EQ(firstDifference(mixOf(session, sameNoise, sameNoise), unkeyed(session)), -1);
  }
}

TEST(ExternalKeys, MonoHearsTheMeanOfBothSidesAndStereoHearsMonoOnBoth) {
  for (const KeyedStage stage : kEach) {
    const Session toMono = keyedSession(1, 2, stage);
    EXPECT_EQ(firstDifference(mixOf(toMono, sameNoise, leftOnly), unkeyed(toMono)), -1);
    const Session toStereo = keyedSession(2, 1, stage);
    Session own = toStereo;
    own.tracks[0].strip.keys.clear();
    EXPECT_EQ(firstDifference(mixOf(toStereo, leftOnly, sameNoise), mixOf(own, leftOnly, silence)),
              -1);
  }
}

TEST(ExternalKeys, ABusIsHeardOneBlockLater) {
  for (const KeyedStage stage : kEach) {
    Session session = keyedFromGroup(stage);
    const StereoTake own = unkeyed(session, lateNoise);
    EXPECT_NE(firstDifference(mixOf(session, lateNoise, lateNoise), own), -1);
    EXPECT_EQ(firstDifference(mixOf(session, lateNoise, lateNoise, kBlockFrames), own), -1);
    // The mix hears the listener itself: what leads in a circle is as good a key as any.
    session.tracks[1].strip.outputBus = 0;
    session.tracks[0].strip.keys[0].stripIndex = 2;
    EXPECT_NE(firstDifference(mixOf(session, lateNoise, silence), own), -1);
  }
}

TEST(ExternalKeys, ABusIsNoLaterForWhatTheStagesBeforeTheListeningOneTake) {
  Session session = keyedFromGroup(KeyedStage::Compressor);
  // The group's sound waits for the gate's look-ahead, and so does the compressor's.
  ParamValues& listener = session.tracks[0].strip.params;
  listener[ParamId::GateOn] = 1;
  listener[ParamId::GateRangeDb] = 0;
  listener[ParamId::GateLookAheadMs] = 4;
  EXPECT_EQ(firstDifference(mixOf(session, lateNoise, lateNoise, kBlockFrames),
                            unkeyed(session, lateNoise)),
            -1);
}

TEST(ExternalKeys, DuckByAsMuchAsTheKeyIsAboveTheThreshold) {
  Session session = keyedSession(1, 1, KeyedStage::Compressor);
  session.tracks[0].strip.params[ParamId::CompKeyHighPassHz] = 10;  // off
  session.tracks[0].strip.params[ParamId::CompThresholdDb] = -26;
  session.tracks[0].strip.params[ParamId::CompRatio] = 4;
  session.tracks[0].strip.params[ParamId::CompKneeDb] = 0;
  session.tracks[0].strip.params[ParamId::CompAttackMs] = 0.05;
  session.tracks[0].strip.params[ParamId::CompReleaseMs] = 3000;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  for (int block = 0; block < 400; ++block) {
    for (int n = 0; n < kBlockFrames; ++n) {
      console.trackInput(0, 0)[n] = 0.001f;
      console.trackInput(1, 0)[n] = 0.5f;
    }
    console.processBlock();
    if (block == 300) console.takeStripMeter(0);  // settled
  }
  // −6.02 dBFS is 19.98 dB above −26; at 4:1 that takes 14.985 dB.
  const float reductionDb = console.takeStripMeter(0).compressorReductionDb;
  printFigure("ducked by a level of -6.02 dBFS", static_cast<double>(reductionDb), "dB");
  EXPECT_NEAR(reductionDb, -14.985, 0.01);
}

TEST(ExternalKeys, ASourceThatIsNoAudioIsNoKeyAndHarmsNobodyElse) {
  for (const KeyedStage stage : kEach) {
    const Session session = keyedSession(2, 2, stage);
    const StereoTake quiet = mixOf(session, sameNoise, silence);
    const StereoTake bad = mixOf(session, sameNoise, [](int, int64_t frame) {
      const float worst[] = {std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::infinity()};
      return worst[frame % 2];
    });
    EXPECT_EQ(firstDifference(bad, quiet), -1);
  }
}

TEST(ExternalKeys, ABandThatHearsItselfTakesNoNoticeOfTheKey) {
  Session session = keyedSession(2, 2, KeyedStage::Equaliser);
  session.tracks[0].strip.params[eqBandParam(3, BandField::DynKey)] = 0;
  EXPECT_EQ(firstDifference(mixOf(session, sameNoise, silence), unkeyed(session)), -1);
}

TEST(ExternalKeys, ABandThatHearsAnotherStripShowsWhatItDoes) {
  Session session = keyedSession(1, 1, KeyedStage::Equaliser);
  ParamValues& params = session.tracks[0].strip.params;
  // 20 dB over the threshold at 2:1 asks for 10 of the 12 dB.
  params[eqBandParam(3, BandField::DynThresholdDb)] = -26.02;
  params[eqBandParam(3, BandField::DynRatio)] = 2;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  for (int block = 0; block < 400; ++block) {
    for (int n = 0; n < kBlockFrames; ++n) {
      const double turns = 1500.0 * (block * kBlockFrames + n) / session.sampleRate;
      console.trackInput(0, 0)[n] = 0.001f;
      console.trackInput(1, 0)[n] = static_cast<float>(0.5 * std::sin(2.0 * kPi * turns));
    }
    console.processBlock();
    if (block == 300) console.takeStripMeter(0);  // settled
  }
  const StripMeter meter = console.takeStripMeter(0);
  printFigure("cut by a key 20 dB over, at 2:1", static_cast<double>(meter.bandGainDb[3]), "dB");
  EXPECT_NEAR(meter.bandGainDb[3], -10.0, 0.1);
  EXPECT_EQ(meter.bandGainDb[2], 0.0f);
  EXPECT_EQ(console.takeStripMeter(1).bandGainDb[3], 0.0f) << "the source has no dynamic band";
}

TEST(ExternalKeys, KeysThatNameNoStripAreLeftOut) {
  for (const int source : {-1, 3, 1000}) {
    const Session session = keyedSession(2, 2, KeyedStage::Gate, source);
    EXPECT_EQ(firstDifference(mixOf(session, sameNoise, silence), unkeyed(session)), -1) << source;
  }
}

}  // namespace
}  // namespace lathe::test
