#include "session/field_rules.h"

namespace lathe {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLowerHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); }
bool isHex(char c) { return isLowerHex(c) || (c >= 'A' && c <= 'F'); }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isIdCharacter(char c) {
  return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
}

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
  for (const char c : text) {
    if (!predicate(c)) return false;
  }
  return true;
}

constexpr size_t kColourLength = 7;
constexpr size_t kSha256Length = 64;

}  // namespace

bool matchesForm(TextForm form, std::string_view text) {
  switch (form) {
    case TextForm::Any:
      return true;
    case TextForm::Id:
      return all(text, isIdCharacter);
    case TextForm::Colour:
      return text.size() == kColourLength && text[0] == '#' && all(text.substr(1), isHex);
    case TextForm::Sha256:
      return text.size() == kSha256Length && all(text, isLowerHex);
  }
  return false;
}

const char* formPattern(TextForm form) {
  switch (form) {
    case TextForm::Any:
      return nullptr;
    case TextForm::Id:
      return "^[A-Za-z0-9_.:-]*$";
    case TextForm::Colour:
      return "^#[0-9A-Fa-f]{6}$";
    case TextForm::Sha256:
      return "^[0-9a-f]{64}$";
  }
  return nullptr;
}

const char* formDescription(TextForm form) {
  switch (form) {
    case TextForm::Any:
      return "any text";
    case TextForm::Id:
      return "made of the letters A to Z, digits and _ . : - only";
    case TextForm::Colour:
      return "a colour such as #4fa3d1";
    case TextForm::Sha256:
      return "64 digits 0-9 and a-f, as `sha256sum` prints for the stem's file";
  }
  return "";
}

}  // namespace lathe
