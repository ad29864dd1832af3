// Listening to one stage of the master: the master without it, equally loud;
// only what it changes; or some bands of the multiband alone. It comes to the
// loudspeakers in place of the finished signal, which goes on untouched: meters
// and tap do not hear of it.
//
// Without a stage, what follows it is still wanted: its input, as loud as its
// output (loudness_match.h), goes through a copy of the stages that follow, made
// from them as they stand, so that at the start both give the same samples. What
// a stage changes, and a band, are not the signal that those stages are set for,
// and go past them: with the drive and trim that follow, as late as the finished
// signal. A change is taken against the input as the stage's crossovers turn it
// in phase, so that a stage with nothing to do is silent.
//
// Every change fades over 10 ms. While nothing is listened to none of this runs.
// Thread: `prepare` off the real-time thread; the rest is real-time safe.
#pragma once

#include "base/switch_fade.h"
#include "master/master_stages.h"
#include "master/pair_delay.h"
#include "meters/loudness_match.h"

namespace lathe {

enum class MasterListenMode : int { Off, Bypass, Delta, Bands, Count };

class MasterListen {
 public:
  /// Where the stage that is listened to stands, in frames of latency.
  struct Latency {
    int own, after;
  };

  void prepare(double sampleRate);
  static size_t heapBytes(double sampleRate) noexcept;
  /// `part`: a stage. `bands`: of the multiband, bit 0 the lowest; for MasterListenMode::Bands.
  void set(MasterListenMode mode, MasterPart part, unsigned bands) noexcept;
  /// Playback starts or jumps with the next block: what is wanted is heard at once.
  void restart() noexcept { restarting_ = true; }

  // For MasterChain, in every block, in this order.
  /// What is set of the part now, for the copy.
  void apply(MasterPart part, const ParamValues& values, bool snap) noexcept {
    if (place_.mode == MasterListenMode::Bypass) copy_.apply(part, values, snap);
  }
  void begin(const MasterStages& stages) noexcept;
  bool isAt(MasterPart part) const noexcept {
    return place_.mode != MasterListenMode::Off && place_.part == part;
  }
  bool wantsTurned() const noexcept { return place_.mode == MasterListenMode::Delta; }
  /// The stage's input of this block, turned in phase where that is wanted, and its output.
  void take(const StereoBlock& input, const StereoBlock& output, bool on, Latency latency,
            const MasterStages& stages) noexcept;
  void end(const MasterStages& stages) noexcept;

  /// Fades what is listened to over a block of the finished signal. `gains`: of the block's frames
  /// as they are delivered; null: all 1.
  void blendOver(float* left, float* right, const double* gains = nullptr) noexcept;

 private:
  struct Place {
    MasterListenMode mode = MasterListenMode::Off;
    MasterPart part = MasterPart::Equaliser;
    bool operator==(const Place&) const = default;
  };
  void start(const MasterStages& stages) noexcept;
  void sumBands(const MultibandDynamics& multiband) noexcept;
  void goOn(const MasterStages& stages) noexcept;

  double sampleRate_ = 48000.0;
  Place place_, wanted_;
  unsigned bands_ = 0;
  bool restarting_ = true;
  bool taken_ = false;   ///< in this block
  SwitchFade fade_;      ///< to what is listened to
  SwitchFade bypass_;    ///< to the stage's input, before the copy
  int framesHeard_ = 0;  ///< since place_ was taken
  int framesAfter_ = 0;  ///< of latency
  LoudnessMatch match_;
  std::array<ParamSmoother, kMultibandBands> bandGain_;
  MasterStages copy_;
  PairDelay input_, late_;
  StereoBlock heard_;
};

}  // namespace lathe
