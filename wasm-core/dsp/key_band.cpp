#include "dsp/key_band.h"

#include "base/math.h"
#include "dsp/bank_streams.h"
#include "dsp/matched_filter.h"
#include "dsp/section_kernels.h"

namespace lathe {
namespace {

constexpr double kGlideMs = 30.0;
constexpr double kHighestFreq = 0.45;  // of the sample rate
constexpr double kButterworthQ = 0.70710678118654752;
constexpr int kRuns = 4, kRunFrames = kBlockFrames / kRuns;

constexpr f32x4 SectionCoefficients::*const kCoefficients[] = {
    &SectionCoefficients::a1, &SectionCoefficients::a2, &SectionCoefficients::m0,
    &SectionCoefficients::m1, &SectionCoefficients::m2};
constexpr double SectionDesign::*const kDesigns[] = {&SectionDesign::a1, &SectionDesign::a2,
                                                     &SectionDesign::m0, &SectionDesign::m1,
                                                     &SectionDesign::m2};

double offHz(int which) { return which ? KeyBand::kLowPassOffHz : KeyBand::kHighPassOffHz; }

}  // namespace

void KeyBand::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (auto& sections : section_) {
    for (Section& section : sections) section.log2Hz.prepare(sampleRate, kGlideMs);
  }
  reset();
}

void KeyBand::reset() noexcept {
  for (int lane = 0; lane < kLanes; ++lane) {
    resetLane(lane);
    setLane(lane, 0.0, 0.0, true);
  }
}

void KeyBand::resetLane(int lane) noexcept {
  for (SectionState& state : state_) {
    lanesOf(state.p)[lane] = lanesOf(state.s)[lane] = 0.0f;
  }
}

void KeyBand::setLane(int lane, double highPassHz, double lowPassHz, bool snap) noexcept {
  aim(0, lane, highPassHz, snap);
  aim(1, lane, lowPassHz, snap);
}

void KeyBand::aim(int which, int lane, double hz, bool snap) noexcept {
  Section& s = section_[which][lane];
  const int bit = 1 << lane;
  const bool on = hz > 0.0, wasOn = (activeLanes_[which] & bit) != 0;
  const double highest = kHighestFreq * sampleRate_;
  const auto log2Of = [&](double f) { return math::log2(f < highest ? f : highest); };
  s.leaving = !on;
  movingLanes_[which] &= ~bit;
  if (!snap && (on || wasOn)) {
    if (!wasOn) s.log2Hz.snap(log2Of(offHz(which)));
    s.log2Hz.setTarget(log2Of(on ? hz : offHz(which)));
    movingLanes_[which] |= bit;
  } else {
    s.log2Hz.snap(log2Of(on ? hz : offHz(which)));
  }
  if (wasOn && !snap) return;  // it goes on from the design that it has
  if (which == 1) startingLanes_ = on && !snap ? startingLanes_ | bit : startingLanes_ & ~bit;
  if (on) activeLanes_[which] |= bit;
  if (!on) activeLanes_[which] &= ~bit;
  // The state's p is scaled by g, which jumps.
  const double oldG = s.design.g;
  s.design = on ? designAt(which, s.log2Hz.segment().end()) : SectionDesign{};
  float& p = lanesOf(state_[which].p)[lane];
  p = static_cast<float>(p * (s.design.g / oldG));
  load(which, lane);
}

void KeyBand::copyLane(int lane, const KeyBand& from, int fromLane) noexcept {
  const auto take = [=](int& bits, int source) {
    bits = (bits & ~(1 << lane)) | (((source >> fromLane) & 1) << lane);
  };
  take(startingLanes_, from.startingLanes_);
  for (int which = 0; which < 2; ++which) {
    section_[which][lane] = from.section_[which][fromLane];
    take(activeLanes_[which], from.activeLanes_[which]);
    take(movingLanes_[which], from.movingLanes_[which]);
    copyLanes(state_[which], lane, from.state_[which], fromLane);
    load(which, lane);
  }
}

