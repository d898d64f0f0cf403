#include "region/ec2/network/network.h"

#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

using NetworkTest = Ec2Test;

TEST_F(NetworkTest, HasFourZones) {
  const auto zones = api().DescribeAvailabilityZones({}).AvailabilityZones;
  ASSERT_THAT(zones, SizeIs(4));
  EXPECT_EQ(zones[0].ZoneName, "us-west-2a");
  EXPECT_EQ(zones[0].ZoneId, "usw2-az2");
  EXPECT_EQ(zones[3].ZoneName, "us-west-2d");
  EXPECT_EQ(zones[0].State, "available");
  EXPECT_EQ(zones[0].OptInStatus, "opt-in-not-required");
  EXPECT_EQ(zones[0].GroupName, "us-west-2-zg-1");
  EXPECT_EQ(zones[0].ZoneType, "availability-zone");
  expect_error([&] { api().DescribeAvailabilityZones({.ZoneNames = {"us-west-2x"}}); }, "InvalidParameterValue",
               "Invalid availability zone: [us-west-2x]");
}

TEST_F(NetworkTest, TheScenarioFindsTheDefaultVpcAndItsSubnets) {
  const auto vpcs = api().DescribeVpcs({.Filters = {{.Name = "is-default", .Values = {"true"}}}}).Vpcs;
  ASSERT_THAT(vpcs, SizeIs(1));
  EXPECT_EQ(vpcs[0].CidrBlock, "127.31.0.0/16");
  const auto subnets =
      api()
          .DescribeSubnets({.Filters = {{.Name = "vpc-id", .Values = {*vpcs[0].VpcId}},
                                        {.Name = "availability-zone", .Values = {"us-west-2a", "us-west-2d"}},
                                        {.Name = "default-for-az", .Values = {"true"}}}})
          .Subnets;
  ASSERT_THAT(subnets, SizeIs(2));
  EXPECT_EQ(subnets[0].CidrBlock, "127.31.0.0/20");
  EXPECT_EQ(subnets[1].CidrBlock, "127.31.48.0/20");
  EXPECT_EQ(subnets[0].AvailableIpAddressCount, 4091);
  EXPECT_EQ(subnets[0].MapPublicIpOnLaunch, true);
}

TEST_F(NetworkTest, KeepsItsIdsAcrossARestart) {
  const auto vpcs = api().DescribeVpcs({});
  const auto subnets = api().DescribeSubnets({});
  const auto groups = api().DescribeSecurityGroups({});
  restart();
  EXPECT_EQ(api().DescribeVpcs({}), vpcs);
  EXPECT_EQ(api().DescribeSubnets({}), subnets);
  EXPECT_EQ(api().DescribeSecurityGroups({}), groups);
}

TEST_F(NetworkTest, MovesToAnotherBlockWithAllThatIsInIt) {
  auto held = ec2->network().reserve(ec2->network().default_subnet("us-west-2b")->id);
  const std::string before = held->address();
  const auto own = *api().CreateVpc({.CidrBlock = "10.0.0.0/16"}).Vpc->VpcId;
  const auto own_subnet = *api().CreateSubnet({.CidrBlock = "10.0.1.0/24", .VpcId = own}).Subnet->SubnetId;
  held.reset();
  addresses.block_ = *parse_cidr("172.31.0.0/16");
  restart();
  EXPECT_EQ(api().DescribeVpcs({.VpcIds = {ec2->network().default_vpc().id}}).Vpcs.at(0).CidrBlock, "172.31.0.0/16");
  const auto subnet = *ec2->network().default_subnet("us-west-2b");
  EXPECT_EQ(subnet.cidr, "172.31.16.0/20");
  EXPECT_EQ(ec2->network().reserve(subnet.id, before)->address(), "172" + before.substr(3));
  EXPECT_THAT(ec2->network().reserve(own_subnet)->address(), StartsWith("172.31.64."));
  EXPECT_EQ(ec2->network().records().subnet(own_subnet).cidr, "10.0.1.0/24");
  EXPECT_EQ(ec2->network().records().main_route_table(subnet.vpc_id)->routes.at(0).destination, "172.31.0.0/16");
}

