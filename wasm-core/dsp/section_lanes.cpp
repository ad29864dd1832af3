#include "dsp/section_lanes.h"

namespace lathe {

__attribute__((noinline)) void setLaneOf(f32x4& vector, int lane, double value) noexcept {
  vector.set(lane, static_cast<float>(value));
}

void setLaneOf(SectionCoefficients& c, int lane, const SectionDesign& d) noexcept {
  setLaneOf(c.a1, lane, d.a1);
  setLaneOf(c.a2, lane, d.a2);
  setLaneOf(c.m0, lane, d.m0);
  setLaneOf(c.m1, lane, d.m1);
  setLaneOf(c.m2, lane, d.m2);
}

__attribute__((noinline)) void copyLaneOf(f32x4& to, int lane, const f32x4& from,
                                          int fromLane) noexcept {
  to.set(lane, from.get(fromLane));
}

void copyLaneOf(SectionCoefficients& to, int lane, const SectionCoefficients& from,
                int fromLane) noexcept {
  copyLaneOf(to.a1, lane, from.a1, fromLane);
  copyLaneOf(to.a2, lane, from.a2, fromLane);
  copyLaneOf(to.m0, lane, from.m0, fromLane);
  copyLaneOf(to.m1, lane, from.m1, fromLane);
  copyLaneOf(to.m2, lane, from.m2, fromLane);
}

void copyLaneOf(SectionState& to, int lane, const SectionState& from, int fromLane) noexcept {
  copyLaneOf(to.p, lane, from.p, fromLane);
  copyLaneOf(to.s, lane, from.s, fromLane);
}

void clearLaneOf(SectionState& state, int lane) noexcept {
  setLaneOf(state.p, lane, 0.0);
  setLaneOf(state.s, lane, 0.0);
}

}  // namespace lathe
