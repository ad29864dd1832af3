#include "meters/true_peak_meter.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr int kHistory = Interpolator8x::kHistory;
// The ITU filter is shorter: its window ends where the long one does.
constexpr int kItuOffset = kHistory - InterpolatorItu::kHistory;

float cleaned(float x) noexcept {
  return x >= -3.0e38f && x <= 3.0e38f ? x : 0.0f;  // NaN and infinity fail both
}

std::optional<double> decibels(double level) noexcept {
  if (!(level > 0.0)) return std::nullopt;
  return math::gainToDb(level);
}

}  // namespace

void TruePeakMeter::prepare(int channels) {
  channels_.resize(static_cast<size_t>(channels));
  for (Channel& c : channels_) c.window.resize(Interpolator8x::kWindow);
  interpolator_ = &interpolator8x();
  itu_ = &interpolatorItu();
  reset();
}

void TruePeakMeter::reset() noexcept {
  for (Channel& c : channels_) {
    std::fill(c.window.begin(), c.window.end(), 0.0f);
    c.peak8 = c.peak4 = c.samplePeak = c.recent8 = 0.0f;
  }
  filled_ = 0;
}

template <typename Sample>
void TruePeakMeter::processSamples(const Sample* const* channels, int frames) noexcept {
  int done = 0;
  while (done < frames) {
    const int count = std::min(frames - done, kBlockFrames - filled_);
    for (size_t c = 0; c < channels_.size(); ++c) {
      const Sample* from = channels[c] + done;
      float* to = channels_[c].window.data() + kHistory + filled_;
      for (int i = 0; i < count; ++i) to[i] = cleaned(static_cast<float>(from[i]));
    }
    done += count;
    filled_ += count;
    if (filled_ == kBlockFrames) measureWindows();
  }
}

void TruePeakMeter::process(const float* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

void TruePeakMeter::process(const double* const* channels, int frames) noexcept {
  processSamples(channels, frames);
}

void TruePeakMeter::measureWindows() noexcept {
  for (Channel& c : channels_) {
    float* window = c.window.data();
    f32x4 highest = f32x4::zero();
    for (int i = kHistory; i < kHistory + kBlockFrames; i += 4) {
      highest = max(abs(f32x4::load(window + i)), highest);
    }
    highest = max(highest, highHalves(highest, highest));
    const float blockPeak = max(highest, swapPairs(highest)).get(0);
    c.samplePeak = std::max(c.samplePeak, blockPeak);
    c.recent8 = interpolator_->maximum(window, std::max(c.recent8, blockPeak));
    c.peak4 = itu_->maximum(window + kItuOffset, c.peak4);
    std::copy(window + kBlockFrames, window + kBlockFrames + kHistory, window);
  }
  filled_ = 0;
}

void TruePeakMeter::finish() noexcept {
  // Silence long enough for the last gap to pass the middle of the window.
  for (int blocks = 0; blocks < 2; ++blocks) {
    for (Channel& c : channels_) {
      std::fill(c.window.begin() + kHistory + filled_, c.window.end(), 0.0f);
    }
    measureWindows();
  }
}

double TruePeakMeter::truePeak(int channel) const noexcept {
  const Channel& c = channels_[static_cast<size_t>(channel)];
  return static_cast<double>(std::max(c.peak8, c.recent8));
}

double TruePeakMeter::truePeak() const noexcept {
  float highest = 0.0f;
  for (const Channel& c : channels_) highest = std::max({highest, c.peak8, c.recent8});
  return static_cast<double>(highest);
}

double TruePeakMeter::takeRecent() noexcept {
  float highest = 0.0f;
  for (Channel& c : channels_) {
    highest = std::max(highest, c.recent8);
    c.peak8 = std::max(c.peak8, c.recent8);
    c.recent8 = 0.0f;
  }
  return static_cast<double>(highest);
}

double TruePeakMeter::ituTruePeak() const noexcept {
  float highest = 0.0f;
  for (const Channel& c : channels_) highest = std::max(highest, c.peak4);
  return static_cast<double>(highest);
}

double TruePeakMeter::samplePeak() const noexcept {
  float highest = 0.0f;
  for (const Channel& c : channels_) highest = std::max(highest, c.samplePeak);
  return static_cast<double>(highest);
}

std::optional<double> TruePeakMeter::truePeakDbtp() const noexcept { return decibels(truePeak()); }
std::optional<double> TruePeakMeter::ituTruePeakDbtp() const noexcept {
  return decibels(ituTruePeak());
}
std::optional<double> TruePeakMeter::samplePeakDbfs() const noexcept {
  return decibels(samplePeak());
}

}  // namespace lathe
