// The operation that tells which instances are managed. Owned by SsmService; region thread.
#pragma once

#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/ssm/nodes/managed_nodes.h"

namespace aws::region::ssm {

class NodeService {
 public:
  explicit NodeService(const ManagedNodes& nodes) : nodes_(nodes) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ssm::DescribeInstanceInformationResponse describe_all(
      const aws::ssm::DescribeInstanceInformationRequest& request) const;

  const ManagedNodes& nodes_;
};

}  // namespace aws::region::ssm
