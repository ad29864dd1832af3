// From the master's output to a file's rate.
// Thread: any but the real-time one.

#include <emscripten/bind.h>

#include "base/math.h"
#include "bindings/heap.h"
#include "delivery/delivery_pass.h"

namespace lathe::bindings {
namespace {

class DeliveryPassBinding {
 public:
  int prepare(double inRate, double outRate, int channels, double frames, double ceilingDbtp,
              int maxFrames) {
    DeliveryFormat format{.inRate = static_cast<int>(toCount(inRate)),
                          .outRate = static_cast<int>(toCount(outRate)),
                          .channels = channels,
                          .frames = toCount(frames)};
    if (math::isFinite(ceilingDbtp)) format.ceilingDbtp = ceilingDbtp;
    return static_cast<int>(pass_.prepare(format, maxFrames));
  }
  int process(Pointer left, Pointer right, int frames) {
    const double* const in[] = {fromPointer<const double>(left), fromPointer<const double>(right)};
    return pass_.process(in, frames);
  }
  Pointer output(int channel) const { return toPointer(pass_.output(channel)); }
  int maxOutputFrames() const { return pass_.maxOutputFrames(); }
  double totalFrames() const { return static_cast<double>(pass_.totalFrames()); }
  double framesDone() const { return static_cast<double>(pass_.framesDone()); }
  bool done() const { return pass_.done(); }
  bool limitsAgain() const { return pass_.limitsAgain(); }
  double limitedDb() const { return pass_.limitedDb(); }

 private:
  DeliveryPass pass_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(delivery) {
  using Pass = DeliveryPassBinding;
  emscripten::class_<Pass>("DeliveryPass")
      .constructor<>()
      .function("prepare", &Pass::prepare)
      .function("process", &Pass::process)
      .function("output", &Pass::output)
      .function("maxOutputFrames", &Pass::maxOutputFrames)
      .function("totalFrames", &Pass::totalFrames)
      .function("framesDone", &Pass::framesDone)
      .function("done", &Pass::done)
      .function("limitsAgain", &Pass::limitsAgain)
      .function("limitedDb", &Pass::limitedDb);
}

}  // namespace lathe::bindings
