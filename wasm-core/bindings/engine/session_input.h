// Sessions, stems and requests as the engine's bindings take them.
// Thread: any but the real-time one.
#pragma once

#include <span>
#include <vector>

#include "bindings/heap.h"
#include "formats/pcm_layout.h"
#include "session/session.h"
#include "streaming/track_streamer.h"

namespace lathe::bindings {

/// What `prepare` answers; worklet/src/session/compiled-session.ts says it in words.
enum class Prepared : int {
  Ready = 0,
  Unreadable = 1,  ///< not a flat session of this build
  NoRoom = 2,      ///< its engine does not fit this heap
  Refused = 3      ///< over a limit of the engine
};

/// Ready, and the session, or why not.
Prepared readSession(Pointer flat, double bytes, Session& session);
/// The same, where an engine is to be made of it.
Prepared readForEngine(Pointer flat, double bytes, Session& session);

/// The stems' layouts, in the order of the document's stems.
class StemLayouts {
 public:
  void add(double dataOffsetBytes, double frames, int channels, double sampleRate, int encoding,
           int bytesPerFrame);
  /// Exactly `count` of them; those not added are missing stems, which are silent.
  std::span<const PcmLayout> take(size_t count);

 private:
  std::vector<PcmLayout> layouts_;
};

/// Read requests as records of four doubles: stem, byte offset, bytes, destination.
class RequestRecords {
 public:
  /// Returns how many there are.
  int set(std::span<const ReadRequest> requests);
  Pointer pointer() const { return toPointer(records_.data()); }

 private:
  std::vector<double> records_;
};

}  // namespace lathe::bindings
