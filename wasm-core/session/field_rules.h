// What a field of the session document may hold. `session_shape.h` states the
// rules once; the loader checks them, the writer follows them, and the JSON
// Schema prints them.
// Thread: any (constants only).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lathe {

/// A missing optional field means zero, false, empty or the first choice, and is left out when
/// written.
enum class Presence : uint8_t { Required, Optional };

struct Field {
  const char* key;
  const char* description;  ///< for the schema's reader
  Presence presence = Presence::Required;
};

constexpr Field optionalField(const char* key, const char* description) {
  return {key, description, Presence::Optional};
}

struct NumberRule {
  double minimum;
  double maximum;
};

struct IntegerRule {
  int64_t minimum;
  int64_t maximum;
};

enum class TextForm : uint8_t { Any, Id, Colour, Sha256 };

/// Lengths in characters (Unicode code points).
struct TextRule {
  int minimumLength;
  int maximumLength;
  TextForm form = TextForm::Any;
};

struct ListRule {
  size_t minimumCount;
  size_t maximumCount;
};

/// Kinds of id; each is unique among its kind in a document.
/// Tracks and buses are both strips, so that one id names one of them.
enum class IdKind : uint8_t { Stem, Strip, Clip, Count };

/// What a strip names a bus for: its output is the mix or a group, its sends go to groups and
/// returns.
enum class BusUse : uint8_t { Output, Send };

/// True where every character of `text` suits `form` (lengths are checked apart).
bool matchesForm(TextForm form, std::string_view text);
/// The same as a regular expression (ECMA 262), or null for Any.
const char* formPattern(TextForm form);
/// The same in words, for a fault.
const char* formDescription(TextForm form);

}  // namespace lathe
