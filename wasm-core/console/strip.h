// One strip of the console: its parameters as last set, what of them the next
// block edge has to act on, its smoothed gains, its sends and its meter. The
// stages' states live in banks; a shard binds strips to lanes. Tracks and buses
// are strips alike; what differs is who fills their input.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "base/switch_fade.h"
#include "console/frame_delay.h"
#include "console/gain_pair.h"
#include "console/lane_packing.h"
#include "console/stages.h"
#include "console/strip_input.h"
#include "console/strip_stages.h"
#include "session/session.h"

namespace lathe {

/// Where a strip's signal goes beside its output. Both ways are kept smoothed, so that a change of
/// tap is a cross-fade.
struct StripSend {
  int sum;        ///< into MixPlan::sums
  int returnBus;  ///< the bus it feeds, into Session::buses
  ParamValues params;
  CrossedGains staged;  ///< behind the stages, with the fader where the tap is post
  CrossedGains input;   ///< before the first stage
};

/// What a stage hears of another strip, in the listener's channels.
struct KeyAudio {
  alignas(16) float frames[kMaxChannels][kBlockFrames] = {};
};

/// What of the console, beyond a strip's own parameters, decides its gains.
struct ListeningState {
  PanLaw panLaw = PanLaw::Compensated3;
};

/// What a stage takes at these settings when it is on; constant while it plays.
template <Stage kStage>
int stageLatencyFrames(const ParamValues& params, double sampleRate) noexcept {
  using Traits = StageTraits<kStage>;
  using StageBank = std::remove_reference_t<decltype(std::declval<Bank&>().*Traits::kBank)>;
  if constexpr (requires {
                  StageBank::latencyFrames(Traits::Settings::from(params), sampleRate);
                }) {
    return StageBank::latencyFrames(Traits::Settings::from(params), sampleRate);
  } else {
    return 0;
  }
}

/// What a strip's stages take at these settings; constant while it plays.
int stripLatencyFrames(const ParamValues& params, double sampleRate) noexcept;
/// By how many frames the sample that `id` acts on is older than what enters the first stage: what
/// the stages up to its own take, or all of them where it belongs behind them.
int stripLatencyFrames(const ParamValues& params, double sampleRate, ParamId id) noexcept;
/// What the stages before `stage` take.
int latencyBefore(Stage stage, const ParamValues& params, double sampleRate) noexcept;

class Strip {
 public:
  /// `waitFrames`: by which it waits so that its level is done at one time; `stageFrames`: the
  /// latency of its own stages.
  void prepare(const StripDocument& document, int channels, double sampleRate, int waitFrames,
               int stageFrames);
  static size_t memoryBytes(const StripDocument& document, int channels, int waitFrames,
                            int stageFrames) noexcept;

  /// Stores a value of the strip's scope; it acts at the next block edge. False, and nothing
  /// changes, where it would change the latency or the order: that takes a console made anew.
  bool setParam(ParamId id, double value) noexcept;
  void setSendParam(int send, ParamId id, double value) noexcept;
  /// Listening: whether its output, and each of its sends, passes.
  void setAudible(bool output, const bool* sends) noexcept;
  /// Listening: how much of it is heard beside the mix, after its fader and before it.
  void setAside(bool afterFader, bool preFader) noexcept {
    aside_.set(afterFader ? 1.0 : 0.0, preFader ? 1.0 : 0.0, false);
  }
  const GainPair& aside() const noexcept { return aside_; }
  void touchGains() noexcept { dirty_ |= kGainsDirty; }
  void touchAll() noexcept { dirty_ = kAllDirty; }

  bool dirty() const noexcept { return dirty_ != 0; }
  /// Block edge: sends changed gains and switches on their way; with `snap`, to their end.
  void applyEdge(const ListeningState& listening, bool snap) noexcept;
  /// Whether a stage's settings changed since the last call.
  bool takeStageDirty(Stage stage) noexcept { return take(kFirstStageDirty * stageBit(stage)); }

