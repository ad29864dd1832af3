// The exact designs against the analogue curves they stand for, and beside the
// standard ones.
#include "dsp/exact_filter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <string>

#include "analogue_curves.h"
#include "dsp/matched_filter.h"
#include "measure/figures.h"
#include "measure/signals.h"

namespace lathe {
namespace {

double radians(double hz, double rate) { return 2.0 * measure::kPi * hz / rate; }

double squared(const Biquad& h, double w) {
  const std::complex<double> z = std::polar(1.0, -w);
  return std::norm((h.b0 + z * (h.b1 + z * h.b2)) / (1.0 + z * (h.a1 + z * h.a2)));
}
double squared(const ExactFilter& h, double w) { return squared(h.main, w) * squared(h.rest, w); }

AnalogueFilter bell(double gainDb, double q) {
  const double a = std::pow(10.0, gainDb / 40.0);
  return {1.0, a / q, 1.0, 1.0, 1.0 / (a * q), 1.0};
}
AnalogueFilter lowShelf(double gainDb, double q) {
  const double a = std::pow(10.0, gainDb / 40.0), d = std::sqrt(a) / q;
  return {a, a * d, a * a, a, d, 1.0};
}
AnalogueFilter highShelf(double gainDb, double q) {
  const double a = std::pow(10.0, gainDb / 40.0), d = std::sqrt(a) / q;
  return {a * a, a * d, a, 1.0, d, a};
}
AnalogueFilter notch(double, double q) { return {1.0, 0.0, 1.0, 1.0, 1.0 / q, 1.0}; }
AnalogueFilter bandPass(double, double q) { return {0.0, 1.0 / q, 0.0, 1.0, 1.0 / q, 1.0}; }
AnalogueFilter lowPass(double, double q) { return {0.0, 0.0, 1.0, 1.0, 1.0 / q, 1.0}; }
AnalogueFilter highPass(double, double q) { return {1.0, 0.0, 0.0, 1.0, 1.0 / q, 1.0}; }
AnalogueFilter lowPass1(double, double) { return {0.0, 0.0, 1.0, 0.0, 1.0, 1.0}; }
AnalogueFilter highPass1(double, double) { return {0.0, 1.0, 0.0, 0.0, 1.0, 1.0}; }
AnalogueFilter tilt(double gainDb, double) {
  const double a = std::pow(10.0, gainDb / 40.0);
  return {0.0, a, 1.0, 0.0, 1.0, a};
}

/// |H|² at s = jw, w in units of the centre frequency.
double curve(const AnalogueFilter& h, double w) {
  const std::complex<double> s(0.0, w);
  return std::norm((h.n2 * s * s + h.n1 * s + h.n0) / (h.d2 * s * s + h.d1 * s + h.d0));
}

struct Range {
  double fromHz, toHz, fromQ, toQ, gainDb;
};
/// Largest |dB| between `design` and the curve, 20 Hz to 20 kHz, down to -40 dB.
template <class Design>
double worstError(AnalogueFilter (*analogue)(double, double), Design design, const Range& range,
                  double rate) {
  double worst = 0.0;
  for (double hz = range.fromHz; hz <= range.toHz * 1.001; hz *= std::pow(2.0, 0.2)) {
    for (double q = range.fromQ; q <= range.toQ * 1.001; q *= std::pow(2.0, 0.5)) {
      for (double gain : {-range.gainDb, -0.5 * range.gainDb, 0.5 * range.gainDb, range.gainDb}) {
        const AnalogueFilter h = analogue(gain, q);
        const auto d = design(h, radians(hz, rate), gain, q);
        for (double x = 20.0; x <= 20000.0; x *= 1.03) {
          const double want = curve(h, x / hz);
          if (want < 1e-4) continue;
          const double error = std::fabs(analogue::db(squared(d, radians(x, rate)) / want));
          if (!(error <= worst)) worst = error;
        }
      }
    }
  }
  return worst;
}

ExactFilter exact(const AnalogueFilter& h, double w0, double, double) { return exactFilter(h, w0); }

TEST(ExactFilter, CurvesOfTheseTestsAreThoseOfTheOthers) {
  for (double w : {0.1, 0.9, 3.0}) {
    EXPECT_NEAR(curve(bell(7.0, 2.0), w), analogue::bell(w, 7.0, 2.0), 1e-12);
    EXPECT_NEAR(curve(lowShelf(7.0, 2.0), w), analogue::lowShelf(w, 7.0, 2.0), 1e-12);
    EXPECT_NEAR(curve(highShelf(7.0, 2.0), w), analogue::highShelf(w, 7.0, 2.0), 1e-12);
    EXPECT_NEAR(curve(tilt(7.0, 2.0), w), analogue::tilt(w, 7.0), 1e-12);
  }
}

TEST(ExactFilter, BellIsWithinATenthOfADecibel) {
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const double worst = worstError(bell, exact, {1000.0, 16000.0, 0.5, 4.0, 12.0}, rate);
    measure::printFigure(("exact bell, 1-16 kHz, Q 0.5-4, 12 dB, worst error at " +
                          std::to_string(static_cast<int>(rate)))
                             .c_str(),
                         worst, "dB");
    EXPECT_LE(worst, 0.1) << rate;
  }
}

TEST(ExactFilter, BellFromQTenthTo16BesideTheStandardOne) {
  const auto standard = [](const AnalogueFilter&, double w0, double gain, double q) {
    return bellFilter(w0, gain, q);
  };
  for (double q : {0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0}) {
    const Range range = {1000.0, 16000.0, q, q, 12.0};
    const double a = worstError(bell, standard, range, 48000.0);
    const double b = worstError(bell, exact, range, 48000.0);
    const std::string name = "bell, 1-16 kHz, 12 dB, Q " + std::to_string(q).substr(0, 5);
    measure::printFigure((name + ": standard").c_str(), a, "dB");
    measure::printFigure((name + ": exact").c_str(), b, "dB");
    EXPECT_LE(a, 0.7) << q;
    EXPECT_LE(b, 0.1) << q;
  }
}

TEST(ExactFilter, EveryShapeIsWithinATenthOfADecibelAt48kHz) {
  const struct {
    const char* name;
    AnalogueFilter (*analogue)(double, double);
    double fromQ, toQ;
  } cases[] = {{"low shelf", lowShelf, 0.3, 2.0},
               {"high shelf", highShelf, 0.3, 2.0},
               {"notch", notch, 0.1, 16.0},
               {"band-pass", bandPass, 0.1, 16.0},
               {"low-pass", lowPass, 0.5, 2.6},
               {"high-pass", highPass, 0.5, 2.6},
               {"low-pass 6", lowPass1, 1.0, 1.0},
               {"high-pass 6", highPass1, 1.0, 1.0},
               {"tilt", tilt, 1.0, 1.0}};
  for (const auto& c : cases) {
    const Range range = {20.0, 16000.0, c.fromQ, c.toQ, 18.0};
    double worst = worstError(c.analogue, exact, range, 48000.0);
    if (c.analogue == tilt) {
      const auto one = [](const AnalogueFilter& h, double w0, double, double) {
        return exactFirstOrder(h, w0);
      };
      worst = std::max(worst, worstError(c.analogue, one, range, 48000.0));
    }
    measure::printFigure((std::string("exact ") + c.name + ", 20 Hz-16 kHz: worst error").c_str(),
                         worst, "dB");
    EXPECT_LE(worst, 0.1) << c.name;
  }
}

TEST(ExactFilter, BoostAndCutNull) {
  for (double hz : {30.0, 1000.0, 12000.0}) {
    for (auto analogue : {bell, lowShelf, highShelf, tilt}) {
      const double w = radians(hz, 48000.0);
      const ExactFilter up = exactFilter(analogue(9.0, 1.0), w);
      const ExactFilter down = exactFilter(analogue(-9.0, 1.0), w);
      for (double x = 20.0; x < 23000.0; x *= 1.1) {
        EXPECT_NEAR(squared(up, radians(x, 48000.0)) * squared(down, radians(x, 48000.0)), 1.0,
                    1e-6);
      }
    }
  }
}

TEST(ExactFilter, EveryDesignOfTheRangeIsStable) {
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (double hz = 10.0; hz <= std::min(22000.0, 0.45 * rate); hz *= 1.3) {
      for (double q : {0.1, 0.3, 0.5, 0.71, 2.0, 30.0}) {
        for (double gain : {-36.0, -1.0, 0.0, 1.0, 36.0}) {
          for (auto analogue : {bell, lowShelf, highShelf, notch, bandPass, lowPass, highPass,
                                lowPass1, highPass1, tilt}) {
            const ExactFilter h = exactFilter(analogue(gain, q), radians(hz, rate));
            for (const Biquad& part : {h.main, h.rest}) {
              const SectionDesign d = sectionOf(part);
              EXPECT_TRUE(d.a1 > 0.0 && d.a2 > 0.0 && d.a1 + d.a2 < 2.0 && std::isfinite(d.m0) &&
                          std::isfinite(d.m1) && std::isfinite(d.m2))
                  << rate << " Hz: " << hz << " Hz, Q " << q << ", " << gain << " dB";
            }
          }
        }
      }
    }
  }
}

