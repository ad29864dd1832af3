#include "dsp/key_filter.h"

#include "base/math.h"
#include "dsp/compressor_settings.h"
#include "dsp/matched_filter.h"
#include "dsp/section_kernels.h"

namespace lathe {
namespace {

constexpr double kTiltCentreHz = 1000.0;
constexpr double kHighPassQ = 0.70710678118654752;
constexpr double kSteepest = 6.0;  // dB/oct

/// 1 + a z⁻¹ of a corner at `hz`, scaled to 1 at 0 Hz.
struct Corner {
  double constant, delayed;
  Corner(double hz, double sampleRate) {
    // ω² = 2φ/(1 − κφ), φ = 1 − cos ω, is exact to the first order at 0, and at the Nyquist
    // frequency for this κ. All corners then share a denominator, and their ratios need only
    // 1 + (2/ω₀² − κ)φ.
    constexpr double kKappa = 0.5 - 2.0 / (math::kPi * math::kPi);
    const double w0 = 2.0 * math::kPi * hz / sampleRate;
    const double slope = 2.0 / (w0 * w0) - kKappa;
    // |1 + a z⁻¹|² = (1 + a)² − 2aφ, in proportion to 1 + slope·φ.
    const double a = -slope / (1.0 + slope + math::sqrt(1.0 + 2.0 * slope));
    constant = 1.0 / (1.0 + a);
    delayed = a * constant;
  }
};

void setLaneOf(SectionCoefficients& c, int lane, const SectionDesign& d, const SectionDesign& less,
               double scale) {
  const auto set = [&](f32x4& v, double value, double from) {
    v.set(lane, static_cast<float>((value - from) * scale));
  };
  set(c.a1, d.a1, less.a1);
  set(c.a2, d.a2, less.a2);
  set(c.m0, d.m0, less.m0);
  set(c.m1, d.m1, less.m1);
  set(c.m2, d.m2, less.m2);
}

constexpr SectionDesign kNothing{0.0, 0.0, 0.0, 0.0, 0.0, 1.0};

bool same(const SectionDesign& a, const SectionDesign& b) {
  return a.a1 == b.a1 && a.a2 == b.a2 && a.m0 == b.m0 && a.m1 == b.m1 && a.m2 == b.m2;
}

}  // namespace

Biquad tiltFilter(double dbPerOctave, double sampleRate) noexcept {
  const double steep = math::clamp(math::abs(dbPerOctave), 0.0, kSteepest);
  const double order = steep / math::kDbPerOctave;
  // Fitted to the minimax corners of every slope.
  const double outer = 0.52 + 0.3195 * order - 0.208 * math::kLn2 * math::log2(1.0 - order);
  const double inner = 0.52 - 0.515 * order;
  const auto corner = [sampleRate](double decades) {
    return Corner(kTiltCentreHz * math::pow10(decades), sampleRate);
  };
  Corner b[2] = {corner(-outer), corner(inner)}, a[2] = {corner(-inner), corner(outer)};
  if (dbPerOctave < 0.0) {
    const Corner zeros[2] = {b[0], b[1]};
    b[0] = a[0], b[1] = a[1], a[0] = zeros[0], a[1] = zeros[1];
  }
  const double cosine = math::cos(2.0 * math::kPi * kTiltCentreHz / sampleRate);
  const auto power = [cosine](const Corner& c) {
    return c.constant * c.constant + c.delayed * c.delayed + 2.0 * c.constant * c.delayed * cosine;
  };
  const double centre = math::sqrt(power(a[0]) * power(a[1]) / (power(b[0]) * power(b[1])));
  const double scale = 1.0 / (a[0].constant * a[1].constant);
  const auto product = [](const Corner* c, double by) {
    return std::array{c[0].constant * c[1].constant * by,
                      (c[0].constant * c[1].delayed + c[0].delayed * c[1].constant) * by,
                      c[0].delayed * c[1].delayed * by};
  };
  const auto up = product(b, scale * centre), down = product(a, scale);
  return {up[0], up[1], up[2], down[1], down[2]};
}

void KeyFilterLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  log2Hz_.prepare(sampleRate, 30.0);
  tilt_.prepare(sampleRate, 20.0);
  set(kKeyHighPassOffHz, 0.0, true);
}

