// The operations on tags, and those that tell an account what it may have. Owned by Elbv2; region thread.
#pragma once

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/elbv2_store.h"

namespace aws::region::elbv2 {

class TagService {
 public:
  explicit TagService(Elbv2Store& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::DescribeTagsResponse describe_all(const aws::elbv2::DescribeTagsRequest& request);
  aws::elbv2::AddTagsResponse add(const aws::elbv2::AddTagsRequest& request);
  aws::elbv2::RemoveTagsResponse remove(const aws::elbv2::RemoveTagsRequest& request);
  aws::elbv2::DescribeAccountLimitsResponse limits(const aws::elbv2::DescribeAccountLimitsRequest& request);

  Elbv2Store& store_;
};

}  // namespace aws::region::elbv2
