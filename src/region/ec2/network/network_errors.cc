#include "region/ec2/network/network_errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "region/ec2/errors.h"

namespace aws::region::ec2::errors {

Error block_malformed(std::string_view block) {
  return invalid_parameter(
      fmt::format("Value ({}) for parameter cidrBlock is invalid. This is not a valid CIDR block.", block));
}

Error vpc_range(std::string_view block) {
  return {"InvalidVpc.Range", fmt::format("The CIDR '{}' is invalid.", block)};
}

Error vpc_limit() { return {"VpcLimitExceeded", "The maximum number of VPCs has been reached."}; }

Error default_vpc_stays(std::string_view id) {
  return {"OperationNotPermitted",
          fmt::format("'{}' belongs to the default VPC, which this region cannot be without.", id)};
}

Error has_dependencies(std::string_view kind, std::string_view id) {
  return {"DependencyViolation", fmt::format("The {} '{}' has dependencies and cannot be deleted.", kind, id)};
}

Error one_attribute_at_a_time() {
  return parameter_combination("The request must contain exactly one attribute to be modified");
}

Error subnet_range(std::string_view block) {
  return {"InvalidSubnet.Range", fmt::format("The CIDR '{}' is invalid.", block)};
}

Error subnet_conflict(std::string_view block) {
  return {"InvalidSubnet.Conflict", fmt::format("The CIDR '{}' conflicts with another subnet", block)};
}

Error subnet_limit() { return {"SubnetLimitExceeded", "The maximum number of subnets has been reached."}; }

Error subnet_zone(std::string_view parameter, std::string_view zone, const std::vector<std::string>& zones) {
  return invalid_parameter(fmt::format(
      "Value ({}) for parameter {} is invalid. Subnets can currently only be created in the following availability "
      "zones: {}.",
      zone, parameter, fmt::join(zones, ", ")));
}

Error no_ipv6(std::string_view subnet_id) {
  return invalid_parameter(fmt::format(
      "Invalid value 'true' for assignIpv6AddressOnCreation. The subnet {} has no IPv6 CIDR block.", subnet_id));
}

Error route_exists(std::string_view destination) {
  return {"RouteAlreadyExists", fmt::format("The route identified by {} already exists.", destination)};
}

Error route_not_found(std::string_view destination, std::string_view table_id) {
  return {"InvalidRoute.NotFound",
          fmt::format("no route with destination-cidr-block {} in route table {}", destination, table_id)};
}

Error route_not_replaceable(std::string_view destination, std::string_view table_id) {
  return invalid_parameter(fmt::format(
      "There is no route defined for '{}' in the route table {}. Use CreateRoute instead.", destination, table_id));
}

Error local_route_stays(std::string_view destination, std::string_view table_id) {
  return invalid_parameter(fmt::format("cannot remove local route {} in route table {}", destination, table_id));
}

Error gateway_not_found(std::string_view id) { return not_found("InvalidGatewayID.NotFound", "gateway ID", id); }

Error gateway_elsewhere(std::string_view table_id, std::string_view gateway_id) {
  return invalid_parameter(
      fmt::format("route table {} and network gateway {} belong to different networks", table_id, gateway_id));
}

Error subnet_elsewhere(std::string_view table_id, std::string_view subnet_id) {
  return invalid_parameter(
      fmt::format("Route table {} and subnet {} belong to different networks", table_id, subnet_id));
}

Error already_associated(std::string_view table_id) {
  return {"Resource.AlreadyAssociated",
          fmt::format("the specified association for route table {} conflicts with an existing association", table_id)};
}

Error route_association_not_found(std::string_view id) {
  return not_found("InvalidAssociationID.NotFound", "association ID", id);
}

Error main_association_stays(std::string_view id) {
  return invalid_parameter(fmt::format("cannot disassociate the main route table association {}", id));
}

Error gateway_attached(std::string_view gateway_id, std::string_view vpc_id) {
  return {"Resource.AlreadyAssociated",
          fmt::format("resource {} is already attached to network {}", gateway_id, vpc_id)};
}

Error vpc_has_gateway(std::string_view vpc_id) {
  return invalid_parameter(fmt::format("Network {} already has an internet gateway attached", vpc_id));
}

Error gateway_not_attached(std::string_view gateway_id, std::string_view vpc_id) {
  return {"Gateway.NotAttached", fmt::format("resource {} is not attached to network {}", gateway_id, vpc_id)};
}

Error not_in_this_region() {
  return {"UnsupportedOperation", "The functionality you requested is not available in this region."};
}

Error networks_differ(std::string_view group_id, std::string_view subnet_id) {
  return {"InvalidParameter",
          fmt::format("Security group {} and subnet {} belong to different networks.", group_id, subnet_id)};
}

}  // namespace aws::region::ec2::errors
