// Finds the master settings with which a song reaches a loudness under a
// true-peak ceiling, or says in plain words why it cannot. The host renders and
// measures; this decides what to try next:
//
//   search.begin(-14.0, -1.0, measurementOfTheMix);
//   while (!search.done()) search.report(renderAndMeasure(search.nextTrial()));
//   if (search.reached()) use(search.best()); else show(search.reason());
//
// One number is searched, the gain: from 0 dB up it is drive into the limiter,
// below 0 it is trim, with the limiter's ceiling raised by as much (as far as
// 0 dBTP) so that nothing is limited that will not reach the ceiling. Loudness
// grows with it, ever more slowly as the limiter takes hold, so a bracketed
// secant finds the target in a few renders. What is left over, and any
// overshoot of the ceiling, is then taken off by trim, which is pure gain and
// therefore exact. Nothing counts as reached until it has been measured.
// Units: dB, LUFS, dBTP. Thread: any one thread.
#pragma once

#include <optional>
#include <string>

#include "analysis/measurement.h"

namespace lathe {

/// Master parameters to render with, all within the table's ranges.
struct MasterTrial {
  double driveDb = 0.0;
  double trimDb = 0.0;
  bool limiterOn = true;
  /// The limiter's own ceiling: with negative trim it may lie above the one asked for.
  double ceilingDbtp = -1.0;
  double lookAheadMs = 5.0;
  double releaseMs = 100.0;
};

class LoudnessSearch {
 public:
  static constexpr double kAimLu = 0.02;       ///< ends once this near
  static constexpr double kToleranceLu = 0.1;  ///< still counts as reached
  static constexpr int kMaxTrials = 12;

  /// `mix`: the mix bus before the master, in the same channel layout as the trials will be. The
  /// limiter's look-ahead and release stay as given.
  void begin(double targetLufs, double ceilingDbtp, const Measurement& mix,
             double lookAheadMs = 5.0, double releaseMs = 100.0);
  bool done() const { return done_; }
  /// What to render and measure next; valid while not done.
  const MasterTrial& nextTrial() const { return trial_; }
  /// The measurement of `nextTrial`'s output.
  void report(const Measurement& output);

  bool reached() const { return reached_; }
  /// Settings nearest to the target that keep the ceiling; valid where `bestMeasurement` is there.
  const MasterTrial& best() const { return best_; }
  const std::optional<Measurement>& bestMeasurement() const { return bestMeasurement_; }
  int trials() const { return trials_; }
  /// A sentence or two with figures, once done: what it takes, or why the target cannot be had
  /// and what to change.
  const std::string& reason() const { return reason_; }
  /// dB that a trial's limiter has to take off the mix's highest peak.
  double limiterReductionDb(const MasterTrial& trial) const;

 private:
  struct Point {
    double gainDb;
    double lufs;  // with the correcting trim taken out
  };
  void refuse(const std::string& reason);
  bool checkInputs(const Measurement& mix);
  void plan(double gainDb, bool limiterOn);
  void planNextGain(double lufs);
  void keepIfBest(const Measurement& output);
  void conclude();
  void explainOutOfReach();

  double targetLufs_ = 0.0, ceilingDbtp_ = 0.0;
  double mixLufs_ = 0.0, mixPeakDbtp_ = 0.0;
  MasterTrial trial_, best_;
  std::optional<Measurement> bestMeasurement_;
  std::optional<Point> low_, high_;  // nearest gains on either side of the target
  double gainDb_ = 0.0;              // of the present trial
  double correctionDb_ = 0.0;        // trim beyond what the gain asks for, <= 0
  int trials_ = 0;
  bool done_ = false, reached_ = false;
  std::string reason_;
};

}  // namespace lathe
