// Sample peak, mean square and mean size of a channel since they were last taken:
// what an output's bars show. Ballistics belong to whoever draws it.
// Units: linear. Thread: real-time.
#pragma once

namespace lathe {

struct PeakReading {
  float peak;          ///< max |x|
  float meanSquare;    ///< mean x²
  float meanAbsolute;  ///< mean |x|
};

class PeakMeter {
 public:
  void reset() noexcept;
  /// NaN is passed over.
  void process(const float* samples, int frames) noexcept;
  void process(const double* samples, int frames) noexcept;
  /// The reading since the last take (0 if no frame was seen), then starts anew.
  PeakReading take() noexcept;

 private:
  double peak_ = 0.0;
  double sumSquares_ = 0.0;
  double sumAbsolute_ = 0.0;
  int frames_ = 0;
};

}  // namespace lathe
