// Filter designs against the analogue curves they stand for.
#include "dsp/matched_filter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <string>

#include "analogue_curves.h"
#include "measure/figures.h"
#include "measure/signals.h"

namespace lathe {
namespace {

constexpr double kRate = 48000.0;

double radians(double hz, double rate = kRate) { return 2.0 * measure::kPi * hz / rate; }

double squared(const Biquad& h, double w) {
  const std::complex<double> z = std::polar(1.0, -w);
  return std::norm((h.b0 + z * (h.b1 + z * h.b2)) / (1.0 + z * (h.a1 + z * h.a2)));
}

/// Largest |dB| between `design` and `curve` from 20 Hz to 20 kHz over a grid of centres, Qs,
/// gains.
template <class Design, class Curve>
double worstError(Design design, Curve curve, double fromHz, double toHz, double fromQ, double toQ,
                  double maxGainDb) {
  double worst = 0.0;
  for (double hz = fromHz; hz <= toHz * 1.001; hz *= std::pow(2.0, 1.0 / 6.0)) {
    for (double q = fromQ; q <= toQ * 1.001; q *= std::pow(2.0, 0.25)) {
      for (double gain = -maxGainDb; gain <= maxGainDb; gain += 3.0) {
        const Biquad h = design(radians(hz), gain, q);
        for (double x = 20.0; x <= 20000.0; x *= 1.02) {
          const double error =
              std::fabs(analogue::db(squared(h, radians(x)) / curve(x / hz, gain, q)));
          if (!(error <= worst)) worst = error;
        }
      }
    }
  }
  return worst;
}

TEST(MatchedFilter, BellFollowsTheAnalogueCurve) {
  const double worst = worstError(bellFilter, analogue::bell, 1000, 16000, 0.5, 4, 12);
  measure::printFigure("worst bell error, 1-16 kHz, Q 0.5-4, 12 dB, at 48 kHz", worst, "dB");
  EXPECT_LE(worst, 0.7);
}

TEST(MatchedFilter, BellStaysCloseOverItsWholeRange) {
  for (const auto& [low, high] : {std::pair{0.1, 0.5}, {0.5, 4.0}, {4.0, 16.0}, {16.0, 30.0}}) {
    const double worst = worstError(bellFilter, analogue::bell, 10, 21600, low, high, 18);
    measure::printFigure(("worst bell error, 10 Hz-21.6 kHz, 18 dB, Q " + std::to_string(low) +
                          " to " + std::to_string(high))
                             .c_str(),
                         worst, "dB");
    EXPECT_LE(worst, 1.5);
  }
}

TEST(MatchedFilter, ShelvesFollowTheAnalogueCurve) {
  const double low = worstError(lowShelfFilter, analogue::lowShelf, 20, 12000, 0.7, 0.72, 12);
  const double high = worstError(highShelfFilter, analogue::highShelf, 20, 12000, 0.7, 0.72, 12);
  measure::printFigure("worst low shelf error, Q 0.71, 12 dB", low, "dB");
  measure::printFigure("worst high shelf error, Q 0.71, 12 dB", high, "dB");
  EXPECT_LE(low, 0.3);
  EXPECT_LE(high, 0.3);
  const double lowAny = worstError(lowShelfFilter, analogue::lowShelf, 20, 16000, 0.3, 2, 12);
  const double highAny = worstError(highShelfFilter, analogue::highShelf, 20, 16000, 0.3, 2, 12);
  measure::printFigure("worst low shelf error, Q 0.3-2, 12 dB", lowAny, "dB");
  measure::printFigure("worst high shelf error, Q 0.3-2, 12 dB", highAny, "dB");
  EXPECT_LE(lowAny, 1.2);
  EXPECT_LE(highAny, 1.2);
}

TEST(MatchedFilter, CutAndBoostNull) {
  for (double hz : {30.0, 1000.0, 12000.0}) {
    for (auto design : {bellFilter, lowShelfFilter, highShelfFilter}) {
      const Biquad up = design(radians(hz), 9.0, 1.0), down = design(radians(hz), -9.0, 1.0);
      for (double x = 20.0; x < 23000.0; x *= 1.1) {
        EXPECT_NEAR(squared(up, radians(x)) * squared(down, radians(x)), 1.0, 1e-6);
      }
    }
  }
}

TEST(MatchedFilter, NotchTakesOutItsCentreAndNothingElse) {
  for (double hz : {50.0, 1000.0, 8000.0}) {
    const Biquad h = notchFilter(radians(hz), 8.0);
    EXPECT_LT(analogue::db(squared(h, radians(hz))), -120.0) << hz;
    double worst = 0.0;
    for (double x = 20.0; x <= 20000.0; x *= 1.01) {
      const double want = analogue::notch(x / hz, 8.0);
      if (want < 0.01) continue;  // within 20 dB of the bottom
      worst = std::max(worst, std::fabs(analogue::db(squared(h, radians(x)) / want)));
    }
    measure::printFigure(("notch error, Q 8, at " + std::to_string(hz)).c_str(), worst, "dB");
    EXPECT_LE(worst, 0.1) << hz;
  }
}

TEST(MatchedFilter, BandPassFollowsTheAnalogueCurve) {
  const auto design = [](double w0, double, double q) { return bandPassFilter(w0, q); };
  for (double q : {0.5, 1.0, 4.0, 16.0}) {
    double nearby = 0.0, whole = 0.0;
    for (double hz : {100.0, 1000.0, 4000.0, 12000.0}) {
      const Biquad h = design(radians(hz), 0.0, q);
      EXPECT_NEAR(analogue::db(squared(h, radians(hz))), 0.0, 1e-6) << hz;
      for (double x = 20.0; x <= 20000.0; x *= 1.02) {
        const double want = analogue::bandPass(x / hz, q);
        const double error = std::fabs(analogue::db(squared(h, radians(x)) / want));
        if (want > 0.06) nearby = std::max(nearby, error);
        if (want > 1e-4) whole = std::max(whole, error);
      }
    }
    const std::string name = "band-pass, Q " + std::to_string(q).substr(0, 4);
    measure::printFigure((name + ": worst error to -12 dB").c_str(), nearby, "dB");
    measure::printFigure((name + ": worst error to -40 dB").c_str(), whole, "dB");
    EXPECT_LE(nearby, 0.9) << q;
    EXPECT_LE(whole, 1.0) << q;
  }
}

TEST(MatchedFilter, PassesKeepTheirGainAtTheCentre) {
  for (double hz : {10.0, 100.0, 1000.0, 10000.0, 20000.0}) {
    for (double q : {0.5, 0.70710678, 1.3, 2.56}) {
      EXPECT_NEAR(analogue::db(squared(lowPassFilter(radians(hz), q), radians(hz))),
                  20.0 * std::log10(q), 0.01)
          << hz << ", Q " << q;
      EXPECT_NEAR(analogue::db(squared(highPassFilter(radians(hz), q), radians(hz))),
                  20.0 * std::log10(q), 0.01)
          << hz << ", Q " << q;
    }
    EXPECT_NEAR(analogue::db(squared(lowPassFirstOrder(radians(hz)), radians(hz))), -3.0103, 0.01);
    EXPECT_NEAR(analogue::db(squared(highPassFirstOrder(radians(hz)), radians(hz))), -3.0103, 0.01);
  }
}

TEST(MatchedFilter, SectionsHaveTheResponseOfTheirBiquad) {
  // The section's own difference equations, run in double on an impulse.
  const Biquad designs[] = {
      bellFilter(radians(30), 12, 4),       bellFilter(radians(16000), -12, 1),
      lowShelfFilter(radians(80), 6, 0.71), highShelfFilter(radians(9000), -9, 1),
      notchFilter(radians(1000), 8),        lowPassFilter(radians(16000), 0.71),
      highPassFilter(radians(80), 0.71),    lowPassFirstOrder(radians(500)),
      highPassFirstOrder(radians(20))};
  for (const Biquad& h : designs) {
    const SectionDesign d = sectionOf(h);
    double p = 0.0, s = 0.0, x1 = 0.0, x2 = 0.0, y1 = 0.0, y2 = 0.0, worst = 0.0;
    for (int i = 0; i < 20000; ++i) {
      const double x = i == 0 ? 1.0 : 0.0;
      const double t = d.a1 * p + d.a2 * (x - s);
      const double y = d.m0 * x + d.m2 * s + d.m1 * t;
      p = t - p;
      s = s + t;
      const double direct = h.b0 * x + h.b1 * x1 + h.b2 * x2 - h.a1 * y1 - h.a2 * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = direct;
      worst = std::max(worst, std::fabs(y - direct));
    }
    EXPECT_LT(worst, 1e-8);
  }
}

TEST(MatchedFilter, EveryDesignOfTheRangeIsStable) {
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (double hz = 10.0; hz <= std::min(22000.0, 0.45 * rate); hz *= 1.3) {
      for (double q : {0.1, 0.3, 0.71, 2.0, 30.0}) {
        for (double gain : {-18.0, -1.0, 0.0, 1.0, 18.0}) {
          const double w = radians(hz, rate);
          for (const Biquad& h :
               {bellFilter(w, gain, q), lowShelfFilter(w, gain, std::min(2.0, std::max(0.3, q))),
                highShelfFilter(w, gain, std::min(2.0, std::max(0.3, q))), notchFilter(w, q),
                bandPassFilter(w, q), lowPassFilter(w, q), highPassFilter(w, q)}) {
            const SectionDesign d = sectionOf(h);
            EXPECT_TRUE(d.a1 > 0.0 && d.a2 > 0.0 && d.a1 + d.a2 < 2.0)
                << rate << " Hz: " << hz << " Hz, Q " << q << ", " << gain << " dB";
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace lathe
