#include "meters/peak_to_short_term.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {

void PeakToShortTerm::add(double truePeak, std::optional<double> shortTermLufs) noexcept {
  peaks_[static_cast<size_t>(position_)] = truePeak;
  position_ = (position_ + 1) % kWindowSteps;
  ratio_.reset();
  if (!shortTermLufs || *shortTermLufs <= kLowestLufs) return;
  const double peakDb = math::gainToDb(*std::max_element(peaks_.begin(), peaks_.end()));
  ratio_ = peakDb - *shortTermLufs;
  const double place = (*shortTermLufs - kLowestLufs) * kBinsPerLu;
  double& least = least_[static_cast<size_t>(math::clamp(place, 0.0, kBins - 1.0))];
  least = std::min(least, *ratio_);
}

std::optional<double> PeakToShortTerm::leastDb(
    std::optional<double> integratedLufs) const noexcept {
  if (!integratedLufs) return std::nullopt;
  // The bin that the gate falls into counts as a whole.
  const double gate = (*integratedLufs - kGateLu - kLowestLufs) * kBinsPerLu;
  const auto first = static_cast<ptrdiff_t>(math::clamp(gate, 0.0, kBins - 1.0));
  const double least = *std::min_element(least_.begin() + first, least_.end());
  if (least >= kNone) return std::nullopt;
  return least;
}

}  // namespace lathe
