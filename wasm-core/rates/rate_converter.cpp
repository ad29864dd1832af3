#include "rates/rate_converter.h"

#include <algorithm>
#include <numeric>

namespace lathe {

bool RateConverter::prepare(int inRate, int outRate, int channels, int maxFrames) {
  const RatePlan plan = planRates(inRate, outRate);
  if (plan.refusal != RateRefusal::None) return false;
  inRate_ = inRate;
  outRate_ = outRate;
  channels_ = channels;
  maxFrames_ = maxFrames;
  maxOutput_ = maxFrames;
  stages_.clear();
  stages_.reserve(plan.stages.size());
  // What a stage makes before frame 0 is part of what the next one filters: silence before the
  // file, as long as the later stages reach back, lets it be made.
  double reach = 0.0, framesPerInput = 1.0;
  for (const RateStage& stage : plan.stages) {
    if (!stages_.empty()) reach += 0.5 * stage.taps / framesPerInput;
    framesPerInput *= static_cast<double>(stage.up) / stage.down;
    stages_.emplace_back(stage, channels, maxOutput_);
    maxOutput_ = stages_.back().mostOutput(maxOutput_);
  }
  const int period = inRate / std::gcd(inRate, outRate);
  leadInFrames_ = period * static_cast<int>(math::floor(reach / period + 1.0));
  if (stages_.size() < 2) leadInFrames_ = 0;
  made_.assign(static_cast<size_t>(maxOutput_) * static_cast<size_t>(channels), 0.0);
  reset();
  return true;
}

void RateConverter::reset() noexcept {
  taken_ = returned_ = 0;
  for (PolyphaseStage& stage : stages_) stage.reset();
  skip_ = convertedFrames(leadInFrames_, inRate_, outRate_);
  for (int left = leadInFrames_; left > 0; left -= std::min(left, maxFrames_)) {
    deliver(feedSilence(std::min(left, maxFrames_)), 0, nullptr);
  }
}

int RateConverter::feedSilence(int frames) noexcept {
  std::fill_n(stages_.front().input(), static_cast<size_t>(frames * channels_), 0.0);
  return runStages(frames);
}

int RateConverter::runStages(int frames) noexcept {
  for (size_t i = 0; i < stages_.size(); ++i) {
    frames = stages_[i].run(frames, i + 1 < stages_.size() ? stages_[i + 1].input() : made_.data());
  }
  return frames;
}

// The first `wanted` of the last stage's `frames`, but for those to be left out.
int RateConverter::deliver(int frames, int64_t wanted, double* const* out) noexcept {
  const auto skipped = static_cast<int>(std::min<int64_t>(skip_, frames));
  skip_ -= skipped;
  const auto count = static_cast<int>(std::min<int64_t>(frames - skipped, wanted));
  const double* from = made_.data() + static_cast<size_t>(skipped * channels_);
  for (int ch = 0; ch < channels_; ++ch) {
    for (int i = 0; i < count; ++i) out[ch][i] = from[i * channels_ + ch];
  }
  returned_ += count;
  return count;
}

int RateConverter::process(const double* const* in, int frames, double* const* out) noexcept {
  taken_ += frames;
  if (stages_.empty()) {
    for (int ch = 0; ch < channels_; ++ch) std::copy_n(in[ch], frames, out[ch]);
    returned_ += frames;
    return frames;
  }
  double* to = stages_.front().input();
  if (channels_ == 2) {
    for (int i = 0; i < frames; ++i) cleanState(f64x2::make(in[0][i], in[1][i])).store(to + 2 * i);
  } else {
    for (int i = 0; i < frames; ++i) to[i] = cleanState(f64x2::splat(in[0][i])).first();
  }
  const int made = runStages(frames);
  return deliver(made, made, out);
}

int RateConverter::flush(double* const* out) noexcept {
  const int64_t total = convertedFrames(taken_, inRate_, outRate_);
  int count = 0;
  while (count == 0 && returned_ < total) {
    count = deliver(feedSilence(maxFrames_), total - returned_, out);
  }
  return count;
}

}  // namespace lathe
