// The equaliser on the move: glides, switches and sweeps without a click.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dsp/equaliser_bank.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::busy;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::oneBand;
using dsp_test::runLane;

TEST(EqualiserBank, AGlideEndsOnExactlyTheSettingsAskedFor) {
  const EqualiserSettings first = busy(4), second = busy(10);
  EqualiserBank glided, snapped;
  glided.prepare(48000.0);
  snapped.prepare(48000.0);
  glided.setLane(0, first, true);
  snapped.setLane(0, second, true);
  // Long silence after the glide empties every state; then both get the same sound.
  const Lane silence(128 * 4000, 0.0f), sound = noiseLane(128 * 20, 0.5, 1);
  runLane(glided, 0, noiseLane(128 * 8, 0.5, 2));
  glided.setLane(0, second, false);
  runLane(glided, 0, silence);
  EXPECT_EQ(runLane(glided, 0, sound), runLane(snapped, 0, sound));
}

/// Largest step from one frame to the next.
double largestStep(const Lane& x, size_t from, size_t to) {
  double worst = 0.0;
  for (size_t i = from + 1; i < to; ++i) {
    worst = std::max(worst, std::fabs(static_cast<double>(x[i]) - static_cast<double>(x[i - 1])));
  }
  return worst;
}

TEST(EqualiserBank, NoChangeClicks) {
  measure::Samples sine;
  measure::appendSine(sine, 48000.0, 101.7, -6.0, 1.0);  // changes fall near its peak
  const Lane x = dsp_test::toFloat(sine);
  const struct {
    const char* name;
    EqualiserSettings from, to;
  } cases[] = {
      {"bell 100 Hz, -12 to +12 dB", oneBand(BandType::Bell, 100, -12, 1),
       oneBand(BandType::Bell, 100, 12, 1)},
      {"bell +12 dB, 100 Hz to 8 kHz", oneBand(BandType::Bell, 100, 12, 2),
       oneBand(BandType::Bell, 8000, 12, 2)},
      {"band switched on", EqualiserSettings{}, oneBand(BandType::LowShelf, 200, 12, 0.71)},
      {"bell to notch", oneBand(BandType::Bell, 120, 9, 1), oneBand(BandType::Notch, 120, 0, 2)},
      {"standard to exact", dsp_test::busy(4),
       [] {
         EqualiserSettings s = dsp_test::busy(4);
         s.quality = EqualiserQuality::Exact;
         return s;
       }()},
      {"exact high-pass 6 to 48 dB/oct",
       [] {
         EqualiserSettings s;
         s.highPass = {true, 80.0, FilterSlope::Db6, 0.7};
         s.quality = EqualiserQuality::Exact;
         return s;
       }(),
       [] {
         EqualiserSettings s;
         s.highPass = {true, 80.0, FilterSlope::Db48, 0.7};
         s.quality = EqualiserQuality::Exact;
         return s;
       }()},
      {"bell to tilt", oneBand(BandType::Bell, 120, 9, 1), oneBand(BandType::Tilt, 120, 9, 1)},
      {"band-pass switched on", EqualiserSettings{}, oneBand(BandType::BandPass, 120, 0, 2)},
      {"high-pass 6 to 48 dB/oct",
       [] {
         EqualiserSettings s;
         s.highPass = {true, 80.0, FilterSlope::Db6, 0.7};
         return s;
       }(),
       [] {
         EqualiserSettings s;
         s.highPass = {true, 80.0, FilterSlope::Db48, 0.7};
         return s;
       }()},
  };
  for (const auto& c : cases) {
    for (bool back : {false, true}) {
      for (bool snap : {false, true}) {
        EqualiserBank bank;
        bank.prepare(48000.0);
        bank.setLane(0, back ? c.to : c.from, true);
        const Lane y = runLane(bank, 0, x, [&](int block) {
          if (block == 180) bank.setLane(0, back ? c.from : c.to, snap);
        });
        const size_t change = 180 * kBlockFrames;
        const double steady = std::max(largestStep(y, change - 4800, change),
                                       largestStep(y, y.size() - 4800, y.size()));
        const double ratio = largestStep(y, change, change + 9600) / steady;
        measure::printFigure((std::string(c.name) + (back ? ", back" : "") +
                              (snap ? ", at once" : "") + ": largest step over the steady sine's")
                                 .c_str(),
                             ratio, "x");
        if (snap) continue;  // printed for comparison
        EXPECT_LT(ratio, 1.6) << c.name;
      }
    }
  }
}

