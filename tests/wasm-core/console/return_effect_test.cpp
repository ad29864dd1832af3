// Effects on returns: what a return hears of its sends is what the kernel makes
// of them, at the tempo of the song, whatever happens around it.
#include "console/return_effect.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>

#include "console/console.h"
#include "console_fixture.h"
#include "effects/note_frames.h"
#include "params/parameter_text.h"
#include "session/tempo.h"

namespace lathe::test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Bus makeReturn(const std::string& id, EffectKind kind) {
  Bus bus;
  bus.id = id;
  bus.kind = BusKind::Return;
  bus.effect.emplace().kind = kind;
  return bus;
}

/// One stereo track that is heard through a return alone.
Session throughReturn(EffectKind kind) {
  Session session = makeSession(1);
  session.tracks[0].channels = 2;
  session.tracks[0].strip.params[ParamId::FaderGainDb] = kSilenceDb;
  session.tempo = {TempoMark{}};
  session.buses.push_back(makeReturn("effect", kind));
  Send send;
  send.busIndex = 1;
  send.params[ParamId::SendLevelDb] = 0.0;
  send.params[ParamId::SendTap] = static_cast<double>(SendTapPoint::Pre);
  session.tracks[0].strip.sends = {send};
  return session;
}

/// The first echo alone, as it came.
void setPlainEcho(ParamValues& params) {
  params[ParamId::DelayFeedbackPercent] = 0.0;
  params[ParamId::DelayLowCutHz] = 20.0;
  params[ParamId::DelayHighCutHz] = 20000.0;
}

using FillBlock = std::function<float(int channel, int64_t frame)>;

/// The mix of `blocks` blocks from song frame `from` on.
StereoTake runFrom(Console& console, int64_t from, int blocks, const FillBlock& sample) {
  StereoTake take;
  for (int block = 0; block < blocks; ++block) {
    const int64_t start = from + int64_t{block} * kBlockFrames;
    for (int channel = 0; channel < 2; ++channel) {
      for (int n = 0; n < kBlockFrames; ++n) {
        console.trackInput(0, channel)[n] = sample(channel, start + n);
      }
    }
    console.processBlock(start);
    take.append(console);
  }
  return take;
}

float noiseOf(int channel, int64_t frame) { return noiseSample("noise", channel, frame); }
float silence(int, int64_t) { return 0.0f; }
FillBlock clickAt(int64_t at) {
  return [at](int, int64_t frame) { return frame == at ? 0.5f : 0.0f; };
}

/// Frames at which anything sounds.
std::vector<int64_t> soundingFrames(const StereoTake& take, int64_t from) {
  std::vector<int64_t> frames;
  for (size_t n = 0; n < take.left.size(); ++n) {
    if (take.left[n] != 0.0f) frames.push_back(from + static_cast<int64_t>(n));
  }
  return frames;
}

TEST(ReturnEffect, OfAReverbIsTheKernelFedWithTheSend) {
  Session session = throughReturn(EffectKind::Reverb);
  ParamValues& params = session.buses[1].effect->params;
  params[ParamId::ReverbType] = static_cast<double>(ReverbType::Hall);
  params[ParamId::ReverbDecaySeconds] = 3.1;
  params[ParamId::ReverbMixPercent] = 70.0;
  params[ParamId::ReverbDuckDb] = 6.0;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  auto kernel = std::make_unique<Reverb>();
  kernel->prepare(session.sampleRate);
  kernel->set(ReverbSettings::from(params, 120.0, 48000), true);
  kernel->reset();
  double power = 0.0;
  for (int block = 0; block < 400; ++block) {
    float left[kBlockFrames], right[kBlockFrames];
    for (int n = 0; n < kBlockFrames; ++n) {
      const int64_t frame = int64_t{block} * kBlockFrames + n;
      left[n] = console.trackInput(0, 0)[n] = noiseOf(0, frame);
      right[n] = console.trackInput(0, 1)[n] = noiseOf(1, frame);
    }
    if (block == 200) {
      console.setParam(kEffectTargets + 1, ParamId::ReverbDecaySeconds, 0.7);
      ParamValues changed = params;
      changed[ParamId::ReverbDecaySeconds] = 0.7;
      kernel->set(ReverbSettings::from(changed, 120.0, 48000), false);
    }
    console.processBlock();
    kernel->process(left, right);
    for (int n = 0; n < kBlockFrames; ++n) {
      ASSERT_EQ(console.mix(0)[n], left[n]) << "block " << block << ", frame " << n;
      ASSERT_EQ(console.mix(1)[n], right[n]) << "block " << block << ", frame " << n;
      power += static_cast<double>(left[n]) * static_cast<double>(left[n]);
    }
  }
  EXPECT_GT(power, 1.0);
  EXPECT_EQ(console.ignoredCommands(), 0u);
}

