// The file is the song at the file's rate: as long, in its place, and the same
// samples whatever the chunks.
#include "delivery_runner.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"

namespace lathe::delivery_test {
namespace {

Stereo tones(int rate, int frames, int hzLeft, int hzRight, double amplitude) {
  Stereo s;
  for (int i = 0; i < frames; ++i) {
    const double t = 2.0 * measure::kPi * i / rate;
    s.left.push_back(amplitude * std::sin(hzLeft * t));
    s.right.push_back(amplitude * std::sin(hzRight * t));
  }
  return s;
}

TEST(DeliveryPass, EqualRatesPassToTheBitAndAreNotLimited) {
  const Stereo song = measure::programme(44100.0, 0.5, 1);
  const Stereo file = deliver(song, {44100, 44100, 2, 0, -30.0}, 1000);
  EXPECT_EQ(file.left, song.left);
  EXPECT_EQ(file.right, song.right);
}

TEST(DeliveryPass, UnderTheCeilingEveryFrameLiesWhereItDidInTheSong) {
  for (const auto& [from, to] : {std::pair{44100, 48000}, {48000, 44100}, {96000, 44100}}) {
    const int frames = from / 4 + 77;
    double limitedDb = 0.0;
    const Stereo file =
        deliver(tones(from, frames, 997, 6000, 0.5), {from, to, 2, 0, -1.0}, 3000, &limitedDb);
    EXPECT_EQ(limitedDb, 0.0);
    const auto expected =
        static_cast<size_t>((2LL * frames * to + from) / (2LL * from));  // to the nearest frame
    ASSERT_EQ(file.left.size(), expected);
    const Stereo ideal = tones(to, static_cast<int>(expected), 997, 6000, 0.5);
    double worst = 0.0;
    // Where the tone begins and ends abruptly the filter rings, as it must.
    for (size_t i = 1500; i + 1500 < expected; ++i) {
      worst = std::max({worst, std::abs(file.left[i] - ideal.left[i]),
                        std::abs(file.right[i] - ideal.right[i])});
    }
    measure::printFigure(("delivered tones against closed form, " + std::to_string(from) + " to " +
                          std::to_string(to))
                             .c_str(),
                         measure::toDb(worst), "dBFS");
    EXPECT_LT(measure::toDb(worst), -130.0);
  }
}

TEST(DeliveryPass, ChunksLeaveNoTraceWhereItLimits) {
  const Stereo song = measure::programme(48000.0, 0.7, 2);
  const DeliveryFormat format{48000, 44100, 2, 0, -16.0};
  double limitedDb = 0.0;
  const Stereo whole = deliver(song, format, 1 << 16, &limitedDb);
  EXPECT_GT(limitedDb, 3.0);
  for (const int chunk : {1, 127, 128, 5000}) {
    const Stereo file = deliver(song, format, chunk);
    EXPECT_EQ(file.left, whole.left) << chunk;
    EXPECT_EQ(file.right, whole.right) << chunk;
  }
  EXPECT_LE(measure::truePeak16xDb(whole.left, whole.right), -16.0 + 0.05);
}

TEST(DeliveryPass, MonoIsWhatBothSidesOfStereoWouldBe) {
  Stereo song = measure::programme(44100.0, 0.4, 3);
  song.right = song.left;
  const Stereo stereo = deliver(song, {44100, 48000, 2, 0, -10.0});
  const Stereo mono = deliver(song, {44100, 48000, 1, 0, -10.0});
  EXPECT_EQ(mono.left, stereo.left);
}

TEST(DeliveryPass, RefusesWhatItCannotConvert) {
  DeliveryPass pass;
  EXPECT_EQ(pass.prepare({48000, 7000, 2, 1000, {}}, 128), RateRefusal::OutOfRange);
  EXPECT_TRUE(pass.done());
  EXPECT_EQ(pass.prepare({48000, 47999, 2, 1000, {}}, 128), RateRefusal::RatioTooFine);
  EXPECT_EQ(pass.process(nullptr, 0), 0);
}

TEST(DeliveryPass, AMasterThatEndsEarlyIsContinuedAsSilence) {
  DeliveryPass pass;
  ASSERT_EQ(pass.prepare({48000, 48000, 2, 1000, {}}, 128), RateRefusal::None);
  const std::vector<double> ones(128, 1.0);
  const double* const in[] = {ones.data(), ones.data()};
  Stereo file;
  for (int count = 128; !pass.done(); count = 0) {
    const int made = pass.process(in, count);
    append(file, pass.output(0), pass.output(1), made);
  }
  ASSERT_EQ(file.left.size(), 1000u);
  EXPECT_EQ(file.left[127], 1.0);
  EXPECT_EQ(*std::max_element(file.left.begin() + 128, file.left.end()), 0.0);
}

TEST(MasterCeiling, IsThatOfLimiterAndTrimAtTheirHighest) {
  Session session;
  EXPECT_FALSE(masterCeilingDbtp(session).has_value());
  session.masterParams[ParamId::LimiterOn] = 1.0;
  session.masterParams[ParamId::LimiterCeilingDbtp] = -0.5;
  session.masterParams[ParamId::MasterTrimDb] = -3.0;
  EXPECT_DOUBLE_EQ(masterCeilingDbtp(session).value(), -3.5);
  session.automation.push_back(
      {AutomationTarget::Master, -1, 0, ParamId::MasterTrimDb, {{0, -6.0}, {500, -2.0}}});
  EXPECT_DOUBLE_EQ(masterCeilingDbtp(session).value(), -2.5);
}

}  // namespace
}  // namespace lathe::delivery_test
