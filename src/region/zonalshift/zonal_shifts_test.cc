#include "region/zonalshift/zonal_shifts.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "region/zonalshift/running_zonal_shifts.h"
#include "testing/simulated_clock.h"

namespace aws::region::zonalshift {
namespace {

namespace api = aws::zonalshift;

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

const std::string kWeb = "arn:aws:elasticloadbalancing:us-west-2:123456789012:web";
const std::string kShop = "arn:aws:elasticloadbalancing:us-west-2:123456789012:shop";

class ZonalShiftsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    resources.zones = {{kWeb, {"usw2-az1", "usw2-az2"}}, {kShop, {"usw2-az2", "usw2-az3"}}};
    restart();
  }
  void restart() {
    running.reset();
    resources.away.clear();
    running.emplace(ZonalShifts::Parts{
        .store = store, .resources = resources, .clock = clock, .timers = timers, .speed = speed, .random = random});
    clock.advance(seconds(0));
  }
  api::Api& called() { return running->called; }
  std::string start(const std::string& resource, const std::string& zone, const std::string& expires_in = "1h") {
    const auto id =
        *called()
             .StartZonalShift(
                 {.awayFrom = zone, .comment = "dark", .expiresIn = expires_in, .resourceIdentifier = resource})
             .zonalShiftId;
    clock.advance(seconds(0));
    return id;
  }
  void cancel(const std::string& id) {
    called().CancelZonalShift({.zonalShiftId = id});
    clock.advance(seconds(0));
  }
  std::string away(const std::string& resource) { return resources.away[resource]; }
  std::vector<std::string> listed(const api::ListZonalShiftsRequest& request = {}) {
    std::vector<std::string> seen;
    for (const auto& item : called().ListZonalShifts(request).items) seen.push_back(*item.comment + ' ' + *item.status);
    return seen;
  }
  api::GetManagedResourceResponse shown(const std::string& resource) {
    return called().GetManagedResource({.resourceIdentifier = resource});
  }
  template <class Call>
  static std::string refusal(Call call) {
    try {
      call();
    } catch (const Error& error) {
      return error.code() + ' ' + error.members() + ' ' + error.message();
    }
    return "none";
  }

  Store store;
  SeededRandom random{7};
  testing::SimulatedClock clock;
  double speed = 10;
  ScaledTimers timers{clock, speed};
  FakeResources resources;
  std::optional<RunningZonalShifts> running;
};

TEST_F(ZonalShiftsTest, AShiftLastsUntilItExpires) {
  const auto begun = clock.now();
  const auto response = called().StartZonalShift(
      {.awayFrom = "usw2-az2", .comment = "dark", .expiresIn = "90m", .resourceIdentifier = kWeb});
  EXPECT_EQ(response.status, "ACTIVE");
  EXPECT_EQ(response.awayFrom, "usw2-az2");
  EXPECT_EQ(response.resourceIdentifier, kWeb);
  EXPECT_EQ(*response.expiryTime - *response.startTime, minutes(9)) << "at ten times AWS's speed";
  EXPECT_LT(begun - *response.startTime, std::chrono::milliseconds(1));
  clock.advance(seconds(0));
  EXPECT_EQ(away(kWeb), "usw2-az2");
  EXPECT_EQ(away(kShop), "");
  clock.advance(minutes(9) - seconds(1));
  EXPECT_EQ(away(kWeb), "usw2-az2");
  clock.advance(seconds(1));
  EXPECT_EQ(away(kWeb), "");
  EXPECT_THAT(listed(), ElementsAre("dark EXPIRED"));
}

