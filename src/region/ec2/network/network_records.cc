#include "region/ec2/network/network_records.h"

#include <algorithm>
#include <utility>

#include "region/ec2/errors.h"
#include "region/ec2/network/default_vpc.h"

namespace aws::region::ec2 {
namespace {

template <class T, class NotFound>
const T& found_in(const Collection<T>& collection, std::string_view id, NotFound not_found) {
  if (const T* found = collection.find(id)) return *found;
  throw not_found();
}

}  // namespace

NetworkRecords::NetworkRecords(Store& store, Random& random, const Place& place, const Cidr& block)
    : store_(store),
      zones_(zones_of(place.region)),
      vpcs_(store, "ec2.vpc"),
      subnets_(store, "ec2.subnet"),
      route_tables_(store, "ec2.route_table"),
      gateways_(store, "ec2.internet_gateway"),
      tags_(store, "ec2.network_tags") {
  if (vpcs_.all().empty()) take_up_default_vpc(random, block);
  if (default_vpc().cidr != block.text()) move_to(block);
}

void NetworkRecords::take_up_default_vpc(Random& random, const Cidr& block) {
  DefaultVpc made = default_vpc_of(store_, random, zones_, block);
  store_.transaction([&] {
    put(std::move(made.vpc));
    for (auto& subnet : made.subnets) put(std::move(subnet));
    put(std::move(made.route_table));
    put(std::move(made.gateway));
  });
}

void NetworkRecords::move_to(const Cidr& block) {
  store_.transaction([&] {
    Vpc vpc = default_vpc();
    const std::string before = std::exchange(vpc.cidr, block.text());
    for (auto [id, subnet] : ById<Subnet>(subnets_.all())) {
      if (subnet.is_default) subnet.cidr = block.same_within(*parse_cidr(subnet.cidr)).text();
      subnet.first_address = block.same_within({subnet.first_address}).base;
      subnet.last_address = block.same_within({subnet.last_address}).base;
      put(std::move(subnet));
    }
    for (auto [id, table] : ById<RouteTable>(route_tables_.all())) {
      if (table.vpc_id != vpc.id) continue;
      for (auto& route : table.routes) {
        if (route.destination == before) route.destination = vpc.cidr;
      }
      put(std::move(table));
    }
    put(std::move(vpc));
  });
}

const Vpc& NetworkRecords::default_vpc() const {
  const auto& all = vpcs_.all();
  return std::find_if(all.begin(), all.end(), [](const auto& entry) { return entry.second.is_default; })->second;
}

const Vpc& NetworkRecords::vpc(std::string_view id) const {
  return found_in(vpcs_, id, [&] { return errors::vpc_not_found(id); });
}

const Subnet& NetworkRecords::subnet(std::string_view id) const {
  return found_in(subnets_, id, [&] { return errors::subnet_not_found(id); });
}

const RouteTable& NetworkRecords::route_table(std::string_view id) const {
  return found_in(route_tables_, id,
                  [&] { return errors::not_found("InvalidRouteTableID.NotFound", "routeTable ID", id); });
}

const InternetGateway& NetworkRecords::gateway(std::string_view id) const {
  return found_in(gateways_, id,
                  [&] { return errors::not_found("InvalidInternetGatewayID.NotFound", "internetGateway ID", id); });
}

const RouteTable* NetworkRecords::main_route_table(std::string_view vpc_id) const {
  for (const auto& [id, table] : route_tables_.all()) {
    if (table.vpc_id == vpc_id && table.is_main()) return &table;
  }
  return nullptr;
}

const RouteTable* NetworkRecords::table_of_association(std::string_view association_id) const {
  for (const auto& [id, table] : route_tables_.all()) {
    for (const auto& association : table.associations) {
      if (association.id == association_id) return &table;
    }
  }
  return nullptr;
}

const InternetGateway* NetworkRecords::gateway_of(std::string_view vpc_id) const {
  for (const auto& [id, gateway] : gateways_.all()) {
    if (gateway.vpc_id == vpc_id) return &gateway;
  }
  return nullptr;
}

void NetworkRecords::put(Vpc vpc) {
  const std::string id = vpc.id;
  vpcs_.put(id, std::move(vpc));
}

void NetworkRecords::put(Subnet subnet) {
  const std::string id = subnet.id;
  subnets_.put(id, std::move(subnet));
}

void NetworkRecords::put(RouteTable table) {
  const std::string id = table.id;
  route_tables_.put(id, std::move(table));
  routes_changed();
}

void NetworkRecords::put(InternetGateway gateway) {
  const std::string id = gateway.id;
  gateways_.put(id, std::move(gateway));
  routes_changed();
}

void NetworkRecords::erase(const Vpc& vpc) {
  const Vpc gone = vpc;
  store_.transaction([&] {
    if (const RouteTable* table = main_route_table(gone.id)) erase(*table);
    tags_.erase(gone.network_acl_id);
    tags_.erase(gone.id);
    vpcs_.erase(gone.id);
  });
}

void NetworkRecords::erase(const Subnet& subnet) {
  const std::string id = subnet.id;
  store_.transaction([&] {
    tags_.erase(id);
    subnets_.erase(id);
  });
}

void NetworkRecords::erase(const RouteTable& table) {
  const std::string id = table.id;
  store_.transaction([&] {
    tags_.erase(id);
    route_tables_.erase(id);
  });
  routes_changed();
}

void NetworkRecords::erase(const InternetGateway& gateway) {
  const std::string id = gateway.id;
  store_.transaction([&] {
    tags_.erase(id);
    gateways_.erase(id);
  });
  routes_changed();
}

const Tags* NetworkRecords::find_tags(const std::string& id) const {
  static const Tags kNone;
  const auto of_vpc = [&](const auto& entry) {
    return entry.second.network_acl_id == id || entry.second.dhcp_options_id == id;
  };
  const bool known = vpcs_.contains(id) || subnets_.contains(id) || route_tables_.contains(id) ||
                     gateways_.contains(id) || std::any_of(vpcs_.all().begin(), vpcs_.all().end(), of_vpc);
  if (!known) return nullptr;
  const auto* document = tags_.find(id);
  return document == nullptr ? &kNone : &document->tags;
}

void NetworkRecords::set_tags(const std::string& id, Tags tags) {
  if (tags.empty()) {
    tags_.erase(id);
  } else {
    tags_.put(id, {std::move(tags)});
  }
}

}  // namespace aws::region::ec2
