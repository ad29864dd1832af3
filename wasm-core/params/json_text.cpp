#include "params/json_text.h"

#include <cstdio>
#include <cstdlib>

namespace lathe {
namespace {

constexpr int kMaxSignificantDigits = 17;              // enough for any double, IEEE 754
constexpr double kExactIntegers = 9007199254740992.0;  // 2^53

bool isFinite(double value) { return value - value == 0.0; }

bool isSmallInteger(double value) {
  return value > -kExactIntegers && value < kExactIntegers &&
         static_cast<double>(static_cast<int64_t>(value)) == value;
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void appendJsonInteger(std::string& out, int64_t value) {
  char digits[20];
  int count = 0;
  // Negated as unsigned, so that the lowest int64 has a magnitude too.
  uint64_t rest = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  do {
    digits[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) out += '-';
  while (count > 0) out += digits[--count];
}

void appendJsonNumber(std::string& out, double value) {
  if (!isFinite(value)) {
    out += "null";
    return;
  }
  if (isSmallInteger(value)) {
    appendJsonInteger(out, static_cast<int64_t>(value));
    return;
  }
  // std::to_chars for doubles is missing from the libc++ of Emscripten 3.1.6.
  char buffer[40];
  for (int digits = 1; digits <= kMaxSignificantDigits; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  out += buffer;
}

std::string plainNumber(double value) {
  std::string out;
  if (!isFinite(value)) return "not a number";
  if (value < 0.0) {
    out += '-';
    value = -value;
  }
  if (value >= 1e14) {
    out += "more than 100 million million";
    return out;
  }
  // Ten thousandths, rounded: no printf, which would weigh on the engine's size.
  const auto scaled = static_cast<int64_t>(value * 1e4 + 0.5);
  appendJsonInteger(out, scaled / 10000);
  int64_t decimals = scaled % 10000;
  if (decimals == 0) return out == "-0" ? "0" : out;
  out += '.';
  for (int64_t place = 1000; decimals != 0; place /= 10) {
    out += static_cast<char>('0' + decimals / place);
    decimals %= place;
  }
  return out;
}

void JsonWriter::newLine() {
  out_ += '\n';
  out_.append(static_cast<size_t>(depth_) * 2, ' ');
}

void JsonWriter::beforeValue() {
  if (afterKey_) {
    afterKey_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  newLine();
  first_ = false;
}

void JsonWriter::open(char bracket) {
  beforeValue();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!first_) newLine();
  out_ += bracket;
  first_ = false;
}

void JsonWriter::key(std::string_view name) {
  if (!first_) out_ += ',';
  newLine();
  first_ = false;
  appendJsonString(out_, name);
  out_ += ": ";
  afterKey_ = true;
}

void JsonWriter::text(std::string_view value) {
  beforeValue();
  appendJsonString(out_, value);
}

void JsonWriter::number(double value) {
  beforeValue();
  appendJsonNumber(out_, value);
}

void JsonWriter::integer(int64_t value) {
  beforeValue();
  appendJsonInteger(out_, value);
}

void JsonWriter::boolean(bool value) {
  beforeValue();
  out_ += value ? "true" : "false";
}

std::string JsonWriter::take() {
  out_ += '\n';
  std::string done = std::move(out_);
  *this = JsonWriter();
  return done;
}

}  // namespace lathe
