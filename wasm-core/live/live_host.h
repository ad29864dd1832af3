// Live playback on one thread: console and output put together, as the worklet
// does with a WebAssembly module of each (worklet/src/processor/live-engine.ts).
// The host fills blocks and pulls:
//
//   while (host.needsBlock(quantum)) {
//     const int64_t frame = host.nextBlockFrame();   // −1: past the song's end, nothing to fill
//     host.processBlock(frame < 0 || fillInputs(frame));
//   }
//   host.pull(quantum);   // → monitor(0…1), tap(0…1)
//
// Units, threads and promises: those of its halves.
#pragma once

#include <cstdint>
#include <vector>

#include "live/live_console.h"
#include "live/live_output.h"

namespace lathe {

class LiveHost {
 public:
  /// As of LiveOutput. False when console or master refuse the session.
  bool prepare(const Session& session, int maxQuantum);

  int trackCount() const noexcept { return console_.trackCount(); }
  int trackChannels(int track) const noexcept { return console_.trackChannels(track); }
  float* input(int track, int channel) noexcept { return console_.input(track, channel); }
  int64_t songFrames() const noexcept { return output_.songFrames(); }
  int latencyFrames() const noexcept { return output_.latencyFrames(); }

  /// Of any target in session/targets.h.
  void setParam(int target, ParamId id, double value) noexcept;
  void setSolo(int target, bool on) noexcept { console_.setSolo(target, on); }
  void setSoloMode(int mode) noexcept { console_.setSoloMode(mode); }
  void setPreFaderMeters(bool on) noexcept { console_.setPreFaderMeters(on); }
  /// What was measured before is forgotten.
  void setProbe(int target) noexcept {
    console_.setProbe(target);
    output_.resetProbe();
  }
  void setListen(int target, int stage, int mode) noexcept {
    console_.setListen(target, stage, mode);
  }
  void setMasterListen(int stage, int mode, unsigned bands) noexcept {
    output_.setListen(stage, mode, bands);
  }
  void holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept;
  void play() noexcept { output_.play(); }
  void pause() noexcept { output_.pause(); }
  void seek(int64_t frame) noexcept { output_.seek(frame); }
  void setLoop(int64_t start, int64_t end) noexcept { output_.setLoop(start, end); }
  int64_t loopStart() const noexcept { return output_.loopStart(); }
  int64_t loopEnd() const noexcept { return output_.loopEnd(); }

  bool needsBlock(int quantum) const noexcept { return output_.needsBlock(quantum); }
  int64_t nextBlockFrame() const noexcept { return output_.nextBlockFrame(); }
  void setReference(bool heard, double gain) noexcept { output_.setReference(heard, gain); }
  /// `reference`: another record at nextBlockFrame(), or null.
  void processBlock(bool hasAudio, const float* const (&reference)[2] = {}) noexcept;
  void pull(int quantum) noexcept { output_.pull(quantum); }
  const float* monitor(int channel) const noexcept { return output_.monitor(channel); }
  const float* tap(int channel) const noexcept { return output_.tap(channel); }

  bool playing() const noexcept { return output_.playing(); }
  uint32_t jumps() const noexcept { return output_.jumps(); }
  int64_t playheadFrame() const noexcept { return output_.playheadFrame(); }
  uint32_t starvedBlocks() const noexcept { return output_.starvedBlocks(); }
  uint32_t badStrips() const noexcept { return console_.badStrips(); }
  uint32_t ignoredCommands() const noexcept {
    return console_.ignoredCommands() + output_.ignoredCommands();
  }

  void resetMeters() noexcept { output_.resetMeters(); }
  /// Writes meters() and starts new peaks.
  void takeMeters() noexcept;
  /// As meter_layout.h describes.
  const float* meters() const noexcept { return meterValues_.data(); }
  int meterLength() const noexcept { return static_cast<int>(meterValues_.size()); }

 private:
  LiveConsole console_;
  LiveOutput output_;
  std::vector<float> meterValues_;
};

}  // namespace lathe
