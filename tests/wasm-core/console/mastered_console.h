// Console and master put together on one thread, for tests of what holds of the
// two: the order of calls is that of OfflineRenderer.
#pragma once

#include "console/console.h"
#include "master/master.h"

namespace lathe::test {

class MasteredConsole {
 public:
  bool prepare(const Session& session) {
    return console.prepare(session) && master.prepare(session, console.latencyFrames());
  }
  void processBlock(int64_t songFrame = 0) {
    console.processBlock(songFrame);
    master.process(console.mix(0), console.mix(1), songFrame);
  }
  void reset() {
    console.reset();
    master.reset();
  }
  int latencyFrames() const { return console.latencyFrames() + master.latencyFrames(); }
  uint32_t ignoredCommands() const { return console.ignoredCommands() + master.ignoredCommands(); }

  Console console;
  Master master;
};

}  // namespace lathe::test
