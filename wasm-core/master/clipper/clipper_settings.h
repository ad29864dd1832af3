// What the master's clipper is asked to do, in the units of the parameter table.
// Thread: any (plain data).
#pragma once

namespace lathe {

struct ClipperSettings {
  double thresholdDb = -1.0;  ///< −12 … 0, under the ceiling: where the curve is flat
  double ceilingDb = -1.0;    ///< −12 … 0 dBFS, the limiter's
  double kneePercent = 30.0;  ///< 0 … 100: the bend starts so far under the threshold
  bool operator==(const ClipperSettings&) const = default;
};

}  // namespace lathe