TEST(ReturnEffect, EveryParameterReachesItsSetting) {
  // Moved one by one, each changes what the kernel is asked to do, and no other scope's does.
  for (const ParamSpec& spec : parameterTable()) {
    ParamValues values;
    values[ParamId::DelayTempoSync] = spec.id == ParamId::DelayTimeMs ? 0.0 : 1.0;
    values[ParamId::ReverbTempoSync] =
        spec.id == ParamId::ReverbPreDelayMs || spec.id == ParamId::ReverbTempoSync ? 0.0 : 1.0;
    const ReverbSettings reverb = ReverbSettings::from(values, 117.0, 48000);
    const DelaySettings delay = DelaySettings::from(values, 117.0, 48000);
    values[spec.id] = spec.defaultValue == spec.maximum ? spec.minimum : spec.maximum;
    EXPECT_EQ(ReverbSettings::from(values, 117.0, 48000) != reverb,
              spec.scope == ParamScope::Reverb)
        << paramText(spec.id).key;
    EXPECT_EQ(DelaySettings::from(values, 117.0, 48000) != delay, spec.scope == ParamScope::Delay)
        << paramText(spec.id).key;
  }
  EXPECT_EQ(ReverbSettings::from(ParamValues{}, 120.0, 48000), ReverbSettings{})
      << "the table's defaults";
  EXPECT_EQ(DelaySettings::from(ParamValues{}, 120.0, 48000), DelaySettings{});
}

TEST(ReturnEffect, TheEchoStandsAtTheFrameOfItsNote) {
  struct Asked {
    const char* what;
    int note, feel;
    double bpm;
    int64_t frames;
  };
  constexpr Asked kAsked[] = {{"a quarter at 120", 4, 0, 120.0, 24000},
                              {"a dotted eighth at 92.5", 3, 1, 92.5, 23351},
                              {"a triplet half at 140.3", 5, 2, 140.3, 27370},
                              {"a whole note at 300", 6, 0, 300.0, 38400},
                              {"a 1/64 at 77.7", 0, 0, 77.7, 2317},
                              {"a whole note at 30, halved", 6, 0, 30.0, 192000},
                              {"a dotted whole note at 20, quartered", 6, 1, 20.0, 108000}};
  for (const Asked& asked : kAsked) {
    Session session = throughReturn(EffectKind::Delay);
    session.tempo = {TempoMark{0, asked.bpm}};
    ParamValues& params = session.buses[1].effect->params;
    setPlainEcho(params);
    params[ParamId::DelayNote] = asked.note;
    params[ParamId::DelayNoteFeel] = asked.feel;
    Console console;
    ASSERT_TRUE(console.prepare(session));
    const StereoTake take = runFrom(console, 0, 1600, clickAt(100));
    EXPECT_EQ(soundingFrames(take, 0), std::vector<int64_t>{100 + asked.frames}) << asked.what;
  }
}

TEST(ReturnEffect, TheEchoFollowsTheTempoMapAlsoFromTheMiddle) {
  Session session = throughReturn(EffectKind::Delay);
  session.tempo = {TempoMark{0, 120.0}, TempoMark{96000, 90.0}, TempoMark{192000, 240.0}};
  setPlainEcho(session.buses[1].effect->params);
  session.buses[1].effect->params[ParamId::DelayNoteFeel] = 0.0;
  const auto eighth = [](double bpm) { return noteFrames(8, NoteFeel::Straight, bpm, 48000); };
  Console console;
  ASSERT_TRUE(console.prepare(session));
  // Half a second into each tempo: the new time has been faded to.
  for (const auto& [at, bpm] : {std::pair{24000, 120.0}, {120000, 90.0}, {216000, 240.0}}) {
    console.reset();
    EXPECT_EQ(soundingFrames(runFrom(console, 0, 2000, clickAt(at)), 0),
              std::vector<int64_t>{at + eighth(bpm)})
        << bpm << " BPM, from the start";
    // A seek: from its first block on the tempo of the place holds.
    console.reset();
    const int64_t from = blockStart(at);
    EXPECT_EQ(soundingFrames(runFrom(console, from, 400, clickAt(at)), from),
              std::vector<int64_t>{at + eighth(bpm)})
        << bpm << " BPM, from here";
  }
}

