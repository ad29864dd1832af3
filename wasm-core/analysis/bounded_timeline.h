// The highest values over time, in a bounded number of points however long the
// song: once it is full, points are joined in pairs and each covers twice the time.
// Thread: any one; `prepare` allocates.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lathe {

class BoundedTimeline {
 public:
  static constexpr int kMaxPoints = 2000;

  /// Each value that is pushed covers `stepSeconds`.
  void prepare(double stepSeconds) {
    points_.clear();
    points_.reserve(kMaxPoints);
    pointSeconds_ = stepSeconds;
    stepsAPoint_ = 1;
    steps_ = 0;
  }

  /// `value` >= 0.
  void push(double value) noexcept {
    if (steps_ == stepsAPoint_) {
      if (points_.size() == kMaxPoints) joinPairs();
      steps_ = 0;
    }
    if (steps_ == 0) {
      points_.push_back(value);
    } else {
      points_.back() = std::max(points_.back(), value);
    }
    ++steps_;
  }

  /// What was found out late about the last point's time.
  void raiseLast(double value) noexcept {
    if (!points_.empty()) points_.back() = std::max(points_.back(), value);
  }

  double pointSeconds() const noexcept { return pointSeconds_; }
  /// The highest value of each point's time, from the song's start; the last may cover less.
  const std::vector<double>& points() const noexcept { return points_; }

 private:
  void joinPairs() noexcept {
    for (size_t i = 0; i < points_.size() / 2; ++i) {
      points_[i] = std::max(points_[2 * i], points_[2 * i + 1]);
    }
    points_.resize(points_.size() / 2);
    pointSeconds_ *= 2.0;
    stepsAPoint_ *= 2;
  }

  std::vector<double> points_;
  double pointSeconds_ = 0.0;
  int stepsAPoint_ = 1;
  int steps_ = 0;  // in the last point
};

}  // namespace lathe