TEST_F(ZonalShiftsTest, OrUntilItIsCanceled) {
  const auto id = start(kWeb, "usw2-az1");
  EXPECT_EQ(called().CancelZonalShift({.zonalShiftId = id}).status, "CANCELED");
  clock.advance(seconds(0));
  EXPECT_EQ(away(kWeb), "");
  EXPECT_THAT(listed(), ElementsAre("dark CANCELED"));
  EXPECT_THAT(refusal([&] { cancel(id); }),
              HasSubstr(R"(ConflictException {"reason":"ZonalShiftStatusNotActive","zonalShiftId":")" + id));
  start(kWeb, "usw2-az2");
  EXPECT_EQ(away(kWeb), "usw2-az2");
}

TEST_F(ZonalShiftsTest, IsProlongedFromNowOn) {
  const auto id = start(kWeb, "usw2-az1", "10m");
  clock.advance(seconds(30));
  const auto updated = called().UpdateZonalShift({.comment = "still dark", .expiresIn = "10m", .zonalShiftId = id});
  EXPECT_EQ(updated.comment, "still dark");
  clock.advance(seconds(59));
  EXPECT_EQ(away(kWeb), "usw2-az1");
  clock.advance(seconds(1));
  EXPECT_EQ(away(kWeb), "");
  EXPECT_THAT(listed(), ElementsAre("still dark EXPIRED"));
  EXPECT_THAT(refusal([&] { called().UpdateZonalShift({.comment = "x", .zonalShiftId = id}); }),
              HasSubstr("ZonalShiftStatusNotActive"));
}

TEST_F(ZonalShiftsTest, OneAtATimeForEachResource) {
  const auto id = start(kWeb, "usw2-az1");
  EXPECT_EQ(refusal([&] { start(kWeb, "usw2-az2"); }),
            R"(ConflictException {"reason":"ZonalShiftAlreadyExists","zonalShiftId":")" + id + R"("} The resource )" +
                kWeb + " has an active zonal shift already.");
  start(kShop, "usw2-az3");
  EXPECT_EQ(away(kWeb), "usw2-az1");
  EXPECT_EQ(away(kShop), "usw2-az3");
}

TEST_F(ZonalShiftsTest, RefusesWhatCannotBe) {
  EXPECT_EQ(refusal([&] { start("web-balancer", "usw2-az1"); }),
            R"(ValidationException {"reason":"InvalidResourceIdentifier"} )"
            "The resource identifier web-balancer is not an ARN.");
  EXPECT_EQ(refusal([&] { start(kWeb + "2", "usw2-az1"); }),
            "ResourceNotFoundException  The resource " + kWeb + "2 is not managed for zonal shifts.");
  EXPECT_EQ(refusal([&] { start(kWeb, "us-west-2a"); }),
            R"(ValidationException {"reason":"InvalidAz"} )"
            "us-west-2a is not the ID of an Availability Zone of this Region.");
  EXPECT_EQ(refusal([&] { start(kWeb, "usw2-az3"); }),
            R"(ValidationException {"reason":"UnsupportedAz"} The resource )" + kWeb +
                " is not deployed in Availability Zone usw2-az3.");
  for (const auto* too_long : {"73h", "4321m", "9999h"}) {
    EXPECT_THAT(refusal([&] { start(kWeb, "usw2-az1", too_long); }), HasSubstr(R"({"reason":"InvalidExpiresIn"})"));
  }
  const auto id = start(kWeb, "usw2-az1", "72h");
  EXPECT_THAT(refusal([&] { called().UpdateZonalShift({.zonalShiftId = id}); }), HasSubstr("MissingValue"));
  EXPECT_EQ(refusal([&] { cancel("no-such-shift"); }),
            "ResourceNotFoundException  Zonal shift no-such-shift not found.");
  EXPECT_THAT(refusal([&] { listed({.nextToken = "x"}); }), HasSubstr("InvalidToken"));
  EXPECT_THAT(refusal([&] { shown("web-balancer"); }), HasSubstr("InvalidResourceIdentifier"));
}

TEST_F(ZonalShiftsTest, AreListedByStatusAndResourcePageByPage) {
  cancel(start(kWeb, "usw2-az1"));
  clock.advance(seconds(1));
  start(kShop, "usw2-az2");
  EXPECT_THAT(listed({.status = "ACTIVE"}), ElementsAre("dark ACTIVE"));
  EXPECT_THAT(listed({.resourceIdentifier = kWeb}), ElementsAre("dark CANCELED"));
  const auto first = called().ListZonalShifts({.maxResults = 1});
  EXPECT_EQ(first.items.at(0).status, "CANCELED");
  EXPECT_THAT(listed({.nextToken = first.nextToken}), ElementsAre("dark ACTIVE"));
}

TEST_F(ZonalShiftsTest, AResourceIsShownWithItsShift) {
  EXPECT_THAT(shown(kWeb).appliedWeights, ElementsAre(Pair("usw2-az1", 1), Pair("usw2-az2", 1)));
  EXPECT_THAT(shown(kWeb).zonalShifts, IsEmpty());
  const auto id = start(kWeb, "usw2-az2");
  const auto seen = shown(kWeb);
  EXPECT_THAT(seen.appliedWeights, ElementsAre(Pair("usw2-az1", 1), Pair("usw2-az2", 0)));
  EXPECT_EQ(seen.zonalShifts.at(0).zonalShiftId, id);
  EXPECT_EQ(seen.zonalShifts.at(0).appliedStatus, "APPLIED");
  EXPECT_EQ(seen.name, "web");
  const auto page = called().ListManagedResources({.maxResults = 1});
  EXPECT_EQ(page.items.at(0).arn, kShop);
  EXPECT_THAT(page.items.at(0).availabilityZones, ElementsAre("usw2-az2", "usw2-az3"));
  EXPECT_EQ(called().ListManagedResources({.nextToken = page.nextToken}).items.at(0).zonalShifts.size(), 1U);
}

TEST_F(ZonalShiftsTest, SurvivesARestart) {
  start(kWeb, "usw2-az1", "60m");
  start(kShop, "usw2-az2", "10m");
  running.reset();
  clock.advance(minutes(5));
  restart();
  EXPECT_EQ(away(kWeb), "usw2-az1");
  EXPECT_EQ(away(kShop), "") << "its time was over while the region was down";
  clock.advance(minutes(1));
  EXPECT_EQ(away(kWeb), "");
  EXPECT_THAT(listed({.status = "EXPIRED"}), ElementsAre("dark EXPIRED", "dark EXPIRED"));
}

TEST_F(ZonalShiftsTest, EndsWithTheResource) {
  start(kWeb, "usw2-az1");
  resources.zones.erase(kWeb);
  running->shifts.resource_changed(kWeb);
  clock.advance(seconds(0));
  EXPECT_EQ(away(kWeb), "");
  EXPECT_THAT(listed(), ElementsAre("dark CANCELED"));
}

class AutoshiftsTest : public ZonalShiftsTest {
 protected:
  void configure(const std::string& resource, const std::string& status) {
    called().UpdateZonalAutoshiftConfiguration({.resourceIdentifier = resource, .zonalAutoshiftStatus = status});
    clock.advance(seconds(0));
  }
  std::string start_autoshift(const std::vector<std::string>& of, const std::string& zone = "usw2-az2") {
    const auto id = running->shifts.start_autoshift(of, zone);
    clock.advance(seconds(0));
    return id;
  }
};

TEST_F(AutoshiftsTest, ShiftSeveralResourcesUntilTheyEnd) {
  const auto id = start_autoshift({kWeb, kShop});
  EXPECT_EQ(away(kWeb), "usw2-az2");
  EXPECT_EQ(away(kShop), "usw2-az2");
  EXPECT_EQ(shown(kWeb).autoshifts.at(0).appliedStatus, "APPLIED");
  EXPECT_EQ(called().ListAutoshifts({}).items.at(0).status, "ACTIVE");
  clock.advance(hours(100));
  EXPECT_EQ(away(kWeb), "usw2-az2");
  running->shifts.end_autoshift(id);
  clock.advance(seconds(0));
  EXPECT_EQ(away(kWeb), "");
  EXPECT_EQ(away(kShop), "");
  EXPECT_THAT(shown(kWeb).autoshifts, IsEmpty());
  EXPECT_THAT(called().ListAutoshifts({}).items, IsEmpty());
  const auto completed = called().ListAutoshifts({.status = "COMPLETED"}).items;
  EXPECT_EQ(completed.at(0).awayFrom, "usw2-az2");
  EXPECT_EQ(*completed.at(0).endTime - *completed.at(0).startTime, hours(100));
}

TEST_F(AutoshiftsTest, WhatSomebodyStartedGoesBefore) {
  start_autoshift({kShop});
  const auto id = start(kShop, "usw2-az3");
  EXPECT_EQ(away(kShop), "usw2-az3");
  EXPECT_EQ(shown(kShop).autoshifts.at(0).appliedStatus, "NOT_APPLIED");
  cancel(id);
  EXPECT_EQ(away(kShop), "usw2-az2");
  EXPECT_THAT(refusal([&] { start_autoshift({kWeb, kShop}); }), HasSubstr("SimultaneousZonalShiftsConflict"));
  EXPECT_EQ(away(kWeb), "") << "all or none";
  start(kWeb, "usw2-az1");
  EXPECT_THAT(refusal([&] { start_autoshift({kWeb}); }), HasSubstr("ZonalShiftAlreadyExists"));
  EXPECT_THAT(refusal([&] { start_autoshift({kWeb}, "usw2-az3"); }), HasSubstr("UnsupportedAz"));
}

TEST_F(AutoshiftsTest, AResourceTakesPartWhenItIsTold) {
  EXPECT_EQ(shown(kWeb).zonalAutoshiftStatus, "DISABLED");
  configure(kWeb, "ENABLED");
  EXPECT_EQ(shown(kWeb).zonalAutoshiftStatus, "ENABLED");
  EXPECT_TRUE(running->shifts.takes_part_in_autoshifts(kWeb));
  EXPECT_FALSE(running->shifts.takes_part_in_autoshifts(kShop));
  start_autoshift({kWeb, kShop});
  configure(kWeb, "DISABLED");
  EXPECT_EQ(away(kWeb), "") << "it leaves the autoshift";
  EXPECT_EQ(away(kShop), "usw2-az2");
  EXPECT_EQ(shown(kWeb).zonalAutoshiftStatus, "DISABLED");
  EXPECT_THAT(refusal([&] { configure(kWeb + "2", "ENABLED"); }), HasSubstr("ResourceNotFoundException"));
}

TEST_F(AutoshiftsTest, EndWithTheRegion) {
  configure(kWeb, "ENABLED");
  start_autoshift({kWeb});
  restart();
  EXPECT_EQ(away(kWeb), "");
  EXPECT_EQ(called().ListAutoshifts({.status = "COMPLETED"}).items.size(), 1U);
  EXPECT_EQ(shown(kWeb).zonalAutoshiftStatus, "ENABLED");
}

TEST_F(ZonalShiftsTest, WhatHasEndedIsForgottenAfter120Days) {
  using std::chrono::days;
  start(kWeb, "usw2-az1");
  cancel(start(kShop, "usw2-az3"));
  const auto autoshift = running->shifts.start_autoshift({kShop}, "usw2-az2");
  running->shifts.end_autoshift(autoshift);
  clock.advance(days(12) - hours(1));  // ten times faster
  EXPECT_THAT(listed(), UnorderedElementsAre("dark EXPIRED", "dark CANCELED"));
  start(kWeb, "usw2-az1", "72h");
  clock.advance(hours(4));
  EXPECT_THAT(listed(), ElementsAre("dark ACTIVE"));
  running.reset();
  clock.advance(days(13));
  restart();
  EXPECT_THAT(listed(), ElementsAre("dark EXPIRED")) << "it was ended when the region started, a moment ago";
}

}  // namespace
}  // namespace aws::region::zonalshift
