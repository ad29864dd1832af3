// The equaliser's lanes: against a plain double reference, and against
// themselves with other neighbours.
#include "dsp/equaliser_bank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dsp/exact_filter.h"
#include "dsp/matched_filter.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::busy;
using dsp_test::busyAndDynamic;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;

/// The whole equaliser in double, direct form, from the published designs.
measure::Samples reference(const EqualiserSettings& s, double rate, const Lane& input) {
  std::vector<Biquad> chain;
  const bool exact = s.quality == EqualiserQuality::Exact;
  const auto w = [rate](double hz) {
    return 2.0 * measure::kPi * std::min(hz, 0.45 * rate) / rate;
  };
  const auto add = [&](const Biquad& matched, const AnalogueFilter& analogue, double hz) {
    const ExactFilter h = exactFilter(analogue, w(hz));
    chain.push_back(exact ? h.main : matched);
    if (exact) chain.push_back(h.rest);
  };
  const auto addPass = [&](const PassFilterSettings& pass, bool high) {
    if (!pass.on) return;
    const double hz = pass.freqHz, one = high ? 1.0 : 0.0, zero = 1.0 - one;
    const int orders[] = {1, 2, 3, 4, 6, 8};
    const int order = orders[static_cast<int>(pass.slope)];
    if (order % 2 == 1) {
      add(high ? highPassFirstOrder(w(hz)) : lowPassFirstOrder(w(hz)),
          {0.0, one, zero, 0.0, 1.0, 1.0}, hz);
    }
    for (int k = 0; k < order / 2; ++k) {
      // Butterworth: poles at equal angles.
      double q = 1.0 / (2.0 * std::cos(measure::kPi * (2 * k + 1 + order % 2) / (2.0 * order)));
      if (order == 2) q = pass.q;
      add(high ? highPassFilter(w(hz), q) : lowPassFilter(w(hz), q),
          {one, 0.0, zero, 1.0, 1.0 / q, 1.0}, hz);
    }
  };
  addPass(s.highPass, true);
  for (const BandSettings& b : s.band) {
    if (!b.on) continue;
    const double hz = b.freqHz, gain = b.gainDb * s.gainScalePercent / 100.0;
    const double a = std::pow(10.0, gain / 40.0), r = std::sqrt(a);
    const double shelf = r / std::min(2.0, std::max(0.3, b.q));
    if (b.type == BandType::Bell) {
      add(bellFilter(w(hz), gain, b.q), {1.0, a / b.q, 1.0, 1.0, 1.0 / (a * b.q), 1.0}, hz);
    } else if (b.type == BandType::LowShelf) {
      add(lowShelfFilter(w(hz), gain, r / shelf), {a, a * shelf, a * a, a, shelf, 1.0}, hz);
    } else if (b.type == BandType::HighShelf) {
      add(highShelfFilter(w(hz), gain, r / shelf), {a * a, a * shelf, a, 1.0, shelf, a}, hz);
    } else if (b.type == BandType::Notch) {
      add(notchFilter(w(hz), b.q), {1.0, 0.0, 1.0, 1.0, 1.0 / b.q, 1.0}, hz);
    } else if (b.type == BandType::BandPass) {
      add(bandPassFilter(w(hz), b.q), {0.0, 1.0 / b.q, 0.0, 1.0, 1.0 / b.q, 1.0}, hz);
    } else {
      chain.push_back(exactFirstOrder({0.0, a, 1.0, 0.0, 1.0, a}, w(hz)));
    }
  }
  addPass(s.lowPass, false);
  measure::Samples x(input.begin(), input.end());
  for (const Biquad& h : chain) {
    double x1 = 0.0, x2 = 0.0, y1 = 0.0, y2 = 0.0;
    for (double& v : x) {
      const double y = h.b0 * v + h.b1 * x1 + h.b2 * x2 - h.a1 * y1 - h.a2 * y2;
      x2 = x1;
      x1 = v;
      y2 = y1;
      y1 = y;
      v = y;
    }
  }
  for (double& v : x) v *= measure::fromDb(s.outputDb);
  return x;
}

