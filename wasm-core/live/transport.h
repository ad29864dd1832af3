// Where playback stands: play, pause, seek and loop on the grid of blocks, and
// what each block needs of its host. Every stop and jump waits for a 5 ms
// fade-out; a start at song frame 0 begins at full gain, because that is where
// live playback equals the offline render. It stops by itself where the delivered
// range ends; from there, play begins again at the range's start. A loop goes
// round wherever it lies.
// Units: song frames. Thread: real-time.
#pragma once

#include <cstdint>

#include "live/transport_fade.h"
#include "master/delivered_range.h"

namespace lathe {

class Transport {
 public:
  /// `range`: what is delivered of the song.
  void prepare(double sampleRate, int64_t songFrames, const DeliveredRange& range) noexcept;

  void play() noexcept;
  void pause() noexcept;
  /// To the start of `frame`'s block, within the song.
  void seek(int64_t frame) noexcept;
  /// Snapped to the nearest blocks, at least one long; `end <= start` turns it off.
  void setLoop(int64_t start, int64_t end) noexcept;
  int64_t loopStart() const noexcept { return loopStart_; }
  int64_t loopEnd() const noexcept { return loopEnd_; }

  /// Blocks are wanted: playing, or fading out.
  bool running() const noexcept { return running_; }
  /// Song frame of the next block.
  int64_t position() const noexcept { return position_; }
  /// The next block lies inside the song; past its end the inputs are silent.
  bool needsAudio() const noexcept { return position_ < songEnd_; }

  // For each block, in this order: begin, fade, advance; or starve alone.

  /// True when the engine has to be reset before this block. `latencyFrames`: of the engine, by
  /// which the fade-in after a jump waits for the first sound.
  bool begin(int latencyFrames) noexcept;
  template <size_t kCount>
  void fade(float* const (&channels)[kCount]) noexcept {
    fade_.apply(channels);
  }
  /// True when the loop's end was reached: the next block is not the continuation of this one.
  bool advance(int latencyFrames) noexcept;
  /// The block's audio is missing. True when it was due: playback had begun.
  bool starve() noexcept;

  /// Jumps by seek or restart so far.
  uint32_t jumps() const noexcept { return jumps_; }
  /// Playback went through without a break from here: what is heard cannot lie before it.
  int64_t runStart() const noexcept { return runStart_; }
  /// How far the song jumped back at runStart(), where a loop went round there; else 0.
  int64_t loopedFrames() const noexcept { return loopedFrames_; }
  int64_t songFrames() const noexcept { return songFrames_; }

 private:
  bool insideLoop() const noexcept { return loopEnd_ > loopStart_ && position_ < loopEnd_; }
  void jumpTo(int64_t frame) noexcept;
  void finishFadeOut() noexcept;

  TransportFade fade_;
  int64_t songFrames_ = 0;
  int64_t songEnd_ = 0;     // rounded up to whole blocks
  int64_t rangeStart_ = 0;  // down to a block
  int64_t rangeEnd_ = 0;    // rounded up
  int64_t position_ = 0;
  int64_t runStart_ = 0;
  int64_t loopedFrames_ = 0;
  int64_t loopStart_ = 0;
  int64_t loopEnd_ = 0;
  int64_t seekTarget_ = -1;  // −1: none waits for the fade-out
  uint32_t jumps_ = 0;
  bool running_ = false;
  bool stopPending_ = false;  // for the fade-out
  bool resetPending_ = true;  // the position is not where the engine's state comes from
  bool delivering_ = false;   // a block has arrived since the last start or jump
};

}  // namespace lathe
