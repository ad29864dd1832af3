#include "master/stereo/stereo_stage.h"

#include <algorithm>

#include "base/math.h"
#include "dsp/butterworth_section.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kFrequencyMs = 30.0;
constexpr double kFrame = 1.0 / kBlockFrames;
// A block in which the mono corner moves runs straight from one design to the next, four times.
constexpr int kRuns = 4, kRunFrames = kBlockFrames / kRuns;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

/// Of the side that the balance moves away from; exactly 1 at the centre.
double farGain(double away) noexcept {
  return away > 0.0 ? 1.41421356237309505 * math::sin((1.0 - away) * (math::kPi / 4.0)) : 1.0;
}

bool isAlways(const CubicSegment& curve, double value) noexcept {
  return curve.constant && curve.c0 == value;
}

/// Two curves over a block; at rest it is one pair throughout.
class PairCurve {
 public:
  PairCurve(const CubicSegment& first, const CubicSegment& second) noexcept
      : first_(first),
        second_(second),
        still_(f64x2::make(first.c0, second.c0)),
        steady_(first.constant && second.constant) {}
  LATHE_INLINE f64x2 at(double u) const noexcept {
    return steady_ ? still_ : f64x2::make(first_.at(u), second_.at(u));
  }

 private:
  CubicSegment first_, second_;
  f64x2 still_;
  bool steady_;
};

}  // namespace

void StereoStage::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (ParamSmoother& width : width_) width.prepare(sampleRate, kGainMs);
  for (ParamSmoother* s : {&mono_, &mid_, &side_, &left_, &right_}) s->prepare(sampleRate, kGainMs);
  monoLog2Hz_.prepare(sampleRate, kFrequencyMs);
  tree_.prepare(sampleRate);
  correlation_.prepare(sampleRate);
  set(StereoSettings{}, true);
  reset();
}

void StereoStage::reset() noexcept {
  set(settings_, true);
  tree_.reset();
  first_.reset();
  second_.reset();
  turned_.reset();
  correlation_.reset();
}

void StereoStage::aimWidths(bool snap) noexcept {
  for (size_t b = 0; b < kWidthBands; ++b) {
    aim(width_[b], math::clamp(settings_.widthPercent[b] * 0.01, 0.0, 2.0), snap);
  }
}

void StereoStage::set(const StereoSettings& settings, bool snap) noexcept {
  settings_ = settings;
  const auto& widths = settings_.widthPercent;
  const bool equal = widths[0] == widths[1] && widths[1] == widths[2];
  // Glides to one width while split, and is whole again when that is reached (advance).
  const bool split = !equal || (!snap && !tree_.whole());
  const Crossovers hz{settings_.crossoverHz[0], settings_.crossoverHz[1]};
  tree_.set(split ? kWidthBands : 1, hz, snap);
  if (snap || !tree_.warmingUp()) aimWidths(snap);

  const bool keeps = settings_.monoBelowHz > kMonoBelowOffHz;
  // From off, it does not sweep.
  const bool sweeps = !snap && (mono_.moving() || mono_.target() != 0.0);
  const double hertz = math::clamp(settings_.monoBelowHz, kMonoBelowOffHz, 300.0);
  if (keeps) aim(monoLog2Hz_, math::log2(hertz), !sweeps);
  aim(mono_, keeps ? 1.0 : 0.0, snap);

  aim(mid_, math::dbToGain(math::clamp(settings_.midDb, -12.0, 12.0)), snap);
  aim(side_, math::dbToGain(math::clamp(settings_.sideDb, math::kSilenceDb, 12.0)), snap);
  const double balance = math::clamp(settings_.balancePercent * 0.01, -1.0, 1.0);
  aim(left_, farGain(balance), snap);
  aim(right_, farGain(-balance), snap);
}

