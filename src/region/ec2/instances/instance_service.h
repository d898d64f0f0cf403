// The operations on instances and on the profiles that they are associated with. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

class InstanceService {
 public:
  InstanceService(const InstanceStore& instances, InstanceLifecycle& lifecycle, const TemplateResolver& templates,
                  const SecurityGroups& groups, Place place)
      : instances_(instances),
        lifecycle_(lifecycle),
        templates_(templates),
        groups_(groups),
        place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

  aws::ec2::DescribeInstancesResponse describe(const aws::ec2::DescribeInstancesRequest& request) const;
  aws::ec2::StartInstancesResponse start(const contract::Call& call, const aws::ec2::StartInstancesRequest& request);
  aws::ec2::StopInstancesResponse stop(const aws::ec2::StopInstancesRequest& request);
  aws::ec2::RebootInstancesResponse reboot(const aws::ec2::RebootInstancesRequest& request);
  aws::ec2::TerminateInstancesResponse terminate(const aws::ec2::TerminateInstancesRequest& request);
  aws::ec2::DescribeIamInstanceProfileAssociationsResponse describe_associations(
      const aws::ec2::DescribeIamInstanceProfileAssociationsRequest& request) const;
  aws::ec2::ReplaceIamInstanceProfileAssociationResponse replace_association(
      const contract::Call& call, const aws::ec2::ReplaceIamInstanceProfileAssociationRequest& request);
  aws::ec2::AssociateIamInstanceProfileResponse associate(const contract::Call& call,
                                                          const aws::ec2::AssociateIamInstanceProfileRequest& request);
  aws::ec2::DisassociateIamInstanceProfileResponse disassociate(
      const aws::ec2::DisassociateIamInstanceProfileRequest& request);

 private:
  const InstanceStore& instances_;
  InstanceLifecycle& lifecycle_;
  const TemplateResolver& templates_;
  const SecurityGroups& groups_;
  Place place_;
};

}  // namespace aws::region::ec2
