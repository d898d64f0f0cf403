// A VPC of one's own: made, changed, used by instances, and taken apart in the order that AWS asks for.
#include "region/ec2/fake_surroundings.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

namespace api_types = aws::ec2;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class VpcTest : public Ec2Test {
 protected:
  std::string create_vpc(const std::string& block = "10.0.0.0/16") {
    return *api().CreateVpc({.CidrBlock = block}).Vpc->VpcId;
  }
  std::string create_subnet(const std::string& vpc, const std::string& block, const std::string& zone = "us-west-2a") {
    return *api().CreateSubnet({.AvailabilityZone = zone, .CidrBlock = block, .VpcId = vpc}).Subnet->SubnetId;
  }
  std::string create_table(const std::string& vpc) {
    return *api().CreateRouteTable({.VpcId = vpc}).RouteTable->RouteTableId;
  }
  std::string create_gateway() { return *api().CreateInternetGateway({}).InternetGateway->InternetGatewayId; }
  api_types::RouteTable table(const std::string& id) {
    return api().DescribeRouteTables({.RouteTableIds = {id}}).RouteTables.at(0);
  }
  api_types::Subnet subnet(const std::string& id) { return api().DescribeSubnets({.SubnetIds = {id}}).Subnets.at(0); }
};

TEST_F(VpcTest, ABlockStandsForTheAddressesOfItsSubnetsToo) {
  const std::string vpc = create_vpc();
  const std::string first = create_subnet(vpc, "10.0.1.0/24"), second = create_subnet(vpc, "10.0.2.0/24");
  const auto addresses = [this](const std::string& id) {
    const Subnet& subnet = ec2->network().records().subnets().find(id)->second;
    return ipv4_text(subnet.first_address) + "-" + ipv4_text(subnet.last_address);
  };
  const auto& network = ec2->network();
  EXPECT_THAT(network.stands_for(vpc, "10.0.1.0/24"), ElementsAre("10.0.1.0/24", addresses(first)));
  EXPECT_THAT(network.stands_for(vpc, "10.0.0.0/16"),
              UnorderedElementsAre("10.0.0.0/16", addresses(first), addresses(second)));
  for (const char* block : {"10.0.1.0/25", "0.0.0.0/0", "10.1.0.0/16", "no block"}) {
    EXPECT_THAT(network.stands_for(vpc, block), ElementsAre(block));
  }
  EXPECT_THAT(network.stands_for(network.default_vpc().id, "10.0.0.0/16"), ElementsAre("10.0.0.0/16"));
}

TEST_F(VpcTest, ComesWithARouteTableAnAclAndASecurityGroup) {
  const auto created = *api().CreateVpc({.CidrBlock = "10.1.2.3/16"}).Vpc;
  EXPECT_EQ(created.CidrBlock, "10.1.0.0/16");
  EXPECT_EQ(created.State, "pending");
  EXPECT_EQ(created.IsDefault, false);
  const std::vector<api_types::Filter> here = {{.Name = "vpc-id", .Values = {*created.VpcId}}};
  EXPECT_EQ(api().DescribeVpcs({.Filters = here}).Vpcs.at(0).State, "available");
  const auto tables = api().DescribeRouteTables({.Filters = here}).RouteTables;
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_EQ(tables[0].Associations.at(0).Main, true);
  EXPECT_EQ(tables[0].Routes.at(0).DestinationCidrBlock, "10.1.0.0/16");
  EXPECT_EQ(tables[0].Routes.at(0).GatewayId, "local");
  EXPECT_THAT(api().DescribeNetworkAcls({.Filters = here}).NetworkAcls, SizeIs(1));
  EXPECT_EQ(api().DescribeSecurityGroups({.Filters = here}).SecurityGroups.at(0).GroupName, "default");
  EXPECT_THAT(api().DescribeVpcs({}).Vpcs, SizeIs(2));
  api().DeleteVpc({.VpcId = created.VpcId});
  EXPECT_THAT(api().DescribeVpcs({}).Vpcs, SizeIs(1));
  EXPECT_THAT(api().DescribeSecurityGroups({.Filters = here}).SecurityGroups, IsEmpty());
  EXPECT_THAT(api().DescribeRouteTables({.Filters = here}).RouteTables, IsEmpty());
}

TEST_F(VpcTest, WhatIsSetIsReadAndSurvivesARestart) {
  const std::string vpc = create_vpc();
  api().ModifyVpcAttribute({.EnableDnsHostnames = api_types::AttributeBooleanValue{true}, .VpcId = vpc});
  const std::string first = create_subnet(vpc, "10.0.1.0/24");
  api().ModifySubnetAttribute({.MapPublicIpOnLaunch = api_types::AttributeBooleanValue{true}, .SubnetId = first});
  const auto attribute = [&](const std::string& name) {
    return api().DescribeVpcAttribute({.Attribute = name, .VpcId = vpc});
  };
  const auto before = subnet(first);
  EXPECT_EQ(before.MapPublicIpOnLaunch, true);
  EXPECT_EQ(before.AvailableIpAddressCount, 251);
  EXPECT_EQ(before.DefaultForAz, false);
  restart();
  EXPECT_EQ(subnet(first), before);
  EXPECT_EQ(attribute("enableDnsHostnames").EnableDnsHostnames->Value, true);
  EXPECT_EQ(attribute("enableDnsSupport").EnableDnsSupport->Value, true);
  expect_error(
      [&] {
        api().ModifyVpcAttribute({.EnableDnsHostnames = api_types::AttributeBooleanValue{true},
                                  .EnableDnsSupport = api_types::AttributeBooleanValue{true},
                                  .VpcId = vpc});
      },
      "InvalidParameterCombination", "The request must contain exactly one attribute to be modified");
}

