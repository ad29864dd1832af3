// One lane of four, in vectors, coefficients and states. For block edges; out of
// line, because many places use them and none in a hurry.
// Thread: real-time.
#pragma once

#include "dsp/svf_section.h"

namespace lathe {

void setLaneOf(f32x4& vector, int lane, double value) noexcept;
void setLaneOf(SectionCoefficients& c, int lane, const SectionDesign& d) noexcept;
void copyLaneOf(f32x4& to, int lane, const f32x4& from, int fromLane) noexcept;
void copyLaneOf(SectionCoefficients& to, int lane, const SectionCoefficients& from,
                int fromLane) noexcept;
void copyLaneOf(SectionState& to, int lane, const SectionState& from, int fromLane) noexcept;
void clearLaneOf(SectionState& state, int lane) noexcept;

}  // namespace lathe
