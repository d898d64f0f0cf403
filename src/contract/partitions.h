// AWS's partitions (aws, aws-cn, aws-us-gov, ...) and the host of each service in a region. The table is generated from
// the endpoint data that python3-botocore installs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "contract/shape.h"

namespace aws::contract {

// A service that is elsewhere than the rule has it.
struct HostException {
  std::string_view endpoint_prefix;
  std::string_view region;  // "" for all of the partition: the service has one host for it
  std::string_view host;
  std::string_view signing_region;
};

// The rule is PREFIX.REGION.SUFFIX, signed for that region.
struct Partition {
  std::string_view name;            // "aws-us-gov"
  std::string_view dns_suffix;      // "amazonaws.com"
  std::string_view dual_suffix;     // "api.aws", of hosts that have IPv6, too; "" where there are none
  std::string_view region_pattern;  // a regular expression; also of regions that are newer than the table
  std::span<const std::string_view> regions;
  std::span<const HostException> exceptions;
};

// The first one is aws.
std::span<const Partition> partitions();

// By the table, else by the pattern; a name that no partition knows is taken for a region of aws.
const Partition& partition_of(std::string_view region);

struct ServiceHost {
  std::string host;            // "dynamodb.eu-west-1.amazonaws.com"
  std::string signing_region;  // "eu-west-1"
  bool operator==(const ServiceHost&) const = default;
};

ServiceHost host_of(const Service& service, std::string_view region);

}  // namespace aws::contract
