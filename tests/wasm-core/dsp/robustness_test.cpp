// What must hold whatever arrives: NaN, infinities, denormals, huge levels, any
// rate; and the same input gives the same bits, run after run, machine after
// machine.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "bank_runner.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runLane;

EqualiserSettings fullEqualiser() {
  EqualiserSettings s;
  s.highPass = {true, 80.0, FilterSlope::Db48, 0.7};
  s.lowPass = {true, 9000.0, FilterSlope::Db36, 0.7};
  const BandType types[] = {BandType::LowShelf, BandType::Bell, BandType::Bell,
                            BandType::Notch,    BandType::Bell, BandType::HighShelf};
  for (size_t i = 0; i < kEqBands; ++i) {
    s.band[i] = {true, types[i], 100.0 * std::pow(2.5, static_cast<double>(i)), i % 2 ? 9.0 : -9.0,
                 2.0};
  }
  return s;
}

CompressorSettings fullCompressor(Detector detector) {
  return {-30.0, 4.0, 6.0, 5.0, 80.0, 6.0, detector};
}

void expectFinite(const Lane& x, const char* what) {
  for (float v : x) {
    ASSERT_TRUE(std::isfinite(v)) << what;
  }
}

TEST(Robustness, ALaneHealsAfterNanAndInfinity) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  for (float bad : {nan, inf, -inf, 3.4e38f}) {
    EqualiserBank eq;
    eq.prepare(48000.0);
    eq.setLane(0, fullEqualiser(), true);
    Lane x = noiseLane(128 * 4, 0.5, 1);
    x[200] = bad;
    runLane(eq, 0, x);
    const Lane after = noiseLane(128 * 200, 0.5, 2);
    const Lane y = runLane(eq, 0, after);
    expectFinite(y, "equaliser");
    for (Detector detector : {Detector::Punch, Detector::Smooth}) {
      CompressorBank comp;
      comp.prepare(48000.0);
      comp.setLane(0, fullCompressor(detector), true);
      runLane(comp, 0, x);
      const Lane z = runLane(comp, 0, noiseLane(48000 * 2, 0.5, 2));
      expectFinite(z, "compressor");
      EXPECT_GT(std::fabs(z.back()), 1e-6f) << "the compressor stays shut";
    }
  }
}

TEST(Robustness, ABadLaneLeavesItsNeighboursAlone) {
  const Lane x = noiseLane(128 * 30, 0.5, 3);
  EqualiserBank clean, beside;
  CompressorBank cleanComp, besideComp;
  for (EqualiserBank* bank : {&clean, &beside}) {
    bank->prepare(48000.0);
    bank->setLane(1, fullEqualiser(), true);
  }
  for (CompressorBank* bank : {&cleanComp, &besideComp}) {
    bank->prepare(48000.0);
    bank->setLane(1, fullCompressor(Detector::Punch), true);
  }
  beside.setLane(0, fullEqualiser(), true);
  besideComp.setLane(0, fullCompressor(Detector::Punch), true);
  std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(x.size(), 0.0f)));
  input[0][1] = x;
  for (size_t i = 0; i < x.size(); i += 7) input[0][0][i] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(dsp_test::runBanks<EqualiserBank>({&beside}, input)[0][1], runLane(clean, 1, x));
  EXPECT_EQ(dsp_test::runBanks<CompressorBank>({&besideComp}, input)[0][1],
            runLane(cleanComp, 1, x));
}

TEST(Robustness, FullScaleAndBeyondStayFinite) {
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    for (float amplitude : {1.0f, 1e6f}) {
      Lane x = noiseLane(128 * 60, 1.0, 4);
      for (float& v : x) v *= amplitude;
      EqualiserBank eq;
      eq.prepare(rate);
      eq.setLane(3, fullEqualiser(), true);
      const Lane y = runLane(eq, 3, x, [&](int block) {
        EqualiserSettings s = fullEqualiser();
        s.band[1].freqHz = block % 2 ? 20.0 : 20000.0;
        s.band[2].q = block % 3 ? 0.1 : 30.0;
        s.lowPass.freqHz = 22000.0;
        if (block % 5 == 0) eq.setLane(3, s, false);
      });
      expectFinite(y, "equaliser");
      CompressorBank comp;
      comp.prepare(rate);
      comp.setLane(3, fullCompressor(Detector::Punch), true);
      expectFinite(runLane(comp, 3, y), "compressor");
    }
  }
}

