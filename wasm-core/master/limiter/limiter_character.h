// The limiter's four characters: one structure (gain_envelope.h), four sets of
// times. Each lets a gain ramp down inside the look-ahead, holds it, and lets go
// through the two stores of two_stage_release.h.
//
//           ramp    hold   level hold  knee    lets go  slow   charge  auto
//   Clean   whole   12 ms  12 ms       0       r        4 r    3 r      80 ms
//   Punch   1.5 ms   3 ms  25 ms       0       r        4 r    2 r      40 ms
//   Smooth  whole   25 ms  25 ms       0       r        4 r    1.5 r   200 ms
//   Loud    2 ms     2 ms  12 ms       1.5 dB  r        3 r    3 r      20 ms
//
// r is the release set, or under auto the last column; "whole" is the look-ahead
// (default 5 ms); no store charges faster than in 300 ms.
//
// Clean changes as little as it can: its ramp is as long as the look-ahead
// allows, and its hold is half a period of 42 Hz, so that bass does not modulate
// itself. A single hit is let go in r, a dense passage four times slower.
// Punch parts transients from level. Its leveller, the slow store, hears what is
// asked through a hold of half a period of 20 Hz, and takes over evenly what lasts;
// its transient stage takes only what that leaves, late, briefly, and lets go at
// once: the edge before a hit and the body after it stay up.
// Smooth moves slowest: half a period of 20 Hz is held, and the release goes by
// the programme, from 200 ms after a lone peak to 800 ms in dense music, as its
// slow store fills soonest for its release.
// Loud holds only its own ramp of 2 ms and lets go within a beat, so that level is
// lost for as short as can be. Only the slow store hears a longer hold, or bass
// would be modulated by its own wave (at 50 Hz: −28 dB of distortion in place of
// −60); and a knee of 1.5 dB rounds a corner that is hit all the time.
//
// Units: ms. Thread: any (pure functions).
#pragma once

#include "master/limiter/limiter_settings.h"
#include "master/limiter/two_stage_release.h"

namespace lathe {

struct CharacterShape {
  double rampMs;       ///< at most this much of the look-ahead
  double holdMs;       ///< of a peak's gain, at least
  double levelHoldMs;  ///< of what the slow store hears; >= holdMs
  /// Half the knee as a share of the ceiling: (1 + k)/(1 − k) is its width.
  double knee;
  double slowRatio;    ///< slow release over release
  double chargeRatio;  ///< the slow store's charging time over release
  double autoReleaseMs;
};

inline constexpr double kLongestHoldMs = 25.0;

const CharacterShape& shapeOf(LimiterCharacter character) noexcept;

/// Times with which a single peak's reduction is 37 % after the release set, counted from the end
/// of its hold and the middle of the ramp: exact, but for Clean, which takes the release as its
/// fast store's and is up to 4.5 % late by what the slow one has taken up.
StoreTimes storeTimes(const LimiterSettings& settings) noexcept;

}  // namespace lathe
