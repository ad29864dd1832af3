// The output of live playback, behind the console: transport, master, fades,
// meters and the monitor section, at whatever quantum the host asks for. It says
// which block comes next and takes the console's mix of it:
//
//   while (output.needsBlock(quantum)) {
//     const int64_t frame = output.nextBlockFrame();  // −1: past the song's end, nothing to fill
//     const BlockStep step = output.beginBlock(frame < 0 || fillInputs(frame));
//     if (step == BlockStep::None) continue;
//     console.process(output.blockFrame(), step, output.isFresh());
//     if (output.endBlock({console.mix(0), console.mix(1)}, {})) console.endLoop();
//   }
//   output.pull(quantum);   // → monitor(0…1), tap(0…1)
//
// From a start at song frame 0 the tap is latencyFrames() frames of latency,
// then the samples of the offline render rounded to f32, exactly, for as long
// as neither parameters nor transport are touched. What is delivered of the song
// is heard as it is delivered: with its fades, and with silence outside the
// markers (the silence that a file has besides is not played). A block whose audio is
// missing is counted and replaced by silence, entered and left without a step,
// while the playhead waits.
//
// Units: frames at the session's rate. Threads: prepare allocates, off the
// real-time thread; everything noexcept is real-time safe.
#pragma once

#include <cstdint>
#include <vector>

#include "base/switch_fade.h"
#include "live/live_console.h"
#include "live/meter_layout.h"
#include "live/monitor_section.h"
#include "live/output_fifo.h"
#include "live/output_meters.h"
#include "live/probe_meters.h"
#include "live/reference_path.h"
#include "live/transport.h"
#include "master/delivered_range.h"
#include "master/master.h"
#include "master/master_listen.h"

namespace lathe {

class LiveOutput {
 public:
  /// Stopped at song frame 0, monitor and meters anew. `mixLatencyFrames`: the console's.
  /// `maxQuantum`: the most frames that one pull takes. False when the master refuses the session.
  bool prepare(const Session& session, int mixLatencyFrames, int maxQuantum);
  /// Runs every path for `blocks` blocks on an output of its own, as LiveConsole::warmUp.
  static void warmUp(double sampleRate, int blocks);

  /// At least the bytes that prepare allocates, but for what a long quantum takes.
  static size_t memoryBytes(const Session& session, int mixLatencyFrames);

  int64_t songFrames() const noexcept { return transport_.songFrames(); }
  /// Of console and master.
  int latencyFrames() const noexcept { return mixLatencyFrames_ + master_.latencyFrames(); }

  /// Of kMasterTarget and kMonitorTarget; others are ignored and counted.
  void setParam(int target, ParamId id, double value) noexcept;
  void holdAutomation(ParamId id, AutomationHold hold, double offset) noexcept {
    master_.holdAutomation(id, hold, offset);
  }
  /// Listening only, to one stage of the master, 0 (the equaliser) … 6 (the limiter) by the usual
  /// order, in a MasterListenMode; `bands` as MasterListen::set. Others are ignored and counted.
  void setListen(int stage, int mode, unsigned bands) noexcept;
  /// Listening only, to another record in place of this: `gain` linear, what makes it as loud.
  void setReference(bool heard, double gain) noexcept { reference_.set(heard, gain); }
  void play() noexcept { transport_.play(); }
  void pause() noexcept { transport_.pause(); }
  void seek(int64_t frame) noexcept { transport_.seek(frame); }
  void setLoop(int64_t start, int64_t end) noexcept { transport_.setLoop(start, end); }
  int64_t loopStart() const noexcept { return transport_.loopStart(); }
  int64_t loopEnd() const noexcept { return transport_.loopEnd(); }

  bool needsBlock(int quantum) const noexcept;
  /// Song frame to fill the inputs with; −1 when the next block needs none.
  int64_t nextBlockFrame() const noexcept;
  /// None where there is nothing for the console to do: then endBlock is not called.
  BlockStep beginBlock(bool hasAudio) noexcept;
  /// Of the block that has begun, in the song.
  int64_t blockFrame() const noexcept { return transport_.position(); }
  /// Playback starts or jumps with the block that has begun: the console is to be reset.
  bool isFresh() const noexcept { return fresh_; }
  /// What comes beside the mix, null where there is nothing.
  struct Beside {
    const float* listen[2] = {};     ///< of the console, to be heard instead
    const float* probe[2] = {};      ///< to be measured
    const float* reference[2] = {};  ///< another record, at this frame of the song
  };
  /// Takes the console's mix of the block that has begun. True at a loop's end.
  bool endBlock(const float* const (&mix)[2], const Beside& beside) noexcept;
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
  uint32_t ignoredCommands() const noexcept {
    return master_.ignoredCommands() + ignoredListeningCommands_;
  }

  /// Loudness, true-peak hold and the count of starved blocks start anew.
  void resetMeters() noexcept;
  /// Of the probe, when another strip is measured.
  void resetProbe() noexcept { probeMeters_.reset(); }
  /// Writes meters() and starts new peaks.
  void takeMeters() noexcept;
  /// kFirstStrip values, as meter_layout.h describes.
  const float* meters() const noexcept { return meterValues_; }

 private:
  bool deliveredGains(double* gains) const noexcept;
  void chooseHeard(const Beside& beside, const double* gains) noexcept;
  void starve() noexcept;
  void emit(const MasterReadings& master) noexcept;

  Master master_;
  MasterListen masterListen_;
  ReferencePath reference_;
  DeliveredRange range_;
  Transport transport_;
  MonitorSection monitor_;
  OutputMeters outputMeters_;
  ProbeMeters probeMeters_;
  OutputFifo fifo_;
  std::vector<float> out_[OutputFifo::kChannels];
  float meterValues_[meter_layout::kFirstStrip] = {};
  SwitchFade listening_;  // from the mix to what is heard instead
  alignas(16) float tap_[2][kBlockFrames] = {};
  alignas(16) float heard_[2][kBlockFrames] = {};  // what goes to the monitor
  alignas(16) float monitorBlock_[2][kBlockFrames] = {};
  int mixLatencyFrames_ = 0;
  int maxQuantum_ = 0;
  int blockLatencyFrames_ = 0;  // of the block that has begun
  bool fresh_ = true;
  uint32_t starvedBlocks_ = 0;
  uint32_t ignoredListeningCommands_ = 0;
};

}  // namespace lathe
