#include "master/equaliser/matrix_convolver.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace lathe {
namespace {

using Bin = MatrixConvolver::Bin;

size_t historyFrames(int partitionFrames, int centre) noexcept {
  return std::bit_ceil(static_cast<uint32_t>(centre + 2 * partitionFrames));
}

Bin nothing() noexcept { return {f64x2::zero(), f64x2::zero()}; }

/// So small that it would only grow into denormals.
LATHE_INLINE f64x2 flushed(f64x2 x) {
  return x & (abs(x) > f64x2::splat(static_cast<double>(kFlushBelow)));
}

/// (a + b, a − b) of (a, b).
LATHE_INLINE f64x2 sumAndDifference(f64x2 x) { return swap(x) + x * f64x2::make(1.0, -1.0); }

/// Partitions that are worked at once, so that their sum is fetched and stored once for all.
constexpr int kTogether = 3;

/// sum[k] += Σ a[p][k]·b[p][k]; with `kCrossing` the lanes of `a` exchanged.
template <int kCount, bool kCrossing>
void addProducts(const Bin* const* a, const Bin* const* b, size_t from, size_t to,
                 Bin* sum) noexcept {
  const Bin *as[kCount], *bs[kCount];
  for (int p = 0; p < kCount; ++p) {
    as[p] = a[p];
    bs[p] = b[p];
  }
  for (size_t k = from; k < to; ++k) {
    f64x2 re = sum[k].re, im = sum[k].im;
    for (int p = 0; p < kCount; ++p) {
      const Bin& x = as[p][k];
      const Bin& h = bs[p][k];
      const f64x2 xRe = kCrossing ? swap(x.re) : x.re, xIm = kCrossing ? swap(x.im) : x.im;
      re += xRe * h.re - xIm * h.im;
      im += xRe * h.im + xIm * h.re;
    }
    sum[k] = {re, im};
  }
}

}  // namespace

void MatrixConvolver::prepare(int partitionFrames, int partitions, int centre) {
  partitionFrames_ = partitionFrames;
  partitions_ = partitions;
  centre_ = centre;
  blocks_ = partitionFrames / kBlockFrames;
  fft_.prepare(2 * partitionFrames);
  const size_t bins = stride() * static_cast<size_t>(partitions);
  for (MatrixFilter& f : filter_) {
    f.straight.resize(bins);
    f.crossing.resize(bins);
    f.flat = true;
  }
  for (auto& sum : sum_) sum.resize(stride());
  spectra_.resize(bins);
  history_.resize(historyFrames(partitionFrames, centre));
  historyMask_ = static_cast<int64_t>(history_.size()) - 1;
  faded_.resize(static_cast<size_t>(partitionFrames));
  out_.resize(static_cast<size_t>(partitionFrames));
  reset();
}

size_t MatrixConvolver::heapBytes(int partitionFrames, int partitions, int centre) noexcept {
  const auto frames = static_cast<size_t>(partitionFrames);
  const size_t bins = (frames + 1) * static_cast<size_t>(partitions);
  return RealFft<f64x2>::heapBytes(2 * partitionFrames) +
         (5 * bins + 2 * (frames + 1)) * sizeof(Bin) +
         (historyFrames(partitionFrames, centre) + 2 * frames) * sizeof(f64x2);
}

void MatrixConvolver::reset() noexcept {
  if (waiting_) inForce_ = 1 - inForce_;
  waiting_ = fading_ = false;
  block_ = next_ = 0;
  accumulated_ = 0;
  frame_ = 0;
  for (auto& sum : sum_) std::fill(sum.begin(), sum.end(), nothing());
  std::fill(spectra_.begin(), spectra_.end(), nothing());
  std::fill(history_.begin(), history_.end(), f64x2::zero());
  std::fill(out_.begin(), out_.end(), f64x2::zero());
}

/// Products of a filter's partitions, from `first` on, with the input they meet; of some bins.
void MatrixConvolver::accumulate(int which, int first, int partitions, size_t from,
                                 size_t to) noexcept {
  const MatrixFilter& filter = filter_[static_cast<size_t>(which)];
  if (filter.flat) return;
  Bin* sum = sum_[static_cast<size_t>(which)].data();
  for (int done = 0; done < partitions;) {
    const int count = partitions - done >= kTogether ? kTogether : 1;
    const Bin *input[kTogether], *straight[kTogether], *crossing[kTogether];
    for (int i = 0; i < count; ++i) {
      const int p = first + done + i;
      const int slot = (next_ - p + partitions_) % partitions_;
      input[i] = &spectra_[static_cast<size_t>(slot) * stride()];
      straight[i] = &filter.straight[static_cast<size_t>(p) * stride()];
      crossing[i] = &filter.crossing[static_cast<size_t>(p) * stride()];
    }
    const bool whole = count == kTogether;
    (whole ? addProducts<kTogether, false> : addProducts<1, false>)(input, straight, from, to, sum);
    if (filter.crosses) {
      (whole ? addProducts<kTogether, true> : addProducts<1, true>)(input, crossing, from, to, sum);
    }
    done += count;
  }
}

