// Who feeds whom among the buses: the order in which they can be worked out,
// and the loops that make that impossible. A strip feeds its output and the
// buses it sends to; tracks are fed by nobody.
// Thread: any but the real-time one (allocates).
#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace lathe {

/// True where buses[0] is the mix, feeds nothing, and no other bus is one.
bool isMixFirstAndOnce(const Session& session);
bool isEachBusSentToOnce(const StripDocument& strip);
/// True where no stage has two keys.
bool hasOneKeyEach(const StripDocument& strip);
int countBuses(const Session& session, BusKind kind);

/// For each bus the length of the longest way to it: 1 where only tracks feed it. The mix, which
/// every way ends in, stands above all others. Empty where the routing has a loop.
std::vector<int> busLevels(const Session& session);

/// Buses of one loop, each feeding the next and the last the first; empty where there is none.
std::vector<int> findRoutingLoop(const Session& session);
/// What is wrong with it and what to do, to follow "buses".
std::string describeRoutingLoop(const Session& session, const std::vector<int>& loop);

}  // namespace lathe
