#include "region/ec2/network/ways_out.h"

#include <algorithm>
#include <utility>

namespace aws::region::ec2 {
namespace {

const RouteTable* table_of(const NetworkRecords& records, const Subnet& subnet) {
  for (const auto& [id, table] : records.route_tables()) {
    const auto of_subnet = [&](const RouteTableAssociation& each) { return each.subnet_id == subnet.id; };
    if (std::ranges::any_of(table.associations, of_subnet)) return &table;
  }
  return records.main_route_table(subnet.vpc_id);
}

bool leads_out(const NetworkRecords& records, const RouteTable& table, const Route& route) {
  const auto gateway = records.gateways().find(route.gateway_id);
  return gateway != records.gateways().end() && gateway->second.vpc_id == table.vpc_id;
}

void take_away(std::vector<Cidr>& blocks, const Cidr& hole) {
  std::vector<Cidr> left;
  for (const auto& block : blocks) {
    for (const auto& part : without(block, hole)) left.push_back(part);
  }
  blocks = std::move(left);
}

}  // namespace

std::vector<Cidr> without(const Cidr& block, const Cidr& hole) {
  if (!block.overlaps(hole)) return {block};
  if (hole.contains(block)) return {};
  const int prefix = block.prefix + 1;
  const Cidr lower{block.base, prefix};
  const Cidr upper{lower.last() + 1, prefix};
  auto left = without(lower, hole);
  for (const auto& part : without(upper, hole)) left.push_back(part);
  return left;
}

std::vector<std::string> ways_out(const NetworkRecords& records, std::string_view subnet_id) {
  const auto subnet = records.subnets().find(subnet_id);
  const RouteTable* table = subnet == records.subnets().end() ? nullptr : table_of(records, subnet->second);
  if (table == nullptr) return {};
  // The least specific first: each takes its block from those before.
  std::vector<std::pair<Cidr, bool>> routes;
  for (const auto& route : table->routes) {
    if (const auto block = parse_cidr(route.destination))
      routes.emplace_back(*block, leads_out(records, *table, route));
  }
  std::ranges::sort(routes, {}, [](const auto& route) { return route.first.prefix; });
  std::vector<Cidr> blocks;
  for (const auto& [block, out] : routes) {
    take_away(blocks, block);
    if (out) blocks.push_back(block);
  }
  std::vector<std::string> texts;
  for (const auto& block : blocks) texts.push_back(block.text());
  std::ranges::sort(texts);
  return texts;
}

}  // namespace aws::region::ec2
