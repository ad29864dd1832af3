#include <cstdio>

#include "cli/commands.h"
#include "cli/measure_file.h"
#include "delivery/delivery_json.h"
#include "params/json_text.h"

namespace lathe::cli {
namespace {

std::string loudnessText(const DeliveryTarget& target) {
  if (!target.loudness) return "any loudness";
  std::string text = figureText(target.loudness->integratedLufs, 0) + " LUFS";
  if (target.loudness->toleranceLu) text += " ±" + plainNumber(*target.loudness->toleranceLu);
  return text;
}

std::string peakText(const DeliveryTarget& target) {
  if (!target.truePeak) return "any peak";
  return figureText(target.truePeak->ceilingDbtp, 1) + " dBTP";
}

const char* playbackText(const DeliveryTarget& target) {
  if (!target.playback) return "";
  return target.playback->turnsUp ? "turns down and up" : "only turns down";
}

// The least that may be said for the figures: what stands on hearsay says so. What is asked of the
// file counts where there is nothing else.
Standing weakest(const DeliveryTarget& target) {
  const bool fileAlone = !target.loudness && !target.truePeak && target.file;
  Standing found = fileAlone ? target.file->standing : Standing::Published;
  const auto see = [&](const auto& figure) {
    if (figure) found = std::max(found, figure->standing);
  };
  see(target.loudness);
  see(target.playback);
  see(target.truePeak);
  return found;
}

// In characters, not bytes: printf pads by bytes.
std::string padded(std::string text, size_t width) {
  size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  if (characters < width) text.append(width - characters, ' ');
  return text;
}

void printTable() {
  const DeliveryTable& table = deliveryTable();
  for (const DeliveryTarget& target : table.targets) {
    const std::string line = padded(target.id, 13) + padded(target.name, 18) +
                             padded(targetKindName(target.kind), 11) +
                             padded(loudnessText(target), 16) + padded(peakText(target), 12) +
                             padded(playbackText(target), 19) + standingName(weakest(target));
    std::puts(line.c_str());
  }
}

DeliveredFile deliveredFile(const PcmLayout& layout) {
  return {layout.sampleRate, 8 * bytesPerSample(layout.encoding)};
}

std::string jsonLine(const std::string& path, const DeliveryTarget& target,
                     const DeliveryOutcome& outcome) {
  std::string json = "{\"file\":";
  appendJsonString(json, path);
  json += ',';
  return json + deliveryOutcomeJson(target, outcome).substr(1);
}

void printText(const DeliveryTarget& target, const DeliveryOutcome& outcome) {
  std::string line = padded(verdictName(outcome.verdict), 6) + padded(target.name, 18);
  line += outcome.playback;
  for (const DeliveryFinding& finding : outcome.findings) {
    if (finding.text != outcome.playback) line += " " + finding.text;
  }
  std::puts(line.c_str());
}

}  // namespace

int runTargets(const TargetsOptions& options) {
  if (options.files.empty()) {
    if (options.json) {
      const std::string_view json = deliveryTableJson();
      std::fwrite(json.data(), 1, json.size(), stdout);
    } else {
      printTable();
    }
    return kExitOk;
  }
  Report report;
  for (const std::string& path : options.files) {
    PcmLayout layout;
    const auto measurement = measurePath(path, report, &layout);
    if (!measurement) continue;
    if (!options.json) std::printf("%s\n", path.c_str());
    for (const DeliveryTarget& target : deliveryTable().targets) {
      const DeliveryOutcome outcome = deliveryOutcome(target, *measurement, deliveredFile(layout));
      if (options.json) {
        std::puts(jsonLine(path, target, outcome).c_str());
      } else {
        printText(target, outcome);
      }
    }
    std::fflush(stdout);
  }
  return report.exitStatus();
}

}  // namespace lathe::cli
