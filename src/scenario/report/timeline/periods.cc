#include "scenario/report/timeline/periods.h"

#include <algorithm>
#include <map>

namespace aws::scenario {
namespace {

using Lane = std::vector<HealthPeriod>;  // of one target

// What a look says of the target of a lane.
Target state_in(const Look& look, const Target& target) {
  const auto found = std::ranges::find(look.health, target.id, &Target::id);
  return found == look.health.end() ? Target{.id = target.id, .port = target.port, .state = "gone"} : *found;
}

void extend(Lane& lane, const Look& look) {
  lane.back().to = look.at;
  Target now = state_in(look, lane.back().target);
  if (now != lane.back().target) lane.push_back({.target = std::move(now), .from = look.at, .to = look.at});
}

}  // namespace

std::vector<Answers> answers(std::span<const StageResult> stages) {
  std::map<std::pair<Answer, int>, Answers> kinds;
  for (const StageResult& stage : stages) {
    for (const Reply& reply : stage.replies) {
      Answers& same = kinds[{reply.answer, reply.status}];
      if (same.count++ == 0) same = {.kind = kind(reply), .count = 1, .first = reply.at};
      same.last = reply.at;
    }
  }
  std::vector<Answers> result;
  for (auto& [which, same] : kinds) result.push_back(std::move(same));
  return result;
}

std::vector<HealthPeriod> health_periods(std::span<const StageResult> stages) {
  std::vector<Lane> lanes;
  for (const StageResult& stage : stages) {
    for (const Look& look : stage.looks) {
      for (Lane& lane : lanes) extend(lane, look);
      for (const Target& target : look.health) {
        const auto known = [&](const Lane& lane) { return lane.front().target.id == target.id; };
        if (std::ranges::none_of(lanes, known)) lanes.push_back({{.target = target, .from = look.at, .to = look.at}});
      }
    }
  }
  std::vector<HealthPeriod> periods;
  for (const Lane& lane : lanes) periods.insert(periods.end(), lane.begin(), lane.end());
  return periods;
}

}  // namespace aws::scenario
