#include "region/ec2/network/routing_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/pages.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr int kLastRule = 32767;  // of a network ACL: what no other rule lets through is denied

template <class T, class Of>
Values collected(const std::vector<T>& items, Of of) {
  Values all;
  for (const auto& item : items) {
    if (const auto& value = of(item)) all.push_back(*value);
  }
  return all;
}

const Filterable<api::RouteTable>& filterable_route_tables() {
  using T = api::RouteTable;
  static const Filterable<T> table{
      {{"association.main", [](const T&) { return Values{"true"}; }},
       {"association.route-table-association-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.RouteTableAssociationId; }); }},
       {"association.route-table-id", [](const T& it) { return values(it.RouteTableId); }},
       {"association.subnet-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.SubnetId; }); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"route.destination-cidr-block",
        [](const T& it) { return collected(it.Routes, [](auto& route) { return route.DestinationCidrBlock; }); }},
       {"route.gateway-id",
        [](const T& it) { return collected(it.Routes, [](auto& route) { return route.GatewayId; }); }},
       {"route-table-id", [](const T& it) { return values(it.RouteTableId); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

const Filterable<api::NetworkAcl>& filterable_acls() {
  using T = api::NetworkAcl;
  static const Filterable<T> table{
      {{"association.association-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.NetworkAclAssociationId; }); }},
       {"association.network-acl-id", [](const T& it) { return values(it.NetworkAclId); }},
       {"association.subnet-id",
        [](const T& it) { return collected(it.Associations, [](auto& a) { return a.SubnetId; }); }},
       {"default", [](const T& it) { return values(it.IsDefault); }},
       {"network-acl-id", [](const T& it) { return values(it.NetworkAclId); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

const Filterable<api::InternetGateway>& filterable_gateways() {
  using T = api::InternetGateway;
  static const Filterable<T> table{
      {{"attachment.state", [](const T& it) { return collected(it.Attachments, [](auto& a) { return a.State; }); }},
       {"attachment.vpc-id", [](const T& it) { return collected(it.Attachments, [](auto& a) { return a.VpcId; }); }},
       {"internet-gateway-id", [](const T& it) { return values(it.InternetGatewayId); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

const Filterable<api::DhcpOptions>& filterable_dhcp_options() {
  using T = api::DhcpOptions;
  static const Filterable<T> table{
      {{"dhcp-options-id", [](const T& it) { return values(it.DhcpOptionsId); }},
       {"key", [](const T& it) { return collected(it.DhcpConfigurations, [](auto& each) { return each.Key; }); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

// Lists of AWS's own, the gateways' endpoints: every region has these two, under ids and blocks of its own.
struct OwnList {
  std::string_view id;
  std::string_view service;
  std::string_view block;
};
constexpr OwnList kOwnLists[] = {{"pl-68a54001", "s3", "52.218.128.0/17"}, {"pl-00a54069", "dynamodb", "52.94.0.0/22"}};

const Filterable<api::PrefixList>& filterable_prefix_lists() {
  using T = api::PrefixList;
  static const Filterable<T> table{{{"prefix-list-id", [](const T& it) { return values(it.PrefixListId); }},
                                    {"prefix-list-name", [](const T& it) { return values(it.PrefixListName); }}}};
  return table;
}

const Filterable<api::ManagedPrefixList>& filterable_managed_lists() {
  using T = api::ManagedPrefixList;
  static const Filterable<T> table{{{"owner-id", [](const T& it) { return values(it.OwnerId); }},
                                    {"prefix-list-id", [](const T& it) { return values(it.PrefixListId); }},
                                    {"prefix-list-name", [](const T& it) { return values(it.PrefixListName); }}}};
  return table;
}

// Those of the ids that were asked for, which must all be there.
template <class T, class Id, class NotFound>
std::vector<T> asked_for(std::vector<T> all, const std::vector<std::string>& ids, Id id_of, NotFound not_found) {
  if (ids.empty()) return all;
  for (const auto& id : ids) {
    const bool there = std::any_of(all.begin(), all.end(), [&](const T& each) { return id_of(each) == id; });
    if (!there) throw not_found(id);
  }
  std::erase_if(all, [&](const T& each) { return std::find(ids.begin(), ids.end(), id_of(each)) == ids.end(); });
  return all;
}

auto missing(std::string_view code, std::string_view what) {
  return [=](const std::string& id) { return errors::not_found(code, what, id); };
}

}  // namespace

void RoutingService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeVpcAttribute, this, &RoutingService::vpc_attribute);
  handlers.on(api::operations::DescribeRouteTables, this, &RoutingService::route_tables);
  handlers.on(api::operations::DescribeNetworkAcls, this, &RoutingService::network_acls);
  handlers.on(api::operations::DescribeInternetGateways, this, &RoutingService::gateways);
  handlers.on(api::operations::DescribeDhcpOptions, this, &RoutingService::dhcp_options);
  handlers.on(api::operations::DescribePrefixLists, this, &RoutingService::prefix_lists);
  handlers.on(api::operations::DescribeManagedPrefixLists, this, &RoutingService::managed_prefix_lists);
}

api::DescribeVpcAttributeResponse RoutingService::vpc_attribute(const api::DescribeVpcAttributeRequest& request) const {
  const auto id = request.VpcId.value_or("");
  if (id != network_.default_vpc().id) throw errors::vpc_not_found(id);
  api::DescribeVpcAttributeResponse response{.VpcId = id};
  if (request.Attribute == "enableDnsSupport") response.EnableDnsSupport = api::AttributeBooleanValue{true};
  if (request.Attribute == "enableDnsHostnames") response.EnableDnsHostnames = api::AttributeBooleanValue{true};
  if (request.Attribute == "enableNetworkAddressUsageMetrics") {
    response.EnableNetworkAddressUsageMetrics = api::AttributeBooleanValue{false};
  }
  return response;
}

api::DescribeRouteTablesResponse RoutingService::route_tables(const api::DescribeRouteTablesRequest& request) const {
  const auto id_of = [](const api::RouteTable& it) { return *it.RouteTableId; };
  auto found = asked_for(std::vector{route_table()}, request.RouteTableIds, id_of,
                         missing("InvalidRouteTableID.NotFound", "routeTable ID"));
  auto page = page_of(filtered(std::move(found), request.Filters, filterable_route_tables()), id_of, request.MaxResults,
                      request.NextToken);
  return {.RouteTables = std::move(page.items), .NextToken = page.next};
}

api::DescribeNetworkAclsResponse RoutingService::network_acls(const api::DescribeNetworkAclsRequest& request) const {
  const auto id_of = [](const api::NetworkAcl& it) { return *it.NetworkAclId; };
  auto found = asked_for(std::vector{network_acl()}, request.NetworkAclIds, id_of,
                         missing("InvalidNetworkAclID.NotFound", "networkAcl ID"));
  auto page = page_of(filtered(std::move(found), request.Filters, filterable_acls()), id_of, request.MaxResults,
                      request.NextToken);
  return {.NetworkAcls = std::move(page.items), .NextToken = page.next};
}

api::DescribeInternetGatewaysResponse RoutingService::gateways(
    const api::DescribeInternetGatewaysRequest& request) const {
  const auto id_of = [](const api::InternetGateway& it) { return *it.InternetGatewayId; };
  auto found = asked_for(std::vector{gateway()}, request.InternetGatewayIds, id_of,
                         missing("InvalidInternetGatewayID.NotFound", "internetGateway ID"));
  auto page = page_of(filtered(std::move(found), request.Filters, filterable_gateways()), id_of, request.MaxResults,
                      request.NextToken);
  return {.InternetGateways = std::move(page.items), .NextToken = page.next};
}

api::DescribeDhcpOptionsResponse RoutingService::dhcp_options(const api::DescribeDhcpOptionsRequest& request) const {
  const auto id_of = [](const api::DhcpOptions& it) { return *it.DhcpOptionsId; };
  auto found = asked_for(std::vector{dhcp()}, request.DhcpOptionsIds, id_of,
                         missing("InvalidDhcpOptionID.NotFound", "dhcpOption ID"));
  auto page = page_of(filtered(std::move(found), request.Filters, filterable_dhcp_options()), id_of, request.MaxResults,
                      request.NextToken);
  return {.DhcpOptions = std::move(page.items), .NextToken = page.next};
}

api::DescribePrefixListsResponse RoutingService::prefix_lists(const api::DescribePrefixListsRequest& request) const {
  std::vector<api::PrefixList> lists;
  for (const auto& [id, service, block] : kOwnLists) {
    lists.push_back({.Cidrs = {std::string(block)},
                     .PrefixListId = std::string(id),
                     .PrefixListName = fmt::format("com.amazonaws.{}.{}", place_.region, service)});
  }
  const auto id_of = [](const api::PrefixList& it) { return *it.PrefixListId; };
  lists = asked_for(std::move(lists), request.PrefixListIds, id_of,
                    missing("InvalidPrefixListID.NotFound", "prefix list ID"));
  auto page = page_of(filtered(std::move(lists), request.Filters, filterable_prefix_lists()), id_of, request.MaxResults,
                      request.NextToken);
  return {.NextToken = page.next, .PrefixLists = std::move(page.items)};
}

api::DescribeManagedPrefixListsResponse RoutingService::managed_prefix_lists(
    const api::DescribeManagedPrefixListsRequest& request) const {
  std::vector<api::ManagedPrefixList> lists;
  for (const auto& [id, service, block] : kOwnLists) {
    lists.push_back(
        {.PrefixListId = std::string(id),
         .AddressFamily = "IPv4",
         .State = "create-complete",
         .PrefixListArn = fmt::format("arn:{}:ec2:{}:aws:prefix-list/{}", place_.partition, place_.region, id),
         .PrefixListName = fmt::format("com.amazonaws.{}.{}", place_.region, service),
         .OwnerId = "AWS"});
  }
  const auto id_of = [](const api::ManagedPrefixList& it) { return *it.PrefixListId; };
  lists = asked_for(std::move(lists), request.PrefixListIds, id_of,
                    missing("InvalidPrefixListID.NotFound", "prefix list ID"));
  auto page = page_of(filtered(std::move(lists), request.Filters, filterable_managed_lists()), id_of,
                      request.MaxResults, request.NextToken);
  return {.NextToken = page.next, .PrefixLists = std::move(page.items)};
}

api::RouteTable RoutingService::route_table() const {
  const Vpc& vpc = network_.default_vpc();
  return {.Associations = {{.Main = true,
                            .RouteTableAssociationId = vpc.route_table_association_id,
                            .RouteTableId = vpc.route_table_id,
                            .AssociationState = api::RouteTableAssociationState{.State = "associated"}}},
          .RouteTableId = vpc.route_table_id,
          .Routes = {{.DestinationCidrBlock = vpc.cidr,
                      .GatewayId = "local",
                      .Origin = "CreateRouteTable",
                      .State = "active"},
                     {.DestinationCidrBlock = "0.0.0.0/0",
                      .GatewayId = vpc.internet_gateway_id,
                      .Origin = "CreateRoute",
                      .State = "active"}},
          .Tags = render_tags<api::Tag>(*network_.find_tags(vpc.route_table_id)),
          .VpcId = vpc.id,
          .OwnerId = place_.account};
}

api::NetworkAcl RoutingService::network_acl() const {
  const Vpc& vpc = network_.default_vpc();
  api::NetworkAcl acl{.IsDefault = true,
                      .NetworkAclId = vpc.network_acl_id,
                      .Tags = render_tags<api::Tag>(*network_.find_tags(vpc.network_acl_id)),
                      .VpcId = vpc.id,
                      .OwnerId = place_.account};
  for (const auto& [subnet, association] : vpc.acl_association_ids) {
    acl.Associations.push_back(
        {.NetworkAclAssociationId = association, .NetworkAclId = vpc.network_acl_id, .SubnetId = subnet});
  }
  for (const bool egress : {true, false}) {
    for (const int number : {100, kLastRule}) {
      acl.Entries.push_back({.CidrBlock = "0.0.0.0/0",
                             .Egress = egress,
                             .Protocol = "-1",
                             .RuleAction = number == kLastRule ? "deny" : "allow",
                             .RuleNumber = number});
    }
  }
  return acl;
}

api::InternetGateway RoutingService::gateway() const {
  const Vpc& vpc = network_.default_vpc();
  return {.Attachments = {{.State = "available", .VpcId = vpc.id}},
          .InternetGatewayId = vpc.internet_gateway_id,
          .OwnerId = place_.account,
          .Tags = render_tags<api::Tag>(*network_.find_tags(vpc.internet_gateway_id))};
}

api::DhcpOptions RoutingService::dhcp() const {
  const Vpc& vpc = network_.default_vpc();
  const auto domain = place_.region == "us-east-1" ? std::string("ec2.internal") : place_.region + ".compute.internal";
  return {.DhcpConfigurations = {{.Key = "domain-name", .Values = {{.Value = domain}}},
                                 {.Key = "domain-name-servers", .Values = {{.Value = "AmazonProvidedDNS"}}}},
          .DhcpOptionsId = vpc.dhcp_options_id,
          .OwnerId = place_.account,
          .Tags = render_tags<api::Tag>(*network_.find_tags(vpc.dhcp_options_id))};
}

}  // namespace aws::region::ec2