/// Largest |x| of the second difference: a click is a corner.
double sharpestCorner(const Lane& x, size_t from, size_t to) {
  double worst = 0.0;
  for (size_t i = from + 2; i < to; ++i) {
    const double a = x[i - 2], b = x[i - 1], c = x[i];
    worst = std::max(worst, std::fabs(a - 2.0 * b + c));
  }
  return worst;
}

TEST(EqualiserBank, AFastSweepDoesNotClick) {
  // 100 Hz to 10 kHz within 50 ms and -12 to +12 dB, a new target every block.
  for (EqualiserQuality quality : {EqualiserQuality::Standard, EqualiserQuality::Exact}) {
    double worstStep = 0.0, worstCorner = 0.0;
    for (double hz : {100.0, 315.0, 1000.0, 3150.0, 10000.0}) {
      for (BandType type : {BandType::Bell, BandType::LowShelf, BandType::HighShelf, BandType::Tilt,
                            BandType::BandPass}) {
        for (double q : {0.7, 2.0, 6.0}) {
          for (bool down : {false, true}) {
            measure::Samples sine;
            measure::appendSine(sine, 48000.0, hz, -12.0, 0.4);
            const Lane x = dsp_test::toFloat(sine);
            EqualiserBank bank;
            bank.prepare(48000.0);
            const double blocks = 0.05 * 48000.0 / kBlockFrames;
            const auto at = [&](double t) {
              const double way = std::min(1.0, std::max(0.0, down ? 1.0 - t : t));
              EqualiserSettings s =
                  oneBand(type, 100.0 * std::pow(100.0, way), -12.0 + 24.0 * way, q);
              s.quality = quality;
              return s;
            };
            bank.setLane(0, at(0.0), true);
            const Lane y = runLane(bank, 0, x, [&](int block) {
              if (block >= 40) bank.setLane(0, at((block - 40) / blocks), false);
            });
            // The loudest this sine gets at any point of the sweep, were the sweep slow.
            double loudest = 1.0;
            for (double t = 0.0; t <= 1.0; t += 0.01) {
              loudest =
                  std::max(loudest, std::pow(10.0, dsp_test::analogueDb(at(t).band[2], hz) / 20.0));
            }
            const double w = 2.0 * measure::kPi * hz / 48000.0;
            const double amplitude = std::pow(10.0, -12.0 / 20.0) * loudest;
            const double step = amplitude * 2.0 * std::sin(0.5 * w);
            worstStep = std::max(worstStep, largestStep(y, 4800, y.size()) / step);
            worstCorner =
                std::max(worstCorner, sharpestCorner(y, 4800, y.size()) /
                                          (step * 2.0 * std::sin(0.5 * w) + 0.002 * amplitude));
          }
        }
      }
    }
    const std::string name = quality == EqualiserQuality::Exact ? ", exact" : "";
    measure::printFigure(("fast sweep" + name + ": largest step over the loudest sine's").c_str(),
                         worstStep, "x");
    measure::printFigure(("fast sweep" + name + ": sharpest corner over its bound").c_str(),
                         worstCorner, "x");
    EXPECT_LT(worstStep, 2.0);
    EXPECT_LT(worstCorner, 4.0);
  }
}

}  // namespace
}  // namespace lathe
