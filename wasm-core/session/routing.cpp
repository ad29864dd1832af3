#include "session/routing.h"

#include <algorithm>

#include "session/fault.h"

namespace lathe {
namespace {

template <class Visit>
void forEachFed(const StripDocument& strip, Visit visit) {
  visit(strip.outputBus);
  for (const Send& send : strip.sends) visit(send.busIndex);
}

/// Raises what each bus feeds above it, until nothing rises any more; false after more rounds
/// than any loopless routing can take.
bool settleLevels(const Session& session, std::vector<int>& level) {
  level.assign(session.buses.size(), 1);
  for (size_t round = 0; round <= session.buses.size(); ++round) {
    bool risen = false;
    for (size_t from = 1; from < session.buses.size(); ++from) {
      forEachFed(session.buses[from].strip, [&](int to) {
        int& fed = level[static_cast<size_t>(to)];
        if (fed > level[from]) return;
        fed = level[from] + 1;
        risen = true;
      });
    }
    if (!risen) return true;
  }
  return false;
}

}  // namespace

bool isMixFirstAndOnce(const Session& session) {
  if (session.buses.empty() || session.buses[0].id != "mix") return false;
  const StripDocument& mix = session.buses[0].strip;
  return session.buses[0].kind == BusKind::Mix && mix.outputBus == 0 && mix.sends.empty() &&
         countBuses(session, BusKind::Mix) == 1;
}

bool isEachBusSentToOnce(const StripDocument& strip) {
  for (auto send = strip.sends.begin(); send != strip.sends.end(); ++send) {
    const auto toTheSame = [send](const Send& other) { return other.busIndex == send->busIndex; };
    if (std::any_of(strip.sends.begin(), send, toTheSame)) return false;
  }
  return true;
}

bool hasOneKeyEach(const StripDocument& strip) {
  return std::adjacent_find(strip.keys.begin(), strip.keys.end(),
                            [](const StageKey& a, const StageKey& b) {
                              return a.stage == b.stage;
                            }) == strip.keys.end();
}

int countBuses(const Session& session, BusKind kind) {
  return static_cast<int>(std::count_if(session.buses.begin(), session.buses.end(),
                                        [kind](const Bus& bus) { return bus.kind == kind; }));
}

std::vector<int> busLevels(const Session& session) {
  std::vector<int> level;
  if (!settleLevels(session, level)) return {};
  return level;
}

std::vector<int> findRoutingLoop(const Session& session) {
  std::vector<int> level;
  if (settleLevels(session, level)) return {};
  // Whatever rose beyond the number of buses is fed by a loop. Walk back from it: every bus on
  // the way is fed by one at most one level lower, and the way must close.
  const auto feeds = [&session](int from, int to) {
    bool found = false;
    forEachFed(session.buses[static_cast<size_t>(from)].strip,
               [&](int fed) { found |= fed == to; });
    return found;
  };
  std::vector<int> way{
      static_cast<int>(std::max_element(level.begin() + 1, level.end()) - level.begin())};
  while (true) {
    int before = -1;
    for (int bus = 1; bus < static_cast<int>(session.buses.size()); ++bus) {
      if (!feeds(bus, way.back())) continue;
      if (before < 0 || level[static_cast<size_t>(bus)] > level[static_cast<size_t>(before)]) {
        before = bus;
      }
    }
    const auto seen = std::find(way.begin(), way.end(), before);
    if (seen != way.end()) {
      std::vector<int> loop(seen, way.end());
      std::reverse(loop.begin(), loop.end());
      std::rotate(loop.begin(), std::min_element(loop.begin(), loop.end()), loop.end());
      return loop;
    }
    way.push_back(before);
  }
}

std::string describeRoutingLoop(const Session& session, const std::vector<int>& loop) {
  std::string message = "has a loop: ";
  for (const int bus : loop) {
    message += inQuotes(session.buses[static_cast<size_t>(bus)].id) + " feeds ";
  }
  return message + inQuotes(session.buses[static_cast<size_t>(loop.front())].id) +
         ". Send one of them elsewhere.";
}

}  // namespace lathe