void KeyFilterLane::set(double highPassHz, double tiltDbPerOctave, bool snap) noexcept {
  const double hz = math::clamp(highPassHz, kKeyHighPassOffHz, 0.45 * sampleRate_);
  if (snap) {
    log2Hz_.snap(math::log2(hz));
    tilt_.snap(tiltDbPerOctave);
  } else {
    log2Hz_.setTarget(math::log2(hz));
    tilt_.setTarget(tiltDbPerOctave);
  }
  moving_ |= snap || log2Hz_.moving() || tilt_.moving();
  if (!snap) return;
  advance();
  start_ = end_;
  moving_ = false;
}

void KeyFilterLane::advance() noexcept {
  bool resting = log2Hz_.advance().constant;
  resting &= tilt_.advance().constant;
  const bool highPass = log2Hz_.edgeEnd() > math::log2(kKeyHighPassOffHz) || !resting;
  const bool tilted = tilt_.edgeEnd() != 0.0 || !resting;
  const bool wasWire = wire_;
  wire_ = !highPass && !tilted;
  const auto design = [&](double log2Hz, double tilt) {
    const double w0 = 2.0 * math::kPi * math::exp2(log2Hz) / sampleRate_;
    return std::array{highPass ? sectionOf(highPassFilter(w0, kHighPassQ)) : SectionDesign{},
                      tilted ? sectionOf(tiltFilter(tilt, sampleRate_)) : SectionDesign{}};
  };
  // From a wire, glide from the filters that are next to one.
  start_ = wasWire && !wire_ ? design(log2Hz_.edgeStart(), tilt_.edgeStart()) : end_;
  end_ = design(log2Hz_.edgeEnd(), tilt_.edgeEnd());
  if (resting) start_ = end_;
  moving_ = !resting;
}

void KeyFilter::reset() noexcept {
  const KeyFilterLane wire;
  for (int lane = 0; lane < kLanes; ++lane) loadLane(lane, wire);
}

void KeyFilter::clearLane(int lane) noexcept {
  for (Section& s : sections_) {
    s.state.p.set(lane, 0.0f);
    s.state.s.set(lane, 0.0f);
  }
}

void KeyFilter::copyLane(int lane, const KeyFilter& from, int fromLane) noexcept {
  for (size_t i = 0; i < sections_.size(); ++i) {
    sections_[i].state.p.set(lane, from.sections_[i].state.p.get(fromLane));
    sections_[i].state.s.set(lane, from.sections_[i].state.s.get(fromLane));
  }
}

void KeyFilter::loadLane(int lane, const KeyFilterLane& design) noexcept {
  activeLanes_ &= ~(1 << lane);
  movingLanes_ &= ~(1 << lane);
  if (!design.wire()) activeLanes_ |= 1 << lane;
  for (int i = 0; i < KeyFilterLane::kSections; ++i) {
    Section& s = sections_[static_cast<size_t>(i)];
    const SectionDesign &start = design.start(i), &end = design.end(i);
    const bool rests = same(start, end), wire = rests && same(start, SectionDesign{});
    if (!rests) movingLanes_ |= 1 << lane;
    sectionLanes_[i] = wire ? sectionLanes_[i] & ~(1 << lane) : sectionLanes_[i] | 1 << lane;
    setLaneOf(s.start, lane, start, kNothing, 1.0);
    setLaneOf(s.step, lane, end, start, 1.0 / kBlockFrames);
    s.rescale.set(
        lane, static_cast<float>(math::exp2(math::log2(end.g / start.g) * (1.0 / kBlockFrames))));
    if (design.wire()) {
      s.state.p.set(lane, 0.0f);
      s.state.s.set(lane, 0.0f);
    }
  }
}

void KeyFilter::process(KeyFilter* const* filters, BankBlock* const* keys, int count) noexcept {
  for (int i = 0; i < KeyFilterLane::kSections; ++i) {
    SectionRef still[2];
    BankBlock* waiting[2];
    int ready = 0;
    for (int f = 0; f < count; ++f) {
      Section& s = filters[f]->sections_[static_cast<size_t>(i)];
      if (filters[f]->isWire(i)) continue;
      if (filters[f]->movingLanes_ != 0) {
        runRampingSection(keys[f]->frame, kBlockFrames, s.start, s.step, s.rescale, s.state);
      } else {
        still[ready] = {&s.start, &s.state};
        waiting[ready++] = keys[f];
      }
    }
    if (ready > 0) runSections(ready, 1, waiting, still);
    for (int f = 0; f < count; ++f) {
      SectionState& state = filters[f]->sections_[static_cast<size_t>(i)].state;
      state = {cleanState(state.p), cleanState(state.s)};
    }
  }
}

}  // namespace lathe
