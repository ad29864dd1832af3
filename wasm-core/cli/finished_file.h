// The end of every command that writes an audio file: what stands on the disk is
// decoded again and measured, gets its name, and is reported on.
// Thread: main.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/wav_output.h"
#include "delivery/delivery_pass.h"
#include "delivery/delivery_report.h"

namespace lathe::cli {

/// True, reported, where the report would replace one of `inputs` or the output itself.
bool reportReplaces(const OutputOptions& options, std::span<const std::string> inputs,
                    Report& report);

/// " Converted from 44100 to 48000 Hz, where limiting again took up to 0.3 dB." or nothing.
std::string conversionText(const DeliveryPass& pass, int inRate);

/// Whether a file that misses its aim is kept.
enum class OnMiss { Refuse, Warn };

/// Measures what `output` has finished, then commits it and writes the report that was asked for.
/// Nothing, reported, where any of it failed.
std::optional<Measurement> completeFile(WavOutput& output, const OutputOptions& options,
                                        const DeliveryAim& aim, OnMiss onMiss, Report& report);

}  // namespace lathe::cli
