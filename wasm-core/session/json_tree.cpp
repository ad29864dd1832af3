#include "session/json_tree.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>

#include "params/json_text.h"
#include "session/fault.h"

namespace lathe {
namespace {

/// Walks the text and reports how far the parser has read, which the SAX
/// interface does not tell.
struct ProgressIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  const char** progress;

  reference operator*() const { return *at; }
  ProgressIterator& operator++() {
    *progress = ++at;
    return *this;
  }
  bool operator==(const ProgressIterator& other) const { return at == other.at; }
  bool operator!=(const ProgressIterator& other) const { return at != other.at; }
};

bool isBetweenTokens(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':' || c == ']' ||
         c == '}';
}

constexpr int kNumberOverflow = 406;  // nlohmann_json's id of that exception
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

void appendPointerToken(std::string& pointer, std::string_view token) {
  pointer += '/';
  for (const char c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void sortByText(std::vector<NodeText>& texts) {
  const auto before = [](const NodeText& a, const NodeText& b) {
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : a.node < b.node;
  };
  // Heap sort is a fifth of std::sort in WebAssembly, where every byte is downloaded.
  std::make_heap(texts.begin(), texts.end(), before);
  std::sort_heap(texts.begin(), texts.end(), before);
}

/// Receives the parser's events. Each returns false to stop the parser.
class JsonTreeBuilder {
 public:
  JsonTreeBuilder(JsonTree& tree, std::string_view text, std::vector<PlacedFault>& faults)
      : tree_(tree), text_(text), faults_(faults), progress_(text.data()) {
    tokenScan_ = progress_;
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      tokenScan_ += kByteOrderMark.size();
    }
  }

  const char** progress() { return &progress_; }

  bool null() { return addNode(JsonKind::Null) != kNoNode; }
  bool boolean(bool value) { return addNumber(JsonKind::Boolean, value ? 1.0 : 0.0); }
  bool number_integer(int64_t value) {
    return addNumber(JsonKind::Number, static_cast<double>(value));
  }
  bool number_unsigned(uint64_t value) {
    return addNumber(JsonKind::Number, static_cast<double>(value));
  }
  bool number_float(double value, const std::string&) { return addNumber(JsonKind::Number, value); }
  bool string(std::string& value) {
    const NodeIndex node = addNode(JsonKind::Text);
    if (node == kNoNode) return false;
    tree_.nodes_[node].text = keep(value);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }  // not in JSON texts
  bool key(std::string& value) {
    pendingKey_ = keep(value);
    pendingKeyOffset_ = tokenStart();
    return true;
  }
  bool start_object(size_t) { return open(JsonKind::Object); }
  bool start_array(size_t) { return open(JsonKind::List); }
  bool end_object() {
    refuseKeysGivenTwice(current_);
    return close();
  }
  bool end_array() { return close(); }
  bool parse_error(size_t position, const std::string& lastToken,
                   const nlohmann::json::exception& error);

 private:
  /// Byte where the token of this event starts: the parser has read past it,
  /// and past one more character after a number, but never into the next value.
  uint32_t tokenStart() {
    while (tokenScan_ < progress_ && isBetweenTokens(*tokenScan_)) ++tokenScan_;
    const auto start = static_cast<uint32_t>(tokenScan_ - text_.data());
    tokenScan_ = progress_;
    return start;
  }

  JsonTree::Slice keep(std::string_view text) {
    const auto start = static_cast<uint32_t>(tree_.characters_.size());
    tree_.characters_ += text;
    return {start, static_cast<uint32_t>(text.size())};
  }

  bool refuse(std::string pointer, std::string message, size_t byteOffset) {
    faults_.push_back({std::move(pointer), std::move(message), byteOffset});
    return false;
  }

  /// Where the value that comes next will stand.
  std::string nextPointer() const {
    if (current_ == kNoNode) return "";
    std::string pointer = tree_.pointer(current_);
    if (tree_.kind(current_) == JsonKind::Object) {
      appendPointerToken(pointer, tree_.slice(pendingKey_));
    } else {
      pointer += '/';
      appendJsonInteger(pointer, static_cast<int64_t>(tree_.childCount(current_)));
    }
    return pointer;
  }

  NodeIndex addNode(JsonKind kind) {
    uint32_t offset = tokenStart();
    if (tree_.nodes_.size() >= kMaxDocumentValues) {
      refuse("",
             "The document holds more than 400,000 values, more than any session that Lathe saves. "
             "Open another file.",
             offset);
      return kNoNode;
    }
    const auto index = static_cast<NodeIndex>(tree_.nodes_.size());
    JsonTree::Node node;
    node.kind = kind;
    node.parent = current_;
    if (current_ != kNoNode) {
      JsonTree::Node& parent = tree_.nodes_[current_];
      if (parent.kind == JsonKind::Object) {
        node.key = pendingKey_;
        offset = pendingKeyOffset_;
      }
      if (parent.childCount == 0) {
        parent.firstChild = index;
      } else {
        tree_.nodes_[lastChild_.back()].nextSibling = index;
      }
      ++parent.childCount;
      lastChild_.back() = index;
    }
    node.byteOffset = offset;
    tree_.nodes_.push_back(node);
    return index;
  }

  bool addNumber(JsonKind kind, double value) {
    const NodeIndex node = addNode(kind);
    if (node == kNoNode) return false;
    // Minus zero becomes zero: equal documents must render to equal bits.
    tree_.nodes_[node].number = value + 0.0;
    return true;
  }

  bool open(JsonKind kind) {
    if (lastChild_.size() >= static_cast<size_t>(kMaxDocumentDepth)) {
      return refuse(tree_.pointer(current_),
                    "Lists and objects are nested more than 64 deep here, deeper than in any "
                    "session that Lathe saves. Open another file.",
                    tokenStart());
    }
    const NodeIndex node = addNode(kind);
    if (node == kNoNode) return false;
    current_ = node;
    lastChild_.push_back(kNoNode);
    return true;
  }

  bool close() {
    tokenScan_ = progress_;
    current_ = tree_.nodes_[current_].parent;
    lastChild_.pop_back();
    return true;
  }

  void refuseKeysGivenTwice(NodeIndex object);

  JsonTree& tree_;
  std::string_view text_;
  std::vector<PlacedFault>& faults_;
  const char* progress_;   ///< how far the parser has read
  const char* tokenScan_;  ///< how far it had read at the event before
  NodeIndex current_ = kNoNode;
  std::vector<NodeIndex> lastChild_;  ///< of each open container
  std::vector<NodeText> keys_;        ///< of one object; kept for its memory
  JsonTree::Slice pendingKey_;
  uint32_t pendingKeyOffset_ = 0;
};

void JsonTreeBuilder::refuseKeysGivenTwice(NodeIndex object) {
  constexpr size_t kEnoughToTell = 20;
  keys_.clear();
  for (NodeIndex child = tree_.firstChild(object); child != kNoNode;
       child = tree_.nextSibling(child)) {
    keys_.push_back({tree_.key(child), child});
  }
  sortByText(keys_);
  for (size_t i = 1; i < keys_.size() && faults_.size() < kEnoughToTell; ++i) {
    if (keys_[i].text != keys_[i - 1].text) continue;
    std::string message = inQuotes(keys_[i].text);
    message += " is given twice in one object. Remove one of the two.";
    refuse(tree_.pointer(keys_[i].node), std::move(message), tree_.byteOffset(keys_[i].node));
  }
}

bool JsonTreeBuilder::parse_error(size_t position, const std::string& lastToken,
                                  const nlohmann::json::exception& error) {
  const size_t lastRead = position > 0 ? position - 1 : 0;
  if (error.id == kNumberOverflow) {
    std::string message = lastToken.substr(0, 40);
    message += " is too large for any number. Correct it, or open an earlier copy of the session.";
    return refuse(nextPointer(), std::move(message), tokenStart());
  }
  std::string pointer = current_ == kNoNode ? "" : tree_.pointer(current_);
  if (position > text_.size()) {
    return refuse(std::move(pointer),
                  "The document ends before it is complete: it was cut off. Copy or download it "
                  "again.",
                  text_.size());
  }
  if (std::strstr(error.what(), "UTF-8") != nullptr) {
    return refuse(std::move(pointer),
                  "This character is not valid UTF-8. Save the file in UTF-8, or open an earlier "
                  "copy of the session.",
                  lastRead);
  }
  return refuse(std::move(pointer),
                "The document is not JSON: something else than a comma, a bracket or a value "
                "stands here. Correct it, or open an earlier copy of the session.",
                std::min(static_cast<size_t>(tokenStart()), lastRead));
}

bool JsonTree::parse(std::string_view text, std::vector<PlacedFault>& faults) {
  nodes_.clear();
  characters_.clear();
  if (text.empty()) {
    faults.push_back({"", "The document is empty. Open another copy of the session.", 0});
    return false;
  }
  if (text.size() > kMaxDocumentBytes) {
    std::string message = "The document is ";
    const size_t tenths = text.size() / 100000;
    message += plainNumber(static_cast<double>(tenths) / 10.0);
    message += " MB; a session can be up to 16 MB. Open another file: audio belongs in stems.";
    faults.push_back({"", std::move(message), 0});
    return false;
  }
  // The parser would take a zero byte for the end of the text.
  if (const size_t zero = text.find('\0'); zero != std::string_view::npos) {
    faults.push_back({"",
                      "The document holds a zero byte: it is damaged, or not a text. Copy or "
                      "download it again.",
                      zero});
    return false;
  }
  // Every value but the root follows one of these, so memory is taken once.
  const auto values = std::count_if(text.begin(), text.end(),
                                    [](char c) { return c == ',' || c == '{' || c == '['; });
  nodes_.reserve(std::min(static_cast<size_t>(values) + 1, kMaxDocumentValues));

  const size_t faultsBefore = faults.size();
  JsonTreeBuilder builder(*this, text, faults);
  const char* const end = text.data() + text.size();
  const bool parsed =
      nlohmann::json::sax_parse(ProgressIterator{text.data(), builder.progress()},
                                ProgressIterator{end, builder.progress()}, &builder);
  return parsed && faults.size() == faultsBefore;
}

NodeIndex JsonTree::member(NodeIndex object, std::string_view key) const {
  for (NodeIndex child = firstChild(object); child != kNoNode; child = nextSibling(child)) {
    if (this->key(child) == key) return child;
  }
  return kNoNode;
}

std::string JsonTree::pointer(NodeIndex node) const {
  std::vector<NodeIndex> path;
  for (NodeIndex at = node; nodes_[at].parent != kNoNode; at = nodes_[at].parent) {
    path.push_back(at);
  }
  std::string pointer;
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const NodeIndex parent = nodes_[*at].parent;
    if (kind(parent) == JsonKind::Object) {
      appendPointerToken(pointer, key(*at));
      continue;
    }
    int64_t position = 0;
    for (NodeIndex child = firstChild(parent); child != *at; child = nextSibling(child)) ++position;
    pointer += '/';
    appendJsonInteger(pointer, position);
  }
  return pointer;
}

}  // namespace lathe
