// Reads one object of a document's tree field by field and collects what is
// wrong with it: a visitor for session_shape.h. A field that is wrong leaves
// its member as it was, and reading goes on, so that one pass finds every
// fault. `finish` reports the keys that no field asked for.
// Thread: any but the real-time one (allocates).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session/field_rules.h"
#include "session/read_context.h"
#include "session/session.h"

namespace lathe {

class ObjectReader {
 public:
  /// `object` is of kind Object; `position` is its place in its list.
  ObjectReader(ReadContext& context, NodeIndex object, int position = 0)
      : context_(context),
        object_(object),
        position_(position),
        faultsBefore_(context.faultCount()) {}

  void constant(const Field& field, const char* value) { readConstant(field.key, value); }
  void constant(const Field& field, int value) { readConstant(field.key, value); }
  void text(const Field& field, std::string& value, const TextRule& rule) {
    readText(field.key, field.presence, value, rule);
  }
  void id(const Field& field, std::string& value, IdKind kind) { readId(field.key, value, kind); }
  void stemReference(const Field& field, int& stemIndex, const Session&) {
    readStemReference(field.key, stemIndex);
  }
  void busReference(const Field& field, int& busIndex, const Session&, BusUse use) {
    readBusReference(field.key, field.presence, busIndex, use);
  }
  void stripReference(const Field& field, int& stripIndex, const Session&) {
    readStripReference(field.key, field.presence, stripIndex);
  }
  template <class Enum, size_t kCount>
  void choice(const Field& field, Enum& value, const char* const (&words)[kCount]) {
    int index = static_cast<int>(value);
    readChoice(field.key, field.presence, words, index);
    value = static_cast<Enum>(index);
  }
  void number(const Field& field, double& value, const NumberRule& rule) {
    readNumber(field.key, field.presence, value, rule);
  }
  template <class Integer>
  void integer(const Field& field, Integer& value, const IntegerRule& rule) {
    int64_t wide = static_cast<int64_t>(value);
    readInteger(field.key, field.presence, wide, rule);
    value = static_cast<Integer>(wide);  // the rule's range fits its member
  }
  void boolean(const Field& field, bool& value) { readBoolean(field.key, field.presence, value); }
  void rate(const Field& field, double& value) { readRate(field.key, value); }
  void params(const Field& field, ParamValues& values, ParamScope scope) {
    readParams(field.key, values, scope);
  }
  void automatedParam(const Field& field, ParamId& id, ParamScope scope) {
    readAutomatedParam(field.key, id, scope);
  }
  void paramValue(const Field& field, double& value, ParamId id) {
    readParamValue(field.key, value, id);
  }

  template <class Describe, class IsLeftOut>
  void object(const Field& field, Describe describe, IsLeftOut) {
    object(field, describe);
  }
  template <class Describe>
  void object(const Field& field, Describe describe) {
    const NodeIndex node = find(field.key, field.presence, JsonKind::Object);
    if (node == kNoNode) return;
    ObjectReader reader(context_, node);
    describe(reader);
    reader.finish();
  }

  template <class Item, size_t kCount, class Describe>
  void variant(const Field& field, std::optional<Item>& item, const char* kindKey,
               const char* const (&words)[kCount], Describe describe) {
    const NodeIndex node = find(field.key, field.presence, JsonKind::Object);
    if (node == kNoNode) return;
    ObjectReader reader(context_, node);
    int kind = -1;
    reader.readChoice(kindKey, Presence::Required, words, kind);
    // Of an unknown kind, nothing is known of its fields.
    if (kind < 0) return;
    item.emplace().kind = static_cast<decltype(Item::kind)>(kind);
    describe(reader, *item);
    reader.finish();
  }

  template <class Item, class Describe>
  void list(const Field& field, std::vector<Item>& items, const ListRule& rule, Describe describe) {
    const NodeIndex node = findList(field.key, field.presence, rule);
    items.clear();
    if (node == kNoNode) return;
    items.resize(context_.tree.childCount(node));
    int position = 0;
    for (NodeIndex child = context_.tree.firstChild(node); child != kNoNode;
         child = context_.tree.nextSibling(child), ++position) {
      if (!isObject(child)) continue;
      ObjectReader reader(context_, child, position);
      describe(reader, items[static_cast<size_t>(position)]);
      reader.finish();
    }
  }

  /// A rule across fields: judged only where nothing of this object was wrong,
  /// so that it may rely on the fields read so far.
  template <class Holds, class Message>
  void require(const char* key, Holds holds, Message message) {
    if (context_.faultCount() == faultsBefore_ && !holds()) {
      context_.addFault(object_, key, message());
    }
  }

  void finish();

 private:
  /// The member's node where it is there and of `kind`; else kNoNode, and a
  /// fault unless it is optional and missing.
  NodeIndex find(const char* key, Presence presence, JsonKind kind);
  NodeIndex findAny(const char* key, Presence presence);
  NodeIndex findList(const char* key, Presence presence, const ListRule& rule);
  bool isObject(NodeIndex node);
  void readConstant(const char* key, std::string_view value);
  void readConstant(const char* key, const char* value) {
    readConstant(key, std::string_view(value));
  }
  void readConstant(const char* key, int value);
  void readText(const char* key, Presence presence, std::string& value, const TextRule& rule);
  void readId(const char* key, std::string& value, IdKind kind);
  void readStemReference(const char* key, int& stemIndex);
  void readBusReference(const char* key, Presence presence, int& busIndex, BusUse use);
  void readStripReference(const char* key, Presence presence, int& stripIndex);
  void readChoice(const char* key, Presence presence, std::span<const char* const> words,
                  int& index);
  /// Which of `words` the text of `node` is; else −1, and a fault that begins with `subject`.
  int findWord(NodeIndex node, const std::string& subject, std::span<const char* const> words);
  void readNumber(const char* key, Presence presence, double& value, const NumberRule& rule);
  void readInteger(const char* key, Presence presence, int64_t& value, const IntegerRule& rule);
  void readBoolean(const char* key, Presence presence, bool& value);
  void readRate(const char* key, double& value);
  void readParams(const char* key, ParamValues& values, ParamScope scope);
  void readParam(NodeIndex node, const std::string& name, const ParamSpec& spec, double& value);
  void readAutomatedParam(const char* key, ParamId& id, ParamScope scope);
  void readParamValue(const char* key, double& value, ParamId id);

  static constexpr size_t kMaxFields = 16;

  ReadContext& context_;
  NodeIndex object_;
  int position_;
  size_t faultsBefore_;
  std::array<const char*, kMaxFields> known_{};
  size_t knownCount_ = 0;
};

}  // namespace lathe
