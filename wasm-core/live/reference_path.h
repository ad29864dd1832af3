// Another record in place of the finished signal, on the way to the loudspeakers
// alone: past console and master, as late as they are, at a gain that makes it as
// loud. It is held back whether or not it is heard, so that it is in step at once.
// Coming and going fades over 10 ms, gains glide over 20 ms.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "base/switch_fade.h"
#include "master/pair_delay.h"

namespace lathe {

class ReferencePath {
 public:
  /// [not real-time] `mostFrames`: of latency.
  void prepare(double sampleRate, int mostFrames);
  static size_t heapBytes(int mostFrames) noexcept { return PairDelay::bytes(mostFrames); }
  /// Playback starts or jumps with the next block: what is set is in force at once.
  void restart() noexcept;
  /// `gain`: linear, 0…16.
  void set(bool heard, double gain) noexcept;
  /// kBlockFrames of the record, null where there is none: silence; over the finished signal.
  void blendOver(const float* const (&record)[2], int latencyFrames, float* left,
                 float* right) noexcept;

 private:
  PairDelay delay_;
  SwitchFade fade_;
  ParamSmoother gain_;
  bool running_ = false;  ///< the delay holds something of it
  bool restarting_ = true;
};

}  // namespace lathe
