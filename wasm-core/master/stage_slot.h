// One stage's place in the master: switched on, the stage starts anew, is fed
// until its latency is behind it, and is then faded to over 10 ms; switched off,
// it is faded from. Off, it costs nothing and its input passes to the bit. What
// switches a stage that is late fades between two times: that is why the page
// makes the engine anew for it (params/automatable.h).
// Thread: `prepare` off the real-time thread; the rest is real-time safe where
// the stage's own reset is.
#pragma once

#include "base/switch_fade.h"
#include "master/stereo_block.h"

namespace lathe {

template <class Stage>
class StageSlot {
 public:
  /// `with`: what else the stage's own prepare takes.
  template <class... With>
  void prepare(double sampleRate, With... with) {
    stage_.prepare(sampleRate, with...);
    fade_.prepare(sampleRate);
    on_ = running_ = false;
  }
  /// As at song frame 0: on or off at once.
  void reset() noexcept {
    stage_.reset();
    running_ = on_;
    fade_.snap(on_);
    warmUpFrames_ = 0;
  }
  template <class Settings>
  void set(bool on, const Settings& settings, bool snap) noexcept {
    on_ = on;
    stage_.set(settings, snap);
    if (snap) reset();
  }
  /// `turned`, which comes as the input: where to write it as the stage's crossovers turn it in
  /// phase, or null.
  void process(StereoBlock& block, StereoBlock* turned = nullptr) noexcept {
    if (!running_) {
      if (!on_) return;
      stage_.reset();
      running_ = true;
      warmUpFrames_ = stage_.latencyFrames();
    }
    if (on_ && fade_.on() && !fade_.fading()) {
      work(block, turned);
      return;
    }
    const StereoBlock dry = block;
    work(block, turned);
    fade_.set(on_ && warmUpFrames_ <= 0);
    if (warmUpFrames_ > 0) warmUpFrames_ -= kBlockFrames;
    blend(dry, block);
    fade_.advance();
    if (!on_ && !fade_.active()) running_ = false;
  }
  /// As last set: 0 while off.
  int latencyFrames() const noexcept { return on_ ? stage_.latencyFrames() : 0; }
  /// Whether the stage worked on the last block.
  bool running() const noexcept { return running_; }
  const Stage& stage() const noexcept { return stage_; }
  bool on() const noexcept { return on_; }

 private:
  void work(StereoBlock& block, StereoBlock* turned) noexcept {
    if constexpr (requires { stage_.process(block, turned); }) {
      stage_.process(block, turned);
    } else {
      stage_.process(block);
    }
  }
  void blend(const StereoBlock& dry, StereoBlock& wet) const noexcept {
    for (int n = 0; n < kBlockFrames; ++n) {
      wet[n] = dry[n] + f64x2::splat(fade_.weight(n)) * (wet[n] - dry[n]);
    }
  }

  Stage stage_;
  SwitchFade fade_;
  bool on_ = false, running_ = false;
  int warmUpFrames_ = 0;
};

}  // namespace lathe
