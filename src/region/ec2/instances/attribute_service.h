// Single attributes of instances, and the template data that all of them come to. Owned by Ec2. Region thread.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

class AttributeService {
 public:
  AttributeService(const InstanceStore& instances, InstanceLifecycle& lifecycle, const SecurityGroups& groups)
      : instances_(instances), lifecycle_(lifecycle), groups_(groups) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeInstanceAttributeResponse describe(const aws::ec2::DescribeInstanceAttributeRequest& request) const;
  aws::ec2::ModifyInstanceAttributeResponse modify(const aws::ec2::ModifyInstanceAttributeRequest& request);
  aws::ec2::ModifyInstanceMetadataOptionsResponse modify_metadata_options(
      const aws::ec2::ModifyInstanceMetadataOptionsRequest& request);
  aws::ec2::GetLaunchTemplateDataResponse template_data(const aws::ec2::GetLaunchTemplateDataRequest& request) const;

  const InstanceStore& instances_;
  InstanceLifecycle& lifecycle_;
  const SecurityGroups& groups_;
};

}  // namespace aws::region::ec2