SectionDesign KeyBand::designAt(int which, double log2Hz) const noexcept {
  const double w0 = 2.0 * math::kPi / sampleRate_ * math::exp2(log2Hz);
  return sectionOf(which ? lowPassFilter(w0, kButterworthQ) : highPassFilter(w0, kButterworthQ));
}

void KeyBand::load(int which, int lane) noexcept {
  for (int i = 0; i < 5; ++i) {
    lanesOf(coefficients_[which].*kCoefficients[i])[lane] =
        static_cast<float>(section_[which][lane].design.*kDesigns[i]);
  }
  if ((activeLanes_[which] >> lane) & 1) return;
  lanesOf(state_[which].p)[lane] = lanesOf(state_[which].s)[lane] = 0.0f;
}

void KeyBand::advance(int which) noexcept {
  gliding_[which] = false;
  for (int lane = 0; lane < kLanes; ++lane) {
    const int bit = 1 << lane;
    if (!(movingLanes_[which] & bit)) continue;
    Section& s = section_[which][lane];
    if (!s.log2Hz.advance().constant) {
      gliding_[which] = true;
      continue;
    }
    movingLanes_[which] &= ~bit;
    if (s.leaving) {
      activeLanes_[which] &= ~bit;
      s.design = SectionDesign{};
    }
    load(which, lane);
  }
}

void KeyBand::glide(int which, BankBlock& block) noexcept {
  const f32x4 zero = f32x4::zero();
  for (int run = 0; run < kRuns; ++run) {
    SectionCoefficients step = {zero, zero, zero, zero, zero};
    f32x4 rescale = f32x4::splat(1.0f);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!((movingLanes_[which] >> lane) & 1)) continue;
      load(which, lane);
      Section& s = section_[which][lane];
      const SectionDesign from = s.design;
      s.design = designAt(which, s.log2Hz.segment().at((run + 1.0) / kRuns));
      for (int i = 0; i < 5; ++i) {
        const double change = s.design.*kDesigns[i] - from.*kDesigns[i];
        lanesOf(step.*kCoefficients[i])[lane] = static_cast<float>(change * (1.0 / kRunFrames));
      }
      const double octaves = math::log2(s.design.g / from.g) * (1.0 / kRunFrames);
      lanesOf(rescale)[lane] = static_cast<float>(math::exp2(octaves));
    }
    runRampingSection(block.frame + run * kRunFrames, kRunFrames, coefficients_[which], step,
                      rescale, state_[which]);
  }
}

bool KeyBand::isPlain() const noexcept {
  return activeLanes_[0] != 0 && activeLanes_[1] != 0 && !gliding_[0] && !gliding_[1] &&
         startingLanes_ == 0;
}

void KeyBand::runAlone(int which, BankBlock& block) noexcept {
  if (activeLanes_[which] == 0) return;
  // A low-pass that comes in over sound has that in its state, not silence.
  for (int lane = 0; which == 1 && lane < kLanes; ++lane) {
    if ((startingLanes_ >> lane) & 1) lanesOf(state_[1].s)[lane] = lanesOf(block.frame[0])[lane];
  }
  if (gliding_[which]) {
    glide(which, block);
  } else {
    BankBlock* const only = &block;
    const SectionRef section = {&coefficients_[which], &state_[which]};
    runSections(1, 1, &only, &section);
  }
}

void KeyBand::process(KeyBand* const* bands, BankBlock* const* blocks, int count) noexcept {
  bool plain = true;
  SectionRef sections[4] = {};
  for (int i = 0; i < count; ++i) {
    KeyBand& band = *bands[i];
    for (int which = 0; which < 2; ++which) {
      band.advance(which);
      sections[2 * i + which] = {&band.coefficients_[which], &band.state_[which]};
    }
    plain &= band.isPlain();
  }
  if (plain) runSections(count, 2, blocks, sections);
  for (int i = 0; i < count; ++i) {
    KeyBand& band = *bands[i];
    for (int which = 0; which < 2; ++which) {
      if (!plain) band.runAlone(which, *blocks[i]);
      band.state_[which] = {cleanState(band.state_[which].p), cleanState(band.state_[which].s)};
    }
    band.startingLanes_ = 0;
  }
}

}  // namespace lathe
