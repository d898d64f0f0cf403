#include "region/ec2/network/surroundings_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/ec2/asked_for.h"
#include "region/ec2/errors.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr int kLastRule = 32767;  // of a network ACL: what no other rule lets through is denied

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

}  // namespace

void SurroundingsService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeNetworkAcls, this, &SurroundingsService::network_acls);
  handlers.on(api::operations::DescribeDhcpOptions, this, &SurroundingsService::dhcp_options);
  handlers.on(api::operations::DescribePrefixLists, this, &SurroundingsService::prefix_lists);
  handlers.on(api::operations::DescribeManagedPrefixLists, this, &SurroundingsService::managed_prefix_lists);
}

api::DescribeNetworkAclsResponse SurroundingsService::network_acls(
    const api::DescribeNetworkAclsRequest& request) const {
  const auto id_of = [](const api::NetworkAcl& it) { return *it.NetworkAclId; };
  std::vector<api::NetworkAcl> all;
  for (const auto& [id, vpc] : records_.vpcs()) all.push_back(network_acl(vpc));
  auto page = page_asked_for(request, std::move(all), request.NetworkAclIds, id_of,
                             missing("InvalidNetworkAclID.NotFound", "networkAcl ID"), filterable_acls());
  return {.NetworkAcls = std::move(page.items), .NextToken = page.next};
}

api::DescribeDhcpOptionsResponse SurroundingsService::dhcp_options(
    const api::DescribeDhcpOptionsRequest& request) const {
  const auto id_of = [](const api::DhcpOptions& it) { return *it.DhcpOptionsId; };
  auto page = page_asked_for(request, std::vector{dhcp()}, request.DhcpOptionsIds, id_of,
                             missing("InvalidDhcpOptionID.NotFound", "dhcpOption ID"), filterable_dhcp_options());
  return {.DhcpOptions = std::move(page.items), .NextToken = page.next};
}

api::DescribePrefixListsResponse SurroundingsService::prefix_lists(
    const api::DescribePrefixListsRequest& request) const {
  std::vector<api::PrefixList> lists;
  for (const auto& [id, service, block] : kOwnLists) {
    lists.push_back({.Cidrs = {std::string(block)},
                     .PrefixListId = std::string(id),
                     .PrefixListName = fmt::format("com.amazonaws.{}.{}", place_.region, service)});
  }
  const auto id_of = [](const api::PrefixList& it) { return *it.PrefixListId; };
  auto page = page_asked_for(request, std::move(lists), request.PrefixListIds, id_of,
                             missing("InvalidPrefixListID.NotFound", "prefix list ID"), filterable_prefix_lists());
  return {.NextToken = page.next, .PrefixLists = std::move(page.items)};
}

api::DescribeManagedPrefixListsResponse SurroundingsService::managed_prefix_lists(
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
  auto page = page_asked_for(request, std::move(lists), request.PrefixListIds, id_of,
                             missing("InvalidPrefixListID.NotFound", "prefix list ID"), filterable_managed_lists());
  return {.NextToken = page.next, .PrefixLists = std::move(page.items)};
}

api::NetworkAcl SurroundingsService::network_acl(const Vpc& vpc) const {
  api::NetworkAcl acl{.IsDefault = true,
                      .NetworkAclId = vpc.network_acl_id,
                      .Tags = render_tags<api::Tag>(*records_.find_tags(vpc.network_acl_id)),
                      .VpcId = vpc.id,
                      .OwnerId = place_.account};
  for (const auto& [id, subnet] : records_.subnets()) {
    if (subnet.vpc_id != vpc.id) continue;
    acl.Associations.push_back(
        {.NetworkAclAssociationId = subnet.acl_association_id, .NetworkAclId = vpc.network_acl_id, .SubnetId = id});
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

api::DhcpOptions SurroundingsService::dhcp() const {
  const Vpc& vpc = records_.default_vpc();  // all share its options
  const auto domain = place_.region == "us-east-1" ? std::string("ec2.internal") : place_.region + ".compute.internal";
  return {.DhcpConfigurations = {{.Key = "domain-name", .Values = {{.Value = domain}}},
                                 {.Key = "domain-name-servers", .Values = {{.Value = "AmazonProvidedDNS"}}}},
          .DhcpOptionsId = vpc.dhcp_options_id,
          .OwnerId = place_.account,
          .Tags = render_tags<api::Tag>(*records_.find_tags(vpc.dhcp_options_id))};
}

}  // namespace aws::region::ec2