void MatrixConvolver::accumulateUpTo(size_t bin) noexcept {
  accumulate(inForce_, 1, partitions_ - 1, accumulated_, bin);
  if (fading_) accumulate(1 - inForce_, 1, partitions_ - 1, accumulated_, bin);
  accumulated_ = bin;
}

/// The last two partitions of input, to the ring's slot `next_`.
void MatrixConvolver::transformNewest() noexcept {
  const f64x2 half = f64x2::splat(0.5);
  f64x2* to = fft_.room();
  // The ring wraps between partitions.
  for (int age = 2; age > 0; --age) {
    const f64x2* const from = past(frame_ - age * static_cast<int64_t>(partitionFrames_));
    for (int i = 0; i < partitionFrames_; ++i) *to++ = half * sumAndDifference(flushed(from[i]));
  }
  fft_.forward(&spectra_[static_cast<size_t>(next_) * stride()]);
}

/// A filter's output over the newest partition.
void MatrixConvolver::finish(int which, f64x2* out) noexcept {
  const auto frames = static_cast<size_t>(partitionFrames_);
  if (filter_[static_cast<size_t>(which)].flat) {
    const int64_t start = frame_ - partitionFrames_ - centre_;
    for (size_t i = 0; i < frames; ++i) out[i] = *past(start + static_cast<int64_t>(i));
    return;
  }
  auto& sum = sum_[static_cast<size_t>(which)];
  const f64x2 scale = f64x2::splat(1.0 / partitionFrames_);
  const f64x2* const second = fft_.inverseUnscaled(sum.data()) + frames;
  for (size_t i = 0; i < frames; ++i) out[i] = sumAndDifference(scale * second[i]);
  std::fill(sum.begin(), sum.end(), nothing());
}

void MatrixConvolver::completePartition() noexcept {
  const auto frames = static_cast<size_t>(partitionFrames_);
  transformNewest();
  accumulateUpTo(stride());
  accumulateNewest(inForce_);
  finish(inForce_, out_.data());
  if (fading_) {
    accumulateNewest(1 - inForce_);
    finish(1 - inForce_, faded_.data());
    for (size_t i = 0; i < frames; ++i) {
      const double t = static_cast<double>(i + 1) / partitionFrames_, w = t * t * (3.0 - 2.0 * t);
      out_[i] += f64x2::splat(w) * (faded_[i] - out_[i]);
    }
    inForce_ = 1 - inForce_;
    waiting_ = fading_ = false;
  }
  next_ = (next_ + 1) % partitions_;
  accumulated_ = 0;
}

void MatrixConvolver::takeOver(bool snap) noexcept {
  waiting_ = true;
  if (!snap) return;
  inForce_ = 1 - inForce_;
  waiting_ = fading_ = false;
  // What is left of the last partition, and the products so far, once more with this filter.
  for (auto& sum : sum_) std::fill(sum.begin(), sum.end(), nothing());
  const size_t done = std::exchange(accumulated_, 0);
  const int64_t now = std::exchange(frame_, frame_ - block_ * kBlockFrames);
  next_ = (next_ + partitions_ - 1) % partitions_;
  completePartition();
  frame_ = now;
  accumulateUpTo(done);
}

void MatrixConvolver::process(StereoBlock& block, StereoBlock& delayed) noexcept {
  if (block_ == 0) fading_ = waiting_;
  f64x2* const in = &history_[static_cast<size_t>(frame_ & historyMask_)];
  std::copy(block.frames.begin(), block.frames.end(), in);
  const f64x2* const then = past(frame_ - latencyFrames());
  std::copy(then, then + kBlockFrames, delayed.frames.begin());
  frame_ += kBlockFrames;
  if (++block_ == blocks_) {
    completePartition();
    block_ = 0;
  } else {
    accumulateUpTo(stride() * static_cast<size_t>(block_) / static_cast<size_t>(blocks_ - 1));
  }
  const auto from = out_.begin() + block_ * kBlockFrames;
  std::copy(from, from + kBlockFrames, block.frames.begin());
}

}  // namespace lathe
