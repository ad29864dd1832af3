// Minimum of the last `window` values, in amortised constant time: a queue of
// the values that can still become the minimum, kept in rising order.
// Thread: `prepare` off the real-time thread; the rest real-time safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lathe {

class MovingMinimum {
 public:
  void prepare(int maxWindow);
  static size_t heapBytes(int maxWindow) noexcept;
  /// Forgets everything and sets the window (1…maxWindow).
  void reset(int window) noexcept;
  /// Adds `count` values, each in turn; minima[i] is that of the last `window` up to values[i].
  void process(const double* values, double* minima, int count) noexcept;
  double process(double value) noexcept {
    double minimum;
    process(&value, &minimum, 1);
    return minimum;
  }

 private:
  struct Entry {
    double value;
    int64_t time;
  };
  std::vector<Entry> ring_;  // a power of two long
  uint32_t mask_ = 0;
  uint32_t head_ = 0, tail_ = 0;  // [head, tail)
  int64_t time_ = 0;
  int window_ = 1;
};

}  // namespace lathe