TEST(Robustness, DenormalsDoNotCost) {
  // Sound, then the silence in which every state decays: both timed by the block.
  EqualiserBank eq;
  CompressorBank comp;
  eq.prepare(48000.0);
  comp.prepare(48000.0);
  for (int lane = 0; lane < kLanes; ++lane) {
    eq.setLane(lane, fullEqualiser(), true);
    comp.setLane(lane, fullCompressor(lane % 2 ? Detector::Smooth : Detector::Punch), true);
  }
  EqualiserBank* eqs[] = {&eq};
  CompressorBank* comps[] = {&comp};
  BankBlock block;
  BankBlock* blocks[] = {&block};
  uint32_t noise = 1;
  const auto secondsOf = [&](int count, float amplitude) {
    const double start = measure::cpuSeconds();
    for (int i = 0; i < count; ++i) {
      for (f32x4& frame : block.frame) {
        noise = noise * 1664525u + 1013904223u;
        frame =
            f32x4::splat(static_cast<float>(static_cast<int32_t>(noise)) * 4.6e-10f * amplitude);
      }
      EqualiserBank::process(eqs, blocks, 1);
      CompressorBank::process(comps, blocks, 1);
    }
    const double took = measure::cpuSeconds() - start;
    return took / count;
  };
  double loud = 1e9, silent = 1e9;
  for (int pass = 0; pass < 12; ++pass) {
    loud = std::min(loud, secondsOf(200, 0.5f));
    silent = std::min(silent, secondsOf(800, 0.0f));
  }
  measure::printFigure("cost of the tail against sound", silent / loud, "x");
  EXPECT_LT(silent / loud, 8.0);  // denormals would make it 65 to 175; a busy machine has made it 2
}

TEST(Robustness, TheSameInputGivesTheSameBitsEverywhere) {
  const auto run = [] {
    EqualiserBank eq;
    CompressorBank comp;
    eq.prepare(48000.0);
    comp.prepare(48000.0);
    eq.setLane(2, fullEqualiser(), true);
    comp.setLane(2, fullCompressor(Detector::Punch), true);
    // Integer noise: the same on every platform.
    Lane x(128 * 200);
    uint32_t noise = 99;
    for (float& v : x) {
      noise = noise * 1664525u + 1013904223u;
      v = static_cast<float>(static_cast<int32_t>(noise)) * 0x1p-32f;
    }
    Lane y = runLane(eq, 2, x, [&](int block) {
      EqualiserSettings s = fullEqualiser();
      s.band[1].freqHz = 150.0 + block;
      s.band[2].gainDb = -3.0;
      if (block == 60 || block == 64) eq.setLane(2, s, false);
      if (block == 120) {
        s.highPass.slope = FilterSlope::Db18;
        s.outputDb = -2.0;
        eq.setLane(2, s, false);
      }
    });
    y = runLane(comp, 2, y, [&](int block) {
      if (block == 100) comp.setLane(2, fullCompressor(Detector::Smooth), false);
      CompressorSettings s = fullCompressor(Detector::Smooth);
      s.thresholdDb = -20.0;
      s.makeUpDb = 3.0;
      if (block == 150) comp.setLane(2, s, false);
    });
    uint64_t hash = 14695981039346656037ull;  // FNV-1a
    for (float v : y) {
      uint32_t bits;
      std::memcpy(&bits, &v, sizeof bits);
      for (int i = 0; i < 4; ++i) hash = (hash ^ ((bits >> (8 * i)) & 255u)) * 1099511628211ull;
    }
    return hash;
  };
  const uint64_t first = run();
  EXPECT_EQ(first, run());
  // Natively and as WebAssembly alike. Changes only when the sound is meant to change.
  EXPECT_EQ(first, 0x8cc71d4e5f38b08cull) << std::hex << first;
}

}  // namespace
}  // namespace lathe
