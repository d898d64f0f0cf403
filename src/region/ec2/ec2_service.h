// The region's EC2: the contract's interface, answered by one part per subject. Region thread.
#pragma once

#include "contract/ec2.h"
#include "region/ec2/instance_service.h"
#include "region/ec2/launch_template_service.h"
#include "region/ec2/network_service.h"
#include "region/ec2/security_group_service.h"

namespace aws::region::ec2 {

class Ec2Service final : public aws::ec2::Api {
 public:
  struct Parts {
    LaunchTemplateService launch_templates;
    NetworkService network;
    SecurityGroupService security_groups;
    InstanceService instances;
  };
  explicit Ec2Service(Parts parts) : parts_(std::move(parts)) {}

  aws::ec2::CreateLaunchTemplateResponse CreateLaunchTemplate(
      const aws::ec2::CreateLaunchTemplateRequest& request) override {
    return parts_.launch_templates.create(request);
  }
  aws::ec2::DescribeLaunchTemplatesResponse DescribeLaunchTemplates(
      const aws::ec2::DescribeLaunchTemplatesRequest& request) override {
    return parts_.launch_templates.describe(request);
  }
  aws::ec2::DeleteLaunchTemplateResponse DeleteLaunchTemplate(
      const aws::ec2::DeleteLaunchTemplateRequest& request) override {
    return parts_.launch_templates.erase(request);
  }
  aws::ec2::DescribeAvailabilityZonesResponse DescribeAvailabilityZones(
      const aws::ec2::DescribeAvailabilityZonesRequest& request) override {
    return parts_.network.zones(request);
  }
  aws::ec2::DescribeVpcsResponse DescribeVpcs(const aws::ec2::DescribeVpcsRequest& request) override {
    return parts_.network.vpcs(request);
  }
  aws::ec2::DescribeSubnetsResponse DescribeSubnets(const aws::ec2::DescribeSubnetsRequest& request) override {
    return parts_.network.subnets(request);
  }
  aws::ec2::DescribeSecurityGroupsResponse DescribeSecurityGroups(
      const aws::ec2::DescribeSecurityGroupsRequest& request) override {
    return parts_.security_groups.describe(request);
  }
  aws::ec2::AuthorizeSecurityGroupIngressResponse AuthorizeSecurityGroupIngress(
      const aws::ec2::AuthorizeSecurityGroupIngressRequest& request) override {
    return parts_.security_groups.authorize(request);
  }
  aws::ec2::RevokeSecurityGroupIngressResponse RevokeSecurityGroupIngress(
      const aws::ec2::RevokeSecurityGroupIngressRequest& request) override {
    return parts_.security_groups.revoke(request);
  }
  aws::ec2::DescribeInstancesResponse DescribeInstances(const aws::ec2::DescribeInstancesRequest& request) override {
    return parts_.instances.describe(request);
  }
  aws::ec2::DescribeIamInstanceProfileAssociationsResponse DescribeIamInstanceProfileAssociations(
      const aws::ec2::DescribeIamInstanceProfileAssociationsRequest& request) override {
    return parts_.instances.describe_associations(request);
  }
  aws::ec2::ReplaceIamInstanceProfileAssociationResponse ReplaceIamInstanceProfileAssociation(
      const aws::ec2::ReplaceIamInstanceProfileAssociationRequest& request) override {
    return parts_.instances.replace_association(request);
  }
  aws::ec2::RebootInstancesResponse RebootInstances(const aws::ec2::RebootInstancesRequest& request) override {
    return parts_.instances.reboot(request);
  }
  aws::ec2::TerminateInstancesResponse TerminateInstances(const aws::ec2::TerminateInstancesRequest& request) override {
    return parts_.instances.terminate(request);
  }

 private:
  Parts parts_;
};

}  // namespace aws::region::ec2
