// The conformance table, case after case: a module of its own, as few ask for it.
// Thread: self-test worker.

#include <emscripten/bind.h>

#include <string>

#include "selftest/self_test.h"

namespace lathe::bindings {
namespace {

class SelfTestBinding {
 public:
  int count() const { return test_.count(); }
  bool finished() const { return test_.finished(); }
  /// Empty once finished.
  std::string runNext() {
    return test_.finished() ? std::string() : selfTestResultJson(test_.runNext());
  }

 private:
  SelfTest test_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(selftest) {
  using emscripten::class_;
  class_<SelfTestBinding>("SelfTest")
      .constructor<>()
      .function("count", &SelfTestBinding::count)
      .function("finished", &SelfTestBinding::finished)
      .function("runNext", &SelfTestBinding::runNext);
}

}  // namespace lathe::bindings
