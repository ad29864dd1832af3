// Groups, returns and sends: what arrives where, at what level, and that a bus
// is a strip like any other. Expected sums are worked out in double here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

constexpr int kBlocks = 6;

Send makeSend(int bus, double levelDb, SendTapPoint tap = SendTapPoint::Post) {
  Send send;
  send.busIndex = bus;
  send.params[ParamId::SendLevelDb] = levelDb;
  send.params[ParamId::SendTap] = static_cast<double>(tap);
  return send;
}

double gainOf(double db) { return std::pow(10.0, db / 20); }

StereoTake mixOf(const Session& session, int blocks = kBlocks, const BeforeBlock& before = {}) {
  Console console;
  EXPECT_TRUE(console.prepare(session));
  return runNoise(console, session, blocks, before);
}

/// Worst |left − expected| in dB below the expected peak; `expected(frame)` is in double.
template <class Expected>
double worstDb(const StereoTake& take, Expected expected) {
  double worst = 1e-30;
  double peak = 1e-30;
  for (size_t n = 0; n < take.left.size(); ++n) {
    const double wanted = expected(static_cast<int64_t>(n));
    worst = std::max(worst, std::abs(static_cast<double>(take.left[n]) - wanted));
    peak = std::max(peak, std::abs(wanted));
  }
  return 20 * std::log10(worst / peak);
}

double noise(const Session& session, size_t track, int64_t frame) {
  return static_cast<double>(noiseSample(session.tracks[track].id, 0, frame));
}

TEST(ConsoleRouting, ATrackThroughUnityGroupsPassesUntouched) {
  Session session = makeSession(3);
  session.buses.push_back(makeBus("inner", BusKind::Group, 2));
  session.buses.push_back(makeBus("outer", BusKind::Group));
  session.tracks[1].strip.outputBus = 1;
  session.tracks[0].strip.params[ParamId::StripMute] = 1;
  session.tracks[2].strip.params[ParamId::StripMute] = 1;
  const StereoTake take = mixOf(session);
  for (size_t n = 0; n < take.left.size(); ++n) {
    ASSERT_EQ(take.left[n], noiseSample(session.tracks[1].id, 0, static_cast<int64_t>(n)));
    ASSERT_EQ(take.right[n], noiseSample(session.tracks[1].id, 1, static_cast<int64_t>(n)));
  }
}

TEST(ConsoleRouting, AGroupScalesTheSumOfWhatFeedsIt) {
  Session session = makeSession(12);
  session.buses.push_back(makeBus("drums", BusKind::Group));
  session.buses[1].strip.params[ParamId::FaderGainDb] = -7.5;
  for (size_t i = 0; i < 12; i += 2) session.tracks[i].strip.outputBus = 1;
  const StereoTake take = mixOf(session);
  const double error = worstDb(take, [&](int64_t frame) {
    double sum = 0;
    for (size_t i = 0; i < 12; ++i) {
      sum += noise(session, i, frame) * (i % 2 == 0 ? gainOf(-7.5) : 1.0);
    }
    return sum;
  });
  printFigure("12 tracks, six through a group, worst error to double", error, "dB of peak");
  EXPECT_LT(error, -135);
}

TEST(ConsoleRouting, SendsTapAfterTheFaderBeforeItAndBeforeTheStages) {
  for (const SendTapPoint tap : {SendTapPoint::Post, SendTapPoint::Pre, SendTapPoint::Input}) {
    Session session = makeSession(1);
    session.tracks[0].channels = 2;
    ParamValues& params = session.tracks[0].strip.params;
    params[ParamId::FaderGainDb] = -10;
    params[ParamId::TrimGainDb] = 6;
    // A make-up that cannot compress: a pure gain inside the stages.
    params[ParamId::CompOn] = 1;
    params[ParamId::CompRatio] = 1;
    params[ParamId::CompMakeUpDb] = 4;
    session.buses.push_back(makeBus("room", BusKind::Return));
    session.tracks[0].strip.sends = {makeSend(1, -3, tap)};
    const double staged = gainOf(6 + 4);
    const double sent = tap == SendTapPoint::Post  ? staged * gainOf(-10)
                        : tap == SendTapPoint::Pre ? staged
                                                   : gainOf(6);
    const double error = worstDb(mixOf(session), [&](int64_t frame) {
      return noise(session, 0, frame) * (staged * gainOf(-10) + sent * gainOf(-3));
    });
    printFigure("a send's level, worst error to double", error, "dB of peak");
    EXPECT_LT(error, -130) << static_cast<int>(tap);
  }
}

