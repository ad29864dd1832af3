#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>

#include "base/block.h"
#include "cli/atomic_file.h"
#include "cli/audio_file.h"
#include "cli/commands.h"
#include "cli/input_file.h"
#include "cli/parallel.h"
#include "cli/report.h"
#include "session/loader.h"
#include "session/writer.h"

namespace lathe::cli {
namespace {

namespace fs = std::filesystem;

// The studio's own track colours, in turn.
constexpr const char* kColours[] = {"#f08a7d", "#6ba4f8", "#a5d158", "#5bc8c4",
                                    "#eeb44f", "#b48cf0", "#ee88c0", "#9aa6c8"};

struct Candidate {
  std::string path;
  std::optional<Stem> stem;
  FormatFault fault;
};

void inspect(Candidate& candidate, const fs::path& sessionFolder) {
  const auto file = openAudioFile(candidate.path, candidate.fault);
  if (!file) return;
  const PcmLayout& layout = file->layout();
  if (layout.channels > kMaxChannels) {
    candidate.fault = {"has " + std::to_string(layout.channels) + " channels",
                       "Split it into mono or stereo files first."};
    return;
  }
  Stem stem;
  const fs::path path(candidate.path);
  stem.name = path.filename().string();
  stem.frames = layout.frames;
  stem.channels = layout.channels;
  stem.sampleRate = layout.sampleRate;
  stem.fileSha256 = hashFile(candidate.path, candidate.fault);
  if (stem.fileSha256.empty()) return;
  std::error_code error;
  const fs::path relative = fs::relative(path, sessionFolder, error);
  stem.path = error || relative.empty() ? fs::absolute(path).string() : relative.generic_string();
  candidate.stem = std::move(stem);
}

// The rate of most stems; of the earlier one where two are as frequent.
double commonRate(const std::vector<Candidate>& candidates) {
  std::map<double, int> count;
  for (const Candidate& c : candidates) {
    if (c.stem) ++count[c.stem->sampleRate];
  }
  double best = 0.0;
  for (const Candidate& c : candidates) {
    if (c.stem && (best == 0.0 || count[c.stem->sampleRate] > count[best])) {
      best = c.stem->sampleRate;
    }
  }
  return best;
}

void addStem(Session& session, Stem stem) {
  const std::string number = std::to_string(session.stems.size() + 1);
  stem.id = "stem-" + number;
  Clip clip;
  clip.id = "clip-" + number;
  clip.stemIndex = static_cast<int>(session.stems.size());
  clip.frames = session.stemFrames(stem);
  Track track;
  track.id = "track-" + number;
  track.name = fs::path(stem.name).stem().string();
  track.colour = kColours[session.tracks.size() % std::size(kColours)];
  track.channels = stem.channels;
  track.clips.push_back(clip);
  session.tracks.push_back(track);
  session.stems.push_back(std::move(stem));
}

Session makeSession(const NewOptions& options, std::vector<Candidate>& candidates, Report& report) {
  Session session;
  session.name = fs::path(options.output).stem().string();
  session.sampleRate = commonRate(candidates);
  session.tempo = {TempoMark{}};
  session.timeSignatures = {TimeSignatureMark{}};
  for (Candidate& c : candidates) {
    if (!c.stem) {
      report.fault(c.path, c.fault);
    } else {
      addStem(session, std::move(*c.stem));
    }
  }
  return session;
}

}  // namespace

int runNew(const NewOptions& options) {
  Report report;
  if (options.stems.size() > static_cast<size_t>(kMaxTracks)) {
    report.fault(options.output, "would have " + std::to_string(options.stems.size()) +
                                     " tracks; a session holds " + std::to_string(kMaxTracks) +
                                     ". Mix some stems together first.");
    return report.exitStatus();
  }
  if (replacesInput(options.output, options.stems, report)) return report.exitStatus();
  const fs::path folder = fs::absolute(options.output).parent_path();
  std::vector<Candidate> candidates;
  for (const std::string& path : options.stems) candidates.push_back({path, std::nullopt, {}});
  runParallel("Reading stems", candidates.size(),
              [&](size_t i) { inspect(candidates[i], folder); });
  const Session session = makeSession(options, candidates, report);
  if (report.failed()) return report.exitStatus();

  // What the loader would refuse must not be written in the first place.
  const std::string document = writeSession(session);
  for (const Fault& fault : loadSession(document).faults) {
    report.fault(options.output, fault.pointer + ": " + fault.message);
  }
  if (report.failed()) return report.exitStatus();
  AtomicFile file;
  if (!file.open(options.output) || !file.write(document.data(), document.size()) ||
      !file.commit()) {
    report.fault(options.output, file.fault());
    return report.exitStatus();
  }
  const auto others =
      std::count_if(session.stems.begin(), session.stems.end(),
                    [&](const Stem& stem) { return stem.sampleRate != session.sampleRate; });
  std::printf("%s: %zu tracks at %g Hz", options.output.c_str(), session.tracks.size(),
              session.sampleRate);
  if (others > 0) std::printf(", %d of them converted to it", static_cast<int>(others));
  std::puts("");
  return report.exitStatus();
}

}  // namespace lathe::cli
