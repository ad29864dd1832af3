// The report on an exported file, measured as it is read back.
// Thread: render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <optional>
#include <string>

#include "base/math.h"
#include "bindings/heap.h"
#include "delivery/delivery_report.h"

namespace lathe::bindings {
namespace {

class DeliveryReportBinding {
 public:
  DeliveryReportBinding(double sampleRate, int channels) {
    measurer_.prepare(sampleRate, std::clamp(channels, 1, 2));
  }
  void feed(Pointer left, Pointer right, int frames) {
    const double* const planar[] = {fromPointer<const double>(left),
                                    fromPointer<const double>(right)};
    if (!song_) measurer_.process(planar, std::max(frames, 0));
  }
  void setAim(double lufs, double ceilingDbtp, const std::string& target) {
    if (math::isFinite(lufs)) aim_.lufs = lufs;
    if (math::isFinite(ceilingDbtp)) aim_.ceilingDbtp = ceilingDbtp;
    aim_.target = target;
  }
  std::string json(const std::string& name, double bytes, int bits, bool isFloat,
                   const std::string& dither, const std::string& date) {
    return deliveryReportJson({name, toCount(bytes), bits, isFloat, dither}, aim_, song(), date);
  }

 private:
  /// Ends the stream.
  const SongMeasure& song() {
    if (!song_) song_ = measurer_.finish();
    return *song_;
  }

  SongMeasurer measurer_;
  std::optional<SongMeasure> song_;
  DeliveryAim aim_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(report) {
  using Report = DeliveryReportBinding;
  emscripten::class_<Report>("DeliveryReport")
      .constructor<double, int>()
      .function("feed", &Report::feed)
      .function("setAim", &Report::setAim)
      .function("json", &Report::json);
}

}  // namespace lathe::bindings
