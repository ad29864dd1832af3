#include "rates/phase_table.h"

namespace lathe {
namespace {

double sinc(double x) { return x == 0.0 ? 1.0 : math::sin(math::kPi * x) / (math::kPi * x); }

void fillRow(const RateStage& stage, int phase, double* row) {
  const int half = stage.taps / 2;
  double sum = 0.0;
  for (int k = 0; k < stage.taps; ++k) {
    const double distance = static_cast<double>(phase) / stage.up + (half - 1 - k);
    row[k] = sinc(2.0 * stage.cutoff * distance) * kaiserWindow(distance / half, kStageBeta);
    sum += row[k];
  }
  for (int k = 0; k < stage.taps; ++k) row[k] /= sum;
}

}  // namespace

PhaseTable::PhaseTable(const RateStage& stage)
    : up_(stage.up),
      taps_(static_cast<size_t>(stage.taps)),
      padding_(static_cast<size_t>(stage.down / stage.up / 4 + 1) * 4) {
  const int kept = stage.up / 2 + 1;
  rows_.resize(padding_ + static_cast<size_t>(kept) * (taps_ + padding_));
  for (int phase = 0; phase < kept; ++phase) {
    fillRow(stage, phase,
            rows_.data() + padding_ + static_cast<size_t>(phase) * (taps_ + padding_));
  }
}

}  // namespace lathe
