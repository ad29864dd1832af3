#include "delivery/delivery_target.h"

#include "session/json_tree.h"

namespace lathe {
namespace {

// The build keeps the file's text here (wasm-core/CMakeLists.txt).
constexpr std::string_view kJson =
#include "delivery/targets_json.inc"
    ;

constexpr const char* kKinds[] = {"streaming", "broadcast", "disc", "club"};
constexpr const char* kStandings[] = {"published", "advice", "reported"};

/// One object of the table. It is our own file, checked by a test: what is missing stays as it is.
class Entry {
 public:
  Entry(const JsonTree& tree, NodeIndex node) : tree_(tree), node_(node) {}

  explicit operator bool() const { return node_ != kNoNode; }
  Entry member(const char* key) const {
    return {tree_, node_ == kNoNode ? kNoNode : tree_.member(node_, key)};
  }
  std::string text(const char* key) const { return member(key).ownText(); }
  double number(const char* key) const { return optionalNumber(key).value_or(0.0); }
  bool boolean(const char* key) const { return number(key) != 0.0; }
  std::optional<double> optionalNumber(const char* key) const {
    const Entry found = member(key);
    if (!found) return std::nullopt;
    return tree_.number(found.node_);
  }
  template <typename Enum, size_t kCount>
  Enum choice(const char* key, const char* const (&words)[kCount]) const {
    const std::string word = text(key);
    size_t index = 0;
    while (index + 1 < kCount && word != words[index]) ++index;
    return static_cast<Enum>(index);
  }
  template <typename Item, typename Read>
  std::vector<Item> list(const char* key, Read read) const {
    std::vector<Item> items;
    const Entry found = member(key);
    if (!found) return items;
    for (NodeIndex child = tree_.firstChild(found.node_); child != kNoNode;
         child = tree_.nextSibling(child)) {
      items.push_back(read(Entry(tree_, child)));
    }
    return items;
  }
  std::vector<std::string> texts(const char* key) const {
    return list<std::string>(key, [](const Entry& item) { return item.ownText(); });
  }
  std::string ownText() const {
    return std::string(node_ == kNoNode ? std::string_view() : tree_.text(node_));
  }
  double ownNumber() const { return tree_.number(node_); }

 private:
  const JsonTree& tree_;
  NodeIndex node_;
};

/// `read(entry, value)` where the object has that member.
template <typename Value, typename Read>
std::optional<Value> sourced(const Entry& target, const char* key, Read read) {
  const Entry entry = target.member(key);
  if (!entry) return std::nullopt;
  Value value;
  value.standing = entry.choice<Standing>("standing", kStandings);
  value.source = entry.text("source");
  read(entry, value);
  return value;
}

void readPeak(const Entry& entry, TargetPeak& peak) {
  peak.ceilingDbtp = entry.number("ceilingDbtp");
  peak.aboveLufs = entry.optionalNumber("aboveLufs");
}

void readFile(const Entry& entry, TargetFile& file) {
  file.formats = entry.texts("formats");
  file.sampleRates =
      entry.list<double>("sampleRates", [](const Entry& rate) { return rate.ownNumber(); });
  file.lowestSampleRate = entry.number("lowestSampleRate");
  file.lowestBits = static_cast<int>(entry.number("lowestBits"));
  if (const auto bits = entry.optionalNumber("highestBits")) {
    file.highestBits = static_cast<int>(*bits);
  }
}

DeliveryTarget readTarget(const Entry& entry) {
  DeliveryTarget target;
  target.id = entry.text("id");
  target.name = entry.text("name");
  target.kind = entry.choice<TargetKind>("kind", kKinds);
  target.loudness = sourced<TargetLoudness>(entry, "loudness", [](const Entry& e, auto& loudness) {
    loudness.integratedLufs = e.number("integratedLufs");
    loudness.toleranceLu = e.optionalNumber("toleranceLu");
    loudness.productionToleranceLu = e.optionalNumber("productionToleranceLu");
  });
  target.playback = sourced<TargetPlayback>(entry, "playback", [](const Entry& e, auto& playback) {
    playback.turnsDown = e.boolean("turnsDown");
    playback.turnsUp = e.boolean("turnsUp");
    playback.headroomDbtp = e.number("headroomDbtp");
    playback.albumMode = e.boolean("albumMode");
  });
  target.truePeak = sourced<TargetPeak>(entry, "truePeak", readPeak);
  target.loudTruePeak = sourced<TargetPeak>(entry, "loudTruePeak", readPeak);
  target.file = sourced<TargetFile>(entry, "file", readFile);
  target.settings = entry.list<TargetSetting>("settings", [](const Entry& e) {
    return TargetSetting{e.text("name"), e.number("integratedLufs"), e.boolean("limits")};
  });
  target.notes = entry.texts("notes");
  return target;
}

DeliveryTable readTable() {
  DeliveryTable table;
  JsonTree tree;
  std::vector<PlacedFault> faults;
  if (!tree.parse(kJson, faults)) return table;
  const Entry root(tree, tree.root());
  table.date = root.text("date");
  table.intents = root.list<LoudnessIntent>("intents", [](const Entry& e) {
    return LoudnessIntent{e.text("id"), e.text("name"), e.number("lowestLufs"),
                          e.number("highestLufs"), e.number("defaultLufs")};
  });
  table.targets = root.list<DeliveryTarget>("targets", readTarget);
  return table;
}

}  // namespace

const DeliveryTable& deliveryTable() {
  static const DeliveryTable table = readTable();
  return table;
}

std::string_view deliveryTableJson() { return kJson; }

const char* targetKindName(TargetKind kind) { return kKinds[static_cast<size_t>(kind)]; }
const char* standingName(Standing standing) { return kStandings[static_cast<size_t>(standing)]; }

}  // namespace lathe
