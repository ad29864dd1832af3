// Live playback: the engine behind a transport, a monitor section and meters,
// at whatever quantum the host asks for. The host fills blocks and pulls:
//
//   while (host.needsBlock(quantum)) {
//     const int64_t frame = host.nextBlockFrame();   // −1: past the song's end, nothing to fill
//     host.processBlock(frame < 0 || fillInputs(frame));
//   }
//   host.pull(quantum);   // → monitor(0…1), tap(0…1)
//
// From a start at song frame 0 the tap is latencyFrames() frames of latency,
// then the samples of OfflineRenderer rounded to f32, exactly, for as long as
// neither parameters nor transport are touched. A block whose audio is missing
// is counted and replaced by silence, entered and left without a step, while
// the playhead waits. Loops are seamless: the engine plays on, each input being
// spliced over one block.
//
// Units: frames at the session's rate. Threads: prepare and warmUp allocate,
// off the real-time thread; everything noexcept is real-time safe.
#pragma once

#include <cstdint>
#include <vector>

#include "console/engine.h"
#include "live/monitor_section.h"
#include "live/output_fifo.h"
#include "live/output_meters.h"
#include "live/transport.h"

namespace lathe {

class LiveHost {
 public:
  /// Stopped at song frame 0, monitor and meters anew. `maxQuantum`: the most frames that one pull
  /// takes. False when the engine refuses the session.
  bool prepare(const Session& session, int maxQuantum);
  /// Runs every stage for `blocks` blocks on a console of its own, so that the code is compiled
  /// and hot before it is heard.
  static void warmUp(double sampleRate, int blocks);

  int trackCount() const noexcept { return engine_.trackCount(); }
  int trackChannels(int track) const noexcept { return engine_.trackChannels(track); }
  /// kBlockFrames floats to fill before processBlock(true).
  float* input(int track, int channel) noexcept { return engine_.trackInput(track, channel); }
  int64_t songFrames() const noexcept { return transport_.songFrames(); }
  int latencyFrames() const noexcept { return engine_.latencyFrames(); }

  /// As Engine::setParam, and kMonitorTarget.
  void setParam(int target, ParamId id, double value) noexcept;
  void setSolo(int target, bool on) noexcept { engine_.setSolo(target, on); }
  void setListen(int target, int stage, int mode) noexcept {
    engine_.setListen(target, stage, mode);
  }
  void holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept {
    engine_.holdAutomation(target, id, hold, offset);
  }
  void play() noexcept { transport_.play(); }
  void pause() noexcept { transport_.pause(); }
  void seek(int64_t frame) noexcept { transport_.seek(frame); }
  void setLoop(int64_t start, int64_t end) noexcept { transport_.setLoop(start, end); }
  int64_t loopStart() const noexcept { return transport_.loopStart(); }
  int64_t loopEnd() const noexcept { return transport_.loopEnd(); }

  bool needsBlock(int quantum) const noexcept;
  /// Song frame to fill the inputs with; −1 when the next block needs none.
  int64_t nextBlockFrame() const noexcept;
  void processBlock(bool hasAudio) noexcept;
  /// The next `quantum` frames (0…maxQuantum) to monitor and tap; silence while stopped. Blocks
  /// that the host should have processed first count as starved.
  void pull(int quantum) noexcept;
  const float* monitor(int channel) const noexcept { return out_[channel].data(); }
  const float* tap(int channel) const noexcept { return out_[2 + channel].data(); }

  bool playing() const noexcept { return transport_.running(); }
  uint32_t jumps() const noexcept { return transport_.jumps(); }
  /// Song frame that follows the last one pulled, latency taken off; 0…songFrames().
  int64_t playheadFrame() const noexcept;
  uint32_t starvedBlocks() const noexcept { return starvedBlocks_; }
  uint32_t badStrips() const noexcept { return engine_.badStrips(); }
  uint32_t ignoredCommands() const noexcept {
    return engine_.ignoredCommands() + ignoredMonitorCommands_;
  }

  /// Loudness, true-peak hold and the count of starved blocks start anew.
  void resetMeters() noexcept;
  /// Writes meters() and starts new peaks.
  void takeMeters() noexcept;
  /// As meter_layout.h describes.
  const float* meters() const noexcept { return meterValues_.data(); }
  int meterLength() const noexcept { return static_cast<int>(meterValues_.size()); }

 private:
  void silenceInputs() noexcept;
  void rememberInputs() noexcept;
  void spliceInputs() noexcept;
  void starve() noexcept;
  void emit(float limiterReductionDb) noexcept;

  Engine engine_;
  Transport transport_;
  MonitorSection monitor_;
  OutputMeters outputMeters_;
  OutputFifo fifo_;
  std::vector<float> out_[OutputFifo::kChannels];
  std::vector<float> meterValues_;
  std::vector<float> splice_;  // each input's last block before a loop's end, reversed
  alignas(16) float tap_[2][kBlockFrames] = {};
  alignas(16) float monitorBlock_[2][kBlockFrames] = {};
  int maxQuantum_ = 0;
  bool splicePending_ = false;
  uint32_t starvedBlocks_ = 0;
  uint32_t ignoredMonitorCommands_ = 0;
};

}  // namespace lathe
