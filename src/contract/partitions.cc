#include "contract/partitions.h"

#include <algorithm>
#include <regex>

namespace aws::contract {
namespace {

bool matches(const Partition& partition, std::string_view region) {
  const std::regex pattern(partition.region_pattern.begin(), partition.region_pattern.end());
  return std::regex_search(region.begin(), region.end(), pattern);
}

}  // namespace

const Partition& partition_of(std::string_view region) {
  const auto all = partitions();
  const auto known = std::ranges::find_if(all, [&](const Partition& partition) {
    return std::ranges::find(partition.regions, region) != partition.regions.end();
  });
  if (known != all.end()) return *known;
  const auto likely = std::ranges::find_if(all, [&](const Partition& partition) { return matches(partition, region); });
  return likely != all.end() ? *likely : all.front();
}

ServiceHost host_of(const Service& service, std::string_view region) {
  const Partition& partition = partition_of(region);
  for (const HostException& exception : partition.exceptions) {
    if (exception.endpoint_prefix != service.endpoint_prefix) continue;
    if (!exception.region.empty() && exception.region != region) continue;
    return {.host = std::string(exception.host), .signing_region = std::string(exception.signing_region)};
  }
  std::string host(service.endpoint_prefix);
  host.append(".").append(region).append(".").append(partition.dns_suffix);
  return {.host = std::move(host), .signing_region = std::string(region)};
}

}  // namespace aws::contract
