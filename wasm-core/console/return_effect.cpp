#include "console/return_effect.h"

#include <algorithm>

#include "base/simd.h"
#include "console/strip_stages.h"

namespace lathe {
namespace {

/// Neither NaN nor beyond what a strip lets pass.
bool isSound(const float* samples) noexcept {
  mask32x4 good = laneMask(15);
  for (int i = 0; i < kBlockFrames; i += 4) {
    good = good & (abs(f32x4::load(samples + i)) <= f32x4::splat(kLargestSample));
  }
  return all(good);
}

}  // namespace

size_t ReturnEffect::memoryBytes(EffectKind kind, double sampleRate) {
  return kind == EffectKind::Reverb ? Reverb::memoryBytes(sampleRate)
                                    : DelayEffect::memoryBytes(sampleRate);
}

void ReturnEffect::prepare(const EffectDocument& effect, double sampleRate) {
  sampleRate_ = sampleRate;
  document_.kind = effect.kind;
  for (const ParamSpec& spec : parameterTable()) {
    document_.params[spec.id] = clampParam(spec.id, effect.params[spec.id]);
  }
  if (effect.kind == EffectKind::Reverb) {
    kernel_.emplace<Reverb>().prepare(sampleRate);
  } else {
    kernel_.emplace<DelayEffect>().prepare(sampleRate);
  }
  changed_ = true;
}

void ReturnEffect::setParam(ParamId id, double value) noexcept {
  double& stored = document_.params[id];
  changed_ |= stored != value;
  stored = value;
}

void ReturnEffect::update(double bpm, bool anew) noexcept {
  const auto apply = [&](auto& kernel, const auto& settings) {
    kernel.set(settings, anew);
    // After its settings: what moves by itself starts from where they put it.
    if (anew) kernel.reset();
  };
  changed_ = false;
  bpm_ = bpm;
  if (Reverb* reverb = std::get_if<Reverb>(&kernel_)) {
    apply(*reverb, ReverbSettings::from(document_.params, bpm, static_cast<int>(sampleRate_)));
  } else if (DelayEffect* delay = std::get_if<DelayEffect>(&kernel_)) {
    apply(*delay, DelaySettings::from(document_.params, bpm, static_cast<int>(sampleRate_)));
  }
}

bool ReturnEffect::process(double bpm, bool anew, float* left, float* right) noexcept {
  anew |= poisoned_;
  poisoned_ = !isSound(left) || !isSound(right);
  if (poisoned_) {
    std::fill_n(left, kBlockFrames, 0.0f);
    std::fill_n(right, kBlockFrames, 0.0f);
    return false;
  }
  if (anew || changed_ || bpm != bpm_) update(bpm, anew);
  if (Reverb* reverb = std::get_if<Reverb>(&kernel_)) {
    reverb->process(left, right);
  } else if (DelayEffect* delay = std::get_if<DelayEffect>(&kernel_)) {
    delay->process(left, right);
  }
  return true;
}

}  // namespace lathe
