#include "region/watch/history/chronicle.h"

#include <fmt/format.h>

#include <algorithm>

namespace aws::region::watch {
namespace {

std::string with_reason(std::string what, const std::string& reason) {
  return reason.empty() ? what : fmt::format("{}: {}", what, reason);
}

std::string what_it_does(const aws::fis::Experiment& experiment) {
  std::string actions;
  for (const auto& [_, action] : experiment.actions) {
    if (!actions.empty()) actions += ", ";
    actions += action.actionId.value_or("");
  }
  return "started: " + actions;
}

// By its name, where it is still there.
std::string name_of(const std::string& arn, const Interventions& now) {
  const auto found = std::ranges::find_if(now.resources, [&arn](const auto& resource) { return resource.arn == arn; });
  return found == now.resources.end() ? arn : found->name.value_or(arn);
}

}  // namespace

std::vector<Event> Chronicle::news(const Interventions& now, Timestamp seen_at) {
  std::vector<Event> news;
  for (const auto& experiment : now.experiments) tell(experiment, news);
  for (const auto& shift : now.shifts) {
    tell(shift, name_of(shift.resourceIdentifier.value_or(""), now), seen_at, news);
  }
  std::ranges::stable_sort(news, {}, &Event::at);
  return news;
}

void Chronicle::tell(const aws::fis::Experiment& experiment, std::vector<Event>& news) {
  const auto id = experiment.id.value_or("");
  const auto began = experiment.startTime ? experiment.startTime : experiment.creationTime;
  if (began && begun_.insert(id).second && *began >= since_) {
    news.push_back({{"experiment", id, what_it_does(experiment)}, *began});
  }
  if (!has_ended(experiment) || !experiment.endTime || !ended_.insert(id).second || *experiment.endTime < since_)
    return;
  const auto& state = *experiment.state;
  const bool as_planned = state.status == "completed" && !experiment.tags.contains("resilient-service:verdict");
  news.push_back({{"experiment", id, with_reason(*state.status, as_planned ? "" : state.reason.value_or(""))},
                  *experiment.endTime});
}

void Chronicle::tell(const aws::zonalshift::ZonalShiftSummary& shift, const std::string& resource, Timestamp seen_at,
                     std::vector<Event>& news) {
  const auto id = shift.zonalShiftId.value_or("");
  const auto began = shift.startTime.value_or(since_);
  const auto expires = shift.expiryTime.value_or(seen_at);
  const bool active = shift.status == "ACTIVE";
  const auto away = "away from " + shift.awayFrom.value_or("");
  if (began >= since_ && begun_.insert(id).second) {
    news.push_back({{"zonal shift", resource, with_reason(away, shift.comment.value_or(""))}, began});
  }
  const bool expired = shift.status == "EXPIRED";
  // Of one that began before, the end is told when it was seen to go on, or says itself that it was since.
  if (active || (expired && expires >= since_)) begun_.insert(id);
  if (active || !begun_.contains(id) || !ended_.insert(id).second) return;
  const auto at = expired ? std::min(expires, seen_at) : seen_at;
  news.push_back({{"zonal shift", resource, fmt::format("{} {}", away, expired ? "is over" : "is canceled")}, at});
}

}  // namespace aws::region::watch
