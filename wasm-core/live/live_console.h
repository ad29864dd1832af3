// The console in live playback: it works the blocks that the output asks for,
// and makes loops seamless: the engine plays on across a loop's end, each input
// being spliced over one block.
//
// Units: frames at the session's rate. Threads: prepare and warmUp allocate,
// off the real-time thread; everything noexcept is real-time safe.
#pragma once

#include <cstdint>
#include <vector>

#include "console/console.h"

namespace lathe {

/// What a block of live playback wants of the console.
enum class BlockStep : int {
  None = 0,    ///< nothing: stopped, or its audio is missing
  Play = 1,    ///< the next block, its inputs filled
  Silent = 2,  ///< the same past the song's end, where the inputs are silent
};

class LiveConsole {
 public:
  /// False when the console refuses the session.
  bool prepare(const Session& session);
  /// Runs every stage for `blocks` blocks on a console of its own, so that the code is compiled
  /// and hot before it is heard.
  static void warmUp(double sampleRate, int blocks);

  int trackCount() const noexcept { return console_.trackCount(); }
  int trackChannels(int track) const noexcept { return console_.trackChannels(track); }
  /// kBlockFrames floats to fill before process(…, Play, …).
  float* input(int track, int channel) noexcept { return console_.trackInput(track, channel); }
  int latencyFrames() const noexcept { return console_.latencyFrames(); }

  // As of Console.
  void setParam(int target, ParamId id, double value) noexcept {
    console_.setParam(target, id, value);
  }
  void holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept {
    console_.holdAutomation(target, id, hold, offset);
  }
  void setSolo(int target, bool on) noexcept { console_.setSolo(target, on); }
  void setSoloMode(int mode) noexcept { console_.setSoloMode(mode); }
  void setPreFaderMeters(bool on) noexcept { console_.setPreFaderMeters(on); }
  void setProbe(int target) noexcept { console_.setProbe(target); }
  void setListen(int target, int stage, int mode) noexcept {
    console_.setListen(target, stage, mode);
  }

  /// The block at `songFrame` → mix(0), mix(1). `fresh`: playback starts or jumps here.
  void process(int64_t songFrame, BlockStep step, bool fresh) noexcept;
  /// After the last block of a loop: the next one is not its continuation.
  void endLoop() noexcept;
  const float* mix(int channel) const noexcept { return console_.mix(channel); }
  /// What is to be heard or measured beside the mix; null where there is nothing.
  const float* listen(int channel) const noexcept {
    return console_.isListening() ? console_.listen(channel) : nullptr;
  }
  const float* probe(int channel) const noexcept {
    return console_.isProbing() ? console_.probe(channel) : nullptr;
  }

  uint32_t badStrips() const noexcept { return console_.badStrips(); }
  uint32_t ignoredCommands() const noexcept { return console_.ignoredCommands(); }

  /// Writes meters() and starts new peaks.
  void takeMeters() noexcept;
  /// Of each strip in turn, as meter_layout.h describes: tracks, then buses.
  const float* meters() const noexcept { return meterValues_.data(); }
  int meterLength() const noexcept { return static_cast<int>(meterValues_.size()); }

 private:
  void silenceInputs() noexcept;
  void spliceInputs() noexcept;

  Console console_;
  std::vector<float> meterValues_;
  std::vector<float> splice_;  // each input's last block before a loop's end, reversed
  bool splicePending_ = false;
};

}  // namespace lathe
