#include "region/elbv2/tag_service.h"

#include <fmt/format.h>

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::size_t kMostTagged = 20;  // resources in one call

void check_count(const std::vector<std::string>& arns) {
  if (arns.size() <= kMostTagged) return;
  throw validation_error(fmt::format("At most {} resources can be described at a time", kMostTagged));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
constexpr std::pair<std::string_view, std::string_view> kLimits[] = {
    {"application-load-balancers", "50"},
    {"certificates-per-application-load-balancer", "25"},
    {"condition-values-per-alb-rule", "5"},
    {"condition-wildcards-per-alb-rule", "5"},
    {"listeners-per-application-load-balancer", "50"},
    {"rules-per-application-load-balancer", "100"},
    {"target-groups", "3000"},
    {"target-groups-per-action-on-application-load-balancer", "5"},
    {"target-groups-per-application-load-balancer", "100"},
    {"targets-per-application-load-balancer", "1000"}};

}  // namespace

void TagService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeTags, this, &TagService::describe_all);
  handlers.on(api::operations::AddTags, this, &TagService::add);
  handlers.on(api::operations::RemoveTags, this, &TagService::remove);
  handlers.on(api::operations::DescribeAccountLimits, this, &TagService::limits);
}

api::DescribeTagsResponse TagService::describe_all(const api::DescribeTagsRequest& request) {
  check_count(request.ResourceArns);
  api::DescribeTagsResponse response;
  for (const auto& arn : request.ResourceArns) {
    response.TagDescriptions.push_back({.ResourceArn = arn, .Tags = render_tags<api::Tag>(store_.tags(arn))});
  }
  return response;
}

// All resources or none.
api::AddTagsResponse TagService::add(const api::AddTagsRequest& request) {
  check_count(request.ResourceArns);
  const Tags added = checked_tags(request.Tags);
  store_.transaction([&] {
    for (const auto& arn : request.ResourceArns) {
      Tags tags = store_.tags(arn);
      add_checked_tags(tags, added);
      store_.set_tags(arn, std::move(tags));
    }
  });
  return {};
}

api::RemoveTagsResponse TagService::remove(const api::RemoveTagsRequest& request) {
  check_count(request.ResourceArns);
  store_.transaction([&] {
    for (const auto& arn : request.ResourceArns) {
      Tags tags = store_.tags(arn);
      remove_tags(tags, request.TagKeys);
      store_.set_tags(arn, std::move(tags));
    }
  });
  return {};
}

api::DescribeAccountLimitsResponse TagService::limits(const api::DescribeAccountLimitsRequest&) {
  api::DescribeAccountLimitsResponse response;
  for (const auto& [name, most] : kLimits)
    response.Limits.push_back({.Name = std::string(name), .Max = std::string(most)});
  return response;
}

}  // namespace aws::region::elbv2