  const ParamValues& params() const noexcept { return params_; }
  StageOrder order() const noexcept {
    return static_cast<StageOrder>(static_cast<int>(params_[ParamId::StripOrder] + 0.5));
  }
  BankShape shape() const noexcept;
  int channels() const noexcept { return channels_; }
  /// Latency of its stages together, and of one that is on.
  int stageFrames() const noexcept { return stageFrames_; }
  template <Stage kStage>
  int latencyOf() const noexcept {
    return stageLatencyFrames<kStage>(params_, sampleRate_);
  }
  int laneBits(int lane) const noexcept { return (channels_ == 2 ? 3 : 1) << lane; }

  /// Moves the gains into the coming block. True while trim() differs from the last block's.
  bool advanceTrim() noexcept { return trim_.advance(); }
  void advanceGains() noexcept;
  const CubicSegment& trim(int channel) const noexcept { return trim_.curve[channel]; }
  const CrossedGains& gains() const noexcept { return gain_; }
  bool isMuted() const noexcept { return gain_.isSilent(); }
  std::vector<StripSend>& sends() noexcept { return sends_; }
  const std::vector<StripSend>& sends() const noexcept { return sends_; }

  float* input(int channel) noexcept { return input_[channel]; }
  /// The block lies elsewhere, until told otherwise; null: in `input`.
  void setSource(int channel, const float* frames) noexcept {
    source_[channel] = frames ? frames : input_[channel];
  }
  const float* source(int channel) const noexcept { return source_[channel]; }
  /// The input as its trim gets it, and as the stages would return it if they did nothing: valid
  /// after `wait`, until the next.
  const float* waited(int channel) const noexcept {
    return headed_ ? heading_[channel] : late(channel);
  }
  const float* passed(int channel) const noexcept {
    return pass_[channel].frames() == 0 ? waited(channel) : delayed_[1][channel];
  }
  /// Once a block, when the input is there.
  void wait() noexcept;
  void clearInput() noexcept;
  /// Audio on its way is gone.
  void clearDelays() noexcept;
  /// What stands before the stages forgets what it heard.
  void clearHead() noexcept { head_.clear(); }

  void clearMeter() noexcept;

  PerStage<SwitchFade> fade;
  PerStage<const KeyAudio*> key;             ///< null: the stage hears its own signal
  PerStage<float> reductionDb;               ///< most negative since clearMeter
  std::array<float, kEqBands> bandGainDb{};  ///< of dynamic bands, furthest from 0 since then
  MeterSums meter;
  uint32_t badBlocks = 0;

 private:
  enum Dirty : uint32_t {
    kTrimDirty = 1,
    kGainsDirty = 2,
    kSwitchesDirty = 4,
    kFirstStageDirty = 8,  ///< and the bits above, in order of the stages
    kAllDirty = kFirstStageDirty * (1u << kStages) - 1,
  };

  bool take(uint32_t bit) noexcept {
    const bool was = (dirty_ & bit) != 0;
    dirty_ &= ~bit;
    return was;
  }
  static uint32_t dirtyBit(ParamId id) noexcept;
  void applyGains(const ListeningState& listening, bool snap) noexcept;
  CrossGain panned(const ListeningState& listening) const noexcept;
  void applySend(StripSend& send, bool audible, const ListeningState& listening, double fader,
                 bool snap) noexcept;

  const float* late(int channel) const noexcept {
    return wait_[channel].frames() == 0 ? source_[channel] : delayed_[0][channel];
  }

  int channels_ = 1;
  int stageFrames_ = 0;
  double sampleRate_ = 48000.0;
  bool audible_ = true;
  std::vector<bool> audibleSends_;
  uint32_t dirty_ = kAllDirty;
  ParamValues params_;
  StripInput head_;
  bool headed_ = false;  // it changes what comes in
  GainPair trim_;
  CrossedGains gain_;
  GainPair aside_;
  std::vector<StripSend> sends_;
  FrameDelay<float> wait_[kMaxChannels];
  FrameDelay<float> pass_[kMaxChannels];  // as long as the stages' latency
  const float* source_[kMaxChannels] = {};
  alignas(16) float input_[kMaxChannels][kBlockFrames] = {};
  alignas(16) float delayed_[2][kMaxChannels][kBlockFrames] = {};
  alignas(16) float heading_[kMaxChannels][kBlockFrames] = {};
};

}  // namespace lathe
