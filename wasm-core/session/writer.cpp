#include "session/writer.h"

#include "params/json_text.h"
#include "params/parameter_text.h"
#include "session/session_shape.h"

namespace lathe {
namespace {

/// A visitor for session_shape.h that writes each field.
class DocumentWriter {
 public:
  explicit DocumentWriter(JsonWriter& json) : json_(json) {}

  void constant(const Field& field, const char* value) {
    json_.key(field.key);
    json_.text(value);
  }
  void constant(const Field& field, int value) {
    json_.key(field.key);
    json_.integer(value);
  }
  void text(const Field& field, const std::string& value, const TextRule&) {
    if (isLeftOut(field, value.empty())) return;
    json_.key(field.key);
    json_.text(value);
  }
  void id(const Field& field, const std::string& value, IdKind) {
    json_.key(field.key);
    json_.text(value);
  }
  void stemReference(const Field& field, int stemIndex, const Session& session) {
    json_.key(field.key);
    json_.text(session.stems[static_cast<size_t>(stemIndex)].id);
  }
  void busReference(const Field& field, int busIndex, const Session& session, BusUse) {
    if (isLeftOut(field, busIndex == 0)) return;
    json_.key(field.key);
    json_.text(session.buses[static_cast<size_t>(busIndex)].id);
  }
  void stripReference(const Field& field, int stripIndex, const Session& session) {
    if (isLeftOut(field, stripIndex < 0)) return;
    const auto index = static_cast<size_t>(stripIndex);
    const size_t tracks = session.tracks.size();
    json_.key(field.key);
    json_.text(index < tracks ? session.tracks[index].id : session.buses[index - tracks].id);
  }
  template <class Enum, size_t kCount>
  void choice(const Field& field, Enum value, const char* const (&words)[kCount]) {
    if (isLeftOut(field, value == Enum{})) return;
    json_.key(field.key);
    // Within bounds wherever the compiler looks: it mixes up the lists of words.
    const auto index = static_cast<size_t>(value);
    json_.text(words[index < kCount ? index : 0]);
  }
  void number(const Field& field, double value, const NumberRule&) {
    if (isLeftOut(field, value == 0.0)) return;
    json_.key(field.key);
    json_.number(value);
  }
  void integer(const Field& field, int64_t value, const IntegerRule&) {
    if (isLeftOut(field, value == 0)) return;
    json_.key(field.key);
    json_.integer(value);
  }
  void boolean(const Field& field, bool value) {
    if (isLeftOut(field, !value)) return;
    json_.key(field.key);
    json_.boolean(value);
  }
  void rate(const Field& field, double value) {
    json_.key(field.key);
    json_.number(value);
  }
  void params(const Field& field, const ParamValues& values, ParamScope scope) {
    json_.key(field.key);
    json_.beginObject();
    for (const ParamSpec& spec : parameterTable()) {
      if (spec.scope == scope && values[spec.id] != spec.defaultValue) {
        json_.key(paramText(spec.id).key);
        param(spec, values[spec.id]);
      }
    }
    json_.endObject();
  }
  void automatedParam(const Field& field, ParamId id, ParamScope) {
    json_.key(field.key);
    json_.text(paramText(id).key);
  }
  void paramValue(const Field& field, double value, ParamId id) {
    json_.key(field.key);
    param(paramSpec(id), value);
  }
  template <class Describe>
  void object(const Field& field, Describe describe) {
    json_.key(field.key);
    json_.beginObject();
    describe(*this);
    json_.endObject();
  }
  template <class Describe, class IsLeftOut>
  void object(const Field& field, Describe describe, IsLeftOut leftOut) {
    if (!leftOut()) object(field, describe);
  }
  template <class Item, size_t kCount, class Describe>
  void variant(const Field& field, const std::optional<Item>& item, const char* kindKey,
               const char* const (&words)[kCount], Describe describe) {
    if (!item) return;
    object(field, [&](DocumentWriter& fields) {
      fields.choice({kindKey, ""}, item->kind, words);
      describe(fields, *item);
    });
  }
  template <class Item, class Describe>
  void list(const Field& field, const std::vector<Item>& items, const ListRule&,
            Describe describe) {
    if (isLeftOut(field, items.empty())) return;
    json_.key(field.key);
    json_.beginArray();
    for (const Item& item : items) {
      json_.beginObject();
      describe(*this, item);
      json_.endObject();
    }
    json_.endArray();
  }
  template <class Holds, class Message>
  void require(const char*, Holds, Message) {}  // the loader's

 private:
  static bool isLeftOut(const Field& field, bool isZero) {
    return field.presence == Presence::Optional && isZero;
  }

  void param(const ParamSpec& spec, double value) {
    if (spec.kind == ParamKind::Switch) {
      json_.boolean(value != 0.0);
    } else if (spec.kind == ParamKind::Choice) {
      const double index = clampParam(spec.id, value);
      json_.text(paramText(spec.id).choices[static_cast<size_t>(index)]);
    } else {
      json_.number(value);
    }
  }

  JsonWriter& json_;
};

}  // namespace

std::string writeSession(const Session& session) {
  JsonWriter json;
  DocumentWriter writer(json);
  json.beginObject();
  describeSession(writer, session);
  json.endObject();
  return json.take();
}

}  // namespace lathe
