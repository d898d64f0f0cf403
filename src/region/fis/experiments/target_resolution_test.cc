#include "region/fis/experiments/target_resolution.h"

#include "region/fis/fake_neighbours.h"

namespace aws::region::fis {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TargetResolutionTest : public FisTest {
 protected:
  TargetResolutionTest() {
    for (const auto* id : {"i-1", "i-2", "i-3", "i-4", "i-5"}) launch(id, id[2] < '3' ? "us-west-2a" : "us-west-2b");
  }
  std::vector<std::string> found(const Target& target) { return names_in(resolve(target, resources, random)); }
  static Target tagged(const std::string& mode = "ALL") {
    return {.resource_type = "aws:ec2:instance", .tags = {{"app", "shop"}}, .selection_mode = mode};
  }
};

TEST_F(TargetResolutionTest, LooksForTags) {
  EXPECT_THAT(found(tagged()), SizeIs(5));
  auto other = tagged();
  other.tags["team"] = "books";
  EXPECT_THAT(found(other), IsEmpty());
}

TEST_F(TargetResolutionTest, EveryFilterHasToPass) {
  auto target = tagged();
  target.filters = {{"State.Name", {"running", "pending"}}, {"Placement.AvailabilityZone", {"us-west-2a"}}};
  EXPECT_THAT(found(target), ElementsAre("i-1", "i-2"));
  target.filters[0].values = {"stopped"};
  EXPECT_THAT(found(target), IsEmpty());
  target.filters[0] = {"No.Such.Path", {"running"}};
  EXPECT_THAT(found(target), IsEmpty());
}

TEST_F(TargetResolutionTest, AZoneIsNamedByNameOrId) {
  auto target = tagged();
  target.parameters = {{"availabilityZoneIdentifier", "usw2-az2"}};
  EXPECT_THAT(found(target), ElementsAre("i-1", "i-2"));
  target.parameters = {{"availabilityZoneIdentifier", "us-west-2b"}};
  EXPECT_THAT(found(target), ElementsAre("i-3", "i-4", "i-5"));
}

TEST_F(TargetResolutionTest, ChoosesSomeOfThem) {
  EXPECT_THAT(found(tagged("COUNT(2)")), SizeIs(2));
  EXPECT_THAT(found(tagged("COUNT(9)")), SizeIs(5));
  EXPECT_THAT(found(tagged("PERCENT(50)")), SizeIs(2));
  EXPECT_THAT(found(tagged("PERCENT(19)")), IsEmpty());
  std::set<std::string> chosen;
  for (int draw = 0; draw < 100; ++draw) chosen.insert(found(tagged("COUNT(1)")).at(0));
  EXPECT_THAT(chosen, SizeIs(5));
}

TEST_F(TargetResolutionTest, AnArnIsOfSomething) {
  Target target{.resource_type = "aws:ec2:instance", .arns = {instance_arn("i-2")}, .selection_mode = "ALL"};
  EXPECT_THAT(found(target), ElementsAre("i-2"));
  target.arns.push_back(instance_arn("i-9"));
  EXPECT_THROW(found(target), Error);
}

}  // namespace
}  // namespace aws::region::fis