/// A look-ahead in front of the return makes all of it late, the change of tempo included.
TEST(ReturnEffect, HearsTheTempoAsLateAsItsSound) {
  constexpr int kLateFrames = 3 * kBlockFrames;
  Session session = throughReturn(EffectKind::Delay);
  session.tempo = {TempoMark{0, 120.0}, TempoMark{48000, 240.0}};
  Session late = session;
  late.tracks[0].strip.params[ParamId::CompOn] = 1.0;
  late.tracks[0].strip.params[ParamId::CompRatio] = 1.0;
  late.tracks[0].strip.params[ParamId::CompLookAheadMs] = 1000.0 * kLateFrames / 48000.0;
  Console console, lateConsole;
  ASSERT_TRUE(console.prepare(session) && lateConsole.prepare(late));
  ASSERT_EQ(lateConsole.latencyFrames() - console.latencyFrames(), kLateFrames);
  const StereoTake take = runFrom(console, 0, 600, noiseOf);
  const StereoTake lateTake = runFrom(lateConsole, 0, 603, noiseOf);
  double worst = 0.0;
  for (size_t n = 0; n < take.left.size(); ++n) {
    const double difference = static_cast<double>(lateTake.left[n + kLateFrames] - take.left[n]);
    worst = std::max(worst, std::fabs(difference));
  }
  printFigure("through a change of tempo, late against in time", worst, "of full scale");
  EXPECT_LT(worst, 1e-6);
}

TEST(ReturnEffect, SilenceInIsSilenceOut) {
  for (const EffectKind kind : {EffectKind::Reverb, EffectKind::Delay}) {
    Console console;
    ASSERT_TRUE(console.prepare(throughReturn(kind)));
    const StereoTake take = runFrom(console, 0, 200, silence);
    EXPECT_TRUE(soundingFrames(take, 0).empty());
  }
}

TEST(ReturnEffect, ResetLeavesNoTailAndStartsWithTheValuesOfNow) {
  for (const EffectKind kind : {EffectKind::Reverb, EffectKind::Delay}) {
    const ParamId id = kind == EffectKind::Reverb ? ParamId::ReverbModulationPercent
                                                  : ParamId::DelayFeedbackPercent;
    Session session = throughReturn(kind);
    Console used;
    ASSERT_TRUE(used.prepare(session));
    runFrom(used, 0, 300, noiseOf);
    used.setParam(kEffectTargets + 1, id, 66.0);
    used.reset();
    session.buses[1].effect->params[id] = 66.0;
    Console fresh;
    ASSERT_TRUE(fresh.prepare(session));
    const StereoTake again = runFrom(used, 0, 300, noiseOf);
    EXPECT_EQ(firstDifference(runFrom(fresh, 0, 300, noiseOf), again), -1);
    used.reset();
    EXPECT_TRUE(soundingFrames(runFrom(used, 0, 300, silence), 0).empty()) << "a tail went on";
  }
}

TEST(ReturnEffect, WithoutOneAReturnPassesOnWhatItIsSent) {
  Session session = throughReturn(EffectKind::Reverb);
  session.buses[1].effect.reset();
  Console console;
  ASSERT_TRUE(console.prepare(session));
  const StereoTake take = runFrom(console, 0, 20, noiseOf);
  for (size_t n = 0; n < take.left.size(); ++n) {
    ASSERT_EQ(take.left[n], noiseOf(0, static_cast<int64_t>(n)));
  }
}

TEST(ReturnEffect, CommandsThatMakeNoSenseAreCountedAndChangeNothing) {
  Session session = throughReturn(EffectKind::Delay);
  session.buses.push_back(makeReturn("other", EffectKind::Reverb));
  Console plain, pestered;
  ASSERT_TRUE(plain.prepare(session) && pestered.prepare(session));
  const StereoTake expected = runNoise(plain, session, 300);
  uint32_t sent = 0;
  const StereoTake take = runNoise(pestered, session, 300, [&](Console& console, int) {
    console.setParam(kEffectTargets, ParamId::DelayMode, 1.0);              // the mix has none
    console.setParam(kEffectTargets + 3, ParamId::DelayMode, 1.0);          // there are three buses
    console.setParam(kEffectTargets + 1, ParamId::ReverbDuckDb, 3.0);       // it is a delay
    console.setParam(kEffectTargets + 2, ParamId::DelayMode, 1.0);          // it is a reverb
    console.setParam(kEffectTargets + 1, ParamId::FaderGainDb, 3.0);        // not the strip
    console.setParam(kBusTargets + 1, ParamId::DelayFeedbackPercent, 3.0);  // not the effect
    console.setParam(kEffectTargets + 1, ParamId::DelayFeedbackPercent, 100.5);
    console.setParam(kEffectTargets + 1, ParamId::DelayNote, 2.5);
    console.setParam(kEffectTargets + 1, ParamId::DelayTimeMs, kNaN);
    sent += 9;
    EXPECT_EQ(console.ignoredCommands(), sent);
  });
  EXPECT_EQ(firstDifference(expected, take), -1);
}

