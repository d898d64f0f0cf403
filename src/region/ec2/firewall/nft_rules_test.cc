// What the rules do is tested by instances (tests/conformance/hosts/region_hosts_test.py); here, how a state becomes
// rules.
#include "region/ec2/firewall/nft_rules.h"

#include <gmock/gmock.h>

namespace aws::region::ec2 {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

FirewallState one_instance(FirewallRule rule) {
  return {.interfaces = {{.address = "172.31.5.6", .group_ids = {"sg-1"}}}, .groups = {{"sg-1", {std::move(rule)}}}};
}

TEST(NftRules, AnInterfaceHasOneAddress) {
  const auto rules = nft_rules(one_instance({}));
  EXPECT_EQ(interface_of("172.31.5.6"), "eni-ac1f0506");
  EXPECT_THAT(rules, HasSubstr("elements = { \"eni-ac1f0506\" . 172.31.5.6 }"));
  EXPECT_THAT(rules, HasSubstr("\"eni-ac1f0506\" : jump gets_0"));
}

TEST(NftRules, ARuleLetsItsTrafficOfItsPeerIn) {
  EXPECT_THAT(nft_rules(one_instance({.protocol = "tcp", .from_port = 80, .to_port = 80, .block = "0.0.0.0/0"})),
              HasSubstr("chain in_sg_1 {\n    tcp dport 80 meta mark set mark or 2\n  }"));
  EXPECT_THAT(nft_rules(one_instance({.protocol = "udp", .from_port = 5, .to_port = 9, .block = "10.0.0.0/8"})),
              HasSubstr("    ip saddr 10.0.0.0/8 udp dport 5-9 meta mark set mark or 2\n"));
  EXPECT_THAT(nft_rules(one_instance({.protocol = "-1", .group_id = "sg-1"})),
              HasSubstr("    ip saddr @members_sg_1 meta mark set mark or 2\n"));
  EXPECT_THAT(nft_rules(one_instance({.protocol = "icmp", .from_port = 8, .block = "0.0.0.0/0"})),
              HasSubstr("    icmp type 8 meta mark set mark or 2\n"));
  EXPECT_THAT(nft_rules(one_instance({.protocol = "47", .block = "0.0.0.0/0"})),
              HasSubstr("    ip protocol 47 meta mark set mark or 2\n"));
}

TEST(NftRules, OrOut) {
  EXPECT_THAT(nft_rules(one_instance({.egress = true, .protocol = "-1", .block = "172.31.0.0/16"})),
              HasSubstr("chain out_sg_1 {\n    ip daddr 172.31.0.0/16 meta mark set mark or 1\n  }"));
}

TEST(NftRules, ARuleForAPeerThatCannotBeHereIsNone) {
  EXPECT_THAT(nft_rules(one_instance({.protocol = "tcp", .from_port = 80, .to_port = 80})),
              HasSubstr("chain in_sg_1 {\n  }"));
}

TEST(NftRules, ALoadBalancerSendsFromTheRouter) {
  FirewallState state = one_instance({});
  state.interfaces.push_back({.address = "172.31.9.9", .group_ids = {"sg-1"}, .of_router = true});
  const auto rules = nft_rules(state);
  EXPECT_THAT(rules, HasSubstr("set members_sg_1 {\n    type ipv4_addr\n    elements = { 172.31.5.6, 172.31.9.9 }"));
  EXPECT_THAT(rules, HasSubstr("172.31.9.9 : jump sends_0"));
  EXPECT_THAT(rules, Not(HasSubstr("eni-ac1f0909")));
}

TEST(NftRules, ADisruptionParts) {
  FirewallState state = one_instance({});
  state.disruptions = {{.blocks = {"172.31.0.4-172.31.15.254"}, .from = {}},
                       {.blocks = {"172.31.0.4-172.31.15.254"}, .from = {"172.31.16.4-172.31.31.254"}}};
  const auto rules = nft_rules(state);
  EXPECT_THAT(rules, HasSubstr("ip saddr { 172.31.0.4-172.31.15.254 } ip daddr != { 172.31.0.4-172.31.15.254 } drop"));
  EXPECT_THAT(rules, HasSubstr("ip daddr { 172.31.0.4-172.31.15.254 } ip saddr { 172.31.16.4-172.31.31.254 } drop"));
  EXPECT_THAT(rules, HasSubstr("jump disrupted_0\n    jump disrupted_1\n"));
}

TEST(NftRules, NothingLeadsOutUnlessThereIsAWay) {
  FirewallState state = one_instance({});
  state.interfaces[0].ways_out = {"0.0.0.0/1"};
  EXPECT_THAT(nft_rules(state), Not(HasSubstr("internet")));
}

TEST(NftRules, WhoHasAWayOutMayTakeItAsFarAsRoutesAndGroupsLeadAndNeverToThisMachine) {
  FirewallState state = one_instance({});
  state.interfaces[0].ways_out = {"0.0.0.0/1", "198.51.100.0/24"};
  state.interfaces.push_back({.address = "172.31.5.7", .group_ids = {"sg-1"}});
  state.interfaces.push_back({.address = "172.31.9.9", .group_ids = {"sg-1"}, .of_router = true});
  const auto rules = nft_rules(state, WayOut{{"203.0.113.7"}});
  EXPECT_THAT(rules, HasSubstr("chain way_0 {\n    ip daddr { 0.0.0.0/1, 198.51.100.0/24 } return\n    drop"));
  EXPECT_THAT(rules, HasSubstr("elements = { 172.31.5.6 : goto way_0 }"));
  EXPECT_THAT(rules, HasSubstr("ip daddr { 203.0.113.7 } drop\n    ip saddr vmap @by_route\n    drop\n"));
  EXPECT_THAT(rules, HasSubstr("169.254.0.0/16, 172.31.0.0/16"));
  EXPECT_THAT(rules, HasSubstr("iifname \"internet\" ct state new,invalid,untracked drop"));
  EXPECT_THAT(rules, HasSubstr("oifname \"internet\" mark and 1 != 0 accept"));
}

}  // namespace
}  // namespace aws::region::ec2
