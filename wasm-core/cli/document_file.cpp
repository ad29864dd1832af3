#include "cli/document_file.h"

#include <algorithm>

#include "cli/input_file.h"
#include "session/json_tree.h"

namespace lathe::cli {

std::optional<Session> readDocument(const std::string& path, DocumentLoader load, Report& report) {
  FormatFault fault;
  InputFile file;
  if (!file.open(path, fault)) {
    report.fault(path, fault);
    return std::nullopt;
  }
  // One byte more than a document may have, so that the loader can say so.
  std::string text(static_cast<size_t>(
                       std::min<int64_t>(file.size(), static_cast<int64_t>(kMaxDocumentBytes) + 1)),
                   '\0');
  text.resize(file.readAt(0, reinterpret_cast<uint8_t*>(text.data()), text.size()));
  LoadResult result = load(text);
  for (const Fault& f : result.faults) report.fault(path, faultText(f));
  return std::move(result.session);
}

}  // namespace lathe::cli