TEST(ConsoleRouting, MuteSilencesEverySendAndASendCanBeOff) {
  for (const bool viaMute : {true, false}) {
    Session session = makeSession(1);
    session.buses.push_back(makeBus("room", BusKind::Return));
    session.buses.push_back(makeBus("hall", BusKind::Return));
    session.tracks[0].strip.sends = {makeSend(1, 0, SendTapPoint::Pre),
                                     makeSend(2, 0, SendTapPoint::Input)};
    session.tracks[0].strip.params[ParamId::FaderGainDb] = kSilenceDb;
    if (viaMute) session.tracks[0].strip.params[ParamId::StripMute] = 1;
    for (Send& send : session.tracks[0].strip.sends) {
      if (!viaMute) send.params[ParamId::SendOn] = 0;
    }
    const StereoTake take = mixOf(session);
    for (const float sample : take.left) ASSERT_EQ(sample, 0.0f);
  }
}

TEST(ConsoleRouting, ASendFollowsThePanOrHasItsOwn) {
  Session session = makeSession(1);  // mono
  session.sessionParams[ParamId::SessionPanLaw] = static_cast<double>(PanLaw::Linear);
  session.tracks[0].strip.params[ParamId::PanPosition] = 100;
  session.tracks[0].strip.params[ParamId::FaderGainDb] = kSilenceDb;
  session.buses.push_back(makeBus("room", BusKind::Return));
  session.tracks[0].strip.sends = {makeSend(1, 0, SendTapPoint::Pre)};
  const StereoTake follows = mixOf(session);
  for (const float sample : follows.left) ASSERT_EQ(sample, 0.0f);
  session.tracks[0].strip.sends[0].params[ParamId::SendPanOwn] = 1;
  session.tracks[0].strip.sends[0].params[ParamId::SendPanPosition] = -100;
  const StereoTake own = mixOf(session);
  for (size_t n = 0; n < own.left.size(); ++n) {
    ASSERT_EQ(own.left[n], noiseSample(session.tracks[0].id, 0, static_cast<int64_t>(n)));
    ASSERT_EQ(own.right[n], 0.0f);
  }
}

TEST(ConsoleRouting, AGroupsStagesAreATracksStages) {
  Session direct = makeSession(1);
  direct.tracks[0].channels = 2;
  Session grouped = direct;
  setBusyStages(direct.tracks[0].strip.params, 3);
  grouped.buses.push_back(makeBus("all", BusKind::Group));
  grouped.tracks[0].strip.outputBus = 1;
  setBusyStages(grouped.buses[1].strip.params, 3);
  EXPECT_EQ(firstDifference(mixOf(direct, 40), mixOf(grouped, 40)), -1);
  Session onMix = makeSession(1);
  onMix.tracks[0].channels = 2;
  setBusyStages(onMix.buses[0].strip.params, 3);
  EXPECT_EQ(firstDifference(mixOf(direct, 40), mixOf(onMix, 40)), -1);
}

Session tangledSession() {
  Session session = makeSession(40);
  session.buses.push_back(makeBus("g-drums", BusKind::Group, 3));
  session.buses.push_back(makeBus("g-bass", BusKind::Group, 3));
  session.buses.push_back(makeBus("g-rhythm", BusKind::Group));
  session.buses.push_back(makeBus("r-room", BusKind::Return));
  session.buses.push_back(makeBus("r-echo", BusKind::Return, 2));
  session.buses[1].strip.sends = {makeSend(4, -12)};
  for (size_t i = 0; i < session.tracks.size(); ++i) {
    StripDocument& strip = session.tracks[i].strip;
    strip.outputBus = i % 4 == 3 ? 0 : static_cast<int>(i % 4) + 1;
    strip.sends = {makeSend(4, -6 - static_cast<double>(i % 5)),
                   makeSend(5, -20, static_cast<SendTapPoint>(i % 3))};
    if (i % 3 == 0) setBusyStages(strip.params, static_cast<int>(i));
  }
  for (size_t bus = 0; bus < session.buses.size(); bus += 2) {
    setBusyStages(session.buses[bus].strip.params, static_cast<int>(bus));
  }
  return session;
}