TEST_F(VpcTest, BlocksAreCheckedAsAwsChecksThem) {
  const std::string vpc = create_vpc();
  create_subnet(vpc, "10.0.1.0/24");
  const auto refuse_vpc = [&](const std::string& block, const std::string& code, const std::string& text) {
    expect_error([&] { create_vpc(block); }, code, text);
  };
  refuse_vpc("10.0.0.0/8", "InvalidVpc.Range", "The CIDR '10.0.0.0/8' is invalid.");
  refuse_vpc("10.0.0.0", "InvalidParameterValue",
             "Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
  expect_error([&] { create_subnet(vpc, "10.1.0.0/24"); }, "InvalidSubnet.Range", "The CIDR '10.1.0.0/24' is invalid.");
  expect_error([&] { create_subnet(vpc, "10.0.1.128/25"); }, "InvalidSubnet.Conflict",
               "The CIDR '10.0.1.128/25' conflicts with another subnet");
  expect_error([&] { create_subnet(vpc, "10.0.2.0/24", "us-west-2x"); }, "InvalidParameterValue",
               "Value (us-west-2x) for parameter availabilityZone is invalid. Subnets can currently only be created in "
               "the following availability zones: us-west-2a, us-west-2b, us-west-2c, us-west-2d.");
  for (int i = 1; i < 4; ++i) create_vpc("10." + std::to_string(i) + ".0.0/16");
  refuse_vpc("10.9.0.0/16", "VpcLimitExceeded", "The maximum number of VPCs has been reached.");
}

TEST_F(VpcTest, TheSameClientTokenIsTheSameRouteTable) {
  const std::string vpc = create_vpc();
  const auto first = api().CreateRouteTable({.VpcId = vpc, .ClientToken = "token"});
  EXPECT_EQ(first.ClientToken, "token");
  restart();
  const auto again = api().CreateRouteTable({.VpcId = vpc, .ClientToken = "token"});
  EXPECT_EQ(again.RouteTable->RouteTableId, first.RouteTable->RouteTableId);
  expect_error([&] { api().CreateRouteTable({.VpcId = create_vpc("10.9.0.0/16"), .ClientToken = "token"}); },
               "IdempotentParameterMismatch",
               "The request uses the same client token as a previous, but non-identical request.");
  EXPECT_EQ(api().DescribeVpcs({.VpcIds = {vpc}}).Vpcs.at(0).BlockPublicAccessStates->InternetGatewayBlockMode, "off");
}

TEST_F(VpcTest, RoutesLeadThroughTheGatewayOfTheVpc) {
  const std::string vpc = create_vpc();
  const std::string rtb = create_table(vpc);
  const std::string igw = create_gateway();
  const auto add = [&] {
    api().CreateRoute({.DestinationCidrBlock = "0.0.0.0/0", .GatewayId = igw, .RouteTableId = rtb});
  };
  expect_error(add, "InvalidParameterValue",
               "route table " + rtb + " and network gateway " + igw + " belong to different networks");
  api().AttachInternetGateway({.InternetGatewayId = igw, .VpcId = vpc});
  add();
  add();  // the same once more
  EXPECT_EQ(table(rtb).Routes.at(1).State, "active");
  EXPECT_EQ(table(rtb).Routes.at(1).GatewayId, igw);
  expect_error([&] { api().AttachInternetGateway({.InternetGatewayId = igw, .VpcId = vpc}); },
               "Resource.AlreadyAssociated", "resource " + igw + " is already attached to network " + vpc);
  expect_error([&] { api().DeleteInternetGateway({.InternetGatewayId = igw}); }, "DependencyViolation",
               "The internetGateway '" + igw + "' has dependencies and cannot be deleted.");
  api().DetachInternetGateway({.InternetGatewayId = igw, .VpcId = vpc});
  EXPECT_EQ(table(rtb).Routes.at(1).State, "blackhole");
  api().DeleteRoute({.DestinationCidrBlock = "0.0.0.0/0", .RouteTableId = rtb});
  expect_error([&] { api().DeleteRoute({.DestinationCidrBlock = "0.0.0.0/0", .RouteTableId = rtb}); },
               "InvalidRoute.NotFound", "no route with destination-cidr-block 0.0.0.0/0 in route table " + rtb);
  expect_error([&] { api().DeleteRoute({.DestinationCidrBlock = "10.0.0.0/16", .RouteTableId = rtb}); },
               "InvalidParameterValue", "cannot remove local route 10.0.0.0/16 in route table " + rtb);
}

TEST_F(VpcTest, ASubnetUsesOneRouteTable) {
  const std::string vpc = create_vpc();
  const std::string first = create_subnet(vpc, "10.0.1.0/24");
  const std::string one = create_table(vpc);
  const std::string other = create_table(vpc);
  const auto made = *api().AssociateRouteTable({.RouteTableId = one, .SubnetId = first}).AssociationId;
  expect_error([&] { api().AssociateRouteTable({.RouteTableId = other, .SubnetId = first}); },
               "Resource.AlreadyAssociated",
               "the specified association for route table " + other + " conflicts with an existing association");
  const auto replaced =
      *api().ReplaceRouteTableAssociation({.AssociationId = made, .RouteTableId = other}).NewAssociationId;
  EXPECT_NE(replaced, made);
  EXPECT_THAT(table(one).Associations, IsEmpty());
  EXPECT_EQ(table(other).Associations.at(0).SubnetId, first);
  expect_error([&] { api().DeleteRouteTable({.RouteTableId = other}); }, "DependencyViolation",
               "The routeTable '" + other + "' has dependencies and cannot be deleted.");
  api().DisassociateRouteTable({.AssociationId = replaced});
  api().DeleteRouteTable({.RouteTableId = other});
  expect_error([&] { api().DisassociateRouteTable({.AssociationId = replaced}); }, "InvalidAssociationID.NotFound",
               "The association ID '" + replaced + "' does not exist");

  const auto main = api()
                        .DescribeRouteTables({.Filters = {{.Name = "vpc-id", .Values = {vpc}},
                                                          {.Name = "association.main", .Values = {"true"}}}})
                        .RouteTables.at(0);
  const auto main_association = *main.Associations.at(0).RouteTableAssociationId;
  expect_error([&] { api().DisassociateRouteTable({.AssociationId = main_association}); }, "InvalidParameterValue",
               "cannot disassociate the main route table association " + main_association);
  api().ReplaceRouteTableAssociation({.AssociationId = main_association, .RouteTableId = one});
  EXPECT_EQ(table(one).Associations.at(0).Main, true);
  api().DeleteRouteTable({.RouteTableId = main.RouteTableId});
}

TEST_F(VpcTest, AnInstanceInItHasItsDefaultGroupAndAnAddressOfThisMachine) {
  const std::string vpc = create_vpc();
  const std::string first = create_subnet(vpc, "10.0.1.0/28");
  create_template();
  const std::string id = ec2->instances().launch({.launch_template = {.name = "web-template"}, .subnet_id = first});
  const auto view = described(id);
  EXPECT_EQ(view.VpcId, vpc);
  EXPECT_EQ(view.SubnetId, first);
  EXPECT_EQ(view.PublicIpAddress, std::nullopt);  // the subnet maps none
  EXPECT_THAT(*view.PrivateIpAddress, ::testing::StartsWith("127.31.64."));
  EXPECT_EQ(api().DescribeSecurityGroups({.GroupIds = {*view.SecurityGroups.at(0).GroupId}}).SecurityGroups.at(0).VpcId,
            vpc);
  EXPECT_EQ(subnet(first).AvailableIpAddressCount, 10);
  expect_error([&] { api().DeleteSubnet({.SubnetId = first}); }, "DependencyViolation",
               "The subnet '" + first + "' has dependencies and cannot be deleted.");
  expect_error([&] { api().DeleteVpc({.VpcId = vpc}); }, "DependencyViolation",
               "The vpc '" + vpc + "' has dependencies and cannot be deleted.");
}

TEST_F(VpcTest, GroupsOfAnotherVpcAreNotTaken) {
  const std::string vpc = create_vpc();
  const std::string first = create_subnet(vpc, "10.0.1.0/24");
  auto data = web_server();
  data.SecurityGroupIds = {
      api().DescribeSecurityGroups({.GroupNames = {"default"}}).SecurityGroups.at(0).GroupId.value()};
  create_template(data);
  expect_error(
      [&] { ec2->instances().launch({.launch_template = {.name = "web-template"}, .subnet_id = first}); },
      "InvalidParameter",
      "Security group " + data.SecurityGroupIds.at(0) + " and subnet " + first + " belong to different networks.");
}

TEST_F(VpcTest, ThereIsNoClassicNetworkToLinkItWith) {
  const std::string text = "The functionality you requested is not available in this region.";
  expect_error([&] { api().DescribeVpcClassicLink({}); }, "UnsupportedOperation", text);
  expect_error([&] { api().DescribeVpcClassicLinkDnsSupport({}); }, "UnsupportedOperation", text);
}

TEST_F(VpcTest, TheDefaultVpcStays) {
  const auto vpc = ec2->network().default_vpc().id;
  const auto first = ec2->network().subnets().front().id;
  EXPECT_THROW(api().DeleteVpc({.VpcId = vpc}), Error);
  EXPECT_THROW(api().DeleteSubnet({.SubnetId = first}), Error);
}

}  // namespace
}  // namespace aws::region::ec2
