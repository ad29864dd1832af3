#include "master/multiband/multiband_dynamics.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0;

}  // namespace

size_t MultibandDynamics::heapBytes(double sampleRate) noexcept {
  return kMaxBands * BandDynamics::heapBytes(sampleRate);
}

void MultibandDynamics::prepare(double sampleRate) {
  tree_.prepare(sampleRate);
  for (BandDynamics& band : dynamics_) band.prepare(sampleRate);
  link_.prepare(sampleRate, kGainMs);
  mix_.prepare(sampleRate, kGainMs);
  set(MultibandSettings{}, true);
  reset();
}

void MultibandDynamics::reset() noexcept {
  set(settings_, true);
  tree_.reset();
  for (BandDynamics& band : dynamics_) band.reset();
  sounding_ = settings_.bands;
}

void MultibandDynamics::set(const MultibandSettings& settings, bool snap) noexcept {
  settings_ = settings;
  settings_.bands = std::clamp(settings.bands, 2, kMaxBands);
  tree_.set(settings_.bands, settings_.crossoverHz, snap);
  const auto aim = [snap](ParamSmoother& smoother, double percent) {
    const double share = math::clamp(percent * 0.01, 0.0, 1.0);
    snap ? smoother.snap(share) : smoother.setTarget(share);
  };
  aim(link_, settings_.linkPercent);
  aim(mix_, settings_.mixPercent);
  const auto first = settings_.band.begin(), last = first + settings_.bands;
  const bool anySolo =
      std::any_of(first, last, [](const MultibandBandSettings& b) { return b.solo; });
  for (int b = 0; b < kMaxBands; ++b) {
    const MultibandBandSettings& band = settings_.band[static_cast<size_t>(b)];
    at(b).set(band, !anySolo || (band.solo && b < settings_.bands), snap || b >= sounding_);
  }
}

void MultibandDynamics::process(StereoBlock& block) noexcept {
  bands_[0] = block;
  const int count = tree_.process(bands_);
  // One that comes in has no past.
  for (int b = sounding_; b < count; ++b) at(b).reset();
  sounding_ = count;
  const CubicSegment &link = link_.advance(), &mix = mix_.advance();
  BandDynamics::process(std::span(dynamics_).first(static_cast<size_t>(count)), bands_.data(), link,
                        mix);
  block = bands_[0];
  for (int b = 1; b < count; ++b) {
    const StereoBlock& band = bands_[static_cast<size_t>(b)];
    for (int i = 0; i < kBlockFrames; ++i) block[i] += band[i];
  }
}

double MultibandDynamics::gainDb(int band) const noexcept {
  return band < sounding_ ? dynamics_[static_cast<size_t>(band)].gainDb() : 0.0;
}

}  // namespace lathe
