// Conversion as a stream: lengths, chunks, ends, refused rates, bad input.
#include <limits>

#include "rate_runner.h"

namespace lathe {
namespace {

using namespace rates_test;

TEST(RateStream, ChunksLeaveNoTrace) {
  const Samples left = measure::noise(20011, 0.5, 1), right = measure::noise(20011, 0.5, 2);
  for (const Pair rates :
       {Pair{96000, 44100}, Pair{48000, 44100}, Pair{44100, 48000}, Pair{44100, 192000}}) {
    const auto whole = convert({left, right}, rates, 8192);
    for (const int chunk : {1, 17, 441}) {
      EXPECT_EQ(convert({left, right}, rates, chunk), whole) << rates.in << ", " << chunk;
    }
    EXPECT_EQ(convert(left, rates, 17), convert(left, rates, 8192));
  }
}

// A file that starts or ends in the middle of a sound comes out as it would with silence around it,
// though several filters ring into one another.
TEST(RateStream, EndsAreThoseOfAFileWithSilenceAround) {
  const Samples x = measure::noise(6000, 0.5, 6);
  for (const Pair rates :
       {Pair{96000, 44100}, Pair{48000, 44100}, Pair{44100, 192000}, Pair{192000, 22050}}) {
    const auto pad = static_cast<size_t>(rates.in / 10);  // whole frames at either rate
    const size_t padOut = pad * static_cast<size_t>(rates.out) / static_cast<size_t>(rates.in);
    Samples padded(pad);
    padded.insert(padded.end(), x.begin(), x.end());
    padded.resize(padded.size() + pad);
    const Samples y = convert(x, rates), inSilence = convert(padded, rates);
    ASSERT_GT(inSilence.size(), padOut + y.size());
    const auto from = inSilence.begin() + static_cast<ptrdiff_t>(padOut);
    EXPECT_EQ(y, Samples(from, from + static_cast<ptrdiff_t>(y.size()))) << rates.in;
  }
}

TEST(RateStream, MonoIsEachSideOfStereo) {
  const Samples left = measure::noise(5000, 0.5, 1), right = measure::noise(5000, 0.5, 2);
  const auto both = convert({left, right}, {96000, 44100});
  EXPECT_EQ(both[0], convert(left, {96000, 44100}));
  EXPECT_EQ(both[1], convert(right, {96000, 44100}));
}

TEST(RateStream, EqualRatesPassToTheBit) {
  const std::vector<Samples> x = {measure::noise(1000, 2.0, 1), measure::noise(1000, 1e-300, 2)};
  EXPECT_EQ(convert(x, {44100, 44100}, 64), x);
}

TEST(RateStream, LengthIsThatOfTheInputToTheNearestFrame) {
  for (const Pair rates : {Pair{96000, 44100}, Pair{44100, 48000}, Pair{22050, 192000},
                           Pair{192000, 22050}, Pair{48000, 47952}}) {
    for (const int frames : {1, 2, 3, 100, 441, 12345}) {
      const Samples y = convert(Samples(static_cast<size_t>(frames), 0.25), rates, 1000);
      const double exact = static_cast<double>(frames) * rates.out / rates.in;
      EXPECT_EQ(static_cast<double>(y.size()), std::floor(exact + 0.5))
          << rates.in << " " << frames;
    }
    EXPECT_TRUE(convert(Samples(), rates).empty());
  }
}

TEST(RateStream, EveryPairOfUsualRatesIsConvertedAndWhatIsTooFineRefused) {
  int64_t largest = 0;
  for (const int in : kUsualRates) {
    for (const int out : kUsualRates) {
      const RatePlan plan = planRates(in, out);
      EXPECT_EQ(plan.refusal, RateRefusal::None) << in << " to " << out;
      EXPECT_EQ(plan.stages.empty(), in == out);
      for (const RateStage& stage : plan.stages) {
        largest = std::max(largest, PhaseTable::coefficients(stage));
      }
    }
  }
  measure::printFigure("largest table of the usual rates",
                       static_cast<double>(largest * 8) / 1024.0, "KiB");
  EXPECT_EQ(planRates(48000, 47952).refusal, RateRefusal::None);
  EXPECT_EQ(planRates(44100, 48001).refusal, RateRefusal::RatioTooFine);
  EXPECT_EQ(planRates(7999, 48000).refusal, RateRefusal::OutOfRange);
  EXPECT_EQ(planRates(48000, 384001).refusal, RateRefusal::OutOfRange);
  RateConverter converter;
  EXPECT_FALSE(converter.prepare(44100, 48001, 2, 128));
}

TEST(RateStream, ResetIsAFreshStart) {
  const Samples x = measure::noise(3000, 0.5, 3);
  RateConverter converter;
  ASSERT_TRUE(converter.prepare(96000, 44100, 1, 3000));
  Samples first(static_cast<size_t>(converter.maxOutputFrames())), second = first;
  const double* from[] = {x.data()};
  double* to[] = {first.data()};
  const int frames = converter.process(from, 3000, to);
  converter.reset();
  to[0] = second.data();
  EXPECT_EQ(converter.process(from, 3000, to), frames);
  EXPECT_EQ(first, second);
}

TEST(RateStream, WhatIsNotANumberCountsAsSilence) {
  Samples clean = measure::noise(4000, 0.5, 4), dirty = clean;
  const double bad[] = {std::numeric_limits<double>::quiet_NaN(),
                        std::numeric_limits<double>::infinity(), 5e-324};
  for (size_t i = 0; i < 3; ++i) {
    clean[1000 + i] = 0.0;
    dirty[1000 + i] = bad[i];
  }
  EXPECT_EQ(convert(dirty, {48000, 44100}), convert(clean, {48000, 44100}));
}

// Programme-like: 300 partials up to 20 kHz, falling by 3 dB an octave, with random phases.
TEST(RateStream, ThereAndBackLeavesTheProgrammeAlone) {
  constexpr int kFrames = 30000;
  const Samples random = measure::noise(600, 1.0, 5);
  Samples x(kFrames);
  for (size_t k = 0; k < 300; ++k) {
    const double hz = 40.0 * std::pow(500.0, (static_cast<double>(k) + 1.0) / 300.0);
    const double w = 2.0 * measure::kPi * hz / 44100.0, phase = measure::kPi * random[2 * k];
    for (int i = 0; i < kFrames; ++i) {
      x[static_cast<size_t>(i)] += 0.02 * std::sin(w * i + phase);
    }
  }
  const Samples back = convert(convert(x, {44100, 48000}), {48000, 44100});
  ASSERT_EQ(back.size(), x.size());
  Samples difference(x.size());
  for (size_t i = 0; i < x.size(); ++i) difference[i] = back[i] - x[i];
  const double db = rmsDb(difference, 2000) - rmsDb(x, 2000);
  measure::printFigure("44.1 to 48 kHz and back, null", db, "dB");
  EXPECT_LT(db, -100.0);
}

}  // namespace
}  // namespace lathe
