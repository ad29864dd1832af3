// Measuring a render or a file, and the search for a loudness.
// Thread: render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <optional>
#include <string>

#include "analysis/file_measurer.h"
#include "analysis/loudness_search.h"
#include "bindings/heap.h"
#include "params/json_text.h"
#include "params/parameter_table.h"

namespace lathe::bindings {
namespace {

class FileMeasurerBinding {
 public:
  FileMeasurerBinding(double sampleRate, int channels) {
    measurer_.prepare(sampleRate, std::clamp(channels, 1, 2));
  }
  void feedF32(Pointer left, Pointer right, int frames) { feed<float>(left, right, frames); }
  void feedF64(Pointer left, Pointer right, int frames) { feed<double>(left, right, frames); }
  std::string resultJson() { return measurementJson(result()); }

  /// Ends the stream.
  const Measurement& result() {
    if (!result_) result_ = measurer_.finish();
    return *result_;
  }

 private:
  template <typename Sample>
  void feed(Pointer left, Pointer right, int frames) {
    const Sample* const planar[] = {fromPointer<const Sample>(left),
                                    fromPointer<const Sample>(right)};
    if (!result_) measurer_.process(planar, std::max(frames, 0));
  }

  FileMeasurer measurer_;
  std::optional<Measurement> result_;
};

/// Master parameters by key, as a document has them.
std::string trialJson(const MasterTrial& trial) {
  JsonWriter json;
  const auto value = [&](ParamId id, double number) {
    json.key(paramSpec(id).key);
    json.number(number);
  };
  json.beginObject();
  value(ParamId::MasterDriveDb, trial.driveDb);
  value(ParamId::MasterTrimDb, trial.trimDb);
  json.key(paramSpec(ParamId::LimiterOn).key);
  json.boolean(trial.limiterOn);
  value(ParamId::LimiterCeilingDbtp, trial.ceilingDbtp);
  value(ParamId::LimiterLookAheadMs, trial.lookAheadMs);
  value(ParamId::LimiterReleaseMs, trial.releaseMs);
  json.endObject();
  return json.take();
}

class LoudnessSearchBinding {
 public:
  void begin(double targetLufs, double ceilingDbtp, FileMeasurerBinding& mix, double lookAheadMs,
             double releaseMs) {
    search_.begin(targetLufs, ceilingDbtp, mix.result(), lookAheadMs, releaseMs);
  }
  bool done() const { return search_.done(); }
  std::string trial() const { return trialJson(search_.nextTrial()); }
  void report(FileMeasurerBinding& output) { search_.report(output.result()); }
  bool reached() const { return search_.reached(); }
  std::string reason() const { return search_.reason(); }
  std::string result() const { return trialJson(search_.best()); }
  /// "null" where no trial was made.
  std::string resultMeasurement() const {
    return search_.bestMeasurement() ? measurementJson(*search_.bestMeasurement()) : "null";
  }

 private:
  LoudnessSearch search_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(analysis) {
  using emscripten::class_;
  class_<FileMeasurerBinding>("FileMeasurer")
      .constructor<double, int>()
      .function("feedF32", &FileMeasurerBinding::feedF32)
      .function("feedF64", &FileMeasurerBinding::feedF64)
      .function("resultJson", &FileMeasurerBinding::resultJson);
  class_<LoudnessSearchBinding>("LoudnessSearch")
      .constructor<>()
      .function("begin", &LoudnessSearchBinding::begin)
      .function("done", &LoudnessSearchBinding::done)
      .function("trialJson", &LoudnessSearchBinding::trial)
      .function("report", &LoudnessSearchBinding::report)
      .function("reached", &LoudnessSearchBinding::reached)
      .function("reason", &LoudnessSearchBinding::reason)
      .function("resultJson", &LoudnessSearchBinding::result)
      .function("resultMeasurementJson", &LoudnessSearchBinding::resultMeasurement);
}

}  // namespace lathe::bindings
