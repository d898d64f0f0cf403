// What EC2 says of VPCs, subnets, routes and gateways that cannot be had, in its words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace aws::region::ec2::errors {

Error block_malformed(std::string_view block);
Error vpc_range(std::string_view block);
Error vpc_limit();
Error default_vpc_stays(std::string_view id);
Error has_dependencies(std::string_view kind, std::string_view id);
Error one_attribute_at_a_time();

Error subnet_range(std::string_view block);
Error subnet_conflict(std::string_view block);
Error subnet_limit();
Error subnet_zone(std::string_view parameter, std::string_view zone, const std::vector<std::string>& zones);
Error no_ipv6(std::string_view subnet_id);

Error route_exists(std::string_view destination);
Error route_not_found(std::string_view destination, std::string_view table_id);
Error route_not_replaceable(std::string_view destination, std::string_view table_id);
Error local_route_stays(std::string_view destination, std::string_view table_id);
Error gateway_not_found(std::string_view id);
Error gateway_elsewhere(std::string_view table_id, std::string_view gateway_id);
Error subnet_elsewhere(std::string_view table_id, std::string_view subnet_id);
Error already_associated(std::string_view table_id);
Error route_association_not_found(std::string_view id);
Error main_association_stays(std::string_view id);

Error gateway_attached(std::string_view gateway_id, std::string_view vpc_id);
Error vpc_has_gateway(std::string_view vpc_id);
Error gateway_not_attached(std::string_view gateway_id, std::string_view vpc_id);

Error not_in_this_region();
Error networks_differ(std::string_view group_id, std::string_view subnet_id);

}  // namespace aws::region::ec2::errors