/// Whether there is anything to do.
bool StereoStage::advance() noexcept {
  if (!tree_.warmingUp()) aimWidths(false);
  bool neutral = true, same = true;
  for (ParamSmoother& width : width_) {
    width.advance();
    neutral = neutral && isAlways(width.segment(), 1.0);
    same = same && isAlways(width.segment(), width_[0].target());
  }
  if (same && !tree_.whole() && !tree_.warmingUp()) tree_.set(1, Crossovers{}, false);
  for (ParamSmoother* s : {&mid_, &side_, &left_, &right_}) {
    s->advance();
    neutral = neutral && isAlways(s->segment(), 1.0);
  }
  mono_.advance();
  monoLog2Hz_.advance();
  return !(neutral && tree_.whole() && isAlways(mono_.segment(), 0.0));
}

void StereoStage::widen(StereoBlock& block, StereoBlock* turned) noexcept {
  bands_[0] = block;
  const int count = tree_.process(bands_);
  if (turned != nullptr) addBands(bands_, count, *turned);
  for (int b = 0; b < count; ++b) {
    const PairCurve width({.c0 = 1.0}, width_[static_cast<size_t>(b)].segment());
    const StereoBlock& band = bands_[static_cast<size_t>(b)];
    for (int i = 0; i < kBlockFrames; ++i) {
      const f64x2 x = width.at(i * kFrame) * band[i];
      block[i] = b == 0 ? x : block[i] + x;
    }
  }
}

/// All-pass on the mid, half the high-pass on the side; then nothing, and the other half.
PairDesign StereoStage::designAt(double u, bool second) const noexcept {
  const double hz = math::exp2(monoLog2Hz_.segment().at(u)), share = mono_.segment().at(u);
  return {butterworthSection(hz, sampleRate_, second ? 0.0 : share, true),
          butterworthSection(hz, sampleRate_, share, false)};
}

void StereoStage::monoBelow(StereoBlock& block, StereoBlock* turned) noexcept {
  if (isAlways(mono_.segment(), 0.0)) {
    first_.reset();
    second_.reset();
    turned_.reset();
    return;
  }
  const bool steady = mono_.segment().constant && monoLog2Hz_.segment().constant;
  const int runs = steady ? 1 : kRuns;
  const auto through = [&](PairSection& section, StereoBlock& frames, auto&& design) {
    PairDesign start = design(0.0);
    for (int run = 0; run < runs; ++run) {
      const PairDesign end = steady ? start : design((run + 1.0) / runs);
      section.run(&frames[run * kRunFrames], kBlockFrames / runs, start, end);
      start = end;
    }
  };
  if (steady) {
    PairSection::runInRow(first_, designAt(0.0, false), second_, designAt(0.0, true),
                          block.frames.data(), kBlockFrames);
  } else {
    through(first_, block, [this](double u) { return designAt(u, false); });
    through(second_, block, [this](double u) { return designAt(u, true); });
  }
  if (turned == nullptr) {
    turned_.reset();
    return;
  }
  through(turned_, *turned, [this](double u) {
    const SectionDesign allPass = designAt(u, false)[0];
    return PairDesign{allPass, allPass};
  });
}

void StereoStage::process(StereoBlock& block, StereoBlock* turned) noexcept {
  if (advance()) {
    const f64x2 half = f64x2::splat(0.5);
    const auto signs = f64x2::make(1.0, -1.0);
    for (f64x2& x : block.frames) x = half * (swap(x) + signs * x);
    // x = (R + L, L − R)
    widen(block, turned);
    monoBelow(block, turned);
    const PairCurve middle(mid_.segment(), side_.segment());
    const PairCurve sides(left_.segment(), right_.segment());
    for (int i = 0; i < kBlockFrames; ++i) {
      const double u = i * kFrame;
      const f64x2 x = middle.at(u) * block[i];
      block[i] = sides.at(u) * (swap(x) + signs * x);
    }
    if (turned != nullptr) {
      for (f64x2& x : turned->frames) x = swap(x) + signs * x;
    }
  }
  correlation_.process(block);
}

}  // namespace lathe
