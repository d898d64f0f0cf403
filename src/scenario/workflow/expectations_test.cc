#include "scenario/workflow/expectations.h"

#include <gtest/gtest.h>

#include <string_view>

namespace aws::scenario {
namespace {

constexpr const char* kMismatch = "Target.ResponseCodeMismatch";
constexpr const char* k503 = "Health checks failed with these codes: [503]";

Target healthy(const char* id) { return {.id = id, .port = 80, .state = "healthy"}; }
Target failing(const char* id) { return {id, 80, "unhealthy", kMismatch, k503}; }
Target draining(const char* id) {
  return {id, 80, "draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"};
}
Target fresh(const char* id) { return {id, 80, "initial", "Elb.RegistrationInProgress", "Target registration"}; }

// "RRS5": real from i-1, real from i-2, static from i-3, 502; then again from i-1.
std::vector<Reply> replies(std::string_view pattern) {
  std::vector<Reply> result;
  int turn = 0;
  for (const char c : pattern) {
    const std::string number = std::to_string(turn++ % 3 + 1);
    Reply reply{.status = 200, .instance = "i-" + number, .zone = "zone-" + number};
    if (c == 'R') reply.answer = Answer::kReal;
    if (c == 'S') reply.answer = Answer::kStatic;
    if (c == '5') reply = {.answer = Answer::kError, .status = 502};
    if (c == '-') reply = {};
    result.push_back(reply);
  }
  return result;
}

struct Case {
  const char* what;
  Shown (*stage)(const Observation&);
  std::string pattern;
  Health health;
  Shown expected;
};

const Health kAllHealthy = {healthy("i-1"), healthy("i-2"), healthy("i-3")};
const Health kAllFailing = {failing("i-1"), failing("i-2"), failing("i-3")};
const Health kThirdFailing = {healthy("i-1"), healthy("i-2"), failing("i-3")};

class StageTest : public ::testing::TestWithParam<Case> {};

TEST_P(StageTest, IsJudged) {
  const Case& c = GetParam();
  const Observation seen{
      .group_size = 3, .zones = 3, .poisoned = "i-3", .replies = replies(c.pattern), .looks = {{.health = c.health}}};
  EXPECT_EQ(c.stage(seen), c.expected) << c.what << ": " << summary(seen);
}

namespace e = expectations;

INSTANTIATE_TEST_SUITE_P(
    All, StageTest,
    ::testing::Values(
        Case{"all is well", e::initial, "RRRRRRRRRRRR", kAllHealthy, Shown::kYes},
        Case{"an early error is forgotten", e::initial, "5RRRRRRRRRRRR", kAllHealthy, Shown::kYes},
        Case{"a late one is not", e::initial, "RRRRRRRRRRR5", kAllHealthy, Shown::kNotYet},
        Case{"too few to know", e::initial, "RRRRRR", kAllHealthy, Shown::kNotYet},
        Case{"two healthy", e::initial, "RRRRRRRRRRRR", {healthy("i-1"), healthy("i-2")}, Shown::kNotYet},
        Case{"502 and healthy", e::broken_dependency, "555555555555", kAllHealthy, Shown::kYes},
        Case{"some still work", e::broken_dependency, "5555R5555555", kAllHealthy, Shown::kNotYet},
        Case{"502 but unhealthy", e::broken_dependency, "555555555555", kAllFailing, Shown::kNotYet},
        Case{"no connection is not 502", e::broken_dependency, "------------", kAllHealthy, Shown::kNotYet},
        Case{"static", e::static_response, "SSSSSSSSSSSS", kAllHealthy, Shown::kYes},
        Case{"one real", e::static_response, "SSSSSSSSSSSR", kAllHealthy, Shown::kNotYet},
        Case{"static from the poisoned", e::bad_credentials, "RRSRRSRRSRRS", kAllHealthy, Shown::kYes},
        Case{"static from a sound one", e::bad_credentials, "RSSRRSRRSRRS", kAllHealthy, Shown::kNotYet},
        Case{"real from the poisoned", e::bad_credentials, "RRRRRSRRSRRS", kAllHealthy, Shown::kNotYet},
        Case{"not found out", e::deep_health_check, "RRSRRSRRSRRS", kAllHealthy, Shown::kNotYet},
        Case{"found out, but still used", e::deep_health_check, "RRRRRRRRRRRR", kThirdFailing, Shown::kNotYet},
        Case{"fails open", e::fail_open, "SSSSSSSSSSSS", kAllFailing, Shown::kYes},
        Case{"one still healthy", e::fail_open, "SSSSSSSSSSSS", kThirdFailing, Shown::kNotYet},
        Case{"fails closed", e::fail_open, "555555555555", kAllFailing, Shown::kNotYet}));

TEST(Expectations, InitialNeedsEveryZone) {
  Observation seen{.group_size = 3, .zones = 3, .replies = replies("RRRRRRRRRRRR"), .looks = {{.health = kAllHealthy}}};
  for (auto& reply : seen.replies) reply.zone = "zone-1";
  EXPECT_EQ(e::initial(seen), Shown::kNotYet);
  seen.zones = 1;
  EXPECT_EQ(e::initial(seen), Shown::kYes);
}

TEST(Expectations, TheDeepHealthCheckTakesThePoisonedOneOutOfRotation) {
  Observation seen{.group_size = 3,
                   .zones = 3,
                   .poisoned = "i-3",
                   .replies = replies("RRRRRRRRRRRR"),
                   .looks = {{.health = kThirdFailing}}};
  for (auto& reply : seen.replies) {
    if (reply.instance == "i-3") reply.instance = "i-1";
  }
  EXPECT_EQ(e::deep_health_check(seen), Shown::kYes);
  seen.looks.back().health[2].description = "Health checks failed with these codes: [500]";
  EXPECT_EQ(e::deep_health_check(seen), Shown::kNotYet);
}

TEST(Expectations, AReplacementIsFollowedToItsEnd) {
  Observation seen{
      .group_size = 3, .zones = 3, .poisoned = "i-3", .before = {"i-1", "i-2", "i-3"}, .replies = replies("RR")};
  const auto look = [&](const Health& health) {
    seen.looks.push_back({.health = health});
    return e::replacement(seen);
  };
  EXPECT_EQ(look({healthy("i-1"), healthy("i-2"), draining("i-3")}), Shown::kNotYet);
  EXPECT_EQ(look({healthy("i-1"), healthy("i-2"), draining("i-3"), fresh("i-4")}), Shown::kNotYet);
  EXPECT_EQ(look({healthy("i-1"), healthy("i-2"), fresh("i-4")}), Shown::kNotYet);
  EXPECT_EQ(look({healthy("i-1"), healthy("i-2"), healthy("i-4")}), Shown::kYes);
  EXPECT_EQ(summary_of_replacement(seen), "i-3 draining, gone; i-4 initial, healthy");

  seen.replies.insert(seen.replies.begin(), replies("5").front());
  EXPECT_EQ(e::replacement(seen), Shown::kNever) << "one disturbed customer is one too many";
}

TEST(Expectations, AReplacementMustDrainAndTheNewOneMustNotBeTrustedAtOnce) {
  Observation seen{
      .group_size = 3, .zones = 3, .poisoned = "i-3", .before = {"i-1", "i-2", "i-3"}, .replies = replies("RR")};
  seen.looks = {{.health = kThirdFailing},
                {.health = {healthy("i-1"), healthy("i-2"), fresh("i-4")}},
                {.health = {healthy("i-1"), healthy("i-2"), healthy("i-4")}}};
  EXPECT_EQ(e::replacement(seen), Shown::kNotYet) << "never drained";
  seen.looks = {{.health = kThirdFailing},
                {.health = {healthy("i-1"), healthy("i-2"), draining("i-3")}},
                {.health = {healthy("i-1"), healthy("i-2"), healthy("i-4")}}};
  EXPECT_EQ(e::replacement(seen), Shown::kNotYet) << "healthy from the first look";
}

TEST(Summary, CountsAnswersAndStates) {
  const Observation seen{.group_size = 3, .replies = replies("RRS"), .looks = {{.health = kThirdFailing}}};
  EXPECT_EQ(summary(seen),
            "GET: 200 real x2, 200 static x1 from zone-1, zone-2, zone-3; targets: 2 healthy, 1 unhealthy "
            "(Target.ResponseCodeMismatch [503])");
  EXPECT_EQ(summary({}), "GET: none; targets: none");
}

}  // namespace
}  // namespace aws::scenario
