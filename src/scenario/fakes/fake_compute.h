// EC2 and Auto Scaling as far as the workflow uses them.
#pragma once

#include "contract/autoscaling.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "scenario/fakes/world.h"

namespace aws::scenario {

class FakeEc2 {
 public:
  FakeEc2(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(ec2::operations::CreateLaunchTemplate, this, &FakeEc2::CreateLaunchTemplate);
    handlers.on(ec2::operations::DescribeLaunchTemplates, this, &FakeEc2::DescribeLaunchTemplates);
    handlers.on(ec2::operations::DeleteLaunchTemplate, this, &FakeEc2::DeleteLaunchTemplate);
    handlers.on(ec2::operations::DescribeAvailabilityZones, this, &FakeEc2::DescribeAvailabilityZones);
    handlers.on(ec2::operations::DescribeVpcs, this, &FakeEc2::DescribeVpcs);
    handlers.on(ec2::operations::DescribeSubnets, this, &FakeEc2::DescribeSubnets);
    handlers.on(ec2::operations::DescribeSecurityGroups, this, &FakeEc2::DescribeSecurityGroups);
    handlers.on(ec2::operations::AuthorizeSecurityGroupIngress, this, &FakeEc2::AuthorizeSecurityGroupIngress);
    handlers.on(ec2::operations::RevokeSecurityGroupIngress, this, &FakeEc2::RevokeSecurityGroupIngress);
    handlers.on(ec2::operations::DescribeInstances, this, &FakeEc2::DescribeInstances);
    handlers.on(ec2::operations::DescribeIamInstanceProfileAssociations, this,
                &FakeEc2::DescribeIamInstanceProfileAssociations);
    handlers.on(ec2::operations::ReplaceIamInstanceProfileAssociation, this,
                &FakeEc2::ReplaceIamInstanceProfileAssociation);
    handlers.on(ec2::operations::RebootInstances, this, &FakeEc2::RebootInstances);
    handlers.on(ec2::operations::TerminateInstances, this, &FakeEc2::TerminateInstances);
  }

