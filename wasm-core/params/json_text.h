// Small pieces of JSON output: strings, numbers and an indenting writer, so
// that everything the engine prints as JSON reads the same and is the same
// bytes on every platform. Doubles are the shortest decimal that reads back as
// the same bits (RFC 8259 has no NaN or infinity: they become null).
// Thread: any but the real-time one (allocates).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lathe {

/// Appends `text` in quotes, escaped. `text` is UTF-8 and stays UTF-8.
void appendJsonString(std::string& out, std::string_view text);
/// Appends the shortest decimal that reads back as `value`; null where it is not finite.
void appendJsonNumber(std::string& out, double value);
void appendJsonInteger(std::string& out, int64_t value);

/// `value` for a sentence: at most four decimals, no exponent for everyday sizes ("0.05", "-24").
std::string plainNumber(double value);

/// Writes objects and arrays with two-space indents. Call `key` before each
/// member's value; arrays take values one after another. Calls must nest.
class JsonWriter {
 public:
  void beginObject() { open('{'); }
  void endObject() { close('}'); }
  void beginArray() { open('['); }
  void endArray() { close(']'); }
  void key(std::string_view name);
  void text(std::string_view value);
  void number(double value);
  void integer(int64_t value);
  void boolean(bool value);
  /// The finished text, with a newline at its end.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void beforeValue();
  void newLine();

  std::string out_;
  int depth_ = 0;
  bool first_ = true;  ///< nothing stands in the innermost container yet
  bool afterKey_ = false;
};

}  // namespace lathe
