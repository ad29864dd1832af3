// What becomes of a master at its targets as JSON, the same for the command line, the
// report on a file and the studio. Text is UTF-8; figures have two decimals, null where
// there is none.
// Thread: any (allocates).
#pragma once

#include <string>

#include "delivery/delivery_outcome.h"

namespace lathe {

/// One object: `target`, `name`, `verdict`, `gainDb`, `playedLufs`, `heldByPeaks`, `peakVerdict`,
/// `playback`, `findings` [{ `verdict`, `text` }].
std::string deliveryOutcomeJson(const DeliveryTarget& target, const DeliveryOutcome& outcome);

/// An array of such objects, one for each target of the table, in its order.
std::string deliveryOutcomesJson(const Measurement& measured, const DeliveredFile& file);

}  // namespace lathe
