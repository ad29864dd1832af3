// The console: stems in, mix out, one block of 128 frames a call. A host (live
// playback, offline rendering, the command line) fills each track's input, calls
// processBlock and hands the mix to the master; all hosts call the same code on
// the same grid, which is why they get the same bits.
//
// Signal flow: track input → trim and polarity → stages (stages.h) →
// pan · fader · mute · solo → sums in order of id → groups and returns, level
// by level, each a strip itself, a return behind its effect → the mix's own
// strip → mix (f32).
//
// Threads: prepare and memoryBytes allocate or count, off the real-time
// thread. Everything marked noexcept is real-time safe: it neither allocates
// nor locks. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "automation/automation_lanes.h"
#include "base/block.h"
#include "params/parameter_id.h"
#include "session/session.h"
#include "session/targets.h"

namespace lathe {

/// A strip since the last take: after its fader, left and right of what its output adds, or before.
struct StripMeter {
  float peak[2];          ///< linear, largest |sample|
  float meanSquare[2];    ///< linear power, averaged over the blocks since the last take
  float meanAbsolute[2];  ///< linear, the same average of |sample|
  uint32_t overBlocks;    ///< blocks with a sample beyond full scale
  // Most negative gain of each, <= 0.
  float gateReductionDb;
  float compressorReductionDb;
  float deEsserReductionDb;
  /// What each dynamic band's action adds to its gain, where it was furthest from nothing.
  float bandGainDb[kEqBands];
};

class Console {
 public:
  Console();
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// Compiles `session` and allocates all that processing needs; solo is cleared and the state is
  /// that of reset(). False, and the engine is left without tracks, when the session is over a
  /// limit: more than kMaxTracks tracks, a track of other than 1 or 2 channels, a rate that is not
  /// within 8…384 kHz, a bus that is not there or buses that feed each other in a loop.
  /// [off the real-time thread]
  bool prepare(const Session& session);

  /// At least the bytes that prepare(session) allocates, and at most a third more, to size a heap
  /// beforehand. [any thread; allocates the plan while it counts]
  static size_t memoryBytes(const Session& session);

  /// As at song frame 0: state and meters cleared, parameters snapped to the values last set.
  /// Parameters set before the first block that follows are snapped too. Solo stays.
  void reset() noexcept;

  int trackCount() const noexcept;
  int busCount() const noexcept;
  /// 1 or 2; 0 for a track that is not there.
  int trackChannels(int track) const noexcept;
  /// kBlockFrames floats for the host to fill before each block; kept between blocks.
  /// Null for a track or channel that is not there.
  float* trackInput(int track, int channel) noexcept;
  /// From the next block on, the track's audio lies at `frames` instead, kBlockFrames of it; null:
  /// in `trackInput` again. For a host that would only copy.
  void setTrackSource(int track, int channel, const float* frames) noexcept;
  /// Off, takeStripMeter tells no levels, and nothing is spent on them. On until told otherwise.
  void setStripMeters(bool on) noexcept;

  /// `target` as session/targets.h numbers them, but for the master's and the monitor's. Takes
  /// effect at the next block, smoothed. Ignored and counted: an unknown target, a parameter
  /// of another scope than the target's, a value that is not finite, out of its range, or between
  /// the positions of a switch or choice, and one that would change a strip's latency, which is
  /// constant from prepare on.
  void setParam(int target, ParamId id, double value) noexcept;
  /// With those that prepare found in the session: automation that cannot be played.
  uint32_t ignoredCommands() const noexcept;

  /// A parameter with a lane follows it, and ignores setParam, but while it is held (a hand is on
  /// its control: setParam counts) or trimmed: moved by `offset`, which automation_lanes.h
  /// explains. It glides back when let go. Ignored and counted: a parameter without a lane.
  void holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept;

  /// Listening only: while any strip is soloed, others are silent in the mix, but for what leads to
  /// it, what comes from it, and returns, which stay open. Never part of a document; renders do not
  /// call it. An unknown target, and the mix, are ignored and counted.
  void setSolo(int target, bool on) noexcept;
  /// Listening only, to one stage (a Stage, by its number) of one strip, in a ListenMode; the last
  /// call holds. Never part of a document. Unknown numbers are ignored and counted.
  void setListen(int target, int stage, int mode) noexcept;
  /// How solo is heard (a SoloMode; in place until told otherwise). Not in place, the mix goes on
  /// whatever is soloed, and listen() is what to hear instead. Unknown numbers are ignored and
  /// counted.
  void setSoloMode(int mode) noexcept;
  /// Strips' meters, and the probe, before the faders instead of after them.
  void setPreFaderMeters(bool on) noexcept;
  /// Measuring only: probe() is this strip's signal; the last call holds, −1 is none.
  void setProbe(int target) noexcept;
  /// Whether solo, its own or another strip's, lets the strip's output be heard.
  bool isAudible(int target) const noexcept;

  /// Rendering only, after prepare and before the first block: this console is number `part` of
  /// `parts` that render one song together (mix_part.h says which does what). All are prepared with
  /// the whole session and given the same parameters and blocks. Returns the doubles that
  /// processBlock takes from the part before, and leaves for the one behind.
  int setPart(int part, int parts) noexcept;
  /// Whether the track's input counts in this console: its shard is worked here, or heard as a key.
  bool needsTrack(int track) const noexcept;

  /// Track inputs → mix(0), mix(1). `songFrame`: where the inputs stand in the song, for tempo and
  /// automation. `trackSums`, where the song is rendered in parts: what the tracks of the parts
  /// before add up to; with this part's tracks in it afterwards. All but the last part leave their
  /// mix silent.
  void processBlock(int64_t songFrame = 0, double* trackSums = nullptr) noexcept;

  const float* mix(int channel) const noexcept;  ///< kBlockFrames; 0 left, 1 right

  /// Whether there is a listen() to hear instead of the mix.
  bool isListening() const noexcept;
  /// The soloed strips together, kBlockFrames; 0 left, 1 right.
  const float* listen(int channel) const noexcept;
  bool isProbing() const noexcept;
  const float* probe(int channel) const noexcept;

  /// From track input to mix; constant from prepare on.
  int latencyFrames() const noexcept;

  /// Reads the meter of a track or bus and starts it anew.
  StripMeter takeStripMeter(int target) noexcept;

  /// Blocks in which a strip's signal was not finite since prepare: the strip was silenced for
  /// that block and its state, a return's effect included, cleared; the rest played on.
  uint32_t badStrips() const noexcept;
  /// The same for one track or bus.
  uint32_t badBlocks(int target) const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lathe
