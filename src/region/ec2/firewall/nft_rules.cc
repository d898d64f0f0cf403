#include "region/ec2/firewall/nft_rules.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>

#include "base/router_protocol.h"

namespace aws::region::ec2 {
namespace {

// A packet carries what it has passed so far as a mark: its sender's groups have let it out, its receiver's let it in.
constexpr int kLetOut = 1;
constexpr int kLetIn = 2;

constexpr std::string_view kAll = "0.0.0.0/0";

using Output = std::back_insert_iterator<std::string>;

// Chains and sets are named after groups.
std::string name_of(std::string_view group_id) {
  std::string name(group_id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string ports_of(const FirewallRule& rule) {
  if (rule.from_port < 0 || (rule.from_port == 0 && rule.to_port == 65535)) return "";
  if (rule.from_port == rule.to_port) return std::to_string(rule.from_port);
  return fmt::format("{}-{}", rule.from_port, rule.to_port);
}

std::string traffic_of(const FirewallRule& rule) {
  const std::string ports = ports_of(rule);
  if (rule.protocol == "-1") return "";
  if (rule.protocol == "icmp") {
    return rule.from_port < 0 ? "ip protocol icmp " : fmt::format("icmp type {} ", rule.from_port);
  }
  const bool has_ports = rule.protocol == "tcp" || rule.protocol == "udp";
  if (!has_ports || ports.empty()) return fmt::format("ip protocol {} ", rule.protocol);
  return fmt::format("{} dport {} ", rule.protocol, ports);
}

// IPv6 and prefix lists let nobody in: there are none here.
bool has_peer(const FirewallRule& rule) { return !rule.block.empty() || !rule.group_id.empty(); }

std::string peer_of(const FirewallRule& rule) {
  if (rule.block == kAll) return "";
  const std::string peer = rule.block.empty() ? "@members_" + name_of(rule.group_id) : rule.block;
  return fmt::format("ip {} {} ", rule.egress ? "daddr" : "saddr", peer);
}

void add_set(Output out, std::string_view name, std::string_view type, const std::vector<std::string>& elements) {
  fmt::format_to(out, "  set {} {{\n    type {}\n", name, type);
  if (!elements.empty()) fmt::format_to(out, "    elements = {{ {} }}\n", fmt::join(elements, ", "));
  fmt::format_to(out, "  }}\n");
}

void add_map(Output out, std::string_view name, std::string_view type, const std::vector<std::string>& elements) {
  fmt::format_to(out, "  map {} {{\n    type {} : verdict\n", name, type);
  if (!elements.empty()) fmt::format_to(out, "    elements = {{ {} }}\n", fmt::join(elements, ", "));
  fmt::format_to(out, "  }}\n");
}

// Who belongs to each group, and what it lets in and out.
void add_groups(Output out, const FirewallState& state) {
  for (const auto& [id, rules] : state.groups) {
    std::vector<std::string> members;
    for (const auto& interface : state.interfaces) {
      if (std::ranges::find(interface.group_ids, id) != interface.group_ids.end()) members.push_back(interface.address);
    }
    add_set(out, "members_" + name_of(id), "ipv4_addr", members);
  }
  for (const auto& [id, rules] : state.groups) {
    for (const bool egress : {false, true}) {
      fmt::format_to(out, "  chain {}_{} {{\n", egress ? "out" : "in", name_of(id));
      for (const auto& rule : rules) {
        if (rule.egress != egress || !has_peer(rule)) continue;
        fmt::format_to(out, "    {}{}meta mark set mark or {}\n", peer_of(rule), traffic_of(rule),
                       egress ? kLetOut : kLetIn);
      }
      fmt::format_to(out, "  }}\n");
    }
  }
}

// Interfaces with the same groups share their chains: "sends_0" and "gets_0".
std::map<std::vector<std::string>, int> combinations_of(const FirewallState& state) {
  std::map<std::vector<std::string>, int> combinations;
  for (const auto& interface : state.interfaces) {
    combinations.try_emplace(interface.group_ids, static_cast<int>(combinations.size()));
  }
  return combinations;
}

void add_combination(Output out, const FirewallState& state, const std::vector<std::string>& groups, int number) {
  for (const bool egress : {false, true}) {
    fmt::format_to(out, "  chain {}_{} {{\n", egress ? "sends" : "gets", number);
    for (const auto& group : groups) {
      if (state.groups.contains(group)) fmt::format_to(out, "    jump {}_{}\n", egress ? "out" : "in", name_of(group));
    }
    fmt::format_to(out, "    mark and {0} != {0} drop\n  }}\n", egress ? kLetOut : kLetIn);
  }
}

void add_interfaces(Output out, const FirewallState& state) {
  const auto combinations = combinations_of(state);
  for (const auto& [groups, number] : combinations) add_combination(out, state, groups, number);
  std::vector<std::string> pinned, own, senders, cables_out, cables_in;
  for (const auto& interface : state.interfaces) {
    const int number = combinations.at(interface.group_ids);
    if (interface.of_router) {
      own.push_back(interface.address);
      senders.push_back(fmt::format("{} : jump sends_{}", interface.address, number));
      continue;
    }
    const std::string cable = interface_of(interface.address);
    pinned.push_back(fmt::format("\"{}\" . {}", cable, interface.address));
    cables_out.push_back(fmt::format("\"{}\" : jump sends_{}", cable, number));
    cables_in.push_back(fmt::format("\"{}\" : jump gets_{}", cable, number));
  }
  add_set(out, "pinned", "ifname . ipv4_addr", pinned);
  add_set(out, "load_balancers", "ipv4_addr", own);
  add_map(out, "by_load_balancer", "ipv4_addr", senders);
  add_map(out, "from_cable", "ifname", cables_out);
  add_map(out, "to_cable", "ifname", cables_in);
}

std::string set_of(const std::vector<std::string>& blocks) { return fmt::format("{{ {} }}", fmt::join(blocks, ", ")); }

void add_disruptions(Output out, const FirewallState& state) {
  int number = 0;
  for (const auto& disruption : state.disruptions) {
    const std::string blocks = set_of(disruption.blocks);
    const std::string others = disruption.from.empty() ? "!= " + blocks : set_of(disruption.from);
    fmt::format_to(out,
                   "  chain disrupted_{0} {{\n"
                   "    ip saddr @load_balancers ip daddr @load_balancers return\n"
                   "    ip saddr @load_balancers ip daddr {1} drop\n"
                   "    ip daddr @load_balancers ip saddr {1} drop\n"
                   "    ip saddr @load_balancers return\n"
                   "    ip daddr @load_balancers return\n"
                   "    ip saddr {1} ip daddr {2} drop\n"
                   "    ip daddr {1} ip saddr {2} drop\n"
                   "  }}\n",
                   number++, blocks, others);
  }
  fmt::format_to(out, "  chain disrupted {{\n");
  for (int i = 0; i < number; ++i) fmt::format_to(out, "    jump disrupted_{}\n", i);
  fmt::format_to(out, "  }}\n");
}

// Never the internet: "this host" and loopback, which this machine would take for itself, link-local addresses, where
// clouds keep the credentials of their machines, the VPC, slirp4netns itself, what is no host's (from 224.0.0.0 on),
// and where Alibaba and Azure have what others have at link-local addresses.
std::vector<std::string> never_outside() {
  return {"0.0.0.0/8",       "127.0.0.0/8",   "169.254.0.0/16", router::kBlock, router::kInternetBlock,
          "100.100.100.200", "168.63.129.16", "224.0.0.0/3"};
}

// Who may go out where, by the routes of the subnet: "way_0" goes on where a packet may leave. Asked of each packet,
// not only of the first, so that a route that is gone ends what has begun.
void add_ways_out(Output out, const FirewallState& state, const WayOut& way_out) {
  std::map<std::vector<std::string>, int> ways;
  std::vector<std::string> goers;
  for (const auto& interface : state.interfaces) {
    if (interface.ways_out.empty() || interface.of_router) continue;
    const int number = ways.try_emplace(interface.ways_out, static_cast<int>(ways.size())).first->second;
    goers.push_back(fmt::format("{} : goto way_{}", interface.address, number));
  }
  for (const auto& [blocks, number] : ways) {
    fmt::format_to(out, "  chain way_{} {{\n    ip daddr {} return\n    drop\n  }}\n", number, set_of(blocks));
  }
  add_map(out, "by_route", "ipv4_addr", goers);
  fmt::format_to(out, "  chain leaves {{\n    ip daddr {} drop\n", set_of(never_outside()));
  if (!way_out.own_addresses.empty()) fmt::format_to(out, "    ip daddr {} drop\n", set_of(way_out.own_addresses));
  fmt::format_to(out,
                 "    ip saddr vmap @by_route\n    drop\n  }}\n"
                 "  chain as_this_machine {{\n    type nat hook postrouting priority srcnat;\n"
                 "    oifname \"{}\" masquerade\n  }}\n",
                 router::kInternet);
}

// What the hooks ask where there is a way out. Nothing that begins out there comes in, and nothing of the router's own
// goes there.
struct AtTheHooks {
  std::string from = "jump from_instance";
  std::string leaves, input, output, accept;
};

AtTheHooks hooks_with_way_out() {
  const std::string in = fmt::format("iifname \"{}\" ", router::kInternet);
  const std::string out = fmt::format("oifname \"{}\" ", router::kInternet);
  return {.from = fmt::format("iifname != \"{}\" jump from_instance", router::kInternet),
          .leaves = "    " + in + "ct state new,invalid,untracked drop\n    " + out + "jump leaves\n",
          .input = "    " + in + "drop\n",
          .output = "    " + out + "drop\n",
          .accept = fmt::format("    {}mark and {} != 0 accept\n", out, kLetOut)};
}

// An instance sends from its own address only. What security groups do not filter: metadata and DNS
// (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html). A load balancer's own groups are asked
// where its listeners are, those of an instance for clients from outside where its public address is (TcpRelay): from
// there they come as from the gateway.
constexpr std::string_view kHooks = R"(  chain from_instance {{
    iifname . ip saddr != @pinned drop
  }}
  chain forward {{
    type filter hook forward priority filter; policy drop;
    {from}
    jump disrupted
{leaves}    ct state established,related accept
    meta mark set 0
    iifname vmap @from_cable
    oifname vmap @to_cable
{accept}    mark and {all} == {all} accept
  }}
  chain input {{
    type filter hook input priority filter; policy drop;
{input}    iifname "eni-*" jump from_instance
    ip daddr {metadata} tcp dport 80 accept
    ip daddr {{ {dns}, {dns_everywhere} }} meta l4proto {{ tcp, udp }} th dport 53 accept
    jump disrupted
    ct state established,related accept
    meta mark set 0
    iifname vmap @from_cable
    ip daddr {{ 127.0.0.0/8, {endpoint} }} accept
    ip daddr @load_balancers accept
  }}
  chain output {{
    type filter hook output priority filter; policy drop;
{output}    ip saddr {{ {metadata}, {dns}, {dns_everywhere} }} accept
    jump disrupted
    ct state established,related accept
    oifname "lo" accept
    ip saddr {gateway} accept
    meta mark set 0
    ip saddr vmap @by_load_balancer
    mark and {out} != {out} drop
    oifname vmap @to_cable
    accept
  }}
)";

}  // namespace

