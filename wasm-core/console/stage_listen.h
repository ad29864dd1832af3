// Listening to one stage of one strip: what the strip would be without it at
// the same loudness, only what it changes, or what its detector hears. One
// place in the whole console, as an exclusive solo: never in a document or a
// render.
//
// Bypass is matched in loudness from the moment it is asked for
// (meters/loudness_match.h). Every change fades over 10 ms.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <vector>

#include "base/block.h"
#include "base/switch_fade.h"
#include "console/stages.h"
#include "console/strip.h"
#include "meters/loudness_match.h"

namespace lathe {

enum class ListenMode : int { Off, Bypass, Delta, Key, Count };

class StageListen {
 public:
  void prepare(double sampleRate);
  static size_t memoryBytes(double sampleRate) noexcept;
  /// Nothing is listened to, at once.
  void reset() noexcept;

  void set(const Strip* strip, Stage stage, ListenMode mode) noexcept;
  /// Block edge.
  void advance() noexcept;

  /// Which of `count` strips from `first` has this stage listened to; −1: none of them.
  int stripAmong(const Strip* first, int count, Stage stage) const noexcept {
    if (place_.mode == ListenMode::Off || place_.stage != stage) return -1;
    const auto at = place_.strip - first;
    return at >= 0 && at < count ? static_cast<int>(at) : -1;
  }
  /// The lanes of `laneBits` that are to give their key, or none.
  int keyLanes(int laneBits) const noexcept {
    return place_.mode == ListenMode::Key && wanted_ == place_ ? laneBits : 0;
  }

  /// The stage's input of this block, of `channels` lanes from `lane` on.
  void takeInput(const BankBlock& block, int lane, int channels) noexcept;
  /// In place of the stage's output, which comes `latencyFrames` after its input.
  void replace(BankBlock& block, int lane, int channels, int latencyFrames) noexcept;

 private:
  struct Place {
    const Strip* strip = nullptr;
    Stage stage = Stage::Gate;
    ListenMode mode = ListenMode::Off;
    bool operator==(const Place&) const = default;
  };
  Place place_, wanted_;
  SwitchFade fade_;
  bool ran_ = false;     ///< in the last block
  int framesHeard_ = 0;  ///< since place_ was taken
  LoudnessMatch match_;
  std::vector<float> ring_[kMaxChannels];  ///< the input, as long as it is late
  size_t write_ = 0;                       ///< of the next block
};

}  // namespace lathe
