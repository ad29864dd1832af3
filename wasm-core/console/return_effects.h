// The effects of all returns of a console: which bus has one, and the tempo
// that each hears. A return's sound is as late as the levels below it make it,
// and so is its place in the tempo map.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "console/mix_plan.h"
#include "console/return_effect.h"
#include "console/strip.h"

namespace lathe {

class ReturnEffects {
 public:
  /// `levelFrames`: the latency of each level of the plan.
  void prepare(const Session& session, const MixPlan& plan, const std::vector<int>& levelFrames);
  /// What `prepare` allocates.
  static size_t memoryBytes(const Session& session);

  /// Of a bus, by its number in the document; null where it has none.
  ReturnEffect* find(int bus) noexcept;
  /// One block of every return of `level`, in place in its strip's input. `songFrame`: of the
  /// tracks' inputs; `anew`: as ReturnEffect::process.
  void process(int level, int64_t songFrame, bool anew, std::vector<Strip>& strips) noexcept;

 private:
  struct Place {
    ReturnEffect effect;
    int bus = 0;
    int strip = 0;
    int level = 0;
    int lateFrames = 0;
  };
  std::vector<Place> places_;
  std::vector<TempoMark> tempo_;
};

}  // namespace lathe
