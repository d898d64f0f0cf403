#include "region/chaos/call_mishaps.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/wildcard.h"
#include "region/chaos/answers.h"
#include "region/chaos/caller_name.h"

namespace aws::region::chaos {
namespace {

constexpr double kHalf = 0.5;

bool concerns(const Rule& rule, const contract::Call& call, std::string_view operation) {
  return text::matches_wildcards(rule.operations, operation) &&
         text::matches_wildcards(rule.callers, caller_name(call.principal.arn)) &&
         (!rule.from || rule.from(call.circumstances->at("aws:SourceIp").at(0)));
}

}  // namespace

frontdoor::Mishap CallMishaps::next(const contract::Call& call) {
  const contract::Operation& operation = call.operation;
  const std::string name = fmt::format("{}.{}", operation.service->name, operation.name);
  for (const auto& [id, rule] : faults_.rules()) {
    if (concerns(rule, call, name) && draws_.hit(rule.share)) return mishap(rule, operation);
  }
  return {};
}

frontdoor::Mishap CallMishaps::mishap(const Rule& rule, const contract::Operation& operation) {
  const contract::Service& service = *operation.service;
  switch (rule.trouble) {
    case Trouble::kThrottle:
      return {.carried_out = false, .answer = throttled(operation)};
    case Trouble::kFail:
      return {.carried_out = false, .answer = draws_.hit(kHalf) ? broken(service) : unavailable(service)};
    case Trouble::kBreak:
      return {.carried_out = false, .answer = broken(service)};
    case Trouble::kRefuse:
      return {.carried_out = false, .answer = unavailable(service)};
    case Trouble::kLose:
      if (draws_.hit(kHalf)) return {.answer = broken(service)};
      return {.delivery = http::Delivery::kDropped};
    case Trouble::kHang:
      return {.carried_out = false, .delivery = http::Delivery::kWithheld};
    case Trouble::kSlow:
      break;
  }
  return {.delay = std::max(rule.by + draws_.within(rule.jitter), std::chrono::milliseconds(0))};
}

}  // namespace aws::region::chaos
