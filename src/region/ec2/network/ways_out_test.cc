#include "region/ec2/network/ways_out.h"

#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> parts(const std::string& block, const std::string& hole) {
  std::vector<std::string> found;
  for (const auto& part : without(*parse_cidr(block), *parse_cidr(hole))) found.push_back(part.text());
  return found;
}

TEST(Without, LeavesWhatIsBesideTheHole) {
  EXPECT_THAT(parts("10.0.0.0/30", "10.0.0.1/32"), ElementsAre("10.0.0.0/32", "10.0.0.2/31"));
  EXPECT_THAT(parts("0.0.0.0/0", "128.0.0.0/1"), ElementsAre("0.0.0.0/1"));
  EXPECT_THAT(parts("255.255.255.254/31", "255.255.255.255/32"), ElementsAre("255.255.255.254/32"));
  EXPECT_THAT(parts("10.0.0.0/30", "10.0.0.0/30"), IsEmpty());
  EXPECT_THAT(parts("10.0.0.0/30", "0.0.0.0/0"), IsEmpty());
  EXPECT_THAT(parts("10.0.0.0/30", "10.0.1.0/30"), ElementsAre("10.0.0.0/30"));
}

class WaysOutTest : public Ec2Test {
 protected:
  WaysOutTest() {
    vpc = *api().CreateVpc({.CidrBlock = "10.0.0.0/16"}).Vpc->VpcId;
    subnet = *api().CreateSubnet({.CidrBlock = "10.0.1.0/24", .VpcId = vpc}).Subnet->SubnetId;
    table =
        *api().DescribeRouteTables({.Filters = {{.Name = "vpc-id", .Values = {vpc}}}}).RouteTables.at(0).RouteTableId;
    gateway = *api().CreateInternetGateway({}).InternetGateway->InternetGatewayId;
    api().AttachInternetGateway({.InternetGatewayId = gateway, .VpcId = vpc});
  }
  void lead(const std::string& block, const std::string& of = "") {
    api().CreateRoute({.DestinationCidrBlock = block, .GatewayId = gateway, .RouteTableId = of.empty() ? table : of});
  }
  std::vector<std::string> ways() { return ways_out(ec2->network().records(), subnet); }

  std::string vpc, subnet, table, gateway;
};

TEST_F(WaysOutTest, AreNoneWithoutARouteToAGateway) {
  EXPECT_THAT(ways(), IsEmpty());
  lead("198.51.100.0/24");
  EXPECT_THAT(ways(), ElementsAre("198.51.100.0/24"));
  api().DeleteRoute({.DestinationCidrBlock = "198.51.100.0/24", .RouteTableId = table});
  EXPECT_THAT(ways(), IsEmpty());
  EXPECT_THAT(ways_out(ec2->network().records(), "subnet-0"), IsEmpty());
}

TEST_F(WaysOutTest, LeaveOutWhatAMoreSpecificRouteKeepsInTheVpc) {
  lead("0.0.0.0/0");
  const auto blocks = ways();
  const auto lead_to = [&](const std::string& address) {
    return std::ranges::any_of(
        blocks, [&](const auto& block) { return parse_cidr(block)->contains(*parse_cidr(address + "/32")); });
  };
  EXPECT_TRUE(lead_to("9.255.255.255"));
  EXPECT_FALSE(lead_to("10.0.0.0"));
  EXPECT_FALSE(lead_to("10.0.255.255"));
  EXPECT_TRUE(lead_to("10.1.0.0"));
  EXPECT_TRUE(lead_to("255.255.255.255"));
}

TEST_F(WaysOutTest, AreThoseOfTheSubnetsOwnTable) {
  lead("0.0.0.0/0");
  const std::string own = *api().CreateRouteTable({.VpcId = vpc}).RouteTable->RouteTableId;
  api().AssociateRouteTable({.RouteTableId = own, .SubnetId = subnet});
  EXPECT_THAT(ways(), IsEmpty());
  lead("203.0.113.0/24", own);
  EXPECT_THAT(ways(), ElementsAre("203.0.113.0/24"));
}

TEST_F(WaysOutTest, OnlyWhoHasAPublicAddressGoesThere) {
  const auto run = [this](bool is_public) {
    auto instances = api().RunInstances(
        {.ImageId = "ami-0123456789abcdef0",
         .InstanceType = "t3.micro",
         .MaxCount = 1,
         .MinCount = 1,
         .NetworkInterfaces = {{.AssociatePublicIpAddress = is_public, .DeviceIndex = 0, .SubnetId = subnet}}});
    return *instances.Instances.at(0).PrivateIpAddress;
  };
  const std::string known = run(true), unknown = run(false);
  EXPECT_FALSE(ec2->goes_out(known));
  lead("0.0.0.0/0");
  EXPECT_TRUE(ec2->goes_out(known));
  EXPECT_FALSE(ec2->goes_out(unknown));
  EXPECT_FALSE(ec2->goes_out("172.31.0.3"));
}

}  // namespace
}  // namespace aws::region::ec2
