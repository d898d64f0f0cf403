#include "region/watch/picture/picture.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "contract/autoscaling.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "region/watch/picture/model_json.h"

namespace aws::region::watch {
namespace {

namespace json = boost::json;

constexpr std::size_t kActivities = 20;
constexpr int kEndedExperimentsShown = 10;

json::array load_balancers(const elbv2::Api& api) {
  json::array all;
  for (const auto& balancer : api.DescribeLoadBalancers({}).LoadBalancers) {
    auto object = as_object(elbv2::shapes::LoadBalancer, balancer);
    const auto listeners = api.DescribeListeners({.LoadBalancerArn = balancer.LoadBalancerArn});
    object["Listeners"] = as_object(elbv2::shapes::DescribeListenersResponse, listeners)["Listeners"];
    all.push_back(std::move(object));
  }
  return all;
}

json::object told(const TargetChecks& checks) {
  json::object object{{"Passes", checks.passes}, {"Failures", checks.failures}, {"Answer", checks.answer}};
  if (checks.last) object["Last"] = to_milliseconds(*checks.last);
  return object;
}

json::array target_groups(const elbv2::Api& api, const Balancing& balancing) {
  json::array all;
  for (const auto& group : api.DescribeTargetGroups({}).TargetGroups) {
    auto object = as_object(elbv2::shapes::TargetGroup, group);
    json::array targets;
    const auto arn = group.TargetGroupArn.value_or("");
    for (const auto& description : api.DescribeTargetHealth({.TargetGroupArn = arn}).TargetHealthDescriptions) {
      auto target = as_object(elbv2::shapes::TargetHealthDescription, description);
      const auto& which = *description.Target;
      const auto checks = balancing.checks({arn, fmt::format("{}:{}", which.Id.value_or(""), which.Port.value_or(0))});
      if (checks) target["Checks"] = told(*checks);
      targets.push_back(std::move(target));
    }
    object["Targets"] = std::move(targets);
    all.push_back(std::move(object));
  }
  return all;
}

json::array groups(const autoscaling::Api& api) {
  json::array all;
  for (const auto& group : api.DescribeAutoScalingGroups({.MaxRecords = 100}).AutoScalingGroups) {
    auto object = as_object(autoscaling::shapes::AutoScalingGroup, group);
    const auto activities = api.DescribeScalingActivities(
        {.AutoScalingGroupName = group.AutoScalingGroupName, .MaxRecords = static_cast<int>(kActivities)});
    object["Activities"] = as_object(autoscaling::shapes::DescribeScalingActivitiesResponse, activities)["Activities"];
    all.push_back(std::move(object));
  }
  return all;
}

// Few of its many members: there may be hundreds of them.
json::object told(const ec2::Instance& instance) {
  json::object object{{"InstanceId", instance.InstanceId.value_or("")},
                      {"InstanceType", instance.InstanceType.value_or("")},
                      {"ImageId", instance.ImageId.value_or("")},
                      {"PrivateIpAddress", instance.PrivateIpAddress.value_or("")}};
  if (instance.State) object["State"] = instance.State->Name.value_or("");
  if (instance.Placement) object["AvailabilityZone"] = instance.Placement->AvailabilityZone.value_or("");
  if (instance.LaunchTime) object["LaunchTime"] = to_milliseconds(*instance.LaunchTime);
  if (instance.IamInstanceProfile) object["InstanceProfile"] = instance.IamInstanceProfile->Arn.value_or("");
  for (const auto& tag : instance.Tags) {
    if (tag.Key == "aws:autoscaling:groupName") object["AutoScalingGroup"] = tag.Value.value_or("");
  }
  return object;
}

json::array instances(const ec2::Api& api) {
  json::array all;
  for (const auto& reservation : api.DescribeInstances({}).Reservations) {
    for (const auto& instance : reservation.Instances) all.push_back(told(instance));
  }
  return all;
}

json::array zones(const std::vector<ec2::AvailabilityZone>& zones) {
  json::array all;
  for (const auto& zone : zones) all.push_back(json::string(zone.ZoneName.value_or("")));
  return all;
}

// Zonal shifts know zones by these.
json::object zone_ids(const std::vector<ec2::AvailabilityZone>& zones) {
  json::object all;
  for (const auto& zone : zones) all[zone.ZoneName.value_or("")] = zone.ZoneId.value_or("");
  return all;
}

// Of their members those that tell which zone an experiment concerns.
json::array subnets(const ec2::Api& api) {
  json::array all;
  for (const auto& subnet : api.DescribeSubnets({}).Subnets) {
    all.push_back(json::object{{"SubnetId", subnet.SubnetId.value_or("")},
                               {"SubnetArn", subnet.SubnetArn.value_or("")},
                               {"AvailabilityZone", subnet.AvailabilityZone.value_or("")},
                               {"DefaultForAz", subnet.DefaultForAz.value_or(false)},
                               {"Tags", as_array(ec2::shapes::Tag, subnet.Tags)}});
  }
  return all;
}

json::array experiments(const Interventions& interventions) {
  json::array all;
  int ended = 0;
  for (const auto& experiment : interventions.experiments) {
    if (has_ended(experiment) && ++ended > kEndedExperimentsShown) continue;
    all.push_back(as_object(fis::shapes::Experiment, experiment));
  }
  return all;
}

}  // namespace

std::string Picture::draw(const Interventions& interventions) const {
  const elbv2::Api elbv2(services_);
  const ec2::Api ec2(services_);
  const auto all_zones = ec2.DescribeAvailabilityZones({}).AvailabilityZones;
  return json::serialize(json::object{
      {"LoadBalancers", load_balancers(elbv2)},
      {"TargetGroups", target_groups(elbv2, balancing_)},
      {"AutoScalingGroups", groups(autoscaling::Api(services_))},
      {"AvailabilityZones", zones(all_zones)},
      {"AvailabilityZoneIds", zone_ids(all_zones)},
      {"Subnets", subnets(ec2)},
      {"Instances", instances(ec2)},
      {"Experiments", experiments(interventions)},
      {"ExperimentTemplates", as_array(fis::shapes::ExperimentTemplateSummary, interventions.templates)},
      {"ManagedResources", as_array(zonalshift::shapes::ManagedResourceSummary, interventions.resources)}});
}

}  // namespace aws::region::watch
