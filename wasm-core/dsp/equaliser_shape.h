// What an equaliser's slot can be, and its sections for given parameters: the
// matched second-order design in standard quality, the exact one (two sections)
// in exact quality.
//
// Tilt is the analogue first-order curve (A s + 1) / (s + A), A = 10^(gainDb/40):
// −gainDb/2 far below its frequency, +gainDb/2 far above, 0 dB at it. Its Q has no
// meaning. Being of first order it is exact in one section, in either quality;
// that section's poles are far apart, so a change between tilt and another type
// goes by way of a wire.
// Band-pass and notch have no gain.
// Thread: any (pure functions).
#pragma once

#include <cstdint>

#include "dsp/exact_filter.h"
#include "dsp/svf_section.h"
#include "params/parameter_id.h"

namespace lathe {

enum class SectionShape : uint8_t {
  Off,
  LowPass1,
  HighPass1,
  LowPass2,
  HighPass2,
  Bell,
  LowShelf,
  HighShelf,
  Notch,
  BandPass,
  Tilt
};

SectionShape shapeOf(BandType type) noexcept;
/// Shapes that are a wire at 0 dB.
bool isByGain(SectionShape shape) noexcept;
/// Whether it takes a second section.
bool hasRest(SectionShape shape, bool exact) noexcept;

/// A pass filter of one slope: Butterworth sections, low Q first so that levels inside the cascade
/// stay low. Q −1: a section of first order; 0: the user's Q.
inline constexpr int kEqPassSections = 4;
struct PassRecipe {
  int sections;
  double q[kEqPassSections];
};
const PassRecipe& passRecipe(FilterSlope slope) noexcept;

/// The analogue curve that a shape stands for (matched_filter.h, and Tilt above). Shelves keep Q
/// within 0.3 and 2.
AnalogueFilter analogueOf(SectionShape shape, double gainDb, double q) noexcept;

/// Both sections of a slot; the second is a wire in standard quality.
struct SlotDesign {
  SectionDesign main, rest;
};
/// Value by value: a block of memory would be copied by a call, which costs more than a design.
inline void copyDesign(const SlotDesign& from, bool withRest, SlotDesign& to) noexcept {
  const auto copy = [](const SectionDesign& a, SectionDesign& b) {
    b.a1 = a.a1;
    b.a2 = a.a2;
    b.m0 = a.m0;
    b.m1 = a.m1;
    b.m2 = a.m2;
    b.g = a.g;
  };
  copy(from.main, to.main);
  if (withRest) copy(from.rest, to.rest);
}
/// `w0` in radians per frame.
SlotDesign designOf(SectionShape shape, bool exact, double w0, double gainDb, double q) noexcept;
/// The region a dynamic band listens to: its own for a bell, below a low shelf's
/// frequency, above a high shelf's or a tilt's.
SectionDesign regionOf(SectionShape shape, double w0, double q) noexcept;

}  // namespace lathe
