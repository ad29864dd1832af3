// The report on a written file: what it was decoded again as, whether it is what
// was aimed at, and what becomes of it at every target. One text, from the command
// line and from the studio: the same file gives the same bytes on every platform,
// unless the caller dates it.
// Units: LUFS, dBTP. Thread: any but the real-time one (allocates).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/song_measure.h"
#include "delivery/delivery_outcome.h"

namespace lathe {

/// The file; rate, channels and length are those that were measured.
struct ReportedFile {
  std::string name;
  int64_t bytes = 0;
  int bits = 24;  ///< of a sample
  bool isFloat = false;
  std::string dither;  ///< "none", "tpdf" or "shaped": what it has, not what was asked for
};

/// What it was to be; what nobody asked for is absent.
struct DeliveryAim {
  /// Nearer than this counts as met: an exact match is no use to anyone.
  static constexpr double kToleranceLu = 0.1;
  /// Above the ceiling by more than this, a file is not what was promised.
  static constexpr double kCeilingToleranceDb = 0.05;

  std::optional<double> lufs;
  std::optional<double> ceilingDbtp;
  std::string target;  ///< id of a target or an intent; empty for none
};

/// A sentence for each way in which the file misses its aim, with the remedy; none where it is met.
std::vector<std::string> deliveryMisses(const Measurement& measured, const DeliveryAim& aim);

/// {"format":"lathe-report","version":1,"lathe","date"?,"file","aim","misses","delivery","song"},
/// in one line: `song` as songMeasureJson, `delivery` as deliveryOutcomesJson. `date` is left out
/// where it is empty.
std::string deliveryReportJson(const ReportedFile& file, const DeliveryAim& aim,
                               const SongMeasure& song, const std::string& date = {});

}  // namespace lathe
