// What is wrong with a file, and what its owner can do about it. The parser
// does not know the file's name; whoever shows the fault puts it in front.
// Thread: any (plain data).
#pragma once

#include <string>
#include <string_view>

namespace lathe {

struct FormatFault {
  std::string problem;  ///< "is not a WAV file: …"; follows the file's name
  std::string remedy;   ///< a whole sentence: "Export it again as …"

  bool empty() const { return problem.empty(); }
};

/// "kick.wav: is not a WAV file. Export it …"
std::string describeFault(std::string_view fileName, const FormatFault& fault);

}  // namespace lathe