TEST_F(NetworkTest, NamesWhatDoesNotExist) {
  expect_error([&] { api().DescribeVpcs({.VpcIds = {"vpc-1"}}); }, "InvalidVpcID.NotFound",
               "The vpc ID 'vpc-1' does not exist");
  expect_error([&] { api().DescribeSubnets({.SubnetIds = {"subnet-1"}}); }, "InvalidSubnetID.NotFound",
               "The subnet ID 'subnet-1' does not exist");
  expect_error([&] { api().DescribeSubnets({.Filters = {{.Name = "colour", .Values = {"red"}}}}); },
               "InvalidParameterValue", "The filter 'colour' is invalid");
}

TEST_F(NetworkTest, HandsOutAddressesOfTheSubnet) {
  Network& network = ec2->network();
  const Subnet subnet = network.subnets().at(2);
  EXPECT_EQ(subnet.cidr, "127.31.32.0/20");
  auto first = network.reserve(subnet.id);
  const auto second = network.reserve(subnet.id);
  EXPECT_THAT(first->address(), StartsWith("127.31."));
  EXPECT_NE(first->address(), second->address());
  EXPECT_EQ(network.available_addresses(subnet.id), 4089);

  const std::string address = first->address();
  EXPECT_EQ(network.reserve_exact(address), nullptr);
  first.reset();
  EXPECT_EQ(network.available_addresses(subnet.id), 4090);
  EXPECT_NE(network.reserve_exact(address), nullptr);
  EXPECT_EQ(network.reserve_exact("127.31.200.9"), nullptr);
}

TEST_F(NetworkTest, GoesOnToTheNextAddressWhenOneIsTakenAndSaysWhenNoneIsLeft) {
  Network& network = ec2->network();
  const Subnet subnet = network.subnets().front();
  for (int last = 4; last < 4095; ++last) {
    addresses.taken.insert("127.31." + std::to_string(last / 256) + "." + std::to_string(last % 256));
  }
  EXPECT_THROW(network.reserve(subnet.id), Error);
  addresses.taken.erase("127.31.7.77");
  EXPECT_EQ(network.reserve(subnet.id)->address(), "127.31.7.77");
}

class SecurityGroupTest : public Ec2Test {
 protected:
  std::string group_id() { return ec2->security_groups().default_group_id(ec2->network().default_vpc().id); }
  aws::ec2::SecurityGroup group() {
    return api()
        .DescribeSecurityGroups({.Filters = {{.Name = "group-name", .Values = {"default"}},
                                             {.Name = "vpc-id", .Values = {ec2->network().default_vpc().id}}}})
        .SecurityGroups.at(0);
  }
  aws::ec2::AuthorizeSecurityGroupIngressRequest port_80(const std::string& block = "203.0.113.7/32") {
    return {.CidrIp = block, .FromPort = 80, .GroupId = group_id(), .IpProtocol = "tcp", .ToPort = 80};
  }
};

TEST_F(SecurityGroupTest, TheDefaultGroupLetsInOnlyItself) {
  const auto found = group();
  EXPECT_EQ(found.Description, "default VPC security group");
  ASSERT_THAT(found.IpPermissions, SizeIs(1));
  EXPECT_EQ(found.IpPermissions[0].IpProtocol, "-1");
  EXPECT_FALSE(found.IpPermissions[0].FromPort);
  EXPECT_EQ(found.IpPermissions[0].UserIdGroupPairs.at(0).GroupId, group_id());
  ASSERT_THAT(found.IpPermissionsEgress, SizeIs(1));
  EXPECT_EQ(found.IpPermissionsEgress[0].IpRanges.at(0).CidrIp, "0.0.0.0/0");

  const auto sources = ec2->security_groups().inbound_sources({group_id()}, 80);
  EXPECT_THAT(sources.ipv4_blocks, IsEmpty());
  EXPECT_THAT(sources.groups, ElementsAre(group_id()));
}

TEST_F(SecurityGroupTest, AnAuthorizedSourceComesIn) {
  std::vector<std::string> told;
  ec2->security_groups().changes().subscribe([&](const RulesChanged& changed) { told.push_back(changed.group_id); });
  const auto response = api().AuthorizeSecurityGroupIngress(port_80());
  EXPECT_EQ(response.Return, true);
  EXPECT_THAT(*response.SecurityGroupRules.at(0).SecurityGroupRuleId, ::testing::MatchesRegex("sgr-[0-9a-f]{17}"));
  clock.advance(std::chrono::seconds(0));
  EXPECT_THAT(told, ElementsAre(group_id()));

  restart();
  EXPECT_THAT(ec2->security_groups().inbound_sources({group_id()}, 80).ipv4_blocks, ElementsAre("203.0.113.7/32"));
  EXPECT_THAT(ec2->security_groups().inbound_sources({group_id()}, 81).ipv4_blocks, IsEmpty());
  const auto permission = group().IpPermissions.at(1);
  EXPECT_EQ(permission.FromPort, 80);
  EXPECT_EQ(permission.IpRanges.at(0).CidrIp, "203.0.113.7/32");
}

