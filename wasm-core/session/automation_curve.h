// What an automated parameter is worth at a frame: the one reading of a lane's
// points, for the engine and whatever else has to know.
//
// Between two points a number moves over its control's travel (param_taper.h):
// a fader over its scale, a frequency in octaves, so that what is drawn straight
// beside the control sounds even. The first point's curve c bends the way:
// after the share u of the time, u / (u + (1 − u)·2^(6c)) of the travel is done.
// That rises from 0 to 1 for any c; c = 0 is straight, c = +1 keeps back for most
// of the time, c = −1 is its mirror image. Switches and choices hold a point's
// value until the next. Before the first point its value holds, after the last
// that one's.
// Thread: any (no state).
#pragma once

#include <cstddef>
#include <span>

#include "session/session.h"

namespace lathe {

/// 0…1 of a way bent by `curve`, after the share `u` (0…1) of the time.
double curveShare(double curve, double u) noexcept;

/// Of `points` that rise in frame, at least one. Within the parameter's range where theirs are.
double automationValueAt(std::span<const AutomationPoint> points, const ParamSpec& spec,
                         double frame) noexcept;

/// Whether the engine can play the lane's points as they stand; what the loader would have said.
bool arePointsPlayable(std::span<const AutomationPoint> points, const ParamSpec& spec) noexcept;

/// Whether `value` is one of the parameter's: in range, and of a switch or choice a position.
bool isValueOf(const ParamSpec& spec, double value) noexcept;
/// Whether `id` is a parameter of `scope` and `value` one of its values: what a command has to be.
bool isValueInScope(ParamScope scope, ParamId id, double value) noexcept;

/// True where each point comes after the one before it.
bool pointsRise(std::span<const AutomationPoint> points) noexcept;

}  // namespace lathe
