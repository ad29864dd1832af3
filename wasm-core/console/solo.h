// Solo in place: what is heard while some strips are soloed. Heard are the
// soloed strips, what feeds a soloed group (its children), and the groups that
// lead from there to the mix. Returns and the mix are always open; a soloed
// return hears what is sent to it, while the senders' own outputs are silent.
//
// Listening only: never in a document or a render.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <cstddef>
#include <vector>

#include "console/mix_plan.h"

namespace lathe {

class Solo {
 public:
  void prepare(const Session& session, const MixPlan& plan);
  static size_t memoryBytes(const MixPlan& plan) noexcept;

  /// Strips by their index into MixPlan::strips.
  void set(int strip, bool on) noexcept;
  bool isSoloed(int strip) const noexcept { return at(strip).soloed; }
  bool any() const noexcept { return any_; }
  bool isAudible(int strip) const noexcept { return at(strip).audible; }
  bool isSendAudible(int strip, int bus) const noexcept;

 private:
  struct Node {
    int output = -1;  ///< the strip of the bus it feeds; −1 for the mix
    bool alwaysOpen = false;
    bool soloed = false;
    bool audible = true;
  };
  const Node& at(int strip) const noexcept { return nodes_[static_cast<size_t>(strip)]; }
  void update() noexcept;

  std::vector<Node> nodes_;  // in order of work: whatever a strip feeds comes after it
  std::vector<int> stripOfBus_;
  bool any_ = false;
};

}  // namespace lathe
