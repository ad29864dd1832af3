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
  for (int b = 0; b < kMaxBands; ++b) {
    at(b).set(settings_.band[static_cast<size_t>(b)], snap || b >= sounding_);
  }
}

void MultibandDynamics::process(StereoBlock& block, StereoBlock* turned) noexcept {
  bands_[0] = block;
  const int count = tree_.process(bands_);
  // One that comes in has no past.
  for (int b = sounding_; b < count; ++b) at(b).reset();
  sounding_ = count;
  if (turned != nullptr) addBands(bands_, count, *turned);
  const CubicSegment &link = link_.advance(), &mix = mix_.advance();
  BandDynamics::process(std::span(dynamics_).first(static_cast<size_t>(count)), bands_.data(), link,
                        mix);
  addBands(bands_, count, block);
}

double MultibandDynamics::gainDb(int band) const noexcept {
  return band < sounding_ ? dynamics_[static_cast<size_t>(band)].gainDb() : 0.0;
}

}  // namespace lathe
