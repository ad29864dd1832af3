// The designs of a dynamic band at 17 gains from its own to its own and its
// dynamic gain, so that its coefficients can follow the gain for the price of an
// interpolation. Made when the band's settings have come to rest, a few a block.
// What lies between two stable sections is stable (svf_section.h).
// Thread: real-time.
#pragma once

#include <array>

#include "base/math.h"
#include "dsp/equaliser_shape.h"

namespace lathe {

/// A straight mix of two stable sections.
inline void mix(const SectionDesign& from, const SectionDesign& to, double w,
                SectionDesign& s) noexcept {
  const auto between = [w](double a, double b) { return a + w * (b - a); };
  s.a1 = between(from.a1, to.a1);
  s.a2 = between(from.a2, to.a2);
  s.m0 = between(from.m0, to.m0);
  s.m1 = between(from.m1, to.m1);
  s.m2 = between(from.m2, to.m2);
  s.g = math::sqrt(s.a2 / s.a1);
}

class GainGrid {
 public:
  static constexpr int kNodes = 17;

  void clear() noexcept { made_ = 0; }
  int made() const noexcept { return made_; }
  bool ready() const noexcept { return made_ == kNodes; }
  /// Share of the dynamic gain at the next node to be made.
  double nextShare() const noexcept { return static_cast<double>(made_) / (kNodes - 1); }
  void add(const SlotDesign& design) noexcept { node_[static_cast<size_t>(made_++)] = design; }
  /// At a share 0…1; exactly the design at 0 and at 1. Only when ready.
  void at(double share, bool withRest, SlotDesign& to) const noexcept {
    const double place = share * (kNodes - 1);
    const int below = static_cast<int>(math::clamp(place, 0.0, kNodes - 2));
    const SlotDesign &a = node_[static_cast<size_t>(below)],
                     &b = node_[static_cast<size_t>(below + 1)];
    const double w = place - below;
    if (w == 0.0 || w == 1.0) return copyDesign(w == 0.0 ? a : b, withRest, to);
    mix(a.main, b.main, w, to.main);
    if (withRest) mix(a.rest, b.rest, w, to.rest);
  }

 private:
  int made_ = 0;
  std::array<SlotDesign, kNodes> node_;
};

}  // namespace lathe
