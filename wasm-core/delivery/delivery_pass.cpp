#include "delivery/delivery_pass.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {

RateRefusal DeliveryPass::prepare(const DeliveryFormat& format, int maxFrames) {
  totalFrames_ = framesDone_ = 0;
  outRate_ = format.outRate;
  channels_ = std::clamp(format.channels, 1, 2);
  limits_ = format.inRate != format.outRate && format.ceilingDbtp.has_value();
  const RateRefusal refusal = planRates(format.inRate, format.outRate).refusal;
  if (refusal != RateRefusal::None) return refusal;
  maxFrames_ = std::max(maxFrames, 1);
  converter_.prepare(format.inRate, format.outRate, channels_, maxFrames_);
  // A block that was all but full is completed by the least that comes.
  const auto room = static_cast<size_t>(converter_.maxOutputFrames() + kBlockFrames);
  for (int channel = 0; channel < 2; ++channel) {
    converted_[channel].assign(static_cast<size_t>(converter_.maxOutputFrames()), 0.0);
    output_[channel].assign(room, 0.0);
  }
  totalFrames_ =
      convertedFrames(std::max<int64_t>(format.frames, 0), format.inRate, format.outRate);
  held_ = given_ = skip_ = 0;
  lowest_ = 1.0;
  if (limits_) {
    limiter_.prepare(format.outRate);
    LimiterSettings settings;
    settings.ceilingDbtp = *format.ceilingDbtp;
    settings.transientLinkPercent = 100.0;
    limiter_.start(settings);
    skip_ = limiter_.latencyFrames();
  }
  return RateRefusal::None;
}

double DeliveryPass::limitedDb() const noexcept {
  return lowest_ < 1.0 ? -math::gainToDb(lowest_) : 0.0;
}

void DeliveryPass::give(double left, double right) noexcept {
  if (framesDone_ == totalFrames_) return;
  const auto at = static_cast<size_t>(given_++);
  output_[0][at] = left;
  output_[1][at] = right;
  ++framesDone_;
}

void DeliveryPass::limitBlock() noexcept {
  limiter_.process(block_);
  lowest_ = std::min(lowest_, limiter_.minimumGain());
  const int from = std::min(skip_, kBlockFrames);
  skip_ -= from;
  for (int i = from; i < kBlockFrames; ++i) give(block_[i].first(), block_[i].second());
  held_ = 0;
}

void DeliveryPass::take(const double* const* in, int frames) noexcept {
  const double* left = in[0];
  const double* right = in[channels_ - 1];
  if (!limits_) {
    for (int i = 0; i < frames; ++i) give(left[i], right[i]);
    return;
  }
  for (int i = 0; i < frames; ++i) {
    block_[held_++] = f64x2::make(left[i], right[i]);
    if (held_ == kBlockFrames) limitBlock();
  }
}

int DeliveryPass::process(const double* const* in, int frames) noexcept {
  given_ = 0;
  if (done()) return 0;
  double* const to[2] = {converted_[0].data(), converted_[1].data()};
  if (frames > 0) {
    take(to, converter_.process(in, std::min(frames, maxFrames_), to));
    return given_;
  }
  int rest = converter_.flush(to);
  if (rest == 0) {
    // Behind the last frame lies silence, which moves out what the limiter still holds.
    for (auto& channel : converted_) std::fill(channel.begin(), channel.end(), 0.0);
    rest = static_cast<int>(converted_[0].size());
  }
  take(to, rest);
  return given_;
}

std::optional<double> masterCeilingDbtp(const Session& session) {
  if (session.masterParams[ParamId::LimiterOn] < 0.5) return std::nullopt;
  const auto highest = [&session](ParamId id) {
    double value = session.masterParams[id];
    for (const AutomationLane& lane : session.automation) {
      if (lane.target != AutomationTarget::Master || lane.param != id) continue;
      value = lane.points.front().value;
      for (const AutomationPoint& point : lane.points) value = std::max(value, point.value);
    }
    return value;
  };
  return highest(ParamId::LimiterCeilingDbtp) + highest(ParamId::MasterTrimDb);
}

}  // namespace lathe
