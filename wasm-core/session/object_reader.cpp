#include "session/object_reader.h"

#include <algorithm>

#include "params/automatable.h"
#include "params/json_text.h"
#include "params/parameter_text.h"
#include "session/fault.h"
#include "session/session_shape.h"

namespace lathe {
namespace {

const char* kindWords(JsonKind kind) {
  switch (kind) {
    case JsonKind::Null:
      return "null";
    case JsonKind::Boolean:
      return "true or false";
    case JsonKind::Number:
      return "a number";
    case JsonKind::Text:
      return "text in quotes";
    case JsonKind::List:
      return "a list";
    case JsonKind::Object:
      return "an object";
  }
  return "";
}

std::string wrongKind(JsonKind found, JsonKind wanted) {
  std::string message = "is ";
  message += kindWords(found);
  message += "; it has to be ";
  message += kindWords(wanted);
  message += ". Change it, or open an earlier copy of the session.";
  return message;
}

std::string outOfRange(double value, double minimum, double maximum) {
  return "is " + plainNumber(value) + "; it can be " + plainNumber(minimum) + " to " +
         plainNumber(maximum) + ". Change it to a value in that range.";
}

int countCharacters(std::string_view utf8) {
  return static_cast<int>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

/// Safe for any double: compares before it converts.
bool isInteger(double value, int64_t minimum, int64_t maximum) {
  return value >= static_cast<double>(minimum) && value <= static_cast<double>(maximum) &&
         static_cast<double>(static_cast<int64_t>(value)) == value;
}

const char* scopeOwner(ParamScope scope) {
  switch (scope) {
    case ParamScope::Strip:
      return "a strip";
    case ParamScope::Send:
      return "a send";
    case ParamScope::Reverb:
      return "a reverb";
    case ParamScope::Delay:
      return "a delay";
    case ParamScope::Session:
      return "the session";
    case ParamScope::Master:
      return "the master";
    case ParamScope::Monitor:
      return "the monitor";
  }
  return "";
}

}  // namespace

void ObjectReader::finish() {
  const JsonTree& tree = context_.tree;
  for (NodeIndex child = tree.firstChild(object_); child != kNoNode;
       child = tree.nextSibling(child)) {
    const auto end = known_.begin() + static_cast<std::ptrdiff_t>(knownCount_);
    const std::string_view key = tree.key(child);
    if (std::find(known_.begin(), end, key) != end) continue;
    context_.addFault(child, inQuotes(key) +
                                 " is no field of version 1 of the session document. Correct its "
                                 "spelling, or remove it.");
  }
}

NodeIndex ObjectReader::findAny(const char* key, Presence presence) {
  if (knownCount_ < kMaxFields) known_[knownCount_++] = key;
  const NodeIndex node = context_.tree.member(object_, key);
  if (node == kNoNode) {
    if (presence == Presence::Required) {
      context_.addFault(object_, key,
                        "is missing. Add it, or open a complete copy of the session.");
    }
  }
  return node;
}

NodeIndex ObjectReader::find(const char* key, Presence presence, JsonKind kind) {
  const NodeIndex node = findAny(key, presence);
  if (node == kNoNode || context_.tree.kind(node) == kind) return node;
  context_.addFault(object_, key, wrongKind(context_.tree.kind(node), kind));
  return kNoNode;
}

NodeIndex ObjectReader::findList(const char* key, Presence presence, const ListRule& rule) {
  const NodeIndex node = find(key, presence, JsonKind::List);
  if (node == kNoNode) return kNoNode;
  const size_t count = context_.tree.childCount(node);
  if (count >= rule.minimumCount && count <= rule.maximumCount) return node;
  std::string message = "has ";
  appendJsonInteger(message, static_cast<int64_t>(count));
  if (count < rule.minimumCount) {
    message += count == 0 ? " entries; it needs at least " : "; it needs at least ";
    appendJsonInteger(message, static_cast<int64_t>(rule.minimumCount));
    message += ". Add what is missing.";
  } else {
    message += " entries; it can have up to ";
    appendJsonInteger(message, static_cast<int64_t>(rule.maximumCount));
    message += ". Remove ";
    appendJsonInteger(message, static_cast<int64_t>(count - rule.maximumCount));
    message += " of them.";
  }
  context_.addFault(object_, key, message);
  return kNoNode;
}

bool ObjectReader::isObject(NodeIndex node) {
  const JsonKind kind = context_.tree.kind(node);
  if (kind == JsonKind::Object) return true;
  context_.addFault(node, "This entry " + wrongKind(kind, JsonKind::Object));
  return false;
}

void ObjectReader::readConstant(const char* key, std::string_view value) {
  const NodeIndex node = find(key, Presence::Required, JsonKind::Text);
  if (node == kNoNode || context_.tree.text(node) == value) return;
  context_.addFault(object_, key,
                    "is " + inQuotes(context_.tree.text(node)) + "; in version 1 it has to be " +
                        inQuotes(value) + ". Change it.");
}

void ObjectReader::readConstant(const char* key, int value) {
  const NodeIndex node = find(key, Presence::Required, JsonKind::Number);
  if (node == kNoNode || context_.tree.number(node) == value) return;
  context_.addFault(object_, key,
                    "is " + plainNumber(context_.tree.number(node)) + "; it has to be " +
                        plainNumber(value) + ". Change it.");
}

void ObjectReader::readText(const char* key, Presence presence, std::string& value,
                            const TextRule& rule) {
  const NodeIndex node = find(key, presence, JsonKind::Text);
  if (node == kNoNode) return;
  const std::string_view text = context_.tree.text(node);
  const int length = countCharacters(text);
  const bool fixedLength = rule.minimumLength == rule.maximumLength;
  if (!matchesForm(rule.form, text) && (length > 0 || fixedLength)) {
    context_.addFault(
        object_, key,
        "is " + inQuotes(text) + "; it has to be " + formDescription(rule.form) + ". Change it.");
  } else if (length < rule.minimumLength) {
    context_.addFault(object_, key, "is empty. Give it at least one character.");
  } else if (length > rule.maximumLength) {
    context_.addFault(object_, key,
                      "has " + plainNumber(length) + " characters; it can have up to " +
                          plainNumber(rule.maximumLength) + ". Shorten it.");
  } else {
    value = text;
  }
}

void ObjectReader::readId(const char* key, std::string& value, IdKind kind) {
  const size_t faults = context_.faultCount();
  readText(key, Presence::Required, value, kIdText);
  if (context_.faultCount() != faults) return;
  const NodeIndex node = context_.tree.member(object_, key);
  context_.ids[static_cast<size_t>(kind)].push_back({context_.tree.text(node), node, position_});
}

void ObjectReader::readStemReference(const char* key, int& stemIndex) {
  const NodeIndex node = find(key, Presence::Required, JsonKind::Text);
  if (node == kNoNode) return;
  stemIndex = context_.findStem(context_.tree.text(node));
  if (stemIndex >= 0) return;
  context_.addFault(
      object_, key,
      "names " + inQuotes(context_.tree.text(node)) +
          ", but no stem has that id. Add the stem to \"stems\", or remove the clip.");
}

void ObjectReader::readStripReference(const char* key, Presence presence, int& stripIndex) {
  const NodeIndex node = find(key, presence, JsonKind::Text);
  if (node == kNoNode) return;
  stripIndex = context_.findStrip(context_.tree.text(node));
  if (stripIndex >= 0) return;
  context_.addFault(object_, key,
                    "names " + inQuotes(context_.tree.text(node)) +
                        ", but no track or bus has that id. Name one that is there, or remove "
                        "what names it.");
}

void ObjectReader::readBusReference(const char* key, Presence presence, int& busIndex, BusUse use) {
  const NodeIndex node = find(key, presence, JsonKind::Text);
  if (node == kNoNode) return;
  const JsonTree& tree = context_.tree;
  int position = 0;
  const NodeIndex bus = context_.findBus(tree.text(node), position);
  const std::string names = "names " + inQuotes(tree.text(node)) + ", ";
  if (bus == kNoNode) {
    context_.addFault(object_, key,
                      names + "but no bus has that id. Name a bus of \"buses\", or add it there.");
    return;
  }
  const NodeIndex kindNode = tree.member(bus, "kind");
  const std::string_view kind =
      kindNode != kNoNode && tree.kind(kindNode) == JsonKind::Text ? tree.text(kindNode) : "";
  const char* const refused =
      kBusKinds[static_cast<int>(use == BusUse::Output ? BusKind::Return : BusKind::Mix)];
  if (kind != refused) {
    busIndex = position;
  } else if (use == BusUse::Output) {
    context_.addFault(object_, key,
                      names +
                          "which is an effect return. Name the mix or a group, and reach the "
                          "return through a send.");
  } else {
    context_.addFault(object_, key,
                      names +
                          "the mix. A send goes to a group or a return; name the mix as the "
                          "output instead.");
  }
}

void ObjectReader::readChoice(const char* key, Presence presence,
                              std::span<const char* const> words, int& index) {
  const NodeIndex node = find(key, presence, JsonKind::Text);
  if (node == kNoNode) return;
  const int found = findWord(node, inQuotes(key) + " ", words);
  if (found >= 0) index = found;
}

int ObjectReader::findWord(NodeIndex node, const std::string& subject,
                           std::span<const char* const> words) {
  const std::string_view text = context_.tree.text(node);
  std::string allowed;
  for (size_t i = 0; i < words.size(); ++i) {
    if (text == words[i]) return static_cast<int>(i);
    if (i > 0) allowed += i + 1 == words.size() ? " or " : ", ";
    allowed += inQuotes(words[i]);
  }
  context_.addFault(node, subject + "is " + inQuotes(text) + "; it can be " + allowed +
                              ". Change it to one of these.");
  return -1;
}

void ObjectReader::readNumber(const char* key, Presence presence, double& value,
                              const NumberRule& rule) {
  const NodeIndex node = find(key, presence, JsonKind::Number);
  if (node == kNoNode) return;
  const double number = context_.tree.number(node);
  if (number >= rule.minimum && number <= rule.maximum) {
    value = number;
  } else {
    context_.addFault(object_, key, outOfRange(number, rule.minimum, rule.maximum));
  }
}

void ObjectReader::readInteger(const char* key, Presence presence, int64_t& value,
                               const IntegerRule& rule) {
  const NodeIndex node = find(key, presence, JsonKind::Number);
  if (node == kNoNode) return;
  const double number = context_.tree.number(node);
  if (isInteger(number, rule.minimum, rule.maximum)) {
    value = static_cast<int64_t>(number);
  } else if (number >= static_cast<double>(rule.minimum) &&
             number <= static_cast<double>(rule.maximum)) {
    context_.addFault(object_, key,
                      "is " + plainNumber(number) + "; it has to be a whole number. Round it.");
  } else {
    context_.addFault(
        object_, key,
        outOfRange(number, static_cast<double>(rule.minimum), static_cast<double>(rule.maximum)));
  }
}

void ObjectReader::readBoolean(const char* key, Presence presence, bool& value) {
  const NodeIndex node = find(key, presence, JsonKind::Boolean);
  if (node != kNoNode) value = context_.tree.number(node) != 0.0;
}

void ObjectReader::readRate(const char* key, double& value) {
  // On a fault the rate is 0, so that rules about rates can tell.
  value = 0.0;
  const NodeIndex node = find(key, Presence::Required, JsonKind::Number);
  if (node == kNoNode) return;
  const double rate = context_.tree.number(node);
  if (std::find(std::begin(kSampleRates), std::end(kSampleRates), rate) != std::end(kSampleRates)) {
    value = rate;
    return;
  }
  std::string message = "is " + plainNumber(rate) + " Hz; it can be ";
  for (const double allowed : kSampleRates) {
    if (allowed != kSampleRates[0])
      message += allowed == *std::rbegin(kSampleRates) ? " or " : ", ";
    message += plainNumber(allowed);
  }
  message += ". Convert the audio to one of these rates and make the session anew.";
  context_.addFault(object_, key, message);
}

void ObjectReader::readParams(const char* key, ParamValues& values, ParamScope scope) {
  const NodeIndex object = find(key, Presence::Required, JsonKind::Object);
  if (object == kNoNode) return;
  const JsonTree& tree = context_.tree;
  for (NodeIndex node = tree.firstChild(object); node != kNoNode; node = tree.nextSibling(node)) {
    const ParamSpec* spec = findParam(scope, tree.key(node));
    if (spec != nullptr) {
      readParam(node, inQuotes(paramText(spec->id).key) + " ", *spec, values[spec->id]);
    } else {
      context_.addFault(node, inQuotes(tree.key(node)) + " is no parameter of " +
                                  scopeOwner(scope) + ". Correct its spelling, or remove it.");
    }
  }
}

void ObjectReader::readParam(NodeIndex node, const std::string& name, const ParamSpec& spec,
                             double& value) {
  constexpr JsonKind kKinds[] = {JsonKind::Number, JsonKind::Boolean, JsonKind::Text};
  const JsonTree& tree = context_.tree;
  const JsonKind wanted = kKinds[static_cast<int>(spec.kind)];
  if (tree.kind(node) != wanted) {
    context_.addFault(node, name + wrongKind(tree.kind(node), wanted));
    return;
  }
  if (spec.kind != ParamKind::Choice) {
    const double number = tree.number(node);
    if (number >= spec.minimum && number <= spec.maximum) {
      value = number;
    } else {
      context_.addFault(node, name + outOfRange(number, spec.minimum, spec.maximum));
    }
    return;
  }
  const int choice = findWord(node, name, paramText(spec.id).choices);
  if (choice >= 0) value = choice;
}

/// Of what is wrong with the lane's parameter, its points' values shall say nothing.
constexpr auto kUnknownParam = static_cast<ParamId>(kParamCount);

void ObjectReader::readAutomatedParam(const char* key, ParamId& id, ParamScope scope) {
  id = kUnknownParam;
  const NodeIndex node = find(key, Presence::Required, JsonKind::Text);
  if (node == kNoNode) return;
  const std::string_view text = context_.tree.text(node);
  const ParamSpec* spec = findParam(scope, text);
  if (spec == nullptr) {
    context_.addFault(object_, key,
                      "names " + inQuotes(text) + ", which is no parameter of " +
                          scopeOwner(scope) + ". Correct its spelling, or remove the lane.");
  } else if (!canBeAutomated(*spec)) {
    context_.addFault(object_, key,
                      "names " + inQuotes(text) +
                          ", which cannot be automated: the latency depends on it. Set it once for "
                          "the whole song, and remove the lane.");
  } else {
    id = spec->id;
  }
}

void ObjectReader::readParamValue(const char* key, double& value, ParamId id) {
  const NodeIndex node = findAny(key, Presence::Required);
  if (node == kNoNode || id == kUnknownParam) return;
  const ParamSpec& spec = paramSpec(id);
  readParam(node, inQuotes(key) + " of " + inQuotes(paramText(spec.id).key) + " ", spec, value);
}

}  // namespace lathe
