#include "region/autoscaling/instances/transfer_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/instances/chosen_members.h"
#include "region/autoscaling/view.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

std::string count_of(std::size_t instances, std::string_view what = "instance") {
  return fmt::format("{} {}{}", instances, what, instances == 1 ? "" : "s");
}

void require_instances(const std::vector<std::string>& ids) {
  if (ids.empty()) throw validation_error("At least one instance ID is required.");
}

}  // namespace

void TransferService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::AttachInstances, this, &TransferService::attach);
  handlers.on(operations::DetachInstances, this, &TransferService::detach);
  handlers.on(operations::EnterStandby, this, &TransferService::enter_standby);
  handlers.on(operations::ExitStandby, this, &TransferService::exit_standby);
}

// A newcomer goes the way of one that the group has launched.
api::AttachInstancesResponse TransferService::attach(const api::AttachInstancesRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  require_instances(request.InstanceIds);
  const auto count = request.InstanceIds.size();
  if (group.desired_capacity + static_cast<int>(count) > group.max_size) {
    throw sizes_forbid(group, "attach " + count_of(count, "more instance"));
  }
  std::vector<Member> newcomers;
  for (const auto& id : request.InstanceIds) newcomers.push_back(checked_newcomer(group, id));
  parts_.store.transaction([&] {
    for (Member& member : newcomers) {
      const int from = group.desired_capacity++;
      const std::string& id = member.instance_id;
      parts_.ports.instances.adopt(id, group.name);
      member.activity_id =
          parts_.store
              .begin(group, {.description = fmt::format("Attaching an existing EC2 instance: {}", id),
                             .cause = cause_moved(parts_.clock.now(), id, "was attached", from, from + 1),
                             .details = details(member.subnet_id, member.zone)})
              .id;
      group.members.push_back(std::move(member));
    }
    parts_.store.put(group);
  });
  parts_.reconciler.changed(group.name);
  return {};
}

Member TransferService::checked_newcomer(const Group& group, const std::string& id) const {
  const auto found = parts_.ports.instances.find(id);
  if (!found) throw invalid_instances(id);
  if (const Group* other = parts_.store.group_of(id)) {
    throw validation_error(fmt::format("Instance {} is already part of AutoScalingGroup:{}", id, other->name));
  }
  if (found->state != InstanceState::kRunning) {
    throw validation_error(
        fmt::format("Instance {} is not in correct state. Instance(s) must be in 'running' state.", id));
  }
  if (!contains(group.zones, found->zone)) {
    throw validation_error(fmt::format("Instance {} is in Availability Zone {}, which AutoScalingGroup:{} does not use",
                                       id, found->zone, group.name));
  }
  return {.instance_id = id,
          .instance_type = found->instance_type,
          .zone = found->zone,
          .subnet_id = found->subnet_id,
          .protected_from_scale_in = group.new_instances_protected};
}

api::DetachInstancesResponse TransferService::detach(const api::DetachInstancesRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  require_instances(request.InstanceIds);
  const auto allowed = [](const Member& member) { return member.in(kInServiceState) || member.in(kStandbyState); };
  const auto members = chosen_members(group, request.InstanceIds, allowed, "InService or Standby");
  return {.Activities = depart(std::move(group), members, request.ShouldDecrementDesiredCapacity.value_or(false),
                               {kDetachingState, "Detaching EC2 instance", "was detached", "detach"})};
}

api::EnterStandbyResponse TransferService::enter_standby(const api::EnterStandbyRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  require_instances(request.InstanceIds);
  const auto allowed = [](const Member& member) { return member.in(kInServiceState); };
  const auto members = chosen_members(group, request.InstanceIds, allowed, "InService");
  return {.Activities = depart(
              std::move(group), members, request.ShouldDecrementDesiredCapacity.value_or(false),
              {kEnteringStandbyState, "Moving EC2 instance to Standby", "was moved to standby", "place into standby"})};
}

// Without the capacity's going down the group launches others in their place.
std::vector<api::Activity> TransferService::depart(Group group, const std::vector<Member*>& members, bool decrement,
                                                   const Departure& departure) {
  const auto counted = std::count_if(members.begin(), members.end(), [](const Member* one) { return one->counted(); });
  if (decrement && group.desired_capacity - counted < group.min_size) {
    throw sizes_forbid(group, fmt::format("{} {}", departure.doing, count_of(members.size())));
  }
  std::vector<api::Activity> activities;
  parts_.store.transaction([&] {
    for (Member* member : members) {
      const std::string& id = member->instance_id;
      std::string cause = cause_moved(parts_.clock.now(), id, departure.how);
      if (decrement && member->counted()) {
        const int from = group.desired_capacity--;
        cause = cause_moved(parts_.clock.now(), id, departure.how, from, from - 1);
      }
      const Activity begun = parts_.store.begin(group, {.description = fmt::format("{}: {}", departure.description, id),
                                                        .cause = std::move(cause),
                                                        .progress = 50,
                                                        .details = details(member->subnet_id, member->zone)});
      member->lifecycle_state = departure.state;
      member->activity_id = begun.id;
      activities.push_back(describe(begun));
    }
    parts_.store.put(group);
  });
  parts_.reconciler.changed(group.name);
  return activities;
}

api::ExitStandbyResponse TransferService::exit_standby(const api::ExitStandbyRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  require_instances(request.InstanceIds);
  const auto allowed = [](const Member& member) { return member.in(kStandbyState); };
  const auto members = chosen_members(group, request.InstanceIds, allowed, "Standby");
  if (group.desired_capacity + static_cast<int>(members.size()) > group.max_size) {
    throw sizes_forbid(group, "move out of standby " + count_of(members.size()));
  }
  api::ExitStandbyResponse response;
  parts_.store.transaction([&] {
    for (Member* member : members) {
      const int from = group.desired_capacity++;
      const std::string& id = member->instance_id;
      const Activity begun = parts_.store.begin(
          group, {.description = fmt::format("Moving EC2 instance out of Standby: {}", id),
                  .cause = cause_moved(parts_.clock.now(), id, "was moved out of standby", from, from + 1),
                  .status_code = "PreInService",
                  .progress = 30,
                  .details = details(member->subnet_id, member->zone)});
      member->lifecycle_state = kPendingState;
      member->activity_id = begun.id;
      response.Activities.push_back(describe(begun));
    }
    parts_.store.put(group);
  });
  parts_.reconciler.changed(group.name);
  return response;
}

}  // namespace aws::region::autoscaling
