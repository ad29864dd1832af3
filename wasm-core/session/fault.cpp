#include "session/fault.h"

#include "params/json_text.h"

namespace lathe {

std::string faultText(const Fault& fault) {
  std::string text = "line ";
  appendJsonInteger(text, fault.line);
  text += ", column ";
  appendJsonInteger(text, fault.column);
  if (!fault.pointer.empty()) {
    text += " (";
    text += fault.pointer;
    text += ')';
  }
  text += ": ";
  text += fault.message;
  return text;
}

std::string faultsJson(std::span<const Fault> faults) {
  JsonWriter json;
  json.beginArray();
  for (const Fault& fault : faults) {
    json.beginObject();
    json.key("pointer");
    json.text(fault.pointer);
    json.key("message");
    json.text(fault.message);
    json.key("line");
    json.integer(fault.line);
    json.key("column");
    json.integer(fault.column);
    json.endObject();
  }
  json.endArray();
  return json.take();
}

}  // namespace lathe
