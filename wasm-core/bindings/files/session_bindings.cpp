// Documents: checked, and compiled to the flat bytes that engines take.
// Thread: I/O and render workers.

#include <emscripten/bind.h>

#include <string>
#include <string_view>
#include <vector>

#include "bindings/heap.h"
#include "params/parameter_table.h"
#include "params/parameter_text.h"
#include "session/fault.h"
#include "session/flat_session.h"
#include "session/loader.h"

namespace lathe::bindings {
namespace {

class SessionCompilerBinding {
 public:
  /// `json` as UTF-8 bytes in the heap. Returns how many faults were found.
  int compile(Pointer json, double bytes) {
    const LoadResult loaded =
        loadSession({fromPointer<const char>(json), static_cast<size_t>(toCount(bytes))});
    faults_ = loaded.faults.empty() ? "[]" : faultsJson(loaded.faults);
    flat_.clear();
    if (loaded.session) flat_ = flattenSession(*loaded.session);
    return static_cast<int>(loaded.faults.size());
  }
  std::string faults() const { return faults_; }
  Pointer bytes() const { return toPointer(flat_.data()); }
  double byteCount() const { return static_cast<double>(flat_.size()); }

 private:
  std::string faults_ = "[]";
  std::vector<uint8_t> flat_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(session) {
  using Compiler = SessionCompilerBinding;
  emscripten::class_<Compiler>("SessionCompiler")
      .constructor<>()
      .function("compile", &Compiler::compile)
      .function("faultsJson", &Compiler::faults)
      .function("bytes", &Compiler::bytes)
      .function("byteCount", &Compiler::byteCount);
  emscripten::function("parameterTable", &parameterTableJson);
}

}  // namespace lathe::bindings
