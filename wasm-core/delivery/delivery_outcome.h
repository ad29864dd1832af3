// What happens to a master at a target: how much its player turns it down or up,
// and whether it would be accepted. A loud master that is merely turned down is
// never a fault: red is for peaks, for the file, and for the loudness of broadcast.
// Figures that only advice or hearsay stands behind warn at most; but a true peak over
// full scale clips wherever it is played.
// Units: LUFS, dB, dBTP. Thread: any (allocates).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/measurement.h"
#include "delivery/delivery_target.h"

namespace lathe {

enum class Verdict { Pass, Warn, Fail };
const char* verdictName(Verdict verdict);

/// What is known of the file; unknown ones are not judged.
struct DeliveredFile {
  std::optional<double> sampleRate;
  std::optional<int> bits;  ///< of a sample, float or not
};

struct DeliveryFinding {
  Verdict verdict;
  std::string text;  ///< a sentence with figures
};

struct DeliveryOutcome {
  /// What the player does: 0 where it plays as delivered. Nothing for silence.
  std::optional<double> gainDb;
  std::optional<double> playedLufs;
  bool heldByPeaks = false;  ///< would be turned up further, had it the headroom
  /// "Plays 4.2 dB quieter, at −14.0 LUFS."
  std::string playback;
  std::vector<DeliveryFinding> findings;  ///< what warns or fails
  Verdict verdict = Verdict::Pass;        ///< the worst of them
  Verdict peakVerdict = Verdict::Pass;    ///< of the peaks alone
};

DeliveryOutcome deliveryOutcome(const DeliveryTarget& target, const Measurement& measured,
                                const DeliveredFile& file = {});

}  // namespace lathe
