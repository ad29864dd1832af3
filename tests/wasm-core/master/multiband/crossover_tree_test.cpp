// The crossover tree against the analytic Linkwitz-Riley filters (bilinear).
#include "master/multiband/crossover_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>

#include "measure/figures.h"
#include "wasm-core/master/stereo_runner.h"

namespace {

using lathe::BandBlocks;
using lathe::Crossovers;
using lathe::CrossoverTree;
using lathe::f64x2;
using lathe::kBlockFrames;
using lathe::kMaxBands;
using measure::printFigure;
using measure::Samples;

/// A tree as a stage: its bands' left sides, and their sum.
struct Bands {
  std::array<Samples, kMaxBands> band;
  Samples sum;
};
Bands run(CrossoverTree& tree, const Samples& x, const std::function<void(int)>& before = {}) {
  Bands out;
  auto bands = std::make_unique<BandBlocks>();
  for (size_t at = 0; at + kBlockFrames <= x.size(); at += kBlockFrames) {
    if (before) before(static_cast<int>(at / kBlockFrames));
    for (int i = 0; i < kBlockFrames; ++i) {
      (*bands)[0][i] = f64x2::make(x[at + static_cast<size_t>(i)], 0.0);
    }
    const int count = tree.process(*bands);
    for (int i = 0; i < kBlockFrames; ++i) {
      double sum = 0.0;
      for (int b = 0; b < kMaxBands; ++b) {
        const double y = b < count ? (*bands)[static_cast<size_t>(b)][i].first() : 0.0;
        out.band[static_cast<size_t>(b)].push_back(y);
        sum += y;
      }
      out.sum.push_back(sum);
    }
  }
  return out;
}

Bands impulseOf(int bands, const Crossovers& hz, double rate, size_t frames = 32768) {
  CrossoverTree tree;
  tree.prepare(rate);
  tree.set(bands, hz, true);
  Samples x(frames, 0.0);
  x[0] = 1.0;
  return run(tree, x);
}

std::complex<double> responseAt(const Samples& h, double hz, double rate) {
  const std::complex<double> turn = std::polar(1.0, -2.0 * measure::kPi * hz / rate);
  std::complex<double> sum = 0.0;
  for (size_t i = h.size(); i-- > 0;) sum = sum * turn + h[i];
  return sum;
}

/// |LR4| of the bilinear prototype; the low-pass is what is left to 1.
double highGain(double hz, double corner, double rate) {
  const double w = std::tan(measure::kPi * hz / rate) / std::tan(measure::kPi * corner / rate);
  return std::pow(w, 4) / (1.0 + std::pow(w, 4));
}

const Crossovers kWide{120.0, 700.0, 2500.0, 9000.0};

TEST(CrossoverTree, TheBandsAddUpFlat) {
  double worst = 0.0;
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (int bands = 2; bands <= kMaxBands; ++bands) {
      for (const Crossovers& hz : {kWide, Crossovers{60.0, 80.0, 110.0, 17000.0}}) {
        const Samples sum = impulseOf(bands, hz, rate).sum;
        for (double f = 10.0; f < 0.49 * rate; f *= 1.43) {
          worst = std::max(worst, std::fabs(measure::toDb(std::abs(responseAt(sum, f, rate)))));
        }
      }
    }
  }
  printFigure("bands' sum, 10 Hz to 0.49 fs, worst", worst * 1e9, "1e-9 dB");
  EXPECT_LT(worst, 1e-9);
}

TEST(CrossoverTree, EachBandIsItsLinkwitzRileyFilters) {
  double worst = 0.0;
  for (const double rate : {44100.0, 192000.0}) {
    for (int bands = 2; bands <= kMaxBands; ++bands) {
      const Bands out = impulseOf(bands, kWide, rate);
      for (double f = 20.0; f < 0.45 * rate; f *= 1.7) {
        double above = 1.0;
        for (int b = 0; b < bands; ++b) {
          const size_t at = static_cast<size_t>(b);
          const double split = b < bands - 1 ? highGain(f, kWide[at], rate) : 0.0;
          const double want = above * (1.0 - split);
          above *= split;
          if (want < 1e-5) continue;
          const double got = std::abs(responseAt(out.band[at], f, rate));
          worst = std::max(worst, std::fabs(measure::toDb(got / want)));
        }
      }
    }
  }
  printFigure("each band against its analytic filters, worst above -100 dB", worst * 1e6,
              "1e-6 dB");
  EXPECT_LT(worst, 1e-6);
}

TEST(CrossoverTree, BandsAreSixDbDownAtTheirEdgeFallBy24AndAreInPhase) {
  const double rate = 192000.0;
  double worstEdge = 0.0, worstPhase = 0.0;
  for (const double edge : {20.0, 120.0, 1000.0, 2500.0, 18000.0}) {
    const Bands out = impulseOf(2, {edge}, rate, 131072);
    for (size_t b : {0u, 1u}) {
      const double db = measure::toDb(std::abs(responseAt(out.band[b], edge, rate)));
      worstEdge = std::max(worstEdge, std::fabs(db + 20.0 * std::log10(2.0)));
    }
    for (double f = edge / 4.0; f < std::min(4.0 * edge, 0.45 * rate); f *= 1.3) {
      const auto ratio = responseAt(out.band[0], f, rate) / responseAt(out.band[1], f, rate);
      worstPhase = std::max(worstPhase, std::fabs(std::arg(ratio)));
    }
  }
  printFigure("band's edge, worst distance from -6.0206 dB", worstEdge * 1e9, "1e-9 dB");
  printFigure("neighbours' phases, worst difference", worstPhase * 1e6, "1e-6 rad");
  EXPECT_LT(worstEdge, 1e-7);
  EXPECT_LT(worstPhase, 1e-6);
  const Bands out = impulseOf(2, {1000.0}, rate);
  const auto slope = [&](size_t band, double f, double g) {
    return measure::toDb(std::abs(responseAt(out.band[band], f, rate)) /
                         std::abs(responseAt(out.band[band], g, rate)));
  };
  printFigure("high band, 125 over 62.5 Hz", slope(1, 125.0, 62.5), "dB/oct");
  printFigure("low band, 4 over 8 kHz", slope(0, 4000.0, 8000.0), "dB/oct");
  EXPECT_NEAR(slope(1, 125.0, 62.5), 24.08, 0.02);
  EXPECT_NEAR(slope(0, 4000.0, 8000.0), 24.08, 0.3);  // bilinear: a little steeper
}

