// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/auto_scaler.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "contract/paginator.h"
#include "scenario/parts/despite_failures.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Pace kProfilePropagation{.every = 5s, .at_most = 2min};
constexpr Pace kTermination{.every = 5s, .at_most = 15min};
constexpr Pace kScalingActivity{.every = 5s, .at_most = 10min};
constexpr int kRefusalsThatMayPass = 5;  // of one instance, at as many looks: what was seen of the group may be old

// EC2 learns of a new instance profile some seconds after IAM.
bool profile_not_yet_known(const Error& error) {
  return error.is("ValidationError") && error.message().find("iamInstanceProfile") != std::string::npos;
}

bool group_is_busy(const Error& error) {
  return error.is("ScalingActivityInProgress") || error.is("ResourceInUse") || error.is("ResourceContention");
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool is_leaving(const autoscaling::Instance& instance) {
  return instance.LifecycleState.value_or("").starts_with("Terminat");
}

}  // namespace

void AutoScaler::create(const std::string& launch_template, const std::vector<std::string>& zones, int size) {
  bool created = false;
  waiting_.through("EC2 to know the instance profile", kProfilePropagation, profile_not_yet_known, [&] {
    created = waiting_.once("the group exists", "AlreadyExists", [&] {
      autoscaling_.CreateAutoScalingGroup(
          {.AutoScalingGroupName = name_,
           .LaunchTemplate = {{.LaunchTemplateName = launch_template, .Version = "$Default"}},
           .MinSize = size,
           .MaxSize = size,
           .AvailabilityZones = zones,
           .Tags = {{.Key = tag_.key, .Value = tag_.value, .PropagateAtLaunch = true}}});
    });
  });
  if (created) {
    console_.info(fmt::format("Created EC2 Auto Scaling group {} with availability zones ['{}'].", name_,
                              fmt::join(zones, "', '")));
  } else if (find()) {
    console_.info(fmt::format("EC2 Auto Scaling group {} exists already, using it.", name_));
  } else {
    throw not_ours("Auto Scaling group " + name_, tag_);
  }
}

// snippet-start:[cpp.example_code.auto-scaling.AttachLoadBalancerTargetGroups]
void AutoScaler::attach_target_group(const std::string& arn) {
  autoscaling_.AttachLoadBalancerTargetGroups({.AutoScalingGroupName = name_, .TargetGroupARNs = {arn}});
}
// snippet-end:[cpp.example_code.auto-scaling.AttachLoadBalancerTargetGroups]

std::optional<autoscaling::AutoScalingGroup> AutoScaler::find() {
  auto reply = autoscaling_.DescribeAutoScalingGroups({.AutoScalingGroupNames = {name_}});
  if (reply.AutoScalingGroups.empty() || !tag_.is_among(reply.AutoScalingGroups.front().Tags)) return std::nullopt;
  return std::move(reply.AutoScalingGroups.front());
}

std::vector<std::string> AutoScaler::instances() {
  std::vector<std::string> ids;
  const auto group = find().value_or(autoscaling::AutoScalingGroup());
  for (const auto& instance : group.Instances) {
    if (!is_leaving(instance)) ids.push_back(instance.InstanceId.value_or(""));
  }
  return ids;
}

std::map<std::string, std::string> AutoScaler::members() {
  std::map<std::string, std::string> zones;
  const auto group = find().value_or(autoscaling::AutoScalingGroup());
  for (const auto& instance : group.Instances) {
    if (!is_leaving(instance)) zones[instance.InstanceId.value_or("")] = instance.AvailabilityZone.value_or("");
  }
  return zones;
}

std::set<std::string> AutoScaler::all_zones() {
  const auto group = find().value_or(autoscaling::AutoScalingGroup());
  return {group.AvailabilityZones.begin(), group.AvailabilityZones.end()};
}

std::set<std::string> AutoScaler::zones() {
  std::set<std::string> zones;
  for (const auto& [id, zone] : members()) zones.insert(zone);
  return zones;
}

int AutoScaler::size() { return find().value_or(autoscaling::AutoScalingGroup()).DesiredCapacity.value_or(0); }

void AutoScaler::replace_instance(const std::string& instance_id) {
  bool tried = false;
  waiting_.until_certain("the instance is terminated", [&] {
    if (std::exchange(tried, true) && !contains(instances(), instance_id)) return;
    autoscaling_.TerminateInstanceInAutoScalingGroup(
        {.InstanceId = instance_id, .ShouldDecrementDesiredCapacity = false});
  });
  console_.info(fmt::format("Terminated instance {}.", instance_id));
}

void AutoScaler::destroy() {
  if (find() && !is_deleted_with_its_instances(terminate_instances())) {
    // The last way: its size is 0, so that it starts no others for those that are ended over its head.
    terminate_stragglers();
    delete_group(Force::kNo);
  }
  terminate_stragglers();
}

// Instances that were taken out of the group, or outlived it, end when they are told to.
void AutoScaler::terminate_stragglers() {
  std::set<std::string> told;
  waiting_.until("the last instances to terminate", kTermination, [&] {
    const auto left = live_instances();
    std::vector<std::string> untold;
    for (const auto& id : left) {
      if (told.insert(id).second) untold.push_back(id);
    }
    if (!untold.empty()) terminate(untold);
    return left.empty();
  });
}

