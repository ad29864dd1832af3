// What each channel of a programme counts in its loudness: ITU-R BS.1770-5,
// tables 3 and 4. Loudspeakers at the listener's sides (60° to 120°) weigh 1.41, the
// low frequency channel nothing, all others 1.
// Thread: any; `channelWeights` allocates.
#pragma once

#include <cstdint>
#include <vector>

namespace lathe {

/// Weight of channel `index` among `channels` in WAV order
/// (1: mono, 2: L R, 3: L R C, 4: L R Ls Rs, 5: L R C Ls Rs, 6: L R C LFE Ls Rs,
/// 7: with a back centre, 8: L R C LFE Lb Rb Ls Rs, backs 1). More channels: all 1.
double defaultChannelWeight(int channels, int index) noexcept;

/// Weights by loudspeaker positions as WAVE_FORMAT_EXTENSIBLE numbers them (`PcmLayout`). Empty
/// where `mask` does not name as many as there are channels: then the usual order holds.
std::vector<double> channelWeights(uint32_t mask, int channels);

}  // namespace lathe