TEST(ExactFilter, CoefficientsMoveContinuously) {
  // Through Q 0.5, where poles meet, and over all frequencies: no jump from one section to the
  // other.
  double worst = 0.0;
  for (double gain : {-12.0, 12.0}) {
    for (double q : {0.2, 0.5, 0.71, 1.0, 4.0, 12.0}) {
      SectionDesign last[2];
      for (double hz = 20.0; hz < 19500.0; hz *= 1.002) {
        const ExactFilter h = exactFilter(bell(gain, q), radians(hz, 48000.0));
        const SectionDesign now[2] = {sectionOf(h.main), sectionOf(h.rest)};
        for (int i = 0; i < 2 && hz > 20.0; ++i) {
          worst = std::max(
              {worst, std::fabs(now[i].a1 - last[i].a1), std::fabs(now[i].a2 - last[i].a2)});
        }
        last[0] = now[0];
        last[1] = now[1];
      }
    }
  }
  for (double hz : {100.0, 5000.0, 15000.0}) {
    SectionDesign last[2];
    for (double q = 0.1; q < 30.0; q *= 1.002) {
      const ExactFilter h = exactFilter(bell(6.0, q), radians(hz, 48000.0));
      const SectionDesign now[2] = {sectionOf(h.main), sectionOf(h.rest)};
      for (int i = 0; i < 2 && q > 0.1; ++i) {
        worst =
            std::max({worst, std::fabs(now[i].a1 - last[i].a1), std::fabs(now[i].a2 - last[i].a2)});
      }
      last[0] = now[0];
      last[1] = now[1];
    }
  }
  measure::printFigure("largest step of a coefficient in 0.2 % of frequency or Q", worst, "");
  EXPECT_LT(worst, 0.03);
}

}  // namespace
}  // namespace lathe
