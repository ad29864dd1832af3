// What the readers of one document share: its tree, the faults found so far,
// and the ids given so far, by which references are resolved.
// Thread: any but the real-time one (allocates).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "session/field_rules.h"
#include "session/json_tree.h"

namespace lathe {

struct ReadContext {
  explicit ReadContext(const JsonTree& t) : tree(t) {}

  void addFault(NodeIndex node, std::string message);
  /// A fault about `key` of `object`, which may be missing.
  void addFault(NodeIndex object, std::string_view key, std::string_view message);
  void refuseIdsGivenTwice();
  size_t faultCount() const { return faults.size() + faultsLeftOut; }
  /// Position of the stem with this id; −1 where there is none.
  int findStem(std::string_view id);
  /// The bus with this id, wherever it stands in the document; kNoNode where there is none.
  NodeIndex findBus(std::string_view id, int& position) const;

  /// Position of the track with this id or, from their number on, the bus; −1 where there is none.
  int findStrip(std::string_view id) const;

  const JsonTree& tree;
  std::vector<PlacedFault> faults;
  size_t faultsLeftOut = 0;
  std::array<std::vector<NodeText>, static_cast<size_t>(IdKind::Count)> ids;
  bool stemIdsSorted = false;

 private:
  /// The entry of a list of the document with this id, and its position; where there is none,
  /// kNoNode and the number of entries.
  NodeIndex findEntry(const char* list, std::string_view id, int& position) const;
};

}  // namespace lathe
