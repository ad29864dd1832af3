// Measuring a render or a file, and the search for a loudness.
// Thread: render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "analysis/file_measurer.h"
#include "analysis/loudness_search.h"
#include "analysis/song_measure.h"
#include "bindings/heap.h"
#include "params/parameter_id.h"

namespace lathe::bindings {
namespace {

class FileMeasurerBinding {
 public:
  FileMeasurerBinding(double sampleRate, int channels) {
    measurer_.prepare(sampleRate, std::clamp(channels, 1, 2));
  }
  void feed(Pointer left, Pointer right, int frames) {
    const double* const planar[] = {fromPointer<const double>(left),
                                    fromPointer<const double>(right)};
    if (!result_) measurer_.process(planar, std::max(frames, 0));
  }
  std::string resultJson() { return measurementJson(result()); }

  /// Ends the stream.
  const Measurement& result() {
    if (!result_) result_ = measurer_.finish();
    return *result_;
  }

 private:
  FileMeasurer measurer_;
  std::optional<Measurement> result_;
};

/// As FileMeasurerBinding; what it answers has the song's course as well.
class SongMeasurerBinding {
 public:
  SongMeasurerBinding(double sampleRate, int channels) {
    measurer_.prepare(sampleRate, std::clamp(channels, 1, 2));
  }
  void feed(Pointer left, Pointer right, int frames) {
    const double* const planar[] = {fromPointer<const double>(left),
                                    fromPointer<const double>(right)};
    if (json_.empty()) measurer_.process(planar, std::max(frames, 0));
  }
  /// Ends the stream.
  std::string resultJson() {
    if (json_.empty()) json_ = songMeasureJson(measurer_.finish());
    return json_;
  }

 private:
  SongMeasurer measurer_;
  std::string json_;
};

/// A trial's value of a parameter of the master; NaN for one that no trial sets.
double valueOf(const MasterTrial& trial, int id) {
  switch (static_cast<ParamId>(id)) {
    case ParamId::MasterDriveDb:
      return trial.driveDb;
    case ParamId::MasterTrimDb:
      return trial.trimDb;
    case ParamId::LimiterOn:
      return trial.limiterOn ? 1.0 : 0.0;
    case ParamId::LimiterCeilingDbtp:
      return trial.ceilingDbtp;
    case ParamId::LimiterLookAheadMs:
      return trial.lookAheadMs;
    case ParamId::LimiterReleaseMs:
      return trial.releaseMs;
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

class LoudnessSearchBinding {
 public:
  void begin(double targetLufs, double ceilingDbtp, FileMeasurerBinding& mix, double lookAheadMs,
             double releaseMs) {
    search_.begin(targetLufs, ceilingDbtp, mix.result(), lookAheadMs, releaseMs);
  }
  bool done() const { return search_.done(); }
  double trialParam(int id) const { return valueOf(search_.nextTrial(), id); }
  void report(FileMeasurerBinding& output) { search_.report(output.result()); }
  bool reached() const { return search_.reached(); }
  std::string reason() const { return search_.reason(); }
  double resultParam(int id) const { return valueOf(search_.best(), id); }
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
      .function("feed", &FileMeasurerBinding::feed)
      .function("resultJson", &FileMeasurerBinding::resultJson);
  class_<SongMeasurerBinding>("SongMeasurer")
      .constructor<double, int>()
      .function("feed", &SongMeasurerBinding::feed)
      .function("resultJson", &SongMeasurerBinding::resultJson);
  class_<LoudnessSearchBinding>("LoudnessSearch")
      .constructor<>()
      .function("begin", &LoudnessSearchBinding::begin)
      .function("done", &LoudnessSearchBinding::done)
      .function("trialParam", &LoudnessSearchBinding::trialParam)
      .function("report", &LoudnessSearchBinding::report)
      .function("reached", &LoudnessSearchBinding::reached)
      .function("reason", &LoudnessSearchBinding::reason)
      .function("resultParam", &LoudnessSearchBinding::resultParam)
      .function("resultMeasurementJson", &LoudnessSearchBinding::resultMeasurement);
}

}  // namespace lathe::bindings
