// The operations that say which metrics of a group AWS shall collect. Nobody here collects any: what was asked for is
// kept and shown. Owned by AutoScaling; region thread.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html
#pragma once

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

inline constexpr auto kGranularity = "1Minute";  // there is no other

class MetricsService {
 public:
  explicit MetricsService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::EnableMetricsCollectionResponse enable(
      const aws::autoscaling::EnableMetricsCollectionRequest& request);
  aws::autoscaling::DisableMetricsCollectionResponse disable(
      const aws::autoscaling::DisableMetricsCollectionRequest& request);
  aws::autoscaling::DescribeMetricCollectionTypesResponse types(
      const aws::autoscaling::DescribeMetricCollectionTypesRequest& request) const;

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
