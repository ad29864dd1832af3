#include "console/solo.h"

#include <algorithm>

namespace lathe {

void Solo::prepare(const Session& session, const MixPlan& plan) {
  nodes_.assign(plan.strips.size(), Node{});
  stripOfBus_.assign(plan.stripOfSource.begin() + plan.trackCount, plan.stripOfSource.end());
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const int bus = plan.strips[i].source - plan.trackCount;
    if (bus != kMixBus) {
      const int output = plan.document(session, static_cast<int>(i)).outputBus;
      nodes_[i].output = stripOfBus_[static_cast<size_t>(output)];
    }
    nodes_[i].alwaysOpen =
        bus >= 0 && session.buses[static_cast<size_t>(bus)].kind != BusKind::Group;
  }
  update();
}

size_t Solo::memoryBytes(const MixPlan& plan) noexcept {
  return plan.strips.size() * (sizeof(Node) + sizeof(int));
}

void Solo::set(int strip, bool on) noexcept {
  nodes_[static_cast<size_t>(strip)].soloed = on;
  update();
}

void Solo::update() noexcept {
  any_ = std::any_of(nodes_.begin(), nodes_.end(), [](const Node& node) { return node.soloed; });
  for (Node& node : nodes_) node.audible = !any_ || node.alwaysOpen || node.soloed;
  if (!any_) return;
  // Downwards: a soloed group's children are heard, and theirs.
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    if (node->output < 0 || node->audible) continue;
    const Node& fed = at(node->output);
    node->audible = fed.audible && !fed.alwaysOpen;
  }
  // Upwards: what is heard keeps its way to the mix open.
  for (const Node& node : nodes_) {
    if (node.audible && !node.alwaysOpen && node.output >= 0) {
      nodes_[static_cast<size_t>(node.output)].audible = true;
    }
  }
}

bool Solo::isSendAudible(int strip, int bus) const noexcept {
  return at(strip).audible || at(stripOfBus_[static_cast<size_t>(bus)]).soloed;
}

}  // namespace lathe
