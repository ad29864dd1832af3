#include "session/read_context.h"

#include <algorithm>
#include <utility>

#include "session/fault.h"

namespace lathe {
namespace {

constexpr size_t kMaxFaults = 100;

}  // namespace

void ReadContext::addFault(NodeIndex node, std::string message) {
  if (faults.size() >= kMaxFaults) {
    ++faultsLeftOut;
    return;
  }
  faults.push_back({tree.pointer(node), std::move(message), tree.byteOffset(node)});
}

void ReadContext::addFault(NodeIndex object, std::string_view key, std::string_view message) {
  std::string sentence = inQuotes(key);
  sentence += ' ';
  sentence += message;
  if (const NodeIndex node = tree.member(object, key); node != kNoNode) {
    addFault(node, std::move(sentence));
    return;
  }
  addFault(object, std::move(sentence));
  if (faultsLeftOut == 0) appendPointerToken(faults.back().pointer, key);
}

void ReadContext::refuseIdsGivenTwice() {
  for (std::vector<NodeText>& kind : ids) {
    sortByText(kind);
    for (size_t i = 1; i < kind.size(); ++i) {
      if (kind[i].text != kind[i - 1].text) continue;
      addFault(kind[i].node, "The id " + inQuotes(kind[i].text) + " is already that of " +
                                 tree.pointer(kind[i - 1].node) + ". Give one of them another id.");
    }
  }
}

int ReadContext::findStem(std::string_view id) {
  std::vector<NodeText>& stems = ids[static_cast<size_t>(IdKind::Stem)];
  if (!stemIdsSorted) {
    sortByText(stems);
    stemIdsSorted = true;
  }
  const auto at =
      std::lower_bound(stems.begin(), stems.end(), id,
                       [](const NodeText& a, std::string_view b) { return a.text < b; });
  return at != stems.end() && at->text == id ? at->position : -1;
}

NodeIndex ReadContext::findEntry(const char* list, std::string_view id, int& position) const {
  position = 0;
  const NodeIndex entries = tree.member(tree.root(), list);
  if (entries == kNoNode || tree.kind(entries) != JsonKind::List) return kNoNode;
  for (NodeIndex entry = tree.firstChild(entries); entry != kNoNode;
       entry = tree.nextSibling(entry), ++position) {
    if (tree.kind(entry) != JsonKind::Object) continue;
    const NodeIndex entryId = tree.member(entry, "id");
    if (entryId != kNoNode && tree.kind(entryId) == JsonKind::Text && tree.text(entryId) == id) {
      return entry;
    }
  }
  return kNoNode;
}

NodeIndex ReadContext::findBus(std::string_view id, int& position) const {
  return findEntry("buses", id, position);
}

int ReadContext::findStrip(std::string_view id) const {
  int track = 0;
  int bus = 0;
  if (findEntry("tracks", id, track) != kNoNode) return track;
  return findEntry("buses", id, bus) != kNoNode ? track + bus : -1;
}

}  // namespace lathe
