// Who a command speaks to: the numbers that parameters, solo and automation go
// by while a session plays. worklet/src/engine/engine-constants.ts has them too.
// Thread: any (constants only).
#pragma once

namespace lathe {

/// Strips: tracks count from 0 in Session::tracks order, buses from kBusTargets in Session::buses
/// order. Sends count from kSendTargets: those of the tracks one after another, then those of the
/// buses, each in its document's order. Effects have the number of their return in Session::buses,
/// from kEffectTargets.
inline constexpr int kBusTargets = 1 << 10;
inline constexpr int kSendTargets = 1 << 12;
inline constexpr int kEffectTargets = 1 << 13;
inline constexpr int kMasterTarget = -1;
inline constexpr int kSessionTarget = -2;
inline constexpr int kMonitorTarget = -3;  ///< the live host's own, never automated

}  // namespace lathe