  ec2::CreateLaunchTemplateResponse CreateLaunchTemplate(const ec2::CreateLaunchTemplateRequest& request) {
    world_.call("CreateLaunchTemplate");
    const auto& data = *request.LaunchTemplateData;
    world_.template_profile = *data.IamInstanceProfile->Name;
    if (!world_.templates.try_emplace(*request.LaunchTemplateName, *data.UserData).second) {
      throw Error("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
    }
    for (const auto& specification : request.TagSpecifications) {
      world_.tag(*request.LaunchTemplateName, specification.Tags);
    }
    return {};
  }
  ec2::DescribeLaunchTemplatesResponse DescribeLaunchTemplates(const ec2::DescribeLaunchTemplatesRequest& request) {
    world_.call("DescribeLaunchTemplates");
    const std::string& name = request.LaunchTemplateNames.at(0);
    need_template(name);
    return {.LaunchTemplates = {{.LaunchTemplateName = name, .Tags = world_.tags_of<ec2::Tag>(name)}}};
  }
  ec2::DeleteLaunchTemplateResponse DeleteLaunchTemplate(const ec2::DeleteLaunchTemplateRequest& request) {
    world_.call("DeleteLaunchTemplate");
    need_template(*request.LaunchTemplateName);
    world_.templates.erase(*request.LaunchTemplateName);
    return {};
  }
  ec2::DescribeAvailabilityZonesResponse DescribeAvailabilityZones(const ec2::DescribeAvailabilityZonesRequest&) {
    world_.call("DescribeAvailabilityZones");
    return {.AvailabilityZones = {{.ZoneName = "us-west-2a"},
                                  {.ZoneName = "us-west-2b"},
                                  {.ZoneName = "us-west-2c"},
                                  {.ZoneName = "us-west-2d"}}};
  }
  ec2::DescribeVpcsResponse DescribeVpcs(const ec2::DescribeVpcsRequest&) {
    world_.call("DescribeVpcs");
    return {.Vpcs = {{.VpcId = "vpc-0"}}};
  }
  ec2::DescribeSubnetsResponse DescribeSubnets(const ec2::DescribeSubnetsRequest&) {
    world_.call("DescribeSubnets");
    return {.Subnets = {{.AvailabilityZone = "us-west-2a", .SubnetId = "subnet-a"},
                        {.AvailabilityZone = "us-west-2b", .SubnetId = "subnet-b"},
                        {.AvailabilityZone = "us-west-2c", .SubnetId = "subnet-c"},
                        {.AvailabilityZone = "us-west-2d", .SubnetId = "subnet-d"}}};
  }
  ec2::DescribeSecurityGroupsResponse DescribeSecurityGroups(const ec2::DescribeSecurityGroupsRequest&) {
    world_.call("DescribeSecurityGroups");
    return {.SecurityGroups = {{.GroupName = "default", .IpPermissions = world_.rules, .GroupId = "sg-0"}}};
  }
  ec2::AuthorizeSecurityGroupIngressResponse AuthorizeSecurityGroupIngress(
      const ec2::AuthorizeSecurityGroupIngressRequest& request) {
    world_.call("AuthorizeSecurityGroupIngress");
    const auto& rule = request.IpPermissions.at(0);
    if (std::any_of(world_.rules.begin(), world_.rules.end(), [&](const auto& old) { return same(old, rule); })) {
      throw Error("InvalidPermission.Duplicate", "the specified rule already exists");
    }
    world_.rules.push_back(rule);
    return {};
  }
  ec2::RevokeSecurityGroupIngressResponse RevokeSecurityGroupIngress(
      const ec2::RevokeSecurityGroupIngressRequest& request) {
    world_.call("RevokeSecurityGroupIngress");
    const auto& revoked = request.IpPermissions.at(0);
    if (std::erase_if(world_.rules, [&](const ec2::IpPermission& rule) { return same(rule, revoked); }) == 0) {
      throw Error("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    }
    return {};
  }
  ec2::DescribeInstancesResponse DescribeInstances(const ec2::DescribeInstancesRequest&) {
    world_.call("DescribeInstances");
    ec2::Reservation reservation;
    for (const auto& instance : world_.instances) {
      if (!instance.ended) reservation.Instances.push_back({.InstanceId = instance.id});
    }
    return {.Reservations = {reservation}};
  }
  ec2::DescribeIamInstanceProfileAssociationsResponse DescribeIamInstanceProfileAssociations(
      const ec2::DescribeIamInstanceProfileAssociationsRequest& request) {
    world_.call("DescribeIamInstanceProfileAssociations");
    return {.IamInstanceProfileAssociations = {{.AssociationId = "iip-assoc-" + request.Filters.at(0).Values.at(0)}}};
  }
  ec2::ReplaceIamInstanceProfileAssociationResponse ReplaceIamInstanceProfileAssociation(
      const ec2::ReplaceIamInstanceProfileAssociationRequest& request) {
    world_.call("ReplaceIamInstanceProfileAssociation");
    if (world_.profile_unknown-- > 0) {
      throw Error("InvalidParameterValue", "Value (x) for parameter iamInstanceProfile.name is invalid.");
    }
    world_.instance(request.AssociationId->substr(10)).profile = *request.IamInstanceProfile->Name;
    return {};
  }
  ec2::RebootInstancesResponse RebootInstances(const ec2::RebootInstancesRequest& request) {
    world_.call("RebootInstances");
    auto& instance = world_.instance(request.InstanceIds.at(0));
    instance.server = false;  // user data runs on the first boot only
    instance.managed = world_.takes_commands(instance.profile);
    return {};
  }
  ec2::TerminateInstancesResponse TerminateInstances(const ec2::TerminateInstancesRequest& request) {
    world_.call("TerminateInstances");
    for (const auto& id : request.InstanceIds) world_.instance(id).ended = world_.now();
    return {};
  }

 private:
  static bool same(const ec2::IpPermission& one, const ec2::IpPermission& other) {
    return one.FromPort == other.FromPort && !one.IpRanges.empty() && !other.IpRanges.empty() &&
           one.IpRanges[0].CidrIp == other.IpRanges[0].CidrIp;
  }
  void need_template(const std::string& name) {
    if (!world_.templates.contains(name)) {
      throw Error("InvalidLaunchTemplateName.NotFoundException", "does not exist");
    }
  }
  World& world_;
};

class FakeAutoscaling {
 public:
  FakeAutoscaling(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(autoscaling::operations::CreateAutoScalingGroup, this, &FakeAutoscaling::CreateAutoScalingGroup);
    handlers.on(autoscaling::operations::DescribeAutoScalingGroups, this, &FakeAutoscaling::DescribeAutoScalingGroups);
    handlers.on(autoscaling::operations::UpdateAutoScalingGroup, this, &FakeAutoscaling::UpdateAutoScalingGroup);
    handlers.on(autoscaling::operations::TerminateInstanceInAutoScalingGroup, this,
                &FakeAutoscaling::TerminateInstanceInAutoScalingGroup);
    handlers.on(autoscaling::operations::DeleteAutoScalingGroup, this, &FakeAutoscaling::DeleteAutoScalingGroup);
    handlers.on(autoscaling::operations::AttachLoadBalancerTargetGroups, this,
                &FakeAutoscaling::AttachLoadBalancerTargetGroups);
    handlers.on(autoscaling::operations::DescribeScalingActivities, this, &FakeAutoscaling::DescribeScalingActivities);
  }

  autoscaling::CreateAutoScalingGroupResponse CreateAutoScalingGroup(
      const autoscaling::CreateAutoScalingGroupRequest& request) {
    world_.call("CreateAutoScalingGroup");
    if (world_.profile_unknown-- > 0) {
      throw Error("ValidationError",
                  "You must use a valid fully-formed launch template. Value (x) for parameter iamInstanceProfile.name "
                  "is invalid. Invalid IAM Instance Profile name");
    }
    if (world_.group) throw Error("AlreadyExists", "exists");
    world_.group = request.AutoScalingGroupName;
    world_.tag(*request.AutoScalingGroupName, request.Tags);
    world_.minimum = world_.desired = *request.MinSize;
    world_.advance();
    return {};
  }
  autoscaling::DescribeAutoScalingGroupsResponse DescribeAutoScalingGroups(
      const autoscaling::DescribeAutoScalingGroupsRequest&) {
    world_.call("DescribeAutoScalingGroups");
    if (!world_.group) return {};
    autoscaling::AutoScalingGroup group{.DesiredCapacity = static_cast<int>(world_.desired),
                                        .AvailabilityZones = {"us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"},
                                        .Tags = world_.tags_of<autoscaling::TagDescription>(*world_.group)};
    for (const auto& instance : world_.instances) {
      if (instance.ended) continue;
      group.Instances.push_back({.InstanceId = instance.id,
                                 .AvailabilityZone = instance.zone,
                                 .LifecycleState = instance.draining ? "Terminating" : "InService"});
    }
    return {.AutoScalingGroups = {group}};
  }
  autoscaling::UpdateAutoScalingGroupResponse UpdateAutoScalingGroup(
      const autoscaling::UpdateAutoScalingGroupRequest& request) {
    world_.call("UpdateAutoScalingGroup");
    if (request.MinSize) world_.minimum = *request.MinSize;
    if (request.DesiredCapacity) world_.desired = *request.DesiredCapacity;
    return {};
  }
  autoscaling::TerminateInstanceInAutoScalingGroupResponse TerminateInstanceInAutoScalingGroup(
      const autoscaling::TerminateInstanceInAutoScalingGroupRequest& request) {
    world_.call("TerminateInstanceInAutoScalingGroup");
    if (world_.terminations_refused) throw Error("TargetGroupNotFound", "One or more target groups not found");
    auto& instance = world_.instance(*request.InstanceId);
    if (*request.ShouldDecrementDesiredCapacity) {
      if (world_.desired <= world_.minimum) throw Error("ValidationError", "would violate the minimum size");
      --world_.desired;
    }
    instance.draining = world_.now();
    return {};
  }
  autoscaling::DeleteAutoScalingGroupResponse DeleteAutoScalingGroup(
      const autoscaling::DeleteAutoScalingGroupRequest& request) {
    world_.call("DeleteAutoScalingGroup");
    if (world_.scaling_activities-- > 0) throw Error("ScalingActivityInProgress", "scaling activities in progress");
    for (auto& instance : world_.instances) {
      if (request.ForceDelete.value_or(false)) instance.ended = world_.now();
      if (!instance.ended) throw Error("ResourceInUse", "there are instances still in the group");
    }
    world_.group.reset();
    world_.attached = false;
    return {};
  }
  autoscaling::AttachLoadBalancerTargetGroupsResponse AttachLoadBalancerTargetGroups(
      const autoscaling::AttachLoadBalancerTargetGroupsRequest&) {
    world_.call("AttachLoadBalancerTargetGroups");
    world_.attached = true;
    return {};
  }
  autoscaling::DescribeScalingActivitiesResponse DescribeScalingActivities(
      const autoscaling::DescribeScalingActivitiesRequest&) {
    return {};
  }

 private:
  World& world_;
};

}  // namespace aws::scenario