TEST(CrossoverTree, CrossoversKeepTheirOrderAndTheirDistance) {
  for (const Crossovers& asked :
       {Crossovers{5000.0, 200.0, 100.0, 50.0}, Crossovers{1.0, 2.0, 3.0, 1e9},
        Crossovers{17999.0, 18000.0, 18000.0, 18000.0}, Crossovers{NAN, INFINITY, -1.0, 400.0}}) {
    for (int bands = 2; bands <= kMaxBands; ++bands) {
      const Crossovers hz = lathe::orderedCrossovers(asked, bands, 44100.0);
      for (size_t i = 0; i + 1 < static_cast<size_t>(bands); ++i) {
        EXPECT_GE(hz[i], 20.0);
        EXPECT_LE(hz[i], 18000.0 * (1 + 1e-12));
        if (i == 0) continue;
        EXPECT_GE(hz[i] / hz[i - 1], std::cbrt(2.0) * (1 - 1e-12));
      }
    }
  }
  // What is in order stays.
  EXPECT_EQ(lathe::orderedCrossovers(kWide, 5, 48000.0), kWide);
}

TEST(CrossoverTree, OneBandIsTheInputToTheBit) {
  CrossoverTree tree;
  tree.prepare(48000.0);
  const Samples x = measure::noise(1280, 1.0, 3);
  EXPECT_EQ(run(tree, x).sum, x);
  EXPECT_TRUE(tree.whole());
}

Samples sine(double hz, double rate, int frames) {
  Samples x;
  measure::appendSine(x, rate, hz, -6.0, frames / rate);
  return x;
}

TEST(CrossoverTree, MovingCrossoversDoNotClick) {
  // Both crossovers are thrown from end to end through tones.
  for (const double hz : {60.0, 1000.0, 5000.0}) {
    CrossoverTree tree;
    tree.prepare(48000.0);
    tree.set(3, {20.0, 300.0}, true);
    const Samples x = sine(hz, 48000.0, 38400);
    const Bands out = run(tree, x, [&](int block) {
      if (block >= 100 && block < 200 && block % 15 == 0) {
        tree.set(3, block % 2 ? Crossovers{20.0, 300.0} : Crossovers{6000.0, 18000.0}, false);
      }
    });
    const double step = [&] {
      double largest = 0.0;
      for (size_t i = 9600; i < out.sum.size(); ++i) {
        largest = std::max(largest, std::fabs(out.sum[i] - out.sum[i - 1]));
      }
      return largest;
    }();
    const double tone = 2.0 * std::sin(measure::kPi * hz / 48000.0) * measure::fromDb(-6.0);
    const double corner = master_test::sharpestCorner(out.sum, 9600, out.sum.size());
    const std::string name = std::to_string(static_cast<int>(hz)) + " Hz while crossovers fly: ";
    printFigure((name + "largest step over the tone's").c_str(), step / tone, "");
    printFigure((name + "sharpest corner over the tone's").c_str(),
                corner / (tone * tone / measure::fromDb(-6.0)), "");
    printFigure((name + "sharpest corner").c_str(), measure::toDb(corner), "dBFS");
    // The phase that turns bends the tone's pitch; a click would be hundreds of times its step.
    EXPECT_LT(step, 1.4 * tone + 0.01);
    EXPECT_LT(corner, tone * tone / 0.5 * 2.0 + 0.0005);
    // Flat again when it has come to rest.
    const auto tail = out.sum.end() - 960;
    EXPECT_NEAR(*std::max_element(tail, out.sum.end()), measure::fromDb(-6.0), 0.003);
  }
}

TEST(CrossoverTree, AnotherNumberOfBandsFadesIn) {
  CrossoverTree tree;
  tree.prepare(48000.0);
  tree.set(2, kWide, true);
  const Samples x = sine(500.0, 48000.0, 48000);
  const Bands out = run(tree, x, [&](int block) {
    if (block == 100) tree.set(5, kWide, false);
    if (block == 200) tree.set(1, kWide, false);
    if (block == 204) tree.set(4, kWide, false);
  });
  const double tone = 2.0 * std::sin(measure::kPi * 500.0 / 48000.0) * measure::fromDb(-6.0);
  const double corner = master_test::sharpestCorner(out.sum, 9600, out.sum.size());
  printFigure("bands 2, 5, 1, 4 at 500 Hz: sharpest corner over the tone's",
              corner / (tone * tone / measure::fromDb(-6.0)), "");
  EXPECT_LT(corner, 1.5 * tone * tone / measure::fromDb(-6.0));
  EXPECT_EQ(out.band[4].back(), 0.0);
  EXPECT_GT(std::fabs(out.band[4][190 * 128]), 0.0);
}

}  // namespace
