// What follows the master's equaliser: its other stages, drive and trim, in the
// order that is set. A whole that can be copied while it plays (without touching
// the heap: two that are prepared for one rate hold as much), so that what is
// listened to can be taken through the same stages (master_listen.h).
// Thread: `prepare` off the real-time thread; the rest is real-time safe, one
// thread.
#pragma once

#include "base/smoother.h"
#include "master/clipper/clipper.h"
#include "master/exciter/exciter_stage.h"
#include "master/glue/glue_compressor.h"
#include "master/limiter/limiter.h"
#include "master/master_order.h"
#include "master/multiband/multiband_dynamics.h"
#include "master/stage_slot.h"
#include "master/stereo/stereo_stage.h"
#include "session/session.h"

namespace lathe {

/// What a parameter of the master belongs to.
enum class MasterPart : int {
  Order,
  Equaliser,
  Multiband,
  Glue,
  Exciter,
  Stereo,
  Drive,
  Clipper,
  Limiter,
  Trim,
  Count
};

struct MasterStages {
  /// Those that sound: from the second to the last of the master.
  static constexpr int kPlaces = kMiddleStages + 4;

  MasterOrder order = masterOrder(0);
  StageSlot<MultibandDynamics> multiband;
  StageSlot<GlueCompressor> glue;
  StageSlot<ExciterStage> exciter;
  StageSlot<StereoStage> stereo;
  ParamSmoother drive, trim;  ///< linear gains
  StageSlot<Clipper> clipper;
  Limiter limiter;

  void prepare(double sampleRate);
  /// At least what prepare takes.
  static size_t heapBytes(double sampleRate) noexcept;
  /// Brings a part's values to it; nothing for the equaliser.
  void apply(MasterPart part, const ParamValues& values, bool snap) noexcept;
  /// What stands at a place of the order of the sound, 0…kPlaces − 1.
  MasterPart at(int place) const noexcept;
  /// A part's block in place. `turned`: as StageSlot::process.
  void run(MasterPart part, StereoBlock& block, StereoBlock* turned = nullptr) noexcept;
};

/// Times the curve's gain; with a settled gain of 1 the samples stay as they are.
void applyGain(const CubicSegment& curve, StereoBlock& block) noexcept;

}  // namespace lathe
