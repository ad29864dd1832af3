// One lane of four, in coefficients and states: shared by the bank's settings
// and its processing. For block edges.
// Thread: real-time.
#pragma once

#include "dsp/svf_section.h"

namespace lathe {

inline void setLaneOf(SectionCoefficients& c, int lane, const SectionDesign& d) noexcept {
  c.a1.set(lane, static_cast<float>(d.a1));
  c.a2.set(lane, static_cast<float>(d.a2));
  c.m0.set(lane, static_cast<float>(d.m0));
  c.m1.set(lane, static_cast<float>(d.m1));
  c.m2.set(lane, static_cast<float>(d.m2));
}

inline void copyLaneOf(SectionCoefficients& to, int lane, const SectionCoefficients& from,
                       int fromLane) noexcept {
  to.a1.set(lane, from.a1.get(fromLane));
  to.a2.set(lane, from.a2.get(fromLane));
  to.m0.set(lane, from.m0.get(fromLane));
  to.m1.set(lane, from.m1.get(fromLane));
  to.m2.set(lane, from.m2.get(fromLane));
}

inline void copyLaneOf(SectionState& to, int lane, const SectionState& from,
                       int fromLane) noexcept {
  to.p.set(lane, from.p.get(fromLane));
  to.s.set(lane, from.s.get(fromLane));
}

inline void clearLaneOf(SectionState& state, int lane) noexcept {
  state.p.set(lane, 0.0f);
  state.s.set(lane, 0.0f);
}

}  // namespace lathe
