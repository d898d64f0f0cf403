#include "region/ec2/access/public_ports.h"

#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PublicPortsTest : public Ec2Test {
 protected:
  void allow(const std::string& protocol, int from, int to, const std::string& block) {
    SecurityGroupRule rule{.protocol = protocol, .from_port = from, .to_port = to, .ipv4_block = block};
    ec2->security_groups().authorize(group, {rule});
  }
  std::vector<PublicPort> ports() { return public_ports(instance(id), ec2->security_groups()); }

  std::string id = launch_and_boot();
  std::string group = ec2->security_groups().default_group_id(ec2->network().default_vpc().id);
};

TEST_F(PublicPortsTest, NoneAreOpenUnlessARuleOpensThem) { EXPECT_THAT(ports(), IsEmpty()); }

TEST_F(PublicPortsTest, APortIsOpenToTheBlocksOfItsRules) {
  allow("tcp", 80, 81, "203.0.113.0/24");
  allow("tcp", 80, 80, "127.0.0.1/32");
  allow("udp", 53, 53, "0.0.0.0/0");
  const std::string address = instance(id).address;
  EXPECT_THAT(ports(),
              ElementsAre(PublicPort{instance(id).public_address, address, 80, {"127.0.0.1/32", "203.0.113.0/24"}},
                          PublicPort{instance(id).public_address, address, 81, {"203.0.113.0/24"}}));
}

TEST_F(PublicPortsTest, OfAWideRangeTheCommonOnesAre) {
  allow("tcp", 8000, 9000, "0.0.0.0/0");
  std::vector<int> numbers;
  for (const auto& port : ports()) numbers.push_back(port.port);
  EXPECT_THAT(numbers, ElementsAre(8000, 8080, 8081, 8443, 8888, 9000));
  allow("-1", -1, -1, "127.0.0.0/8");
  EXPECT_THAT(ports(), SizeIs(12));
}

class SeenAccess final : public PublicAccess {
 public:
  std::vector<std::vector<PublicPort>> opened;
  void open(const std::vector<PublicPort>& ports) override { opened.push_back(ports); }
};

TEST_F(PublicPortsTest, TheyAreOpenWhileTheInstanceRuns) {
  allow("tcp", 80, 80, "0.0.0.0/0");
  SeenAccess access;
  InstanceStore instances(store);
  PublicPorts open(instances, ec2->security_groups(), access, clock);
  const auto look = [&] {
    open.changed();
    clock.advance(std::chrono::milliseconds(1));
  };
  look();
  look();
  ASSERT_THAT(access.opened, SizeIs(1)) << "told of changes only";
  EXPECT_THAT(access.opened[0], SizeIs(1));
  instances.update(id, [](Instance& stopping) { stopping.state = instance_state::kStopping; });
  look();
  EXPECT_THAT(access.opened.back(), IsEmpty());
}

}  // namespace
}  // namespace aws::region::ec2
