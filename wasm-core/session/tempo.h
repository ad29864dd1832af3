// The tempo at a place of the song.
// Thread: any (pure functions).
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "session/session.h"

namespace lathe {

/// Quarters a minute at song frame `frame`: of the last mark that does not lie behind it. Before
/// the first mark its own holds, without any a new one's.
inline double tempoAt(std::span<const TempoMark> marks, int64_t frame) noexcept {
  const auto after =
      std::upper_bound(marks.begin(), marks.end(), frame,
                       [](int64_t asked, const TempoMark& mark) { return asked < mark.frame; });
  if (after != marks.begin()) return (after - 1)->bpm;
  return marks.empty() ? TempoMark{}.bpm : marks.front().bpm;
}

}  // namespace lathe
