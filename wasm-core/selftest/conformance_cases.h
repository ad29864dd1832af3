// The published cases that a correct meter passes: EBU Tech 3341 (November 2023),
// table 1, cases 1–6 and 9–23, and EBU Tech 3342 (November 2023), cases 1–4. Cases 7
// and 8 of Tech 3341 are broadcast recordings that exist only as files.
// Thread: any one; running a case allocates.
#pragma once

#include <optional>
#include <span>

namespace lathe {

/// A case takes one reading or many; kept is the one farthest out, by its tolerance.
class WorstReading {
 public:
  WorstReading(double over, double under) : over_(over), under_(under) {}
  /// `read`: nothing where the meter gave none, which is worse than any figure.
  void add(double expected, std::optional<double> read);

  double expected() const { return expected_; }
  std::optional<double> read() const { return read_; }
  /// Every reading was within its tolerance, and there was one.
  bool passed() const { return any_ && place_ <= 1.0; }

 private:
  double over_, under_;
  double expected_ = 0.0;
  std::optional<double> read_;
  double place_ = 0.0;  // distance from what was expected, 1 at the tolerance
  bool any_ = false;
};

struct ConformanceCase {
  const char* id;    ///< "3341-1"
  const char* what;  ///< the signal, in a few words
  const char* unit;
  double over, under;  ///< how far a reading may lie above and below, both > 0
  /// Makes the signal at `sampleRate`, `gainDb` louder than the standard has it, and reads it.
  void (*run)(double sampleRate, double gainDb, WorstReading& worst);
};

std::span<const ConformanceCase> conformanceCases();

}  // namespace lathe