TEST(ConsoleRouting, ScreenOrderOfTracksAndBusesChangesNoBit) {
  const Session session = tangledSession();
  Session shuffled = session;
  std::reverse(shuffled.tracks.begin(), shuffled.tracks.end());
  // Buses 1…5 in another order, and every reference with them.
  const int place[] = {0, 5, 3, 1, 2, 4};
  for (size_t bus = 0; bus < 6; ++bus) {
    shuffled.buses[static_cast<size_t>(place[bus])] = session.buses[bus];
  }
  const auto renumber = [&](StripDocument& strip) {
    strip.outputBus = place[strip.outputBus];
    for (Send& send : strip.sends) send.busIndex = place[send.busIndex];
  };
  for (Track& track : shuffled.tracks) renumber(track.strip);
  for (Bus& bus : shuffled.buses) renumber(bus.strip);
  EXPECT_EQ(firstDifference(mixOf(session, 30), mixOf(shuffled, 30)), -1);
}

TEST(ConsoleRouting, ParametersOfBusesAndSendsMoveWhilePlaying) {
  Session session = makeSession(2);
  session.buses.push_back(makeBus("all", BusKind::Group));
  session.buses.push_back(makeBus("room", BusKind::Return));
  for (Track& track : session.tracks) {
    track.strip.outputBus = 1;
    track.strip.sends = {makeSend(2, kSilenceDb)};
  }
  const StereoTake take = mixOf(session, 40, [](Console& console, int block) {
    if (block != 10) return;
    console.setParam(kBusTargets + 1, ParamId::FaderGainDb, -6);
    console.setParam(kSendTargets + 1, ParamId::SendLevelDb, -12);
    console.setParam(kSendTargets + 2, ParamId::SendLevelDb, 0);  // there are two sends
    console.setParam(kBusTargets + 3, ParamId::FaderGainDb, 0);   // and three buses
    console.setParam(kBusTargets + 1, ParamId::SendLevelDb, 0);
    EXPECT_EQ(console.ignoredCommands(), 3u);
  });
  for (const size_t n : {size_t{300}, size_t{36 * kBlockFrames}}) {
    const auto frame = static_cast<int64_t>(n);
    const double both = noise(session, 0, frame) + noise(session, 1, frame);
    const double expected =
        n < 10 * kBlockFrames ? both : both * gainOf(-6) + noise(session, 1, frame) * gainOf(-12);
    EXPECT_NEAR(static_cast<double>(take.left[n]), expected, 1e-6) << n;
  }
}

TEST(ConsoleRouting, SoloKeepsAChildsGroupsOpenAndAGroupsChildrenHeard) {
  Session session = makeSession(4);
  session.buses.push_back(makeBus("inner", BusKind::Group, 2));
  session.buses.push_back(makeBus("outer", BusKind::Group));
  session.buses.push_back(makeBus("room", BusKind::Return));
  session.tracks[0].strip.outputBus = 1;
  session.tracks[1].strip.outputBus = 2;
  session.tracks[2].strip.sends = {makeSend(3, 0, SendTapPoint::Pre)};
  Console console;
  ASSERT_TRUE(console.prepare(session));
  const auto heard = [&] {
    std::string text;
    for (int track = 0; track < 4; ++track) text += console.isAudible(track) ? '1' : '0';
    for (int bus = 0; bus < 4; ++bus) text += console.isAudible(kBusTargets + bus) ? '1' : '0';
    return text;
  };
  EXPECT_EQ(heard(), "11111111");
  console.setSolo(0, true);
  EXPECT_EQ(heard(), "10001111");
  console.setSolo(0, false);
  console.setSolo(kBusTargets + 2, true);  // outer: hears inner and both children
  EXPECT_EQ(heard(), "11001111");
  console.setSolo(kBusTargets + 2, false);
  console.setSolo(3, true);
  EXPECT_EQ(heard(), "00011001");
  console.setSolo(3, false);
  console.setSolo(kBusTargets + 3, true);  // a return: only what is sent to it
  EXPECT_EQ(heard(), "00001001");
  const StereoTake take = runNoise(console, session, 20);
  for (size_t n = 12 * kBlockFrames; n < take.left.size(); ++n) {
    ASSERT_EQ(take.left[n], noiseSample(session.tracks[2].id, 0, static_cast<int64_t>(n)));
  }
  console.setSolo(kBusTargets, true);
  EXPECT_EQ(console.ignoredCommands(), 1u);
}

TEST(ConsoleRouting, LoopsAndBusesThatAreNotThereAreRefused) {
  Session session = makeSession(2);
  session.buses.push_back(makeBus("a", BusKind::Group, 2));
  session.buses.push_back(makeBus("b", BusKind::Group, 1));
  Console console;
  EXPECT_FALSE(console.prepare(session));
  session.buses[2].strip.outputBus = 0;
  EXPECT_TRUE(console.prepare(session));
  session.tracks[1].strip.sends = {makeSend(3, 0)};
  EXPECT_FALSE(console.prepare(session));
}

}  // namespace
}  // namespace lathe::test
