#include "formats/format_fault.h"

namespace lathe {

std::string describeFault(std::string_view fileName, const FormatFault& fault) {
  std::string text(fileName);
  text += ": ";
  text += fault.problem;
  text += ". ";
  text += fault.remedy;
  return text;
}

}  // namespace lathe
