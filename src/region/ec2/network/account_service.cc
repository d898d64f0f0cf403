#include "region/ec2/network/account_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "contract/partitions.h"
#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/network/network_errors.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

// An account has to ask for these before it can use them, and this one has not.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
constexpr std::array<std::string_view, 12> kOptIn = {"af-south-1",     "ap-east-1",    "ap-south-2",   "ap-southeast-3",
                                                     "ap-southeast-4", "ca-west-1",    "eu-central-2", "eu-south-1",
                                                     "eu-south-2",     "il-central-1", "me-central-1", "me-south-1"};

const Filterable<api::Region>& filterable_regions() {
  using T = api::Region;
  static const Filterable<T> table{{{"endpoint", [](const T& it) { return values(it.Endpoint); }},
                                    {"opt-in-status", [](const T& it) { return values(it.OptInStatus); }},
                                    {"region-name", [](const T& it) { return values(it.RegionName); }}}};
  return table;
}

}  // namespace

void AccountService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeRegions, this, &AccountService::regions);
  handlers.on(api::operations::DescribeAccountAttributes, this, &AccountService::attributes);
  handlers.on(api::operations::DescribeVpcClassicLink, this, &AccountService::classic_link);
  handlers.on(api::operations::DescribeVpcClassicLinkDnsSupport, this, &AccountService::classic_link_dns);
}

api::DescribeRegionsResponse AccountService::regions(const api::DescribeRegionsRequest& request) const {
  const auto& partition = contract::partition_of(place_.region);
  const auto& asked = request.RegionNames;
  for (const auto& name : asked) {
    if (std::find(partition.regions.begin(), partition.regions.end(), name) == partition.regions.end()) {
      throw errors::invalid_parameter(fmt::format("Invalid region provided: {}", name));
    }
  }
  std::vector<api::Region> found;
  for (const auto name : partition.regions) {
    const bool optional = std::find(kOptIn.begin(), kOptIn.end(), name) != kOptIn.end();
    const bool named = std::find(asked.begin(), asked.end(), name) != asked.end();
    if (!asked.empty() && !named) continue;
    if (optional && asked.empty() && !request.AllRegions.value_or(false)) continue;
    found.push_back({.Endpoint = fmt::format("ec2.{}.{}", name, partition.dns_suffix),
                     .RegionName = std::string(name),
                     .OptInStatus = optional ? "not-opted-in" : "opt-in-not-required"});
  }
  return {.Regions = filtered(std::move(found), request.Filters, filterable_regions())};
}

api::DescribeAccountAttributesResponse AccountService::attributes(
    const api::DescribeAccountAttributesRequest& request) const {
  const std::pair<std::string_view, std::vector<std::string>> known[] = {
      {"supported-platforms", {"VPC"}}, {"default-vpc", {network_.default_vpc().id}},
      {"max-instances", {"20"}},        {"vpc-max-security-groups-per-interface", {"5"}},
      {"max-elastic-ips", {"5"}},       {"vpc-max-elastic-ips", {"5"}}};
  const auto& asked = request.AttributeNames;
  api::DescribeAccountAttributesResponse response;
  for (const auto& [name, texts] : known) {
    if (!asked.empty() && std::find(asked.begin(), asked.end(), name) == asked.end()) continue;
    auto& attribute =
        response.AccountAttributes.emplace_back(api::AccountAttribute{.AttributeName = std::string(name)});
    for (const auto& text : texts) attribute.AttributeValues.push_back({.AttributeValue = text});
  }
  return response;
}

api::DescribeVpcClassicLinkResponse AccountService::classic_link(const api::DescribeVpcClassicLinkRequest&) const {
  throw errors::not_in_this_region();
}

api::DescribeVpcClassicLinkDnsSupportResponse AccountService::classic_link_dns(
    const api::DescribeVpcClassicLinkDnsSupportRequest&) const {
  throw errors::not_in_this_region();
}

}  // namespace aws::region::ec2
