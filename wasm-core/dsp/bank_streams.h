// Streams: banks as a level's recursion sees them. A mono bank is a stream of
// its four lanes; two stereo banks share one, whose lanes are their linked
// pairs (0 and 1 of the first bank, 2 and 3 of the second), because a pair has
// one level and one gain.
// Thread: real-time.
#pragma once

#include <type_traits>

#include "dsp/bank_block.h"

namespace lathe {

/// Indices of the banks of one stream: equal for a mono bank, and for a stereo bank left alone.
struct StreamBanks {
  int first, second;
};

/// Takes all of `count` banks, a stream at a time.
template <class Bank>
class StreamWalk {
 public:
  StreamWalk(Bank* const* banks, int count) noexcept : banks_(banks), count_(count) {}

  /// The next stream; false at the end.
  bool next(StreamBanks& stream) noexcept {
    while (at_ < count_) {
      const int bank = at_++;
      if (!banks_[bank]->stereo()) {
        stream = {bank, bank};
        return true;
      }
      if (alone_ >= 0) {
        stream = {alone_, bank};
        alone_ = -1;
        return true;
      }
      alone_ = bank;
    }
    stream = {alone_, alone_};
    alone_ = -1;
    return stream.first >= 0;
  }

 private:
  Bank* const* banks_;
  int count_, at_ = 0;
  int alone_ = -1;  ///< a stereo bank, until another comes to share its stream
};

/// The floats of a struct that is made of nothing but f32x4: lane l of vector i at 4·i + l.
template <class Vectors>
float* lanesOf(Vectors& vectors) noexcept {
  static_assert(std::is_trivially_copyable_v<Vectors> && sizeof(Vectors) % sizeof(f32x4) == 0);
  return reinterpret_cast<float*>(&vectors);
}
template <class Vectors>
const float* lanesOf(const Vectors& vectors) noexcept {
  return lanesOf(const_cast<Vectors&>(vectors));
}
template <class Vectors>
inline constexpr size_t kVectorsIn = sizeof(Vectors) / sizeof(f32x4);

/// One lane of every vector of such a struct.
template <class Vectors>
void copyLanes(Vectors& to, int lane, const Vectors& from, int fromLane) noexcept {
  for (size_t i = 0; i < kVectorsIn<Vectors>; ++i) {
    lanesOf(to)[4 * i + static_cast<size_t>(lane)] =
        lanesOf(from)[4 * i + static_cast<size_t>(fromLane)];
  }
}

/// A stream's vectors from those of its banks.
template <class Vectors>
void joinLanes(bool stereo, const Vectors& a, const Vectors& b, Vectors& joined) noexcept {
  for (size_t i = 0; i < 4 * kVectorsIn<Vectors>; i += 4) {
    const f32x4 x = f32x4::load(lanesOf(a) + i), y = f32x4::load(lanesOf(b) + i);
    (stereo ? evenLanes(x, y) : x).store(lanesOf(joined) + i);
  }
}

/// Their vectors from the stream's; both lanes of a pair get its own.
template <class Vectors>
void partLanes(bool stereo, const Vectors& joined, Vectors& a, Vectors& b) noexcept {
  for (size_t i = 0; i < 4 * kVectorsIn<Vectors>; i += 4) {
    const f32x4 x = f32x4::load(lanesOf(joined) + i);
    (stereo ? twiceHigh(x) : x).store(lanesOf(b) + i);
    (stereo ? twiceLow(x) : x).store(lanesOf(a) + i);  // after b, which may be a
  }
}

/// Multiplies a bank by its stream's gains; `second`: by those of its second half.
void applyStreamGain(const f32x4* gain, bool stereo, bool second, BankBlock& block) noexcept;

}  // namespace lathe