/// The bad block is silence, and behind it the effect is as if it started there.
TEST(ReturnEffect, ABadBlockIsSilenceAndWhatFollowsStartsAnew) {
  for (const EffectKind kind : {EffectKind::Reverb, EffectKind::Delay}) {
    for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity()}) {
      EffectDocument document;
      document.kind = kind;
      auto poisoned = std::make_unique<ReturnEffect>();
      auto late = std::make_unique<ReturnEffect>();
      poisoned->prepare(document, 48000.0);
      late->prepare(document, 48000.0);
      for (int block = 0; block < 300; ++block) {
        float in[2][2][kBlockFrames];
        for (auto& side : in) {
          for (int channel = 0; channel < 2; ++channel) {
            for (int n = 0; n < kBlockFrames; ++n) {
              side[channel][n] = noiseOf(channel, block * kBlockFrames + n);
            }
          }
        }
        if (block == 100) in[0][1][77] = bad;
        const bool good = poisoned->process(120.0, block == 0, in[0][0], in[0][1]);
        EXPECT_EQ(good, block != 100);
        if (block > 100) late->process(120.0, block == 101, in[1][0], in[1][1]);
        for (int n = 0; n < kBlockFrames; ++n) {
          for (int channel = 0; channel < 2; ++channel) {
            ASSERT_TRUE(std::isfinite(in[0][channel][n]));
            const float expected = block == 100 ? 0.0f : in[1][channel][n];
            if (block >= 100) {
              ASSERT_EQ(in[0][channel][n], expected) << block;
            }
          }
        }
      }
    }
  }
}

TEST(ReturnEffect, SoundBeyondBoundsIsReportedByTheReturnAndTheRestPlaysOn) {
  Session session = throughReturn(EffectKind::Reverb);
  session.tracks[0].strip.sends[0].params[ParamId::SendLevelDb] = 10.0;
  session.tracks.push_back(makeTrack("other", 2));
  Session alone = session;
  alone.tracks[0].strip.sends[0].params[ParamId::SendOn] = 0.0;
  Console console, other;
  ASSERT_TRUE(console.prepare(session) && other.prepare(alone));
  for (int block = 0; block < 100; ++block) {
    for (Console* e : {&console, &other}) {
      fillWithNoise(*e, session, block);
      // Just below what a strip itself is silenced for; 10 dB more is above.
      if (block == 40) std::fill_n(e->trackInput(0, 0), kBlockFrames, 9e14f);
      e->processBlock();
    }
    for (int n = 0; n < kBlockFrames; ++n) {
      ASSERT_TRUE(std::isfinite(console.mix(0)[n]));
      if (block == 40) {
        ASSERT_EQ(console.mix(0)[n], other.mix(0)[n]);
      }
    }
  }
  EXPECT_EQ(console.badBlocks(kBusTargets + 1), 1u);
  EXPECT_EQ(console.badStrips(), 1u);
}

TEST(Tempo, IsThatOfTheLastMarkNotBehind) {
  const std::vector<TempoMark> marks{{0, 90.0}, {1000, 120.0}, {2000, 61.5}};
  EXPECT_EQ(tempoAt(marks, -500), 90.0);
  EXPECT_EQ(tempoAt(marks, 999), 90.0);
  EXPECT_EQ(tempoAt(marks, 1000), 120.0);
  EXPECT_EQ(tempoAt(marks, 1'000'000'000'000), 61.5);
  EXPECT_EQ(tempoAt({}, 5), 120.0);
}

TEST(ReturnEffect, AReverbsPreDelayInNotesIsExactAndNoLongerThanItsLine) {
  ParamValues values;
  values[ParamId::ReverbTempoSync] = 1;
  const auto preDelayMs = [&](int note, NoteFeel feel, double bpm) {
    values[ParamId::ReverbNote] = note;
    values[ParamId::ReverbNoteFeel] = static_cast<double>(feel);
    return ReverbSettings::from(values, bpm, 48000).preDelayMs;
  };
  // A quarter lasts 60/bpm s; of a 1/4 at 120, 500 ms, only the half is within 250 ms.
  EXPECT_DOUBLE_EQ(preDelayMs(1, NoteFeel::Straight, 120), 62.5);
  EXPECT_DOUBLE_EQ(preDelayMs(2, NoteFeel::Dotted, 120), 187.5);
  EXPECT_NEAR(preDelayMs(2, NoteFeel::Triplet, 120), 125.0 * 2.0 / 3.0, 1000.0 / 48000.0);
  EXPECT_DOUBLE_EQ(preDelayMs(4, NoteFeel::Straight, 120), 250.0);
  EXPECT_DOUBLE_EQ(preDelayMs(6, NoteFeel::Straight, 60), 250.0);
}

}  // namespace
}  // namespace lathe::test