// One that EC2 refuses to terminate keeps all that are named with it.
void AutoScaler::terminate(const std::vector<std::string>& ids) {
  try {
    ec2_.TerminateInstances({.InstanceIds = ids});
  } catch (const Error&) {
    if (ids.size() == 1) throw;
    DespiteFailures each;
    for (const auto& id : ids) each([&] { ec2_.TerminateInstances({.InstanceIds = {id}}); });
    each.throw_first();
  }
}

AutoScaler::Remainder AutoScaler::terminate_instances() {
  try {
    // With the minimum at 0 the group may shrink, which it does only as instances are terminated with a decrement.
    waiting_.through("the group to be ready for a change", kScalingActivity, group_is_busy,
                     [&] { autoscaling_.UpdateAutoScalingGroup({.AutoScalingGroupName = name_, .MinSize = 0}); });
    return shrink_to_nothing();
  } catch (const Error& error) {
    console_.info(fmt::format("The group cannot be emptied ({}). It is deleted with its instances.", error.what()));
    return Remainder::kRefused;
  }
}

AutoScaler::Remainder AutoScaler::shrink_to_nothing() {
  bool first_look = true;
  auto remainder = Remainder::kSome;
  Refusals refusals;
  waiting_.until("the group's instances to terminate", kTermination, [&] {
    remainder = shrink(refusals);
    if (remainder != Remainder::kSome) return true;
    if (!first_look) console_.info("Some instances are still running. Waiting for them to stop...");
    first_look = false;
    return false;
  });
  return remainder;
}

AutoScaler::Remainder AutoScaler::shrink(Refusals& refusals) {
  const auto group = find();
  if (!group) return Remainder::kNothing;
  if (!group->Instances.empty()) return terminate_rest(*group, refusals);
  if (group->DesiredCapacity.value_or(0) == 0) return Remainder::kNothing;
  set_size_to_zero();  // a replacement is about to be started for one that was lost before the minimum was lowered
  return Remainder::kSome;
}

void AutoScaler::set_size_to_zero() {
  waiting_.through("the group to be ready for a change", kScalingActivity, group_is_busy, [&] {
    autoscaling_.UpdateAutoScalingGroup({.AutoScalingGroupName = name_, .MinSize = 0, .DesiredCapacity = 0});
  });
}

AutoScaler::Remainder AutoScaler::terminate_rest(const autoscaling::AutoScalingGroup& group, Refusals& refusals) {
  for (const auto& instance : group.Instances) {
    if (is_leaving(instance)) continue;
    const std::string id = instance.InstanceId.value_or("");
    try {
      autoscaling_.TerminateInstanceInAutoScalingGroup({.InstanceId = id, .ShouldDecrementDesiredCapacity = true});
      console_.info(fmt::format("Stopping {}.", id));
    } catch (const Error& error) {
      // Busy, or nobody knows, or it has left in the meantime, or the capacity is at 0 already and the group itself
      // will remove it: the next look tells.
      if (group_is_busy(error) || is_lost(error)) continue;
      const bool at_zero = group.DesiredCapacity.value_or(0) == 0;
      if (error.is("ValidationError") && (at_zero || ++refusals[id] < kRefusalsThatMayPass)) continue;
      console_.info(
          fmt::format("The group refuses to stop {} ({}). It is deleted with its instances.", id, error.what()));
      return Remainder::kRefused;
    }
  }
  return Remainder::kSome;
}

// One that did not let its instances go takes them along. False when it refuses that as well.
bool AutoScaler::is_deleted_with_its_instances(Remainder remainder) {
  if (remainder != Remainder::kRefused) {
    delete_group(Force::kNo);
    return true;
  }
  DespiteFailures each;
  const bool stays_empty = each([&] { set_size_to_zero(); });
  if (each([&] { delete_group(Force::kYes); })) return true;
  if (!stays_empty) each.throw_first();
  console_.info(fmt::format("The group refuses to be deleted ({}). Its instances are terminated first.", each.last()));
  return false;
}

void AutoScaler::delete_group(Force force) {
  const auto forced = force == Force::kYes ? std::optional(true) : std::nullopt;
  const auto will_pass = [](const Error& error) { return group_is_busy(error) || is_lost(error); };
  waiting_.through("the group's last scaling activity to end", kScalingActivity, will_pass, [&] {
    if (find()) autoscaling_.DeleteAutoScalingGroup({.AutoScalingGroupName = name_, .ForceDelete = forced});
  });
  waiting_.until("the group to be deleted", kScalingActivity, [&] { return !find(); });
  console_.info(fmt::format("Deleted EC2 Auto Scaling group {}.", name_));
}

std::vector<std::string> AutoScaler::live_instances() {
  const ec2::DescribeInstancesRequest alive{
      .Filters = {
          {.Name = "tag:" + tag_.key, .Values = {tag_.value}},
          {.Name = "instance-state-name", .Values = {"pending", "running", "shutting-down", "stopping", "stopped"}}}};
  std::vector<std::string> ids;
  contract::for_each_page(ec2::paginators::DescribeInstances, ec2_, alive, [&](const auto& page) {
    for (const auto& reservation : page.Reservations) {
      for (const auto& instance : reservation.Instances) ids.push_back(instance.InstanceId.value_or(""));
    }
  });
  return ids;
}

std::vector<std::string> AutoScaler::existing() {
  std::vector<std::string> found;
  if (find()) found.push_back("Auto Scaling group " + name_);
  for (const auto& id : live_instances()) found.push_back("instance " + id);
  return found;
}

}  // namespace aws::scenario
