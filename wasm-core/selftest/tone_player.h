// The standards' tones, fed to a meter as they are made: a 1 kHz sine whose phase
// runs on from stretch to stretch, at one level a channel. No more than 10 ms of
// signal is ever held.
// Units: dBFS peak, seconds. Thread: any one; allocates when made.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/math.h"
#include "meters/time_grid.h"

namespace lathe {

/// Levels of L, R, C, Ls, Rs (as many as there are channels); math::kSilenceDb for none.
struct ToneStretch {
  std::array<double, 5> peakDbfs;
  double seconds;
};
/// The same on all channels.
constexpr ToneStretch tone(double peakDbfs, double seconds) {
  return {{peakDbfs, peakDbfs, peakDbfs, peakDbfs, peakDbfs}, seconds};
}
constexpr ToneStretch silence(double seconds) { return tone(math::kSilenceDb, seconds); }

class TonePlayer {
 public:
  static constexpr double kHz = 1000.0;

  /// `gainDb` goes onto everything. Up to 5 channels.
  TonePlayer(double sampleRate, int channels, double gainDb);

  /// Calls `sink(const double* const* channels, int frames)` with one piece after another; a piece
  /// ends with each 10 ms from frame 0, and with the stretch.
  template <typename Sink>
  void play(const ToneStretch& stretch, Sink&& sink) {
    end_ += stretch.seconds;
    const auto last = static_cast<int64_t>(math::round(end_ * sampleRate_));
    while (frame_ < last) {
      const auto frames = static_cast<int>(std::min(last, nextEdge()) - frame_);
      make(stretch, frames);
      sink(pointers_.data(), frames);
    }
  }
  /// Seconds played.
  double seconds() const { return static_cast<double>(frame_) / sampleRate_; }

 private:
  int64_t nextEdge() const;
  void make(const ToneStretch& stretch, int frames);

  double sampleRate_, gain_;
  double end_ = 0.0;
  int64_t frame_ = 0;
  std::vector<double> sine_;
  std::vector<std::vector<double>> buffers_;
  std::vector<const double*> pointers_;
};

}  // namespace lathe
