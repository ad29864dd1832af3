#include "session/schema.h"

#include <algorithm>
#include <string_view>

#include "params/automatable.h"
#include "params/json_text.h"
#include "params/parameter_text.h"
#include "session/session_shape.h"

namespace lathe {
namespace {

/// A visitor for session_shape.h that prints each field's rule.
class SchemaPrinter {
 public:
  explicit SchemaPrinter(JsonWriter& json) : json_(json) {}

  /// Prints the keywords of one object whose fields `describe` shows.
  template <class Describe>
  void objectKeywords(Describe describe) {
    json_.key("type");
    json_.text("object");
    json_.key("additionalProperties");
    json_.boolean(false);
    json_.key("properties");
    json_.beginObject();
    SchemaPrinter fields(json_);
    describe(fields);
    json_.endObject();
    json_.key("required");
    json_.beginArray();
    for (const char* key : fields.required_) json_.text(key);
    json_.endArray();
  }

  void constant(const Field& field, const char* value) {
    begin(field);
    json_.key("const");
    json_.text(value);
    json_.endObject();
  }
  void constant(const Field& field, int value) {
    begin(field);
    json_.key("const");
    json_.integer(value);
    json_.endObject();
  }
  void text(const Field& field, const std::string&, const TextRule& rule) {
    begin(field);
    type("string");
    json_.key("minLength");
    json_.integer(rule.minimumLength);
    json_.key("maxLength");
    json_.integer(rule.maximumLength);
    if (const char* pattern = formPattern(rule.form); pattern != nullptr) {
      json_.key("pattern");
      json_.text(pattern);
    }
    json_.endObject();
  }
  void id(const Field& field, const std::string& value, IdKind) { text(field, value, kIdText); }
  void stemReference(const Field& field, int, const Session&) { text(field, {}, kIdText); }
  void busReference(const Field& field, int, const Session&, BusUse) { text(field, {}, kIdText); }
  void stripReference(const Field& field, int, const Session&) { text(field, {}, kIdText); }
  template <class Enum, size_t kCount>
  void choice(const Field& field, Enum, const char* const (&words)[kCount]) {
    begin(field);
    json_.key("enum");
    json_.beginArray();
    for (const char* word : words) json_.text(word);
    json_.endArray();
    json_.endObject();
  }
  void number(const Field& field, double, const NumberRule& rule) {
    begin(field);
    type("number");
    range(rule.minimum, rule.maximum);
    json_.endObject();
  }
  void integer(const Field& field, int64_t, const IntegerRule& rule) {
    begin(field);
    type("integer");
    range(static_cast<double>(rule.minimum), static_cast<double>(rule.maximum));
    json_.endObject();
  }
  void boolean(const Field& field, bool) {
    begin(field);
    type("boolean");
    json_.endObject();
  }
  void rate(const Field& field, double) {
    begin(field);
    json_.key("enum");
    json_.beginArray();
    for (const double rate : kSampleRates) json_.number(rate);
    json_.endArray();
    json_.endObject();
  }
  void params(const Field& field, const ParamValues&, ParamScope scope) {
    begin(field);
    type("object");
    json_.key("additionalProperties");
    json_.boolean(false);
    json_.key("properties");
    json_.beginObject();
    for (const ParamSpec& spec : parameterTable()) {
      if (spec.scope == scope) param(spec);
    }
    json_.endObject();
    json_.endObject();
  }
  void automatedParam(const Field& field, ParamId, ParamScope) {
    begin(field);
    json_.key("enum");
    json_.beginArray();
    std::vector<std::string_view> listed;  // scopes share some keys
    for (const ParamSpec& spec : parameterTable()) {
      const char* key = paramText(spec.id).key;
      if (!canBeAutomated(spec) || std::find(listed.begin(), listed.end(), key) != listed.end()) {
        continue;
      }
      listed.push_back(key);
      json_.text(key);
    }
    json_.endArray();
    json_.endObject();
  }
  /// A number, a switch or a word: which, the lane's parameter says.
  void paramValue(const Field& field, double, ParamId) {
    begin(field);
    json_.endObject();
  }
  template <class Describe>
  void object(const Field& field, Describe describe) {
    begin(field);
    objectKeywords(describe);
    json_.endObject();
  }
  template <class Describe, class IsLeftOut>
  void object(const Field& field, Describe describe, IsLeftOut) {
    object(field, describe);
  }
  template <class Item, size_t kCount, class Describe>
  void variant(const Field& field, const std::optional<Item>&, const char* kindKey,
               const char* const (&words)[kCount], Describe describe) {
    begin(field);
    json_.key("oneOf");
    json_.beginArray();
    for (size_t kind = 0; kind < kCount; ++kind) {
      Item example;
      example.kind = static_cast<decltype(Item::kind)>(kind);
      json_.beginObject();
      objectKeywords([&](SchemaPrinter& fields) {
        fields.constant({kindKey, "Which one it is"}, words[kind]);
        describe(fields, example);
      });
      json_.endObject();
    }
    json_.endArray();
    json_.endObject();
  }
  template <class Item, class Describe>
  void list(const Field& field, const std::vector<Item>&, const ListRule& rule, Describe describe) {
    begin(field);
    type("array");
    json_.key("minItems");
    json_.integer(static_cast<int64_t>(rule.minimumCount));
    json_.key("maxItems");
    json_.integer(static_cast<int64_t>(rule.maximumCount));
    json_.key("items");
    json_.beginObject();
    Item example{};
    objectKeywords([&](SchemaPrinter& fields) { describe(fields, example); });
    json_.endObject();
    json_.endObject();
  }
  template <class Holds, class Message>
  void require(const char*, Holds, Message) {}  // beyond what a schema can say

 private:
  void begin(const Field& field) {
    if (field.presence == Presence::Required) required_.push_back(field.key);
    json_.key(field.key);
    json_.beginObject();
    json_.key("description");
    json_.text(field.description);
  }
  void type(const char* name) {
    json_.key("type");
    json_.text(name);
  }
  void range(double minimum, double maximum) {
    json_.key("minimum");
    json_.number(minimum);
    json_.key("maximum");
    json_.number(maximum);
  }
  void param(const ParamSpec& spec) {
    json_.key(paramText(spec.id).key);
    json_.beginObject();
    json_.key("description");
    std::string description = paramText(spec.id).name;
    if (paramText(spec.id).unit[0] != '\0')
      description += std::string(" (") + paramText(spec.id).unit + ")";
    json_.text(description);
    if (spec.kind == ParamKind::Switch) {
      type("boolean");
      json_.key("default");
      json_.boolean(spec.defaultValue != 0.0);
    } else if (spec.kind == ParamKind::Choice) {
      json_.key("enum");
      json_.beginArray();
      for (const char* choice : paramText(spec.id).choices) json_.text(choice);
      json_.endArray();
      json_.key("default");
      json_.text(paramText(spec.id).choices[static_cast<size_t>(spec.defaultValue)]);
    } else {
      type("number");
      range(spec.minimum, spec.maximum);
      json_.key("default");
      json_.number(spec.defaultValue);
    }
    json_.endObject();
  }

  JsonWriter& json_;
  std::vector<const char*> required_;
};

}  // namespace

std::string sessionSchemaJson() {
  JsonWriter json;
  json.beginObject();
  json.key("$schema");
  json.text("https://json-schema.org/draft/2020-12/schema");
  json.key("title");
  json.text("Lathe session, version 1");
  SchemaPrinter printer(json);
  const Session example;
  printer.objectKeywords([&](SchemaPrinter& fields) { describeSession(fields, example); });
  json.endObject();
  return json.take();
}

}  // namespace lathe
