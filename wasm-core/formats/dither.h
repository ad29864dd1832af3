// Triangular dither from a seeded generator, the same on every machine:
// splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014), one 64-bit draw a sample, its halves being the
// two uniform variates whose difference is triangular.
// Units: LSB of the format being written. Thread: any.
#pragma once

#include <cstdint>

namespace lathe {

class TpdfDither {
 public:
  explicit TpdfDither(uint32_t seed) noexcept : state_(seed) {}

  /// In (−1, 1) LSB, mean 0, variance 1/6.
  double next() noexcept {
    state_ += 0x9E3779B97F4A7C15ull;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    z ^= z >> 31;
    const auto first = static_cast<int64_t>(z >> 32);
    const auto second = static_cast<int64_t>(z & 0xFFFFFFFFull);
    return static_cast<double>(first - second) * (1.0 / 4294967296.0);
  }

 private:
  uint64_t state_;
};

}  // namespace lathe
