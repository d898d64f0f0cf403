#include "region/autoscaling/groups/metrics_service.h"

#include <fmt/format.h>

#include "region/autoscaling/errors.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

const std::vector<std::string> kMetrics = {
    "GroupMinSize",           "GroupMaxSize",          "GroupDesiredCapacity",      "GroupInServiceInstances",
    "GroupPendingInstances",  "GroupStandbyInstances", "GroupTerminatingInstances", "GroupTotalInstances",
    "GroupInServiceCapacity", "GroupPendingCapacity",  "GroupStandbyCapacity",      "GroupTerminatingCapacity",
    "GroupTotalCapacity"};

// None are all.
const std::vector<std::string>& checked_metrics(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (!contains(kMetrics, name)) throw validation_error(fmt::format("Invalid metric name: {}", name));
  }
  return names.empty() ? kMetrics : names;
}

}  // namespace

void MetricsService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::EnableMetricsCollection, this, &MetricsService::enable);
  handlers.on(api::operations::DisableMetricsCollection, this, &MetricsService::disable);
  handlers.on(api::operations::DescribeMetricCollectionTypes, this, &MetricsService::types);
}

api::EnableMetricsCollectionResponse MetricsService::enable(const api::EnableMetricsCollectionRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  if (request.Granularity != kGranularity) {
    throw validation_error(fmt::format("Invalid granularity: {}", request.Granularity.value_or("")));
  }
  for (const auto& name : checked_metrics(request.Metrics)) {
    if (!contains(group.metrics, name)) group.metrics.push_back(name);
  }
  parts_.store.put(group);
  return {};
}

api::DisableMetricsCollectionResponse MetricsService::disable(const api::DisableMetricsCollectionRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  for (const auto& name : checked_metrics(request.Metrics)) std::erase(group.metrics, name);
  parts_.store.put(group);
  return {};
}

api::DescribeMetricCollectionTypesResponse MetricsService::types(
    const api::DescribeMetricCollectionTypesRequest&) const {
  api::DescribeMetricCollectionTypesResponse response{.Granularities = {{.Granularity = kGranularity}}};
  for (const auto& name : kMetrics) response.Metrics.push_back({.Metric = name});
  return response;
}

}  // namespace aws::region::autoscaling
