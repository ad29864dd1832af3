#include "session/loader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "params/json_text.h"
#include "session/object_reader.h"
#include "session/session_shape.h"

namespace lathe {
namespace {

/// kMigrations[n − 1] brings a tree of version n to version n + 1; the array's
/// length makes sure that a new version comes with its step.
using MigrationStep = void (*)(JsonTree&);
constexpr std::array<MigrationStep, kSessionVersion - 1> kMigrations{};

/// The document's version, or 0 and one fault where it is not a session that can be read.
int readVersion(const JsonTree& tree, ReadContext& context) {
  const NodeIndex root = tree.root();
  if (tree.kind(root) != JsonKind::Object) {
    context.addFault(root,
                     "The document is not an object, so it is no session. Open a file that Lathe "
                     "has saved.");
    return 0;
  }
  const NodeIndex format = tree.member(root, "format");
  if (format == kNoNode || tree.kind(format) != JsonKind::Text ||
      tree.text(format) != kSessionFormat) {
    context.addFault(root, "format",
                     "is not \"lathe-session\", so the document is no session. Open a file that "
                     "Lathe has saved.");
    return 0;
  }
  const NodeIndex version = tree.member(root, "version");
  const double number =
      version != kNoNode && tree.kind(version) == JsonKind::Number ? tree.number(version) : 0.0;
  if (number > kSessionVersion) {
    context.addFault(root, "version",
                     "is " + plainNumber(number) +
                         ": the session was made by a newer version of Lathe, and this one reads "
                         "up to version " +
                         plainNumber(kSessionVersion) + ". Update Lathe to open it.");
    return 0;
  }
  for (int known = 1; known <= kSessionVersion; ++known) {
    if (number == known) return known;
  }
  context.addFault(root, "version",
                   "is not the number of a version of the session document. Open a file that "
                   "Lathe has saved.");
  return 0;
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// Turns byte offsets into lines and columns in one pass over the text.
std::vector<Fault> placeFaults(std::string_view text, std::vector<PlacedFault>& placed) {
  // By insertion: they are few, and nearly in order already.
  for (size_t i = 1; i < placed.size(); ++i) {
    for (size_t j = i; j > 0 && placed[j].byteOffset < placed[j - 1].byteOffset; --j) {
      std::swap(placed[j], placed[j - 1]);
    }
  }
  std::vector<Fault> faults;
  size_t at = 0;
  int line = 1;
  int column = 1;
  for (PlacedFault& fault : placed) {
    for (; at < std::min(fault.byteOffset, text.size()); ++at) {
      if (text[at] == '\n') {
        ++line;
        column = 1;
      } else if (!isContinuation(text[at])) {
        ++column;
      }
    }
    faults.push_back({std::move(fault.pointer), std::move(fault.message), line, column});
  }
  return faults;
}

std::vector<Fault> placeFaults(std::string_view text, ReadContext& context) {
  std::vector<Fault> faults = placeFaults(text, context.faults);
  if (context.faultsLeftOut > 0) {
    faults.push_back({"",
                      "There are " + plainNumber(static_cast<double>(context.faultsLeftOut)) +
                          " more faults. Correct those listed first, then open it again.",
                      1, 1});
  }
  return faults;
}

bool parseInto(JsonTree& tree, std::string_view json, LoadResult& result) {
  std::vector<PlacedFault> unreadable;
  if (tree.parse(json, unreadable)) return true;
  result.faults = placeFaults(json, unreadable);
  return false;
}

LoadResult finished(std::string_view json, ReadContext& context, Session& session) {
  LoadResult result;
  if (context.faults.empty()) {
    result.session = std::move(session);
  } else {
    result.faults = placeFaults(json, context);
  }
  return result;
}

LoadResult loadSession(std::string_view json, JsonTree& tree) {
  ReadContext context(tree);
  Session session;
  const int version = readVersion(tree, context);
  if (version == 0) return finished(json, context, session);
  for (size_t step = static_cast<size_t>(version) - 1; step < kMigrations.size(); ++step) {
    kMigrations[step](tree);
  }
  ObjectReader reader(context, tree.root());
  describeSession(reader, session);
  reader.finish();
  context.refuseIdsGivenTwice();
  return finished(json, context, session);
}

}  // namespace

LoadResult loadSession(std::string_view json) {
  LoadResult result;
  JsonTree tree;
  if (!parseInto(tree, json, result)) return result;
  return loadSession(json, tree);
}

LoadResult loadMasterSettings(std::string_view json) {
  LoadResult result;
  JsonTree tree;
  if (!parseInto(tree, json, result)) return result;
  const NodeIndex root = tree.root();
  if (tree.kind(root) != JsonKind::Object || tree.member(root, "format") != kNoNode) {
    return loadSession(json, tree);
  }
  ReadContext context(tree);
  Session session;
  ObjectReader reader(context, root);
  session.sampleRate = 0.0;
  describeMaster(reader, session);
  reader.finish();
  return finished(json, context, session);
}

}  // namespace lathe
