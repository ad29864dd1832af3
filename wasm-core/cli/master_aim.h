// What `lathe master` is to reach: from its options, the target or intent named,
// and the settings, in this order.
// Thread: main.
#pragma once

#include <optional>

#include "cli/commands.h"
#include "cli/report.h"
#include "delivery/delivery_report.h"
#include "formats/pcm_layout.h"
#include "session/session.h"

namespace lathe::cli {

inline constexpr double kUsualCeilingDbtp = -1.0;

struct MasterAim {
  double lufs = 0.0, ceilingDbtp = kUsualCeilingDbtp;
  /// The options with rate and bits filled in: what the target asks for where the input's rate, or
  /// 24 bits, would not do.
  OutputOptions output;
  int rate = 0;  ///< of the file

  DeliveryAim reported(const MasterOptions& options) const {
    return {lufs, ceilingDbtp, options.target};
  }
};

/// Nothing, reported, where the target is not known or asks for no loudness and none was named.
std::optional<MasterAim> resolveAim(const MasterOptions& options, const PcmLayout& input,
                                    const ParamValues& settings, Report& report);

}  // namespace lathe::cli
