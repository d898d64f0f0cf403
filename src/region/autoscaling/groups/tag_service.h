// The operations on the tags of groups. Owned by AutoScaling; region thread.
#pragma once

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

class TagService {
 public:
  explicit TagService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::CreateOrUpdateTagsResponse create_or_update(
      const aws::autoscaling::CreateOrUpdateTagsRequest& request);
  aws::autoscaling::DeleteTagsResponse remove(const aws::autoscaling::DeleteTagsRequest& request);
  aws::autoscaling::DescribeTagsResponse describe_all(const aws::autoscaling::DescribeTagsRequest& request);

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
