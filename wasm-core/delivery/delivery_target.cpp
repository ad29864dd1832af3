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
  /// `read(entry, item)` fills each in its place: moving them would be most of the code.
  template <typename Items, typename Read>
  void list(const char* key, Items& items, Read read) const {
    const Entry found = member(key);
    if (!found) return;
    for (NodeIndex child = tree_.firstChild(found.node_); child != kNoNode;
         child = tree_.nextSibling(child)) {
      read(Entry(tree_, child), items.emplace_back());
    }
  }
  void texts(const char* key, std::vector<std::string>& texts) const {
    list(key, texts, [](const Entry& item, std::string& text) { text = item.ownText(); });
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
void sourced(const Entry& target, const char* key, std::optional<Value>& value, Read read) {
  const Entry entry = target.member(key);
  if (!entry) return;
  value.emplace();
  value->standing = entry.choice<Standing>("standing", kStandings);
  value->source = entry.text("source");
  read(entry, *value);
}

void readPeak(const Entry& entry, TargetPeak& peak) {
  peak.ceilingDbtp = entry.number("ceilingDbtp");
  peak.aboveLufs = entry.optionalNumber("aboveLufs");
}

void readFile(const Entry& entry, TargetFile& file) {
  entry.texts("formats", file.formats);
  entry.list("sampleRates", file.sampleRates,
             [](const Entry& rate, double& hz) { hz = rate.ownNumber(); });
  file.lowestSampleRate = entry.number("lowestSampleRate");
  file.lowestBits = static_cast<int>(entry.number("lowestBits"));
  if (const auto bits = entry.optionalNumber("highestBits")) {
    file.highestBits = static_cast<int>(*bits);
  }
}

void readTarget(const Entry& entry, DeliveryTarget& target) {
  target.id = entry.text("id");
  target.name = entry.text("name");
  target.kind = entry.choice<TargetKind>("kind", kKinds);
  sourced(entry, "loudness", target.loudness, [](const Entry& e, TargetLoudness& loudness) {
    loudness.integratedLufs = e.number("integratedLufs");
    loudness.toleranceLu = e.optionalNumber("toleranceLu");
    loudness.productionToleranceLu = e.optionalNumber("productionToleranceLu");
  });
  sourced(entry, "playback", target.playback, [](const Entry& e, TargetPlayback& playback) {
    playback.turnsDown = e.boolean("turnsDown");
    playback.turnsUp = e.boolean("turnsUp");
    playback.headroomDbtp = e.number("headroomDbtp");
    playback.albumMode = e.boolean("albumMode");
  });
  sourced(entry, "truePeak", target.truePeak, readPeak);
  sourced(entry, "loudTruePeak", target.loudTruePeak, readPeak);
  sourced(entry, "file", target.file, readFile);
  entry.list("settings", target.settings, [](const Entry& e, TargetSetting& setting) {
    setting.name = e.text("name");
    setting.integratedLufs = e.number("integratedLufs");
    setting.limits = e.boolean("limits");
  });
  entry.texts("notes", target.notes);
}

/// Never freed: it is wanted as long as the program lasts.
const DeliveryTable& readTable() {
  DeliveryTable& table = *new DeliveryTable;
  JsonTree tree;
  std::vector<PlacedFault> faults;
  if (!tree.parse(kJson, faults)) return table;
  const Entry root(tree, tree.root());
  table.date = root.text("date");
  root.list("intents", table.intents, [](const Entry& e, LoudnessIntent& intent) {
    intent.id = e.text("id");
    intent.name = e.text("name");
    intent.lowestLufs = e.number("lowestLufs");
    intent.highestLufs = e.number("highestLufs");
    intent.defaultLufs = e.number("defaultLufs");
  });
  root.list("targets", table.targets, readTarget);
  return table;
}

}  // namespace

const DeliveryTable& deliveryTable() {
  static const DeliveryTable& table = readTable();
  return table;
}

std::string_view deliveryTableJson() { return kJson; }

const char* targetKindName(TargetKind kind) { return kKinds[static_cast<size_t>(kind)]; }
const char* standingName(Standing standing) { return kStandings[static_cast<size_t>(standing)]; }

}  // namespace lathe
