// The operations on instance refreshes. Owned by AutoScaling; region thread.
#pragma once

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

class RefreshService {
 public:
  explicit RefreshService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::StartInstanceRefreshResponse start(const contract::Call& call,
                                                       const aws::autoscaling::StartInstanceRefreshRequest& request);
  aws::autoscaling::DescribeInstanceRefreshesResponse describe_all(
      const aws::autoscaling::DescribeInstanceRefreshesRequest& request);
  aws::autoscaling::CancelInstanceRefreshResponse cancel(const aws::autoscaling::CancelInstanceRefreshRequest& request);

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
