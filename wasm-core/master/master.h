// The master of a song: the chain as the document sets it, and its automation,
// behind the console's mix. A host hands it each block of the mix with the song
// frame that the console was given for it.
//
// Threads: prepare allocates, off the real-time thread; the rest is real-time
// safe, one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>

#include "automation/automation_lanes.h"
#include "base/block.h"
#include "master/master_chain.h"
#include "session/session.h"

namespace lathe {

class Master {
 public:
  /// For the mix of `session`, which comes `mixLatencyFrames` after the tracks' inputs. False, and
  /// the output is silent, for a rate that is not within 8…384 kHz. Where the document's equaliser
  /// is in minimum phase it stays so until the master is prepared again (MasterChain::prepare).
  bool prepare(const Session& session, int mixLatencyFrames);
  /// At the defaults, for a mix that has no document. False as above.
  bool prepare(double sampleRate);
  /// At least the bytes that prepare(session) allocates.
  static size_t memoryBytes(const Session& session);

  /// As at song frame 0: state cleared, parameters snapped to the values last set.
  /// Parameters set before the first block that follows are snapped too.
  void reset() noexcept;

  /// As Console::setParam, of the master's scope.
  void setParam(ParamId id, double value) noexcept;
  /// As Console::holdAutomation.
  void holdAutomation(ParamId id, AutomationHold hold, double offset) noexcept;
  /// With those lanes of automation that cannot be played.
  uint32_t ignoredCommands() const noexcept { return ignored_; }

  /// kBlockFrames of a mix → output(0), output(1). `songFrame`: of the inputs that the console made
  /// it from. `listen`: as MasterChain::process.
  void process(const float* left, const float* right, int64_t songFrame = 0,
               MasterListen* listen = nullptr) noexcept;
  const double* output(int channel) const noexcept { return output_[channel == 1]; }

  /// From mix to output, as the parameters stand.
  int latencyFrames() const noexcept { return prepared_ ? chain_.latencyFrames() : 0; }
  /// The most that any setting of the parameters takes.
  static int mostLatencyFrames(double sampleRate) noexcept;
  /// The drive as set, linear.
  double driveGain() const noexcept { return prepared_ ? chain_.driveGain() : 1.0; }
  /// What the stages did within the last block.
  MasterReadings readings() const noexcept {
    return prepared_ ? chain_.readings() : MasterReadings{};
  }

 private:
  bool prepare(const Session& session, int mixLatencyFrames, bool linearPhase);

  MasterChain chain_;
  AutomationLanes automation_;
  bool prepared_ = false;
  bool fresh_ = true;  // no block since reset: parameters snap
  uint32_t ignored_ = 0;
  alignas(16) double output_[2][kBlockFrames] = {};
};

}  // namespace lathe
