#include "session/fault.h"

#include "params/json_text.h"

namespace lathe {
namespace {

unsigned char byteAt(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]);
}

std::string withoutControls(std::string_view text) {
  constexpr unsigned char kDelete = 0x7f;
  constexpr unsigned char kC1Lead = 0xc2;  // U+0080…U+009F are c2 80…c2 9f in UTF-8
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char byte = byteAt(text, i);
    const bool isC1 = byte == kC1Lead && i + 1 < text.size() && byteAt(text, i + 1) < 0xa0;
    if (isC1) ++i;
    out += isC1 || byte < 0x20 || byte == kDelete ? '?' : text[i];
  }
  return out;
}

}  // namespace

std::string inQuotes(std::string_view text) {
  constexpr size_t kShown = 60;
  size_t length = text.size();
  if (length > kShown) {
    length = kShown;
    while (length > 0 && (byteAt(text, length) & 0xc0) == 0x80) --length;
  }
  std::string out = "\"";
  out += text.substr(0, length);
  if (length < text.size()) out += "…";
  out += '"';
  return out;
}

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
  return withoutControls(text);
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
