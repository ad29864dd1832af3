#include "live/live_console.h"

#include <algorithm>
#include <cstring>

#include "live/meter_layout.h"
#include "live/transport_fade.h"

namespace lathe {

bool LiveConsole::prepare(const Session& session) {
  if (!console_.prepare(session)) return false;
  const auto tracks = static_cast<size_t>(console_.trackCount());
  const size_t strips = tracks + static_cast<size_t>(console_.busCount());
  meterValues_.assign(strips * meter_layout::kStripLength, 0.0f);
  splice_.assign(tracks * kMaxChannels * kBlockFrames, 0.0f);
  splicePending_ = false;
  return true;
}

void LiveConsole::process(int64_t songFrame, BlockStep step, bool fresh) noexcept {
  if (step == BlockStep::None) return;
  if (step == BlockStep::Silent) silenceInputs();
  if (fresh) {
    console_.reset();
    splicePending_ = false;
  }
  if (splicePending_) spliceInputs();
  splicePending_ = false;
  console_.processBlock(songFrame);
}

void LiveConsole::silenceInputs() noexcept {
  for (int track = 0; track < console_.trackCount(); ++track) {
    for (int channel = 0; channel < console_.trackChannels(track); ++channel) {
      std::memset(console_.trackInput(track, channel), 0, kBlockFrames * sizeof(float));
    }
  }
}

// At a loop's end the song jumps while the engine plays on. Cut hard, that clicks; faded out and
// in, it leaves a hole on the loop's first beat. So each input goes on for one block as its own
// past played backwards, which continues it without a step, under a cross-fade to the new audio.
void LiveConsole::endLoop() noexcept {
  splicePending_ = true;
  float* reversed = splice_.data();
  for (int track = 0; track < console_.trackCount(); ++track) {
    for (int channel = 0; channel < console_.trackChannels(track); ++channel) {
      const float* input = console_.trackInput(track, channel);
      std::reverse_copy(input, input + kBlockFrames, reversed);
      reversed += kBlockFrames;
    }
  }
}

void LiveConsole::spliceInputs() noexcept {
  const float* reversed = splice_.data();
  for (int track = 0; track < console_.trackCount(); ++track) {
    for (int channel = 0; channel < console_.trackChannels(track); ++channel) {
      float* input = console_.trackInput(track, channel);
      for (int i = 0; i < kBlockFrames; ++i) {
        input[i] += (reversed[i] - input[i]) * TransportFade::leavingWeight(i);
      }
      reversed += kBlockFrames;
    }
  }
}

void LiveConsole::takeMeters() noexcept {
  namespace at = meter_layout;
  float* strip = meterValues_.data();
  const auto write = [&](int target) {
    const StripMeter meter = console_.takeStripMeter(target);
    strip[at::kStripPeakLeft] = meter.peak[0];
    strip[at::kStripPeakRight] = meter.peak[1];
    strip[at::kStripMeanSquareLeft] = meter.meanSquare[0];
    strip[at::kStripMeanSquareRight] = meter.meanSquare[1];
    strip[at::kStripCompressorReductionDb] = meter.compressorReductionDb;
    strip[at::kStripGateReductionDb] = meter.gateReductionDb;
    strip[at::kStripDeEsserReductionDb] = meter.deEsserReductionDb;
    strip[at::kStripMeanAbsoluteLeft] = meter.meanAbsolute[0];
    strip[at::kStripMeanAbsoluteRight] = meter.meanAbsolute[1];
    strip[at::kStripOverBlocks] = static_cast<float>(meter.overBlocks);
    std::copy_n(meter.bandGainDb, kEqBands, strip + at::kStripBandGainDb);
    strip += at::kStripLength;
  };
  for (int track = 0; track < console_.trackCount(); ++track) write(track);
  for (int bus = 0; bus < console_.busCount(); ++bus) write(kBusTargets + bus);
}

}  // namespace lathe
