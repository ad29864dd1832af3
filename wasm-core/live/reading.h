// A meter's reading as the page gets it: −∞ where there is none.
// Thread: any.
#pragma once

#include <limits>
#include <optional>

namespace lathe {

inline float orSilence(std::optional<double> reading) noexcept {
  return reading ? static_cast<float>(*reading) : -std::numeric_limits<float>::infinity();
}

}  // namespace lathe
