#include "params/automatable.h"
#include "params/json_text.h"
#include "params/parameter_names.h"
#include "params/parameter_table.h"
#include "params/parameter_text.h"

namespace lathe {
namespace {

void writeSpec(JsonWriter& json, const ParamSpec& spec) {
  json.beginObject();
  json.key("id");
  json.integer(static_cast<int>(spec.id));
  json.key("scope");
  json.text(scopeName(spec.scope));
  json.key("kind");
  json.text(kindName(spec.kind));
  json.key("key");
  json.text(paramText(spec.id).key);
  json.key("name");
  json.text(paramText(spec.id).name);
  json.key("unit");
  json.text(paramText(spec.id).unit);
  json.key("min");
  json.number(spec.minimum);
  json.key("max");
  json.number(spec.maximum);
  json.key("default");
  json.number(spec.defaultValue);
  json.key("taper");
  json.text(taperName(spec.taper));
  json.key("smoothingMs");
  json.number(spec.smoothingMs);
  json.key("changesLatency");
  json.boolean(spec.changesLatency);
  json.key("automatable");
  json.boolean(canBeAutomated(spec));
  if (spec.kind == ParamKind::Choice) {
    json.key("choices");
    json.beginArray();
    for (const char* choice : paramText(spec.id).choices) json.text(choice);
    json.endArray();
  }
  json.endObject();
}

}  // namespace

std::string parameterTableJson() {
  JsonWriter json;
  json.beginObject();
  json.key("silenceDb");
  json.number(kSilenceDb);
  json.key("infiniteRatio");
  json.number(kInfiniteRatio);
  json.key("parameters");
  json.beginArray();
  for (const ParamSpec& spec : parameterTable()) writeSpec(json, spec);
  json.endArray();
  json.endObject();
  return json.take();
}

}  // namespace lathe
