// Finds the master settings with which a song reaches a loudness under a
// true-peak ceiling, or says in plain words why it cannot. The host renders and
// measures; this decides what to try next:
//
//   search.begin(-14.0, -1.0, measurementOfTheMix);
//   while (!search.done()) search.report(renderAndMeasure(search.nextTrial()));
//   if (search.reached()) use(search.best()); else show(search.reason());
//
// Loudness grows with drive, ever more slowly as the limiter takes hold: a
// bracketed secant over drive finds it, aiming a hair above the target, and trim
// (pure gain, so exact) takes off what is left over, and any overshoot.
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
  /// The limiter's own ceiling. With negative trim it may lie above the ceiling asked for: what
  /// counts is limiter plus trim.
  double ceilingDbtp = -1.0;
  double lookAheadMs = 5.0;
  double releaseMs = 100.0;
};

class LoudnessSearch {
 public:
  static constexpr double kAimLu = 0.02;        ///< ends once this near
  static constexpr double kToleranceLu = 0.1;   ///< still counts as reached
  static constexpr int kMaxTrials = 12;

  /// `mix`: the mix bus before the master, in the same channel layout as the trials. The limiter's
  /// look-ahead and release are the caller's to choose and stay as given.
  void begin(double targetLufs, double ceilingDbtp, const Measurement& mix,
             double lookAheadMs = 5.0, double releaseMs = 100.0);
  bool done() const { return done_; }
  /// What to render and measure next; valid while not done.
  const MasterTrial& nextTrial() const { return trial_; }
  /// The measurement of `nextTrial`'s output.
  void report(const Measurement& output);

  bool reached() const { return reached_; }
  /// Settings nearest to the target that keep the ceiling; valid once done, if any trial was made.
  const MasterTrial& best() const { return best_; }
  /// What `best` measured.
  const std::optional<Measurement>& bestMeasurement() const { return bestMeasurement_; }
  int trials() const { return trials_; }
  /// One or two sentences with figures: what was done, or why the target cannot be had and what
  /// to change.
  const std::string& reason() const { return reason_; }

 private:
  struct Point {
    double driveDb;
    double lufs;
  };
  void refuse(std::string reason);
  void planFirst();
  void planDrive();
  void planTrim(double trimDb);
  void finish();
  double neededReductionDb(const MasterTrial& trial) const;

  double targetLufs_ = 0.0, ceilingDbtp_ = 0.0;
  double mixLufs_ = 0.0, mixPeakDbtp_ = 0.0;
  MasterTrial trial_, best_;
  std::optional<Measurement> bestMeasurement_;
  std::optional<Point> low_, high_;   // drives on either side of the target
  int trials_ = 0;
  bool done_ = false, reached_ = false;
  std::string reason_;
};

}  // namespace lathe