std::string interface_of(const std::string& address) {
  in_addr parsed{};
  inet_pton(AF_INET, address.c_str(), &parsed);
  return fmt::format("eni-{:08x}", ntohl(parsed.s_addr));
}

std::string nft_rules(const FirewallState& state, const std::optional<WayOut>& way_out) {
  std::string text = "table ip vpc\ndelete table ip vpc\ntable ip vpc {\n";
  const auto out = std::back_inserter(text);
  add_groups(out, state);
  add_interfaces(out, state);
  add_disruptions(out, state);
  if (way_out) add_ways_out(out, state, *way_out);
  const AtTheHooks hooks = way_out ? hooks_with_way_out() : AtTheHooks{};
  fmt::format_to(out, kHooks, fmt::arg("from", hooks.from), fmt::arg("leaves", hooks.leaves),
                 fmt::arg("accept", hooks.accept), fmt::arg("input", hooks.input), fmt::arg("output", hooks.output),
                 fmt::arg("all", kLetOut | kLetIn), fmt::arg("out", kLetOut), fmt::arg("metadata", router::kMetadata),
                 fmt::arg("dns", router::kDns), fmt::arg("dns_everywhere", router::kDnsEverywhere),
                 fmt::arg("endpoint", router::kEndpoint), fmt::arg("gateway", router::kGateway));
  return text + "}\n";
}

}  // namespace aws::region::ec2
