// A JSON text as a flat tree that remembers where each value stood, so that
// faults found later can point at it. Built through nlohmann_json's SAX
// interface in one pass with bounded memory; refuses what a session can never
// hold: more than 16 MB, 64 levels or 400,000 values, and a key given twice.
// Thread: any but the real-time one (allocates).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lathe {

inline constexpr size_t kMaxDocumentBytes = 16'000'000;
inline constexpr int kMaxDocumentDepth = 64;
inline constexpr size_t kMaxDocumentValues = 400000;

enum class JsonKind : uint8_t { Null, Boolean, Number, Text, List, Object };

using NodeIndex = uint32_t;
inline constexpr NodeIndex kNoNode = UINT32_MAX;

/// A fault before its place is turned into line and column.
struct PlacedFault {
  std::string pointer;
  std::string message;
  size_t byteOffset = 0;
};

class JsonTree {
 public:
  /// Parses `text`; on failure appends one fault (or several, for keys given
  /// twice) and returns false, and the tree must not be read.
  bool parse(std::string_view text, std::vector<PlacedFault>& faults);

  NodeIndex root() const { return 0; }
  JsonKind kind(NodeIndex node) const { return nodes_[node].kind; }
  /// Of a Boolean (0 or 1) or Number.
  double number(NodeIndex node) const { return nodes_[node].number; }
  /// Of a Text, decoded; valid as long as the tree.
  std::string_view text(NodeIndex node) const { return slice(nodes_[node].text); }
  /// Of an object's member; empty for others.
  std::string_view key(NodeIndex node) const { return slice(nodes_[node].key); }
  size_t childCount(NodeIndex node) const { return nodes_[node].childCount; }
  NodeIndex firstChild(NodeIndex node) const { return nodes_[node].firstChild; }
  NodeIndex nextSibling(NodeIndex node) const { return nodes_[node].nextSibling; }
  /// kNoNode where `object` has no such key.
  NodeIndex member(NodeIndex object, std::string_view key) const;

  /// RFC 6901 pointer.
  std::string pointer(NodeIndex node) const;
  /// Byte of the document where the value starts, or its key where it has one.
  size_t byteOffset(NodeIndex node) const { return nodes_[node].byteOffset; }

 private:
  friend class JsonTreeBuilder;

  struct Slice {
    uint32_t start = 0;
    uint32_t length = 0;
  };
  struct Node {
    double number = 0.0;
    Slice text;
    Slice key;
    NodeIndex parent = kNoNode;
    NodeIndex firstChild = kNoNode;
    NodeIndex nextSibling = kNoNode;
    uint32_t childCount = 0;
    uint32_t byteOffset = 0;
    JsonKind kind = JsonKind::Null;
  };

  std::string_view slice(Slice s) const {
    return std::string_view(characters_).substr(s.start, s.length);
  }

  std::vector<Node> nodes_;
  std::string characters_;  ///< keys and texts, decoded, one after another
};

/// A text of a tree and the node it belongs to.
struct NodeText {
  std::string_view text;
  NodeIndex node = kNoNode;
  int position = 0;  ///< in its list, where that matters
};

/// Orders by text, equal ones by node; then the later of two neighbours with
/// equal texts is the one given twice.
void sortByText(std::vector<NodeText>& texts);

/// Appends "/" and `token`, escaped after RFC 6901.
void appendPointerToken(std::string& pointer, std::string_view token);

}  // namespace lathe