TEST_F(SecurityGroupTest, ARuleIsGivenOnce) {
  api().AuthorizeSecurityGroupIngress(port_80());
  expect_error([&] { api().AuthorizeSecurityGroupIngress(port_80()); }, "InvalidPermission.Duplicate",
               "the specified rule \"peer: 203.0.113.7/32, TCP, from port: 80, to port: 80, ALLOW\" already exists");
  aws::ec2::AuthorizeSecurityGroupIngressRequest everything{
      .CidrIp = "10.0.0.0/19", .GroupId = group_id(), .IpProtocol = "-1"};
  api().AuthorizeSecurityGroupIngress(everything);
  expect_error([&] { api().AuthorizeSecurityGroupIngress(everything); }, "InvalidPermission.Duplicate",
               "the specified rule \"peer: 10.0.0.0/19, ALL, ALLOW\" already exists");
}

TEST_F(SecurityGroupTest, ARevokedSourceStaysOut) {
  api().AuthorizeSecurityGroupIngress(port_80("203.0.113.7/24"));  // stored as the block that it is
  api().RevokeSecurityGroupIngress(
      {.CidrIp = "203.0.113.0/24", .FromPort = 80, .GroupId = group_id(), .IpProtocol = "tcp", .ToPort = 80});
  EXPECT_THAT(ec2->security_groups().inbound_sources({group_id()}, 80).ipv4_blocks, IsEmpty());
  expect_error(
      [&] {
        api().RevokeSecurityGroupIngress(
            {.CidrIp = "203.0.113.0/24", .FromPort = 80, .GroupId = group_id(), .IpProtocol = "tcp", .ToPort = 80});
      },
      "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");

  const auto rule = api().AuthorizeSecurityGroupIngress(port_80()).SecurityGroupRules.at(0);
  const auto revoked =
      api().RevokeSecurityGroupIngress({.GroupId = group_id(), .SecurityGroupRuleIds = {*rule.SecurityGroupRuleId}});
  ASSERT_THAT(revoked.RevokedSecurityGroupRules, SizeIs(1));
  EXPECT_EQ(revoked.RevokedSecurityGroupRules[0].SecurityGroupRuleId, rule.SecurityGroupRuleId);
  EXPECT_EQ(revoked.RevokedSecurityGroupRules[0].CidrIpv4, "203.0.113.7/32");
  EXPECT_EQ(rule.SecurityGroupRuleArn,
            "arn:aws:ec2:us-west-2:123456789012:security-group-rule/" + *rule.SecurityGroupRuleId);
  EXPECT_EQ(group().SecurityGroupArn, "arn:aws:ec2:us-west-2:123456789012:security-group/" + group_id());
  EXPECT_THAT(group().IpPermissions, SizeIs(1));
}

TEST_F(SecurityGroupTest, BadRulesAreRefused) {
  expect_error([&] { api().AuthorizeSecurityGroupIngress(port_80("203.0.113.7/33")); }, "InvalidParameterValue",
               "CIDR block 203.0.113.7/33 is malformed");
  auto request = port_80();
  request.ToPort = 70;
  expect_error([&] { api().AuthorizeSecurityGroupIngress(request); }, "InvalidParameterValue",
               "Invalid TCP/UDP port range (80:70)");
  request = port_80();
  request.GroupId = "sg-00000000000000000";
  expect_error([&] { api().AuthorizeSecurityGroupIngress(request); }, "InvalidGroup.NotFound",
               "The security group 'sg-00000000000000000' does not exist");
  request.GroupId = "default";
  expect_error([&] { api().AuthorizeSecurityGroupIngress(request); }, "InvalidGroupId.Malformed",
               "Invalid id: \"default\" (expecting \"sg-...\")");
  EXPECT_THAT(group().IpPermissions, SizeIs(1));
}

}  // namespace
}  // namespace aws::region::ec2
