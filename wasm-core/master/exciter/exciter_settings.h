// What the master's exciter is asked to do, in the units of the parameter table.
// Thread: any (plain data).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "dsp/saturation_settings.h"

namespace lathe {

inline constexpr size_t kExciterBands = 4;

/// What of a band is excited; the rest of it passes.
enum class ExciterChannels : uint8_t { Stereo, Mid, Side };

struct ExciterBandSettings {
  double amountDb = 0.0;  ///< 0 … 24, into the curve; 0: the band passes to the bit
  SaturationCharacter character = SaturationCharacter::Warm;  ///< warm, rich or tape
  double mixPercent = 30.0;
  ExciterChannels channels = ExciterChannels::Stereo;
  bool low = false;  ///< one of the lowest two, below a 36th of the sample rate
  bool operator==(const ExciterBandSettings&) const = default;
};

struct ExciterSettings {
  std::array<ExciterBandSettings, kExciterBands> band;  ///< lowest first
  bool operator==(const ExciterSettings&) const = default;
};

}  // namespace lathe
