#include "region/ec2/network/vpc_service.h"

#include <algorithm>

#include "region/ec2/asked_for.h"
#include "region/ec2/errors.h"
#include "region/ec2/network/network_errors.h"
#include "region/ec2/tags.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr std::size_t kMostVpcs = 5;  // of a region, unless AWS is asked for more

const Filterable<api::Vpc>& filterable_vpcs() {
  using T = api::Vpc;
  const auto block = [](const T& it) { return values(it.CidrBlock); };
  const auto is_default = [](const T& it) { return values(it.IsDefault); };
  static const Filterable<T> table{
      {{"cidr", block},
       {"cidr-block", block},
       {"cidrBlock", block},
       {"cidr-block-association.cidr-block", block},
       {"cidr-block-association.association-id",
        [](const T& it) { return values(it.CidrBlockAssociationSet.front().AssociationId); }},
       {"cidr-block-association.state", [](const T&) { return Values{"associated"}; }},
       {"dhcp-options-id", [](const T& it) { return values(it.DhcpOptionsId); }},
       {"is-default", is_default},
       {"isDefault", is_default},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"state", [](const T& it) { return values(it.State); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

Cidr checked_block(const api::CreateVpcRequest& request) {
  if (!request.CidrBlock) throw errors::missing_parameter("cidrBlock");
  const auto block = parse_cidr(*request.CidrBlock);
  if (!block) throw errors::block_malformed(*request.CidrBlock);
  if (block->prefix < 16 || block->prefix > 28) throw errors::vpc_range(*request.CidrBlock);
  return *block;
}

void refuse_what_is_not_here(const api::CreateVpcRequest& request) {
  if (request.AmazonProvidedIpv6CidrBlock.value_or(false) || request.Ipv6CidrBlock || request.Ipv6Pool) {
    throw errors::unsupported("This region has no IPv6 addresses.");
  }
  const std::string tenancy = request.InstanceTenancy.value_or("default");
  if (tenancy != "default" && tenancy != "dedicated") {
    throw errors::invalid_parameter("Invalid value for InstanceTenancy: " + tenancy + ".");
  }
  const bool from_pool = request.Ipv4IpamPoolId || request.Ipv6IpamPoolId || request.Ipv4NetmaskLength ||
                         request.Ipv6NetmaskLength || request.Ipv6CidrBlockNetworkBorderGroup;
  if (from_pool) throw errors::unsupported("This region has no IPAM pools.");
}

}  // namespace

void VpcService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateVpc, this, &VpcService::create);
  handlers.on(api::operations::DescribeVpcs, this, &VpcService::describe);
  handlers.on(api::operations::DeleteVpc, this, &VpcService::remove);
  handlers.on(api::operations::ModifyVpcAttribute, this, &VpcService::modify);
  handlers.on(api::operations::DescribeVpcAttribute, this, &VpcService::attribute);
}

// With a main route table, a network ACL and a default security group, as on AWS.
api::CreateVpcResponse VpcService::create(const api::CreateVpcRequest& request) {
  auto& records = network_.records();
  const Cidr block = checked_block(request);
  refuse_what_is_not_here(request);
  const Tags tags = requested_tags(request.TagSpecifications, "vpc");
  if (records.vpcs().size() >= kMostVpcs) throw errors::vpc_limit();
  Vpc vpc{.id = hex_id(random_, "vpc-"),
          .cidr = block.text(),
          .instance_tenancy = request.InstanceTenancy.value_or("default"),
          .dhcp_options_id = records.default_vpc().dhcp_options_id,
          .cidr_association_id = hex_id(random_, "vpc-cidr-assoc-"),
          .network_acl_id = hex_id(random_, "acl-")};
  RouteTable main{.id = hex_id(random_, "rtb-"),
                  .vpc_id = vpc.id,
                  .routes = {{vpc.cidr, std::string(kLocalGateway)}},
                  .associations = {{.id = hex_id(random_, "rtbassoc-"), .subnet_id = ""}}};
  records.transaction([&] {
    records.put(vpc);
    records.put(std::move(main));
    records.set_tags(vpc.id, tags);
    groups_.add_default_group(vpc.id);
  });
  api::CreateVpcResponse response{.Vpc = view(vpc)};
  response.Vpc->State = "pending";
  return response;
}

api::DescribeVpcsResponse VpcService::describe(const api::DescribeVpcsRequest& request) const {
  std::vector<api::Vpc> all;
  for (const auto& [id, vpc] : network_.records().vpcs()) all.push_back(view(vpc));
  const auto id_of = [](const api::Vpc& it) { return *it.VpcId; };
  auto page = page_asked_for(request, std::move(all), request.VpcIds, id_of, errors::vpc_not_found, filterable_vpcs());
  return {.Vpcs = std::move(page.items), .NextToken = page.next};
}

api::DeleteVpcResponse VpcService::remove(const api::DeleteVpcRequest& request) {
  auto& records = network_.records();
  const Vpc vpc = records.vpc(request.VpcId.value_or(""));
  if (vpc.is_default) throw errors::default_vpc_stays(vpc.id);
  if (depended_on(vpc)) throw errors::has_dependencies("vpc", vpc.id);
  records.transaction([&] {
    groups_.erase_default_group(vpc.id);
    records.erase(vpc);
  });
  return {};
}

bool VpcService::depended_on(const Vpc& vpc) const {
  const auto& records = network_.records();
  const auto in_vpc = [&](const auto& entry) { return entry.second.vpc_id == vpc.id; };
  const auto any = [](const auto& all, auto holds) { return std::any_of(all.begin(), all.end(), holds); };
  return any(records.subnets(), in_vpc) || any(records.gateways(), in_vpc) ||
         any(records.route_tables(), [&](const auto& entry) { return in_vpc(entry) && !entry.second.is_main(); }) ||
         any(groups_.all(), [&](const auto& entry) { return in_vpc(entry) && entry.second.name != "default"; });
}

api::ModifyVpcAttributeResponse VpcService::modify(const api::ModifyVpcAttributeRequest& request) {
  Vpc vpc = network_.records().vpc(request.VpcId.value_or(""));
  const auto& [dns_support, dns_hostnames, metrics] =
      std::tie(request.EnableDnsSupport, request.EnableDnsHostnames, request.EnableNetworkAddressUsageMetrics);
  if (dns_support.has_value() + dns_hostnames.has_value() + metrics.has_value() != 1) {
    throw errors::one_attribute_at_a_time();
  }
  if (dns_support) vpc.dns_support = dns_support->Value.value_or(false);
  if (dns_hostnames) vpc.dns_hostnames = dns_hostnames->Value.value_or(false);
  if (metrics) vpc.usage_metrics = metrics->Value.value_or(false);
  network_.records().put(std::move(vpc));
  return {};
}

api::DescribeVpcAttributeResponse VpcService::attribute(const api::DescribeVpcAttributeRequest& request) const {
  const Vpc& vpc = network_.records().vpc(request.VpcId.value_or(""));
  api::DescribeVpcAttributeResponse response{.VpcId = vpc.id};
  if (request.Attribute == "enableDnsSupport") response.EnableDnsSupport = api::AttributeBooleanValue{vpc.dns_support};
  if (request.Attribute == "enableDnsHostnames") {
    response.EnableDnsHostnames = api::AttributeBooleanValue{vpc.dns_hostnames};
  }
  if (request.Attribute == "enableNetworkAddressUsageMetrics") {
    response.EnableNetworkAddressUsageMetrics = api::AttributeBooleanValue{vpc.usage_metrics};
  }
  return response;
}

api::Vpc VpcService::view(const Vpc& vpc) const {
  return {.CidrBlock = vpc.cidr,
          .DhcpOptionsId = vpc.dhcp_options_id,
          .State = "available",
          .VpcId = vpc.id,
          .OwnerId = place_.account,
          .InstanceTenancy = vpc.instance_tenancy,
          .CidrBlockAssociationSet = {{.AssociationId = vpc.cidr_association_id,
                                       .CidrBlock = vpc.cidr,
                                       .CidrBlockState = api::VpcCidrBlockState{.State = "associated"}}},
          .IsDefault = vpc.is_default,
          .Tags = render_tags<api::Tag>(*network_.records().find_tags(vpc.id)),
          .BlockPublicAccessStates = api::BlockPublicAccessStates{.InternetGatewayBlockMode = "off"}};
}

}  // namespace aws::region::ec2
