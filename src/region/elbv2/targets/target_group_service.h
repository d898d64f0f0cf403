// The operations on target groups. Owned by Elbv2; region thread.
#pragma once

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

class TargetGroupService {
 public:
  TargetGroupService(Elbv2Store& store, TargetMonitor& monitor, const Network& network)
      : store_(store), monitor_(monitor), network_(network) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::CreateTargetGroupResponse create(const aws::elbv2::CreateTargetGroupRequest& request);
  aws::elbv2::DescribeTargetGroupsResponse describe_all(const aws::elbv2::DescribeTargetGroupsRequest& request);
  aws::elbv2::ModifyTargetGroupResponse modify(const aws::elbv2::ModifyTargetGroupRequest& request);
  aws::elbv2::DeleteTargetGroupResponse remove(const aws::elbv2::DeleteTargetGroupRequest& request);
  aws::elbv2::DescribeTargetGroupAttributesResponse attributes(
      const aws::elbv2::DescribeTargetGroupAttributesRequest& request);
  aws::elbv2::ModifyTargetGroupAttributesResponse modify_attributes(
      const aws::elbv2::ModifyTargetGroupAttributesRequest& request);

  aws::elbv2::TargetGroup described(const TargetGroup& group) const;

  Elbv2Store& store_;
  TargetMonitor& monitor_;
  const Network& network_;
};

}  // namespace aws::region::elbv2
