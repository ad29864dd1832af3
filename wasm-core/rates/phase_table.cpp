#include "rates/phase_table.h"

namespace lathe {
namespace {

double sinc(double x) { return x == 0.0 ? 1.0 : math::sin(math::kPi * x) / (math::kPi * x); }

}  // namespace

PhaseTable::PhaseTable(const RateStage& stage)
    : up_(stage.up), taps_(stage.taps), rows_(static_cast<size_t>(coefficients(stage))) {
  const int half = taps_ / 2;
  double* row = rows_.data();
  for (int phase = 0; phase <= up_ / 2; ++phase, row += taps_) {
    double sum = 0.0;
    for (int k = 0; k < taps_; ++k) {
      const double distance = static_cast<double>(phase) / up_ + (half - 1 - k);
      row[k] = sinc(2.0 * stage.cutoff * distance) * kaiserWindow(distance / half, kStageBeta);
      sum += row[k];
    }
    for (int k = 0; k < taps_; ++k) row[k] /= sum;
  }
}

}  // namespace lathe
