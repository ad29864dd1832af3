#include "dsp/butterworth_section.h"

#include "base/math.h"

namespace lathe {

SectionDesign butterworthSection(double hz, double sampleRate, double share,
                                 bool allPass) noexcept {
  // In the terms of svf_section.h: x − (k/2g)·t − (s + t/2), or x − (k/g)·t.
  const double g = math::tan(math::kPi * hz / sampleRate);
  const double scale = 1.0 / (1.0 + g * (kButterworthDamping + g));
  SectionDesign d;
  d.g = g;
  d.a1 = 2.0 * scale;
  d.a2 = 2.0 * g * g * scale;
  const double bandPass = kButterworthDamping / (2.0 * g);
  d.m1 = -share * (allPass ? 2.0 * bandPass : bandPass + 0.5);
  d.m2 = allPass ? 0.0 : -share;
  return d;
}

}  // namespace lathe
