// What a user sets on the limiter, in the units of the parameter table.
// Thread: any (pure data).
#pragma once

namespace lathe {

/// What each does, with its figures: master/limiter/limiter_character.h.
enum class LimiterCharacter : int { Clean, Punch, Smooth, Loud, Count };

struct LimiterSettings {
  double ceilingDbtp = -1.0;  ///< −12…0
  double lookAheadMs = 5.0;   ///< 0.5…10; sets the latency
  double releaseMs = 100.0;   ///< 10…1000: a single peak's reduction is 37 % then
  bool autoRelease = false;   ///< the character's own times, in place of releaseMs
  LimiterCharacter character = LimiterCharacter::Clean;
  /// 100: left and right always share one gain. 0: each has its own.
  double transientLinkPercent = 75.0;
  /// Of what stays turned down under sustained limiting, where transients are not linked.
  double releaseLinkPercent = 100.0;
};

}  // namespace lathe
