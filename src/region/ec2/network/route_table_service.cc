#include "region/ec2/network/route_table_service.h"

#include <algorithm>
#include <utility>

#include "region/ec2/asked_for.h"
#include "region/ec2/errors.h"
#include "region/ec2/network/network_errors.h"
#include "region/ec2/tags.h"
#include "region/service/unless_empty.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

const Filterable<api::RouteTable>& filterable_route_tables() {
  using T = api::RouteTable;
  static const Filterable<T> table{
      {{"association.main", [](const T& it) { return collected(it.Associations, [](auto& a) { return a.Main; }); }},
       {"association.route-table-association-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.RouteTableAssociationId; }); }},
       {"association.route-table-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.RouteTableId; }); }},
       {"association.subnet-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.SubnetId; }); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"route.destination-cidr-block",
        [](const T& it) { return collected(it.Routes, [](auto& route) { return route.DestinationCidrBlock; }); }},
       {"route.gateway-id",
        [](const T& it) { return collected(it.Routes, [](auto& route) { return route.GatewayId; }); }},
       {"route.origin", [](const T& it) { return collected(it.Routes, [](auto& route) { return route.Origin; }); }},
       {"route.state", [](const T& it) { return collected(it.Routes, [](auto& route) { return route.State; }); }},
       {"route-table-id", [](const T& it) { return values(it.RouteTableId); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

std::vector<Route>::iterator find_route(RouteTable& table, const std::string& destination) {
  return std::find_if(table.routes.begin(), table.routes.end(),
                      [&](const Route& route) { return route.destination == destination; });
}

std::string checked_destination(const std::optional<std::string>& block) {
  if (!block) throw errors::missing_parameter("destinationCidrBlock");
  const auto destination = parse_cidr(*block);
  if (!destination) throw errors::block_malformed(*block);
  return destination->text();
}

}  // namespace

void RouteTableService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::CreateRouteTable, this, &RouteTableService::create);
  handlers.on(operations::DescribeRouteTables, this, &RouteTableService::describe);
  handlers.on(operations::DeleteRouteTable, this, &RouteTableService::remove);
  handlers.on(operations::AssociateRouteTable, this, &RouteTableService::associate);
  handlers.on(operations::DisassociateRouteTable, this, &RouteTableService::disassociate);
  handlers.on(operations::ReplaceRouteTableAssociation, this, &RouteTableService::replace_association);
  handlers.on(operations::CreateRoute, this, &RouteTableService::create_route);
  handlers.on(operations::ReplaceRoute, this, &RouteTableService::replace_route);
  handlers.on(operations::DeleteRoute, this, &RouteTableService::delete_route);
}

api::CreateRouteTableResponse RouteTableService::create(const api::CreateRouteTableRequest& request) {
  const Vpc& vpc = records_.vpc(request.VpcId.value_or(""));
  const Tags tags = requested_tags(request.TagSpecifications, "route-table");
  const std::string token = request.ClientToken.value_or("");
  for (const auto& [id, made] : records_.route_tables()) {
    if (token.empty() || made.client_token != token) continue;
    if (made.vpc_id != vpc.id) throw errors::idempotency_mismatch();
    return {.RouteTable = view(made), .ClientToken = token};
  }
  const RouteTable table{.id = hex_id(random_, "rtb-"),
                         .vpc_id = vpc.id,
                         .routes = {{vpc.cidr, std::string(kLocalGateway)}},
                         .client_token = token};
  records_.transaction([&] {
    records_.put(table);
    records_.set_tags(table.id, tags);
  });
  return {.RouteTable = view(table), .ClientToken = unless_empty(token)};
}

api::DescribeRouteTablesResponse RouteTableService::describe(const api::DescribeRouteTablesRequest& request) const {
  std::vector<api::RouteTable> all;
  for (const auto& [id, table] : records_.route_tables()) all.push_back(view(table));
  const auto id_of = [](const api::RouteTable& it) { return *it.RouteTableId; };
  auto page = page_asked_for(request, std::move(all), request.RouteTableIds, id_of,
                             missing("InvalidRouteTableID.NotFound", "routeTable ID"), filterable_route_tables());
  return {.RouteTables = std::move(page.items), .NextToken = page.next};
}

api::DeleteRouteTableResponse RouteTableService::remove(const api::DeleteRouteTableRequest& request) {
  const RouteTable table = records_.route_table(request.RouteTableId.value_or(""));
  if (!table.associations.empty()) throw errors::has_dependencies("routeTable", table.id);
  records_.erase(table);
  return {};
}

// A subnet uses the main table of its VPC until it is associated with another, and is with one only.
api::AssociateRouteTableResponse RouteTableService::associate(const api::AssociateRouteTableRequest& request) {
  RouteTable table = records_.route_table(request.RouteTableId.value_or(""));
  if (request.GatewayId) throw errors::unsupported("This region associates route tables with subnets only.");
  const Subnet& subnet = records_.subnet(request.SubnetId.value_or(""));
  if (subnet.vpc_id != table.vpc_id) throw errors::subnet_elsewhere(table.id, subnet.id);
  for (const auto& [id, other] : records_.route_tables()) {
    for (const auto& association : other.associations) {
      if (association.subnet_id != subnet.id) continue;
      if (id != table.id) throw errors::already_associated(table.id);
      return {.AssociationId = association.id,
              .AssociationState = api::RouteTableAssociationState{.State = "associated"}};
    }
  }
  const RouteTableAssociation made{.id = hex_id(random_, "rtbassoc-"), .subnet_id = subnet.id};
  table.associations.push_back(made);
  records_.put(std::move(table));
  return {.AssociationId = made.id, .AssociationState = api::RouteTableAssociationState{.State = "associated"}};
}

api::DisassociateRouteTableResponse RouteTableService::disassociate(const api::DisassociateRouteTableRequest& request) {
  const std::string id = request.AssociationId.value_or("");
  RouteTable table = table_with_association(id);
  std::erase_if(table.associations, [&](const RouteTableAssociation& each) {
    if (each.id == id && each.subnet_id.empty()) throw errors::main_association_stays(id);
    return each.id == id;
  });
  records_.put(std::move(table));
  return {};
}

// What was associated by the old id is by a new one with the other table; of the main one too, which makes that table
// the VPC's main one.
api::ReplaceRouteTableAssociationResponse RouteTableService::replace_association(
    const api::ReplaceRouteTableAssociationRequest& request) {
  const std::string id = request.AssociationId.value_or("");
  RouteTable from = table_with_association(id);
  RouteTable to = records_.route_table(request.RouteTableId.value_or(""));
  if (to.vpc_id != from.vpc_id) throw errors::subnet_elsewhere(to.id, from.id);
  RouteTableAssociation moved{.id = hex_id(random_, "rtbassoc-")};
  for (const auto& each : from.associations) {
    if (each.id == id) moved.subnet_id = each.subnet_id;
  }
  const auto replaced = [&](const RouteTableAssociation& each) { return each.id == id; };
  std::erase_if(from.associations, replaced);
  std::erase_if(to.associations, replaced);  // both may be one
  to.associations.push_back(moved);
  records_.transaction([&] {
    records_.put(std::move(from));
    records_.put(std::move(to));
  });
  return {.NewAssociationId = moved.id, .AssociationState = api::RouteTableAssociationState{.State = "associated"}};
}

RouteTable RouteTableService::table_with_association(const std::string& association_id) const {
  const RouteTable* table = records_.table_of_association(association_id);
  if (!table) throw errors::route_association_not_found(association_id);
  return *table;
}

template <class Request>
Route RouteTableService::requested_route(const Request& request, const RouteTable& table) const {
  if (request.DestinationIpv6CidrBlock || request.DestinationPrefixListId) {
    throw errors::unsupported("This region routes to IPv4 blocks only.");
  }
  Route route{.destination = checked_destination(request.DestinationCidrBlock),
              .gateway_id = request.GatewayId.value_or("")};
  if (request.InstanceId || request.NatGatewayId || request.NetworkInterfaceId || request.TransitGatewayId ||
      request.VpcPeeringConnectionId || request.EgressOnlyInternetGatewayId || request.LocalGatewayId ||
      request.CarrierGatewayId || request.VpcEndpointId || request.CoreNetworkArn) {
    throw errors::unsupported("This region routes through internet gateways only.");
  }
  if (route.gateway_id.empty()) throw errors::missing_parameter("gatewayId");
  const auto found = records_.gateways().find(route.gateway_id);
  if (found == records_.gateways().end()) throw errors::gateway_not_found(route.gateway_id);
  if (found->second.vpc_id != table.vpc_id) throw errors::gateway_elsewhere(table.id, route.gateway_id);
  return route;
}

// The same once more is no error.
api::CreateRouteResponse RouteTableService::create_route(const api::CreateRouteRequest& request) {
  RouteTable table = records_.route_table(request.RouteTableId.value_or(""));
  Route route = requested_route(request, table);
  const auto there = find_route(table, route.destination);
  if (there != table.routes.end()) {
    if (there->gateway_id != route.gateway_id) throw errors::route_exists(route.destination);
    return {.Return = true};
  }
  table.routes.push_back(std::move(route));
  records_.put(std::move(table));
  return {.Return = true};
}

api::ReplaceRouteResponse RouteTableService::replace_route(const api::ReplaceRouteRequest& request) {
  RouteTable table = records_.route_table(request.RouteTableId.value_or(""));
  if (request.LocalTarget.value_or(false)) throw errors::unsupported("This region replaces no local route.");
  Route route = requested_route(request, table);
  const auto there = find_route(table, route.destination);
  if (there == table.routes.end()) throw errors::route_not_replaceable(route.destination, table.id);
  if (there->gateway_id == kLocalGateway) throw errors::local_route_stays(route.destination, table.id);
  *there = std::move(route);
  records_.put(std::move(table));
  return {};
}

api::DeleteRouteResponse RouteTableService::delete_route(const api::DeleteRouteRequest& request) {
  RouteTable table = records_.route_table(request.RouteTableId.value_or(""));
  const std::string destination = checked_destination(request.DestinationCidrBlock);
  const auto there = find_route(table, destination);
  if (there == table.routes.end()) throw errors::route_not_found(destination, table.id);
  if (there->gateway_id == kLocalGateway) throw errors::local_route_stays(destination, table.id);
  table.routes.erase(there);
  records_.put(std::move(table));
  return {};
}

// A route through a gateway that has gone leads nowhere.
api::RouteTable RouteTableService::view(const RouteTable& table) const {
  api::RouteTable view{.RouteTableId = table.id,
                       .Tags = render_tags<api::Tag>(*records_.find_tags(table.id)),
                       .VpcId = table.vpc_id,
                       .OwnerId = place_.account};
  for (const auto& association : table.associations) {
    view.Associations.push_back({.Main = association.subnet_id.empty(),
                                 .RouteTableAssociationId = association.id,
                                 .RouteTableId = table.id,
                                 .SubnetId = unless_empty(association.subnet_id),
                                 .AssociationState = api::RouteTableAssociationState{.State = "associated"}});
  }
  for (const auto& route : table.routes) {
    const bool local = route.gateway_id == kLocalGateway;
    const auto gateway = records_.gateways().find(route.gateway_id);
    const bool leads = local || (gateway != records_.gateways().end() && gateway->second.vpc_id == table.vpc_id);
    view.Routes.push_back({.DestinationCidrBlock = route.destination,
                           .GatewayId = route.gateway_id,
                           .Origin = local ? "CreateRouteTable" : "CreateRoute",
                           .State = leads ? "active" : "blackhole"});
  }
  return view;
}

}  // namespace aws::region::ec2
