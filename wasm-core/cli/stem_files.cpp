#include "cli/stem_files.h"

#include <filesystem>

#include "cli/converted_file.h"
#include "cli/input_file.h"
#include "cli/parallel.h"

namespace lathe::cli {
namespace {

namespace fs = std::filesystem;

struct Found {
  std::string path;   // empty: not found
  std::string fault;  // why not, with the remedy
};

std::vector<fs::path> candidates(const Stem& stem, const fs::path& sessionFolder,
                                 const std::string& stemsFolder) {
  std::vector<fs::path> out;
  if (!stem.path.empty()) out.push_back(sessionFolder / stem.path);
  out.push_back(sessionFolder / stem.name);
  if (!stemsFolder.empty()) out.push_back(fs::path(stemsFolder) / stem.name);
  return out;
}

Found findStem(const Stem& stem, const fs::path& sessionFolder, const std::string& stemsFolder) {
  std::string changed;
  std::error_code ignored;
  for (const fs::path& path : candidates(stem, sessionFolder, stemsFolder)) {
    if (!fs::is_regular_file(path, ignored)) continue;
    FormatFault fault;
    const std::string hash = hashFile(path.string(), fault);
    if (hash == stem.fileSha256) return {path.string(), {}};
    if (hash.empty()) return {{}, fault.problem + ". " + fault.remedy};
    changed = path.string();
  }
  if (!changed.empty()) {
    return {{},
            "is not the file this session was made with: " + changed +
                " has another SHA-256. Put the original back, or name its folder with --stems."};
  }
  return {{},
          "cannot be found beside the session file" +
              std::string(stemsFolder.empty() ? "" : " or in " + stemsFolder) +
              ". Put it there, or name its folder with --stems."};
}

std::string figures(int64_t frames, int channels, double rate) {
  return std::to_string(frames) + " frames, " + std::to_string(channels) + " channels, " +
         std::to_string(static_cast<int64_t>(rate)) + " Hz";
}

// True where the opened file is what the document says it is.
bool fits(const Stem& stem, const PcmLayout& layout, Report& report) {
  if (layout.frames != stem.frames || layout.channels != stem.channels ||
      layout.sampleRate != stem.sampleRate) {
    report.fault(stem.name, "does not hold what the session says: " +
                                figures(layout.frames, layout.channels, layout.sampleRate) +
                                " instead of " +
                                figures(stem.frames, stem.channels, stem.sampleRate) +
                                ". Make the session again with: lathe new.");
    return false;
  }
  return true;
}

// Puts the stems of other rates at the session's. False where one could not be converted.
bool convertStems(const Session& session, StemFiles& stems, Report& report) {
  std::vector<size_t> others;
  for (size_t i = 0; i < stems.files.size(); ++i) {
    if (stems.files[i]->layout().sampleRate != session.sampleRate) others.push_back(i);
  }
  if (others.empty()) return true;
  std::vector<FormatFault> faults(others.size());
  runParallel("Converting stems", others.size(), [&](size_t i) {
    const size_t stem = others[i];
    auto converted =
        ConvertedFile::make(*stems.files[stem], static_cast<int>(session.sampleRate), faults[i]);
    if (!converted) return;
    stems.nonFiniteSamples[stem] = converted->nonFiniteSamples();
    stems.files[stem] = std::move(converted);
  });
  bool allDone = true;
  for (size_t i = 0; i < others.size(); ++i) {
    if (faults[i].empty()) continue;
    report.fault(stems.paths[others[i]], faults[i]);
    allDone = false;
  }
  return allDone;
}

}  // namespace

std::vector<PcmLayout> StemFiles::layouts() const {
  std::vector<PcmLayout> out;
  for (const auto& file : files) out.push_back(file->layout());
  return out;
}

std::optional<StemFiles> openStems(const Session& session, const std::string& sessionPath,
                                   const std::string& stemsFolder, Report& report) {
  const fs::path folder = fs::path(sessionPath).parent_path();
  std::vector<Found> found(session.stems.size());
  runParallel("Checking stems", found.size(),
              [&](size_t i) { found[i] = findStem(session.stems[i], folder, stemsFolder); });
  StemFiles stems;
  for (size_t i = 0; i < found.size(); ++i) {
    const Stem& stem = session.stems[i];
    if (found[i].path.empty()) {
      report.fault(stem.name, found[i].fault);
      continue;
    }
    FormatFault fault;
    auto file = openAudioFile(found[i].path, fault);
    if (!file) {
      report.fault(found[i].path, fault);
    } else if (fits(stem, file->layout(), report)) {
      stems.paths.push_back(found[i].path);
      stems.files.push_back(std::move(file));
    }
  }
  if (stems.files.size() != session.stems.size()) return std::nullopt;
  stems.nonFiniteSamples.assign(stems.files.size(), 0);
  if (!convertStems(session, stems, report)) return std::nullopt;
  return stems;
}

}  // namespace lathe::cli
