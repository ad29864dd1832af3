// Feeds a meter with the standards' tones without ever holding a whole
// signal: segments of a 1 kHz sine whose phase runs on, at one level a channel.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "measure/signals.h"

namespace conformance {

class ToneFeeder {
 public:
  /// `meter`: anything with `process(const double* const*, int)`.
  template <typename Meter>
  ToneFeeder(Meter& meter, double sampleRate, int channels, double hz = 1000.0)
      : sink_([&meter](const double* const* x, int frames) { meter.process(x, frames); }),
        sampleRate_(sampleRate),
        hz_(hz),
        buffers_(static_cast<size_t>(channels)) {}

  /// Every 10 ms of signal, with the time in seconds.
  std::function<void(double)> every10Ms;

  /// A tone at `peakDbfs` on all channels.
  void tone(double peakDbfs, double seconds) {
    tones(std::vector<double>(buffers_.size(), peakDbfs), seconds);
  }
  void silence(double seconds) { feed(std::vector<double>(buffers_.size(), 0.0), seconds); }
  /// One level a channel.
  void tones(const std::vector<double>& peakDbfs, double seconds) {
    std::vector<double> gains;
    for (const double level : peakDbfs) gains.push_back(measure::fromDb(level));
    feed(gains, seconds);
  }

 private:
  void feed(const std::vector<double>& gains, double seconds) {
    end_ += seconds;
    const long long last = std::llround(end_ * sampleRate_);
    while (frame_ < last) {
      const long long edge = std::llround(
          (std::floor(static_cast<double>(frame_) * 100.0 / sampleRate_ + 1e-9) + 1.0) *
          sampleRate_ / 100.0);
      const size_t count = static_cast<size_t>(std::min(last, edge) - frame_);
      sine(static_cast<double>(frame_), count);
      std::vector<const double*> pointers;
      for (size_t c = 0; c < buffers_.size(); ++c) {
        if (c > 0 && gains[c] == gains[0]) {
          pointers.push_back(buffers_[0].data());
          continue;
        }
        buffers_[c].resize(count);
        for (size_t i = 0; i < count; ++i) buffers_[c][i] = gains[c] * sine_[i];
        pointers.push_back(buffers_[c].data());
      }
      sink_(pointers.data(), static_cast<int>(count));
      frame_ += static_cast<long long>(count);
      if (frame_ == edge && every10Ms) every10Ms(static_cast<double>(frame_) / sampleRate_);
    }
  }

  /// `count` frames of the unit sine from `frame` on: x[n] = 2 cos(w) x[n − 1] − x[n − 2], started
  /// anew from the exact phase for each stretch.
  void sine(double frame, size_t count) {
    const double w = 2.0 * measure::kPi * hz_ / sampleRate_;
    const auto exact = [&](double n) {
      return std::sin(2.0 * measure::kPi * std::fmod(hz_ * n / sampleRate_, 1.0));
    };
    sine_.resize(count + 2);
    sine_[0] = exact(frame);
    sine_[1] = exact(frame + 1.0);
    for (size_t i = 2; i < count; ++i) sine_[i] = 2.0 * std::cos(w) * sine_[i - 1] - sine_[i - 2];
  }

  std::function<void(const double* const*, int)> sink_;
  double sampleRate_, hz_, end_ = 0.0;
  long long frame_ = 0;
  measure::Samples sine_;
  std::vector<measure::Samples> buffers_;
};

}  // namespace conformance
