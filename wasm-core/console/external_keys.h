// What gates, compressors and dynamic bands hear when they listen to another strip: that
// strip's input behind its trim, before all its stages, at the time at which the
// listening stage gets its own sound; so muting it, or moving its fader, changes
// no key. Of a bus it is the input of one block earlier: a key can come from
// anywhere, from a bus that the listener itself feeds too. Where the listening
// stage is late by a block or more, that is made up for.
//
// A mono strip hears a stereo key as the mean of both sides, a stereo strip
// hears a mono key on both.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <cstddef>
#include <vector>

#include "console/alignment.h"
#include "console/frame_delay.h"
#include "console/mix_part.h"
#include "console/mix_plan.h"
#include "console/strip.h"

namespace lathe {

class ExternalKeys {
 public:
  /// `strips`: prepared, in order of work; the keys they get are set in them. Keys that name no
  /// strip are left out.
  void prepare(const Session& session, const MixPlan& plan, const Alignment& alignment,
               std::vector<Strip>& strips);
  static size_t memoryBytes(const Session& session, const MixPlan& plan,
                            const Alignment& alignment);
  /// As at song frame 0.
  void reset() noexcept;

  /// Whether a strip of `part` hears strip `source`.
  bool isHeardIn(const MixPlan& plan, const MixPart& part, const Strip& source) const noexcept;
  /// The first strip with a key from a bus, in order of work; beyond all where there is none.
  int firstHearingBus() const noexcept;

  /// Once a block, when every track's input and every strip's trim are there and no bus has been
  /// gathered yet.
  void take() noexcept;

 private:
  struct Tap {
    int listener;  ///< in order of work
    Strip* source;
    bool fromBus;
    int channels;  ///< of the listener
    KeyAudio audio;
    FrameDelay<float> delay[kMaxChannels];
  };
  std::vector<Tap> taps_;  // strips point at their audio
};

}  // namespace lathe
