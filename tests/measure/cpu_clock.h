// Seconds of this thread's own work, so that a test of cost asks nothing of
// what else the machine is doing; where there is no such clock (WebAssembly),
// of the wall.
#pragma once

#include <chrono>
#include <ctime>

namespace measure {

inline double cpuSeconds() {
#ifdef __EMSCRIPTEN__
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
#else
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
#endif
}

}  // namespace measure
