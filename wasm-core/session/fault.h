// What is wrong with a document, in words its owner can act on: where (JSON
// pointer after RFC 6901, line and column), what, and the remedy.
// Thread: any but the real-time one (allocates).
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lathe {

struct Fault {
  std::string pointer;  ///< "/tracks/0/name"; "" is the document itself
  std::string message;  ///< what is wrong and the remedy, in full sentences
  int line = 1;         ///< from 1
  int column = 1;       ///< from 1, in characters
  bool operator==(const Fault&) const = default;
};

/// `text` in quotes for a message, cut after 60 bytes or fewer, between characters.
std::string inQuotes(std::string_view text);
/// One line for a terminal: "line 3, column 7 (/tracks/0/name): …". Control
/// characters, which a hostile document could send to the terminal, become "?".
std::string faultText(const Fault& fault);
/// `[{"pointer", "message", "line", "column"}, …]`
std::string faultsJson(std::span<const Fault> faults);

}  // namespace lathe
