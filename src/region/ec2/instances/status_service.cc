#include "region/ec2/instances/status_service.h"

#include <algorithm>

#include "base/text/base64.h"
#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/instances/max_results.h"
#include "region/ec2/network/default_vpc.h"
#include "region/ec2/pages.h"
#include "region/ec2/unmanaged.h"
#include "region/service/unless_empty.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

using Status = api::InstanceStatusEntry;

// Both checks see the same here: an instance fails neither once it is up, and is not checked unless it runs.
api::InstanceStatusSummary summary(const Instance& instance) {
  if (!instance.is(instance_state::kRunning)) return {.Status = "not-applicable"};
  const bool up = instance.booted;
  return {.Details = {{.Name = "reachability", .Status = up ? "passed" : "initializing"}},
          .Status = up ? "ok" : "initializing"};
}

// A volume is part of its instance here.
api::EbsStatusSummary volume_summary(const Instance& instance) {
  const auto seen = summary(instance);
  api::EbsStatusSummary volumes{.Status = seen.Status};
  for (const auto& detail : seen.Details) volumes.Details.push_back({.Name = detail.Name, .Status = detail.Status});
  return volumes;
}

Status status_view(const Instance& instance) {
  return {.AvailabilityZone = instance.zone,
          .InstanceId = instance.id,
          .InstanceState = to_state(instance.state),
          .InstanceStatus = summary(instance),
          .SystemStatus = summary(instance),
          .AvailabilityZoneId = zone_id_of(instance.zone),
          .AttachedEbsStatus = volume_summary(instance),
          .Operator = unmanaged()};
}

Values reachability(const std::optional<api::InstanceStatusSummary>& summary) {
  return summary->Details.empty() ? Values{} : values(summary->Details.front().Status);
}

// Nothing is ever scheduled for an instance, so it has no events.
const Filterable<Status>& filterable_statuses() {
  const auto none = [](const Status&) { return Values{}; };
  static const Filterable<Status> table{
      {{"availability-zone", [](const Status& it) { return values(it.AvailabilityZone); }},
       {"event.code", none},
       {"event.description", none},
       {"event.instance-event-id", none},
       {"event.not-after", none},
       {"event.not-before", none},
       {"event.not-before-deadline", none},
       {"attached-ebs-status.status", [](const Status& it) { return values(it.AttachedEbsStatus->Status); }},
       {"instance-state-code", [](const Status& it) { return values(it.InstanceState->Code); }},
       {"instance-state-name", [](const Status& it) { return values(it.InstanceState->Name); }},
       {"instance-status.reachability", [](const Status& it) { return reachability(it.InstanceStatus); }},
       {"instance-status.status", [](const Status& it) { return values(it.InstanceStatus->Status); }},
       {"system-status.reachability", [](const Status& it) { return reachability(it.SystemStatus); }},
       {"system-status.status", [](const Status& it) { return values(it.SystemStatus->Status); }}}};
  return table;
}

}  // namespace

void StatusService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeInstanceStatus, this, &StatusService::describe);
  handlers.on(api::operations::GetConsoleOutput, this, &StatusService::console_output);
}

api::DescribeInstanceStatusResponse StatusService::describe(const api::DescribeInstanceStatusRequest& request) const {
  check_max_results(request.MaxResults);
  if (request.MaxResults && !request.InstanceIds.empty()) throw errors::max_results_with_ids("instancesSet");
  instances_.get(request.InstanceIds);
  const auto& ids = request.InstanceIds;
  std::vector<Status> found;
  for (const auto& [id, instance] : instances_.all()) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) continue;
    if (request.IncludeAllInstances.value_or(false) || instance.is(instance_state::kRunning)) {
      found.push_back(status_view(instance));
    }
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_statuses()),
      [](const Status& it) { return *it.InstanceId; }, request.MaxResults, request.NextToken);
  return {.InstanceStatuses = std::move(page.items), .NextToken = page.next};
}

// As AWS sends it: Base64 inside of the text.
api::GetConsoleOutputResponse StatusService::console_output(const api::GetConsoleOutputRequest& request) const {
  const std::string id = request.InstanceId.value_or("");
  instances_.get({id});
  return {.InstanceId = id,
          .Output = unless_empty(text::base64_encode(lifecycle_.console_output(id))),
          .Timestamp = clock_.now()};
}

}  // namespace aws::region::ec2
