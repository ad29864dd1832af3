#include "master/equaliser/linear_phase_filter.h"

namespace lathe {
namespace {

constexpr int kPartitions = 8;

int tapsAt(double sampleRate) noexcept {
  if (sampleRate <= 50000.0) return 32768;
  return sampleRate <= 100000.0 ? 65536 : 131072;
}
int partitionFramesAt(double sampleRate) noexcept { return tapsAt(sampleRate) / kPartitions; }

}  // namespace

int LinearPhaseFilter::latencyFrames(double sampleRate) noexcept {
  return MatrixConvolver::latencyFrames(partitionFramesAt(sampleRate), tapsAt(sampleRate) / 2);
}

size_t LinearPhaseFilter::heapBytes(double sampleRate) noexcept {
  const int taps = tapsAt(sampleRate), partition = partitionFramesAt(sampleRate);
  return FirDesign::heapBytes(taps, partition) +
         MatrixConvolver::heapBytes(partition, kPartitions, taps / 2);
}

void LinearPhaseFilter::prepare(double sampleRate) {
  const int taps = tapsAt(sampleRate), partition = partitionFramesAt(sampleRate);
  design_.prepare(sampleRate, taps, partition);
  convolver_.prepare(partition, kPartitions, taps / 2);
  wanted_ = made_ = StaticCurve{};
}

/// At once.
void LinearPhaseFilter::make(const StaticCurve& curve) noexcept {
  made_ = curve;
  design_.begin(made_, convolver_.spare());
  while (design_.step()) {
  }
  convolver_.takeOver(true);
}

void LinearPhaseFilter::reset() noexcept {
  convolver_.reset();
  set(wanted_, true);
}

void LinearPhaseFilter::restart(const StaticCurve& curve) noexcept {
  convolver_.reset();
  make({});
  wanted_ = curve;
}

void LinearPhaseFilter::set(const StaticCurve& curve, bool snap) noexcept {
  wanted_ = curve;
  const bool inForce = made_ == wanted_ && !design_.busy() && convolver_.ready();
  if (snap && !inForce) make(wanted_);
}

void LinearPhaseFilter::process(StereoBlock& block, StereoBlock& delayed) noexcept {
  if (design_.busy()) {
    if (!design_.step()) convolver_.takeOver(false);
  } else if (made_ != wanted_ && convolver_.ready()) {
    made_ = wanted_;
    design_.begin(made_, convolver_.spare());
    if (!design_.busy()) convolver_.takeOver(false);
  }
  convolver_.process(block, delayed);
}

}  // namespace lathe