TEST(EqualiserBank, EveryLaneEqualsThePlainReference) {
  constexpr int kFrames = 128 * 150;
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    for (int bankCount : {1, 2, 3, 5}) {
      std::vector<EqualiserBank> banks(static_cast<size_t>(bankCount));
      std::vector<EqualiserBank*> pointers;
      std::vector<std::vector<Lane>> input;
      int seed = bankCount;
      for (EqualiserBank& bank : banks) {
        bank.prepare(rate);
        input.emplace_back();
        for (int lane = 0; lane < kLanes; ++lane) {
          bank.setLane(lane, busy(seed), true);
          input.back().push_back(noiseLane(kFrames, 0.5, static_cast<uint32_t>(seed++)));
        }
        pointers.push_back(&bank);
      }
      const auto output = runBanks(pointers, input);
      seed = bankCount;
      double worst = -400.0;
      for (size_t b = 0; b < banks.size(); ++b) {
        for (size_t lane = 0; lane < kLanes; ++lane) {
          const measure::Samples want = reference(busy(seed++), rate, input[b][lane]);
          double error = 0.0, power = 0.0;
          for (size_t i = 0; i < want.size(); ++i) {
            const double e = static_cast<double>(output[b][lane][i]) - want[i];
            error += e * e;
            power += want[i] * want[i];
          }
          worst = std::max(worst, 10.0 * std::log10(error / power + 1e-40));
        }
      }
      measure::printFigure(
          ("difference from the double reference, " + std::to_string(static_cast<int>(rate)) +
           " Hz, banks " + std::to_string(bankCount))
              .c_str(),
          worst, "dB");
      // Coefficients rounded to float32 are part of it, most at high rates.
      EXPECT_LT(worst, -90.0) << rate;
    }
  }
}

/// A lane that moves a lot: everything changes every 9 blocks.
void stir(EqualiserBank& bank, int lane, int block) {
  if (block % 9 == 4) bank.setLane(lane, busyAndDynamic(block % 23), false);
}

TEST(EqualiserBank, ALaneDoesNotKnowItsNeighbours) {
  constexpr int kFrames = 128 * 90;
  const Lane x = noiseLane(kFrames, 0.5, 77);
  for (int lane = 0; lane < kLanes; ++lane) {
    for (bool moving : {false, true}) {
      EqualiserBank alone;
      alone.prepare(48000.0);
      alone.setLane(0, busyAndDynamic(4), true);
      const Lane want = runLane(alone, 0, x, [&](int block) {
        if (moving) stir(alone, 0, block);
      });
      std::vector<EqualiserBank> banks(3);
      std::vector<std::vector<Lane>> input;
      uint32_t seed = 1;
      for (EqualiserBank& bank : banks) {
        bank.prepare(48000.0);
        input.emplace_back();
        for (int l = 0; l < kLanes; ++l) {
          bank.setLane(l, busyAndDynamic(l + 1), true);
          input.back().push_back(noiseLane(kFrames, 0.7, seed++));
        }
      }
      banks[1].setLane(lane, busyAndDynamic(4), true);
      input[1][static_cast<size_t>(lane)] = x;
      const auto output =
          runBanks<EqualiserBank>({&banks[0], &banks[1], &banks[2]}, input, [&](int block) {
            stir(banks[0], 2, block + 3);
            stir(banks[1], (lane + 1) % kLanes, block + 1);
            if (moving) stir(banks[1], lane, block);
          });
      EXPECT_EQ(output[1][static_cast<size_t>(lane)], want)
          << "lane " << lane << (moving ? ", moving" : ", at rest");
    }
  }
}

TEST(EqualiserBank, RepackingIsInaudible) {
  constexpr int kFrames = 128 * 60;
  const Lane x = noiseLane(kFrames, 0.5, 9);
  EqualiserBank stays, from, to;
  for (EqualiserBank* bank : {&stays, &from, &to}) {
    bank->prepare(48000.0);
    bank->setLane(1, busyAndDynamic(4), true);
  }
  to.setLane(3, busyAndDynamic(6), true);
  const Lane want = runLane(stays, 1, x, [&](int block) { stir(stays, 1, block); });
  // Moved in block 25, in the middle of a glide.
  const size_t cut = 25 * kBlockFrames;
  Lane got =
      runLane(from, 1, Lane(x.begin(), x.begin() + cut), [&](int block) { stir(from, 1, block); });
  to.copyLane(2, from, 1);
  const Lane rest =
      runLane(to, 2, Lane(x.begin() + cut, x.end()), [&](int block) { stir(to, 2, block + 25); });
  got.insert(got.end(), rest.begin(), rest.end());
  EXPECT_EQ(got, want);
}

}  // namespace
}  // namespace lathe
