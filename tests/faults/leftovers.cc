#include "faults/leftovers.h"

#include "base/error.h"
#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "scenario/names.h"

namespace aws::testing {
namespace {

using Things = std::vector<std::string>;

void add_balancing(Things& things, elbv2::Api& elbv2) {
  for (const auto& found : elbv2.DescribeLoadBalancers({}).LoadBalancers) things.push_back(*found.LoadBalancerName);
  for (const auto& found : elbv2.DescribeTargetGroups({}).TargetGroups) things.push_back(*found.TargetGroupName);
}

void add_compute(Things& things, ec2::Api& ec2, autoscaling::Api& autoscaling) {
  for (const auto& group : autoscaling.DescribeAutoScalingGroups({}).AutoScalingGroups) {
    things.push_back(*group.AutoScalingGroupName);
  }
  for (const auto& reservation : ec2.DescribeInstances({}).Reservations) {
    for (const auto& instance : reservation.Instances) {
      if (instance.State->Name != "terminated") things.push_back(*instance.InstanceId);
    }
  }
  for (const auto& found : ec2.DescribeLaunchTemplates({}).LaunchTemplates) things.push_back(*found.LaunchTemplateName);
  for (const auto& group : ec2.DescribeSecurityGroups({}).SecurityGroups) {
    for (const auto& rule : group.IpPermissions) {
      if (rule.IpProtocol != "-1") things.push_back("a rule of " + *group.GroupId);
    }
  }
}

template <class Get>
void add_entity(Things& things, const std::string& name, Get get) {
  try {
    get();
    things.push_back(name);
  } catch (const Error& error) {
    if (!error.is("NoSuchEntity")) throw;
  }
}

// IAM is asked for each by its name.
void add_identity(Things& things, iam::Api& iam, const scenario::ProfileNames& names) {
  add_entity(things, names.role, [&] { iam.GetRole({.RoleName = names.role}); });
  add_entity(things, names.profile, [&] { iam.GetInstanceProfile({.InstanceProfileName = names.profile}); });
  add_entity(things, names.policy,
             [&] { iam.GetPolicy({.PolicyArn = "arn:aws:iam::123456789012:policy/" + names.policy}); });
}

void add_storage(Things& things, dynamodb::Api& dynamodb, ssm::Api& ssm, const scenario::ParameterNames& names) {
  for (const auto& table : dynamodb.ListTables({}).TableNames) things.push_back(table);
  for (const auto& found :
       ssm.GetParameters({.Names = {names.table, names.failure_response, names.health_check}}).Parameters) {
    things.push_back(*found.Name);
  }
}

}  // namespace

Things leftovers(const Apis& apis) {
  const scenario::Names names;
  Things things;
  add_balancing(things, apis.elbv2);
  add_compute(things, apis.ec2, apis.autoscaling);
  add_identity(things, apis.iam, names.profile);
  add_identity(things, apis.iam, names.bad_credentials);
  add_storage(things, apis.dynamodb, apis.ssm, names.parameters);
  return things;
}

}  // namespace aws::testing
