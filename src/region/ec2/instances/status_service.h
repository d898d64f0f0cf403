// How instances are: DescribeInstanceStatus, GetConsoleOutput. Owned by Ec2. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

class StatusService {
 public:
  StatusService(const InstanceStore& instances, const InstanceLifecycle& lifecycle, const Clock& clock)
      : instances_(instances), lifecycle_(lifecycle), clock_(clock) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeInstanceStatusResponse describe(const aws::ec2::DescribeInstanceStatusRequest& request) const;
  aws::ec2::GetConsoleOutputResponse console_output(const aws::ec2::GetConsoleOutputRequest& request) const;

  const InstanceStore& instances_;
  const InstanceLifecycle& lifecycle_;
  const Clock& clock_;
};

}  // namespace aws::region::ec2
