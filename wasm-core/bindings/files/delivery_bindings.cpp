// What becomes of a master where it is delivered.
// Thread: render workers.

#include <emscripten/bind.h>

#include <string>

#include "base/math.h"
#include "delivery/delivery_json.h"

namespace lathe::bindings {
namespace {

/// NaN for a figure that is undefined, 0 for a rate or a depth that is not known.
std::string outcomes(double integratedLufs, double truePeakDbtp, double sampleRate, int bits) {
  Measurement measured;
  if (math::isFinite(integratedLufs)) measured.integratedLufs = integratedLufs;
  if (math::isFinite(truePeakDbtp)) measured.truePeakDbtp = truePeakDbtp;
  DeliveredFile file;
  if (sampleRate > 0.0) file.sampleRate = sampleRate;
  if (bits > 0) file.bits = bits;
  return deliveryOutcomesJson(measured, file);
}

std::string table() { return std::string(deliveryTableJson()); }

}  // namespace

EMSCRIPTEN_BINDINGS(delivery) {
  emscripten::function("deliveryTable", &table);
  emscripten::function("deliveryOutcomes", &outcomes);
}

}  // namespace lathe::bindings
