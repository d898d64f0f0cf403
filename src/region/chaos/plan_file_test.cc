#include "region/chaos/plan_file.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::region::chaos {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string refusal(const std::string& text) {
  try {
    parse_plan(text, "chaos.txt");
  } catch (const Error& error) {
    EXPECT_TRUE(error.is("InvalidChaosFile"));
    return error.message();
  }
  return "none";
}

TEST(PlanFile, AnEmptyFileIsARegionThatBehaves) {
  const Plan plan = parse_plan("\n  # nothing\n", "chaos.txt");
  EXPECT_TRUE(plan.rules.empty());
  EXPECT_TRUE(plan.shortages.empty());
  EXPECT_EQ(plan.metadata_lost, 0);
}

TEST(PlanFile, EveryLineIsOneRule) {
  const Plan plan = parse_plan(
      "seed 7\n"
      "throttle 10% *   # all of them\n"
      "fail 2.5% dynamodb.* by user/*\r\n"
      "\tlose 5%\tiam.CreateRole\n"
      "hang 100% *.Describe*\n"
      "slow 20% 1500ms ssm.*\n"
      "capacity 30% us-west-2a\n"
      "metadata 1%\n"
      "delay instance-profile 10s\n"
      "delay role 500ms\n"
      "delay iam-read 2s\n"
      "delay agent 2m\n"
      "delay table 3s\n"
      "delay load-balancer 4s\n"
      "delay target-group-release 5s\n"
      "delay scaling-activity 6s",
      "chaos.txt");
  EXPECT_EQ(plan.seed, 7U);
  ASSERT_EQ(plan.rules.size(), 5U);
  EXPECT_EQ(plan.rules[0].trouble, Trouble::kThrottle);
  EXPECT_DOUBLE_EQ(plan.rules[0].share, 0.1);
  EXPECT_EQ(plan.rules[0].operations, "*");
  EXPECT_EQ(plan.rules[0].callers, "*");
  EXPECT_EQ(plan.rules[1].trouble, Trouble::kFail);
  EXPECT_DOUBLE_EQ(plan.rules[1].share, 0.025);
  EXPECT_EQ(plan.rules[1].operations, "dynamodb.*");
  EXPECT_EQ(plan.rules[1].callers, "user/*");
  EXPECT_EQ(plan.rules[2].trouble, Trouble::kLose);
  EXPECT_EQ(plan.rules[3].trouble, Trouble::kHang);
  EXPECT_EQ(plan.rules[4].trouble, Trouble::kSlow);
  EXPECT_EQ(plan.rules[4].by, 1500ms);
  ASSERT_EQ(plan.shortages.size(), 1U);
  EXPECT_EQ(plan.shortages[0].zones, "us-west-2a");
  EXPECT_DOUBLE_EQ(plan.shortages[0].share, 0.3);
  EXPECT_DOUBLE_EQ(plan.metadata_lost, 0.01);
  EXPECT_EQ(plan.delays, (Delays{.instance_profile = 10s,
                                 .role = 500ms,
                                 .iam_read = 2s,
                                 .agent = 2min,
                                 .table = 3s,
                                 .load_balancer = 4s,
                                 .target_group_release = 5s,
                                 .scaling_activity = 6s}));
}

TEST(PlanFile, DelaysPassAtTheRegionsSpeedAndAnswersDoNot) {
  const Plan plan = at_speed(parse_plan("delay table 20s\nslow 10% 2s *", "chaos.txt"), 10);
  EXPECT_EQ(plan.delays.table, 2s);
  EXPECT_EQ(plan.rules.at(0).by, 2s);
}

TEST(PlanFile, SaysWhereSomethingIsWrongAndWhatWouldBeRight) {
  EXPECT_EQ(refusal("seed 1\n\nthrotle 10% *"),
            "chaos.txt:3: a line does not begin with 'throtle' but with one of seed, throttle, fail, lose, hang, slow, "
            "delay, capacity, metadata");
  EXPECT_EQ(refusal("throttle 10 *"),
            "chaos.txt:1: '10' is no share from 0% to 100%; write throttle SHARE SERVICE.OPERATION [by CALLER], for "
            "example throttle 10% dynamodb.* by user/*");
  EXPECT_THAT(refusal("throttle 101% *"), StartsWith("chaos.txt:1: '101%' is no share from 0% to 100%; write "));
  EXPECT_THAT(refusal("throttle nan% *"), StartsWith("chaos.txt:1: 'nan%' is no share"));
  EXPECT_THAT(refusal("fail -1% *"), StartsWith("chaos.txt:1: '-1%' is no share"));
  EXPECT_THAT(refusal("fail"), StartsWith("chaos.txt:1: a share is missing; write fail SHARE "));
  EXPECT_THAT(refusal("lose 1%"), StartsWith("chaos.txt:1: an operation is missing; "));
  EXPECT_THAT(
      refusal("lose 1% s3.GetObject"),
      StartsWith("chaos.txt:1: 's3.GetObject' fits no operation of autoscaling, dynamodb, ec2, elbv2, fis, iam, ssm, "
                 "sts, zonalshift; write lose "));
  EXPECT_THAT(refusal("lose 1% iam.CreateRoll"), HasSubstr("'iam.CreateRoll' fits no operation"));
  EXPECT_THAT(refusal("lose 1% CreateRole"), HasSubstr("'CreateRole' fits no operation"));
  EXPECT_THAT(refusal("hang 1% * user/*"), StartsWith("chaos.txt:1: 'user/*' is not understood; write hang "));
  EXPECT_THAT(refusal("hang 1% * by"), StartsWith("chaos.txt:1: a caller is missing; "));
  EXPECT_THAT(refusal("hang 1% * by user/* often"), StartsWith("chaos.txt:1: 'often' is not understood; "));
  EXPECT_THAT(refusal("slow 1% 2 *"), StartsWith("chaos.txt:1: '2' is no time of at most an hour in ms, s or m; "));
  EXPECT_THAT(refusal("slow 1% 61m *"), StartsWith("chaos.txt:1: '61m' is no time"));
  EXPECT_THAT(refusal("slow 1% 4294967295s *"), HasSubstr("is no time"));
  EXPECT_THAT(refusal("slow 1% *"), HasSubstr("'*' is no time"));
  EXPECT_THAT(refusal("seed seven"), StartsWith("chaos.txt:1: 'seven' is no whole number; write seed NUMBER"));
  EXPECT_THAT(refusal("seed 1 2"), HasSubstr("'2' is not understood"));
  EXPECT_THAT(refusal("capacity 10%"), HasSubstr("a zone is missing"));
  EXPECT_THAT(refusal("delay tables 1s"),
              StartsWith("chaos.txt:1: 'tables' is not delayed, only instance-profile, role, iam-read, agent, table, "
                         "load-balancer, target-group-release, scaling-activity; write delay WHAT TIME, "));
  EXPECT_THAT(refusal("delay table"), HasSubstr("a time is missing"));
  EXPECT_THAT(refusal("metadata away"), HasSubstr("'away' is no share"));
}

TEST(PlanFile, AFileThatCannotBeReadIsNamed) {
  try {
    read_plan("/nonexistent/chaos.txt");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "/nonexistent/chaos.txt: cannot be read; name a chaos file with --chaos");
  }
}

}  // namespace
}  // namespace aws::region::chaos
