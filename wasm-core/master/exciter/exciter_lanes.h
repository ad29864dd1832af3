// What two bands of the exciter are at, both sides of each, in four lanes: drive,
// level and share over a block, and which channels are excited.
// Thread: real-time.
#pragma once

#include "dsp/lane_curve.h"
#include "master/exciter/exciter_band.h"
#include "master/stereo_block.h"

namespace lathe {

class ExciterLanes {
 public:
  static constexpr int kBands = 2;
  using Bands = const ExciterBand* const (&)[kBands];  ///< null: the place is empty
  using Blocks = const StereoBlock* const (&)[kBands];

  void reset() noexcept;
  /// The bands' controls over the coming block, to both lanes of each. A bit for each place whose
  /// band has another curve than that place had.
  unsigned take(Bands bands) noexcept;
  /// What is excited of each band's frames; nothing, where there is none.
  static void load(Bands bands, Blocks blocks, f32x4* to) noexcept;
  /// Of the channels that were excited, left and right; in place.
  void turn(f32x4* frames, int count) const noexcept;
  /// Drive, level or share moves.
  bool gliding() const noexcept { return gliding_; }

  LaneCurve drive, level, share;  ///< of the block

 private:
  bool loaded_[kBands] = {};  ///< the place has a curve
  SaturationCharacter character_[kBands] = {};
  bool gliding_ = false, turns_ = false;
  f32x4 straight_, crossed_;  ///< from the channels that are excited to left and right
};

}  // namespace lathe
