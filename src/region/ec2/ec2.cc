#include "region/ec2/ec2.h"

#include <algorithm>
#include <set>

#include "region/ec2/asked_for.h"
#include "region/ec2/catalogue/instance_types.h"
#include "region/ec2/errors.h"
#include "region/ec2/instances/instance_facts.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/network/ways_out.h"

namespace aws::region::ec2 {

Ec2::Ec2(const Ec2Dependencies& d)
    : place_(d.place),
      random_(d.random),
      images_(d.images),
      network_(d.store, d.random, d.place, d.addresses),
      security_groups_(d.store, d.random, d.timers, network_.default_vpc().id),
      launch_templates_(d.store, d.random, d.clock),
      key_pairs_(d.store, d.random, d.clock),
      instances_(d.store),
      firewall_(instances_, security_groups_, d.firewall, d.timers),
      public_ports_(instances_, security_groups_, d.public_access, d.timers),
      resolver_(launch_templates_, network_, security_groups_, key_pairs_, d.profiles, d.images),
      metadata_(d.profiles, d.clock),
      lifecycle_({.instances = instances_,
                  .network = network_,
                  .templates = resolver_,
                  .host = d.host,
                  .capacity = d.capacity,
                  .clock = d.clock,
                  .timers = d.timers,
                  .random = d.random,
                  .firewall = firewall_,
                  .describe_host = [this](const Instance& instance) { return describe_host(instance); }}),
      launch_template_service_(launch_templates_, resolver_),
      launch_template_version_service_(launch_templates_, resolver_),
      catalogue_service_(d.images, network_, d.place),
      vpc_service_(network_, security_groups_, d.random, d.place),
      subnet_service_(network_, d.random, d.place),
      route_table_service_(network_.records(), d.random, d.place),
      internet_gateway_service_(network_.records(), d.random, d.place),
      surroundings_service_(network_.records(), d.place),
      device_service_(instances_, security_groups_, d.place),
      account_service_(network_, d.place),
      security_group_service_(security_groups_, d.place),
      security_group_rule_service_(security_groups_, d.place),
      key_pair_service_(key_pairs_),
      instance_service_(instances_, lifecycle_, resolver_, security_groups_, d.place),
      run_instances_service_({.store = d.store,
                              .instances = instances_,
                              .lifecycle = lifecycle_,
                              .templates = launch_templates_,
                              .resolver = resolver_,
                              .groups = security_groups_,
                              .random = d.random,
                              .place = d.place}),
      attribute_service_(instances_, lifecycle_, security_groups_),
      status_service_(instances_, lifecycle_, d.clock),
      tag_service_(d.store, tagged_kinds()) {
  connect();
}

// Who hears of what.
void Ec2::connect() {
  security_groups_.ask_before_erasing([this](const std::string& id) {
    return std::ranges::any_of(instances_.all(), [&](const auto& entry) { return entry.second.belongs_to(id); });
  });
  firewall_.read_blocks([this](const auto& vpc, const auto& block) { return network_.stands_for(vpc, block); });
  firewall_.lead_out([this](const Instance& instance) { return ways_out_of(instance); });
  network_.records().tell_of_routes([this] { firewall_.changed(); });
  security_groups_.changes().subscribe([this](const RulesChanged&) {
    firewall_.changed();
    public_ports_.changed();
  });
  lifecycle_.changes().subscribe([this](const InstanceChanged& changed) {
    firewall_.changed();
    public_ports_.changed();
    const Instance* instance = instances_.find(changed.id);
    if (!instance || instance->is(instance_state::kTerminated)) metadata_tokens_.erase(changed.id);
  });
}

void Ec2::start() {
  firewall_.changed();
  lifecycle_.start();
}

void Ec2::serve(contract::Handlers& handlers) {
  launch_template_service_.serve(handlers);
  launch_template_version_service_.serve(handlers);
  catalogue_service_.serve(handlers);
  vpc_service_.serve(handlers);
  subnet_service_.serve(handlers);
  route_table_service_.serve(handlers);
  internet_gateway_service_.serve(handlers);
  surroundings_service_.serve(handlers);
  device_service_.serve(handlers);
  account_service_.serve(handlers);
  security_group_service_.serve(handlers);
  security_group_rule_service_.serve(handlers);
  key_pair_service_.serve(handlers);
  instance_service_.serve(handlers);
  run_instances_service_.serve(handlers);
  attribute_service_.serve(handlers);
  status_service_.serve(handlers);
  tag_service_.serve(handlers);
}

namespace {

template <class T>
std::vector<std::string> ids_of(const std::map<std::string, T, std::less<>>& all) {
  std::vector<std::string> ids;
  for (const auto& [id, item] : all) ids.push_back(id);
  return ids;
}

template <class T>
const Tags* tags_in(const T* item) {
  return item == nullptr ? nullptr : &item->tags;
}

// Their tags are one collection.
std::vector<TaggedKind> network_kinds(NetworkRecords& network) {
  const auto of_network = [&network](std::string_view prefix, std::string_view type,
                                     std::function<std::vector<std::string>()> ids, std::string_view code,
                                     std::string_view what) {
    return TaggedKind{prefix,
                      type,
                      std::move(ids),
                      [&network](const std::string& id) { return network.find_tags(id); },
                      [&network](const std::string& id, Tags tags) { network.set_tags(id, std::move(tags)); },
                      missing(code, what)};
  };
  const auto of_vpcs = [&network](auto member) {
    return [&network, member] {
      std::set<std::string> ids;
      for (const auto& [id, vpc] : network.vpcs()) ids.insert(vpc.*member);
      return std::vector(ids.begin(), ids.end());
    };
  };
  return {
      of_network(
          "vpc-", "vpc", [&network] { return ids_of(network.vpcs()); }, "InvalidVpcID.NotFound", "vpc ID"),
      of_network(
          "subnet-", "subnet", [&network] { return ids_of(network.subnets()); }, "InvalidSubnetID.NotFound",
          "subnet ID"),
      of_network(
          "rtb-", "route-table", [&network] { return ids_of(network.route_tables()); }, "InvalidRouteTableID.NotFound",
          "routeTable ID"),
      of_network("acl-", "network-acl", of_vpcs(&Vpc::network_acl_id), "InvalidNetworkAclID.NotFound", "networkAcl ID"),
      of_network(
          "igw-", "internet-gateway", [&network] { return ids_of(network.gateways()); },
          "InvalidInternetGatewayID.NotFound", "internetGateway ID"),
      of_network("dopt-", "dhcp-options", of_vpcs(&Vpc::dhcp_options_id), "InvalidDhcpOptionID.NotFound",
                 "dhcpOption ID")};
}

}  // namespace

std::vector<TaggedKind> Ec2::tagged_kinds() {
  std::vector<TaggedKind> kinds = network_kinds(network_.records());
  const std::vector<TaggedKind> others{
      {"i-", "instance", [this] { return ids_of(instances_.all()); },
       [this](const std::string& id) { return tags_in(instances_.find(id)); },
       [this](const std::string& id, Tags tags) {
         instances_.update(id, [&](Instance& instance) { instance.tags = std::move(tags); });
       },
       missing("InvalidInstanceID.NotFound", "instance ID")},
      {"lt-", "launch-template", [this] { return ids_of(launch_templates_.all()); },
       [this](const std::string& id) { return tags_in(launch_templates_.find(id)); },
       [this](const std::string& id, Tags tags) { launch_templates_.set_tags(id, std::move(tags)); },
       missing("InvalidLaunchTemplateId.NotFound", "launch template ID")},
      {"sg-", "security-group", [this] { return ids_of(security_groups_.all()); },
       [this](const std::string& id) { return tags_in(security_groups_.find(id)); },
       [this](const std::string& id, Tags tags) { security_groups_.set_tags(id, std::move(tags)); },
       missing("InvalidGroup.NotFound", "security group")},
      {"sgr-", "security-group-rule", [this] { return security_groups_.rule_ids(); },
       [this](const std::string& id) { return tags_in(security_groups_.find_rule(id)); },
       [this](const std::string& id, Tags tags) { security_groups_.set_rule_tags(id, std::move(tags)); },
       missing("InvalidSecurityGroupRuleId.NotFound", "security group rule ID")},
      {"key-", "key-pair", [this] { return ids_of(key_pairs_.all()); },
       [this](const std::string& id) { return tags_in(key_pairs_.find(id)); },
       [this](const std::string& id, Tags tags) {
         KeyPair pair = *key_pairs_.find(id);
         pair.tags = std::move(tags);
         key_pairs_.put(std::move(pair));
       },
       missing("InvalidKeyPair.NotFound", "key pair ID")}};
  kinds.insert(kinds.end(), others.begin(), others.end());
  return kinds;
}

std::map<std::string, std::string, std::less<>> Ec2::metadata_of(const std::string& instance_id) const {
  const Instance* instance = instances_.find(instance_id);
  if (!instance) return {};
  return facts_of(*instance, network_, security_groups_, place_).texts;
}

std::optional<std::string> Ec2::address_of(std::string_view name) const {
  for (const auto& [id, instance] : instances_.all()) {
    const bool there = !instance.is(instance_state::kTerminated);
    if (there && private_dns_name(instance, place_) == name) return instance.address;
  }
  return std::nullopt;
}

// As on AWS an internet gateway knows only who has a public address.
std::vector<std::string> Ec2::ways_out_of(const Instance& instance) const {
  if (!instance.has_public_address) return {};
  return ways_out(network_.records(), instance.subnet_id);
}

bool Ec2::goes_out(std::string_view address) const {
  return std::ranges::any_of(instances_.all(), [&](const auto& entry) {
    const Instance& instance = entry.second;
    return instance.address == address && !instance.is(instance_state::kTerminated) && !ways_out_of(instance).empty();
  });
}

HostDescription Ec2::describe_host(const Instance& instance) {
  const auto image = images_.find(instance.image_id);
  return {.instance_id = instance.id,
          .address = instance.address,
          .name = private_dns_name(instance, place_),
          .mac = instance.mac,
          .image_id = instance.image_id,
          .root = image ? image->root : std::filesystem::path(),
          .image_gone = !image,
          .memory = memory_of_type(instance.instance_type),
          .user_data = {},
          .metadata = [this, id = instance.id](const http::Request& request) { return answer_metadata(id, request); }};
}

http::Reply Ec2::answer_metadata(const std::string& instance_id, const http::Request& request) {
  const Instance* instance = instances_.find(instance_id);
  if (!instance) return http::Response{404, {}, ""};
  auto& tokens = metadata_tokens_.try_emplace(instance_id, random_).first->second;
  http::Reply reply = metadata_.answer(request, facts_of(*instance, network_, security_groups_, place_), tokens);
  // A token is for the instance itself, not for whoever it forwards to.
  if (request.method == "PUT") reply.hops = static_cast<int>(instance->metadata_hop_limit);
  return reply;
}

}  // namespace aws::region::ec2
