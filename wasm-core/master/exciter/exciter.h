// The master's exciter: harmonics made from each band of a programme that
// somebody else has split, 1 to 4 bands, lowest first (the table's edges are at
// 150 Hz, 1.2 and 5 kHz), and added to their sum.
//
//   bands ─┬─ harmonics of two bands each (exciter_bank.h) ── + ── ÷4 ── DC off ─┐
//          └─ sum ── delay ───────────────────────────────────────────────────── + ── out
//
// The lowest two, where they lie low enough, take a shorter way (low_exciter_bank.h).
// All of it beyond the banks is linear, and done once for all bands. A band that
// adds nothing takes no part: of four, two that work cost no more than one bank.
// The sum itself never goes through the oversampler, and stays in double.
//
// Input that is not finite, or beyond +180 dBFS, counts as silence.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <span>

#include "dsp/stereo_oversampler.h"
#include "master/exciter/exciter_bank.h"
#include "master/exciter/low_exciter_bank.h"

namespace lathe {

class Exciter {
 public:
  static constexpr int kLatencyFrames = ExciterBank::kLatencyFrames;

  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void set(const ExciterSettings& settings, bool snap) noexcept;
  /// At most kExciterBands, to what they sum to with their harmonics.
  void process(std::span<StereoBlock> bands, StereoBlock& out) noexcept;
  int latencyFrames() const noexcept { return kLatencyFrames; }
  /// What was added lately, against all of the bands that it was made from, in dB: their powers,
  /// averaged over a second. −∞ where nothing is added.
  double addedDb() const noexcept;
  static size_t heapBytes(double) noexcept { return 0; }

 private:
  static constexpr int kBanks = 2, kPlaces = kBanks * ExciterBank::kBands, kNone = -1;
  static_assert(kPlaces == kExciterBands);
  void seat(size_t count) noexcept;
  bool bankTaken(int bank) const noexcept;
  void exciteBanks(std::span<StereoBlock> bands, StereoDown4x::Work& down) noexcept;
  void exciteLow(std::span<StereoBlock> bands, StereoDown4x::Work& down) noexcept;
  void excite(std::span<StereoBlock> bands, StereoBlock& added) noexcept;
  double drivenPower(std::span<const StereoBlock> bands) const noexcept;
  void weigh(double driven, double added) noexcept;
  void forget() noexcept;

  std::array<ExciterBand, kExciterBands> bands_;
  std::array<int, kPlaces> bandAt_{};  ///< which band sits at a place, or kNone
  std::array<bool, kBanks> running_{};
  std::array<ExciterBank, kBanks> banks_;
  LowExciterBank lowBank_;
  bool lowRunning_ = false, downRunning_ = false;
  StereoDown4x down_;  ///< for all banks
  double dcFactor_ = 0.0;
  int weighed_ = 0, mostWeighed_ = 1;  ///< blocks, averaged
  double driven_ = 0.0, added_ = 0.0;  ///< powers: averages of sums over a block
  f64x2 dc_;
  f64x2 dry_[kLatencyFrames + kBlockFrames];
};

}  // namespace lathe
