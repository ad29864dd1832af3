#include "meters/peak_meter.h"

namespace lathe {
namespace {

template <typename Sample>
void scan(const Sample* samples, int frames, double& peak, double& sumSquares,
          double& sumAbsolute) noexcept {
  for (int i = 0; i < frames; ++i) {
    const double x = static_cast<double>(samples[i]);
    if (!(x == x)) continue;
    const double size = x < 0.0 ? -x : x;
    if (size > peak) peak = size;
    sumSquares += x * x;
    sumAbsolute += size;
  }
}

}  // namespace

void PeakMeter::reset() noexcept { *this = PeakMeter(); }

void PeakMeter::process(const float* samples, int frames) noexcept {
  scan(samples, frames, peak_, sumSquares_, sumAbsolute_);
  frames_ += frames;
}

void PeakMeter::process(const double* samples, int frames) noexcept {
  scan(samples, frames, peak_, sumSquares_, sumAbsolute_);
  frames_ += frames;
}

PeakReading PeakMeter::take() noexcept {
  const double frames = frames_ > 0 ? static_cast<double>(frames_) : 1.0;
  const PeakReading reading = {static_cast<float>(peak_), static_cast<float>(sumSquares_ / frames),
                               static_cast<float>(sumAbsolute_ / frames)};
  reset();
  return reading;
}

}  // namespace lathe
