// From the master's output to the samples of one file: at the file's rate, and
// under the ceiling there, in chunks.
//
//   pass.prepare({inRate, outRate, channels, frames, ceilingDbtp}, maxFrames);
//   while (!pass.done()) {
//     n = pass.process(nextFrames, count);   // count 0 once the master has ended
//     quantise(pass.output(0), pass.output(1), n);
//   }
//
// Where the rates differ the song is converted (rates/rate_converter.h), and then
// limited again: what a conversion takes away above the lower rate's pass band
// held peaks down as well as up. That takes tenths of a dB for as long as a peak
// lasts, so the limiter is always the Clean one, at its defaults and with both
// sides linked, whatever the master's is: nothing of the stereo image moves.
//
// The latency of both is taken off: frame 0 of the file lies where frame 0 of the
// song does, and the file is as long as the song, to the nearest frame. Equal
// rates pass to the bit. The same samples whatever the chunks, and on every
// platform. Memory: tables and a few chunks, whatever the song's length.
//
// Units: Hz, frames, dBTP. Thread: any but the real-time one; only `prepare`
// allocates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "master/limiter/true_peak_limiter.h"
#include "master/stereo_block.h"
#include "rates/rate_converter.h"
#include "session/session.h"

namespace lathe {

struct DeliveryFormat {
  int inRate = 48000;   ///< of the master
  int outRate = 48000;  ///< of the file
  int channels = 2;     ///< 1 or 2
  int64_t frames = 0;   ///< of the song, at the master's rate
  /// What the file's true peak is to stay under. None where the master does not limit either.
  std::optional<double> ceilingDbtp;
};

class DeliveryPass {
 public:
  /// `maxFrames`: the longest feed, at least 1. Anything but None, and nothing comes out, where
  /// the song cannot be converted.
  RateRefusal prepare(const DeliveryFormat& format, int maxFrames);

  /// Of the file.
  int outRate() const noexcept { return outRate_; }
  int64_t totalFrames() const noexcept { return totalFrames_; }
  int64_t framesDone() const noexcept { return framesDone_; }
  bool done() const noexcept { return framesDone_ == totalFrames_; }
  /// The file is limited again.
  bool limitsAgain() const noexcept { return limits_; }
  /// The most that the limiting at the file's rate has taken off so far, in dB, >= 0.
  double limitedDb() const noexcept;

  /// Takes the next `frames` (0…maxFrames) planar frames of the master; 0: it has ended, and `in`
  /// may be null. Returns how many are now at output(): often none, at most maxOutputFrames().
  int process(const double* const* in, int frames) noexcept;
  const double* output(int channel) const noexcept { return output_[channel == 1].data(); }
  int maxOutputFrames() const noexcept { return static_cast<int>(output_[0].size()); }

 private:
  void take(const double* const* in, int frames) noexcept;
  void give(double left, double right) noexcept;
  void limitBlock() noexcept;

  int outRate_ = 48000, channels_ = 2, maxFrames_ = 1;
  int64_t totalFrames_ = 0, framesDone_ = 0;
  RateConverter converter_;
  bool limits_ = false;
  TruePeakLimiter limiter_;
  StereoBlock block_;
  int held_ = 0;         // frames in block_
  int skip_ = 0;         // of the limiter's latency, still to be left out
  int given_ = 0;        // frames at output_
  double lowest_ = 1.0;  // gain of the limiter
  std::vector<double> converted_[2], output_[2];
};

/// What the true peak of a session's master stays under: the limiter's ceiling and the trim behind
/// it, each at its highest where it is automated. None where the limiter is off.
std::optional<double> masterCeilingDbtp(const Session& session);

}  // namespace lathe
