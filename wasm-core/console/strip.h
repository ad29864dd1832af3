// One strip of the console: its parameters as last set, what of them the next
// block edge has to act on, its smoothed gains and its meter. The stages'
// states live in banks; a shard binds strips to lanes.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include "base/smoother.h"
#include "console/lane_packing.h"
#include "console/strip_stages.h"
#include "console/switch_fade.h"
#include "session/session.h"

namespace lathe {

/// What of the console, beyond a strip's own parameters, decides its gains.
struct ListeningState {
  PanLaw panLaw = PanLaw::Compensated3;
  bool anySolo = false;
};

class Strip {
 public:
  void prepare(const Track& track, double sampleRate);

  /// Stores a value of the strip's scope; it acts at the next block edge.
  void setParam(ParamId id, double value) noexcept;
  void setSolo(bool on) noexcept { solo_ = on; }
  bool solo() const noexcept { return solo_; }
  /// The law or the solo of another strip changed.
  void touchGains() noexcept { dirty_ |= kGainsDirty; }
  void touchAll() noexcept { dirty_ = kAllDirty; }

  bool dirty() const noexcept { return dirty_ != 0; }
  /// Block edge: sends changed gains and switches on their way; with `snap`, to their end.
  void applyEdge(const ListeningState& listening, bool snap) noexcept;
  /// Whether a stage's settings changed since the last call.
  bool takeEqDirty() noexcept { return take(kEqDirty); }
  bool takeCompDirty() noexcept { return take(kCompDirty); }

  const ParamValues& params() const noexcept { return params_; }
  BankShape shape() const noexcept { return {channels_ == 2, eq.active(), comp.active()}; }
  int channels() const noexcept { return channels_; }
  int laneBits(int lane) const noexcept { return (channels_ == 2 ? 3 : 1) << lane; }

  /// Moves the gains into the coming block. True while trim() differs from the last block's.
  bool advanceTrim() noexcept;
  void advanceGain() noexcept;
  const CubicSegment& trim(int channel) const noexcept { return trim_.curve[channel]; }
  const CubicSegment& gain(int side) const noexcept { return gain_.curve[side]; }
  bool isMuted() const noexcept;  ///< settled at nothing

  const float* input(int channel) const noexcept { return input_[channel]; }
  float* input(int channel) noexcept { return input_[channel]; }

  void clearMeter() noexcept;

  SwitchFade eq;
  SwitchFade comp;
  MeterSums meter;
  float gainReductionDb = 0.0f;
  uint32_t badBlocks = 0;

 private:
  enum Dirty : uint32_t {
    kTrimDirty = 1,
    kGainsDirty = 2,
    kSwitchesDirty = 4,
    kEqDirty = 8,
    kCompDirty = 16,
    kAllDirty = 31,
  };
  /// Two gains that move together: left and right.
  struct SmoothedPair {
    ParamSmoother smoother[2];
    CubicSegment curve[2];
    bool moving = false;

    void prepare(double sampleRate, double smoothingMs);
    void set(int side, double target, bool snap) noexcept;
    bool advance() noexcept;
  };

  bool take(uint32_t bit) noexcept {
    const bool was = (dirty_ & bit) != 0;
    dirty_ &= ~bit;
    return was;
  }
  static uint32_t dirtyBit(ParamId id) noexcept;

  int channels_ = 1;
  bool solo_ = false;
  uint32_t dirty_ = kAllDirty;
  ParamValues params_;
  SmoothedPair trim_;
  SmoothedPair gain_;
  alignas(16) float input_[kMaxChannels][kBlockFrames] = {};
};

}  // namespace lathe
