#include "region/endpoint/endpoint_names.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "contract/partitions.h"

namespace aws::region::endpoint {
namespace {

bool is_below(std::string_view name, std::string_view domain) {
  return !domain.empty() && name.size() > domain.size() && name.ends_with(domain) &&
         name[name.size() - domain.size() - 1] == '.';
}

}  // namespace

bool is_aws_name(std::string_view name) {
  return std::ranges::any_of(contract::partitions(), [&](const contract::Partition& partition) {
    return is_below(name, partition.dns_suffix) || is_below(name, partition.dual_suffix);
  });
}

bool is_private_name(std::string_view name) {
  return name.find('.') == std::string_view::npos || is_below(name, "internal") ||
         is_below(name, "31.172.in-addr.arpa");
}

std::vector<std::string> domains(std::string_view region) {
  const auto& partition = contract::partition_of(region);
  std::vector<std::string> found{std::string(partition.dns_suffix)};
  if (!partition.dual_suffix.empty()) found.emplace_back(partition.dual_suffix);
  return found;
}

std::vector<std::string> certified_names(std::string_view region) {
  const auto& partition = contract::partition_of(region);
  std::set<std::string_view> regions(partition.regions.begin(), partition.regions.end());
  regions.insert(region);
  std::vector<std::string> names{fmt::format("*.{}", partition.dns_suffix)};
  for (const auto& one : regions) {
    for (const auto& domain : domains(region)) names.push_back(fmt::format("*.{}.{}", one, domain));
  }
  // s3.dualstack.REGION, and DynamoDB's of an account.
  for (const auto* prefix : {"dualstack", "ddb"}) {
    names.push_back(fmt::format("*.{}.{}.{}", prefix, region, partition.dns_suffix));
  }
  return names;
}

}  // namespace aws::region::endpoint
