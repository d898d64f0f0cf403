#include "region/fis/fake_neighbours.h"

namespace aws::region::fis {
namespace {

using ::testing::SizeIs;
using namespace std::chrono_literals;
using Request = aws::fis::CreateExperimentTemplateRequest;

class TemplateTest : public FisTest {
 protected:
  static Request plain() { return request_for(on_them("aws:ec2:stop-instances")); }
  void refused(const std::function<void(Request&)>& spoil, const std::string& message) {
    auto spoilt = plain();
    spoil(spoilt);
    expect_refused([&] { api().CreateExperimentTemplate(spoilt); }, "ValidationException", message);
  }
};

TEST_F(TemplateTest, IsShownAsItWasMade) {
  auto asked = plain();
  asked.tags = {{"Name", "stop it"}};
  asked.targets["them"].filters = {{.path = "State.Name", .values = {"running"}}};
  const auto made = api().CreateExperimentTemplate(asked).experimentTemplate.value();
  EXPECT_EQ(made.arn, "arn:aws:fis:us-west-2:123456789012:experiment-template/" + *made.id);
  EXPECT_EQ(made.description, "a test");
  EXPECT_EQ(made.stopConditions.at(0).source, "none");
  EXPECT_EQ(made.targets.at("them").filters.at(0).path, "State.Name");
  EXPECT_EQ(made.actions.at("it").targets.at("Instances"), "them");
  EXPECT_EQ(made.experimentOptions->emptyTargetResolutionMode, "fail");
  EXPECT_EQ(api().GetExperimentTemplate({.id = made.id}).experimentTemplate, made);
  const auto listed = api().ListExperimentTemplates({}).experimentTemplates;
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].tags, asked.tags);
  restart();
  EXPECT_EQ(api().GetExperimentTemplate({.id = made.id}).experimentTemplate, made);
  EXPECT_EQ(api().DeleteExperimentTemplate({.id = made.id}).experimentTemplate->id, made.id);
  expect_refused([&] { api().GetExperimentTemplate({.id = made.id}); }, "ResourceNotFoundException",
                 "Experiment template " + *made.id + " not found.", 404);
}

TEST_F(TemplateTest, AnUpdateLeavesWhatItDoesNotName) {
  const auto id = api().CreateExperimentTemplate(plain()).experimentTemplate->id;
  clock.advance(5s);
  auto updated = api().UpdateExperimentTemplate({.id = id, .description = "another"}).experimentTemplate.value();
  EXPECT_EQ(updated.description, "another");
  EXPECT_EQ(updated.actions.size(), 1U);
  EXPECT_EQ(*updated.lastUpdateTime - *updated.creationTime, 5s);
  aws::fis::UpdateExperimentTemplateRequest request{.id = id};
  request.actions = {{"wait", {.actionId = "aws:fis:wait", .parameters = {{"duration", "PT1M"}}}}};
  updated = api().UpdateExperimentTemplate(request).experimentTemplate.value();
  EXPECT_EQ(updated.actions.count("it"), 0U);
  EXPECT_EQ(updated.actions.at("wait").actionId, "aws:fis:wait");
  request.actions = std::map<std::string, aws::fis::UpdateExperimentTemplateActionInputItem>();
  expect_refused([&] { api().UpdateExperimentTemplate(request); }, "ValidationException",
                 "An experiment template has at least one action.");
}

TEST_F(TemplateTest, TheSameTokenMakesItOnce) {
  auto asked = plain();
  asked.clientToken = "t";
  const auto first = api().CreateExperimentTemplate(asked).experimentTemplate->id;
  EXPECT_EQ(api().CreateExperimentTemplate(asked).experimentTemplate->id, first);
  asked.description = "other";
  expect_refused([&] { api().CreateExperimentTemplate(asked); }, "ConflictException",
                 "The client token has been used by another request with other parameters.", 409);
}

TEST_F(TemplateTest, ActionsAreOnesThatThereAre) {
  refused([](Request& it) { it.actions.clear(); }, "An experiment template has at least one action.");
  refused([](Request& it) { it.actions["it"].actionId = "aws:eks:pod-delete"; },
          "There is no action aws:eks:pod-delete.");
  refused(
      [](Request& it) {
        it.actions["it"].parameters = {{"speed", "1"}};
      },
      "Action it (aws:ec2:stop-instances) has no parameter speed.");
  refused([](Request& it) { it.actions["it"] = {.actionId = "aws:fis:wait"}; },
          "Action it (aws:fis:wait) needs the parameter duration.");
  refused([](Request& it) { it.actions["it"].startAfter = {"that"}; },
          "Action it starts after that, which the template does not have.");
  refused(
      [](Request& it) {
        it.actions["a"] = it.actions["b"] = it.actions["it"];
        it.actions["a"].startAfter = {"b"};
        it.actions["b"].startAfter = {"a"};
      },
      "Action a starts after itself.");
  auto many = plain();
  for (int count = 0; count < 20; ++count) many.actions[std::to_string(count)] = many.actions["it"];
  expect_refused([&] { api().CreateExperimentTemplate(many); }, "ServiceQuotaExceededException",
                 "An experiment template has at most 20 actions.", 402);
}

TEST_F(TemplateTest, ParametersSaySomething) {
  const auto with = [](const std::string& id, const Texts& parameters) {
    return [=](Request& it) { it.actions["it"] = {.actionId = id, .parameters = parameters}; };
  };
  refused(with("aws:fis:wait", {{"duration", "2 minutes"}}),
          "Action it: duration 2 minutes is not an ISO 8601 duration.");
  refused(with("aws:fis:wait", {{"duration", "PT30S"}}), "Action it: duration PT30S is not between PT1M and PT12H.");
  refused(with("aws:fis:inject-api-throttle-error", {{"percentage", "0"}}),
          "Action it: percentage 0 is not a percentage from 1 to 100.");
  refused(with("aws:fis:inject-api-throttle-error", {{"service", "s3"}}),
          "Action it: service s3 is not a service that errors can be injected into.");
  refused(with("aws:fis:inject-api-throttle-error",
               {{"service", "ec2"}, {"operations", "Dance"}, {"percentage", "1"}, {"duration", "PT1M"}}),
          "Action it: ec2 has no operation Dance.");
  refused(with("aws:network:disrupt-connectivity", {{"scope", "moon"}}), "Action it: scope moon is not a scope.");
  refused(with("aws:arc:start-zonal-autoshift", {{"managedResourceTypes", "ALB,RDS"}}),
          "Action it: managedResourceTypes ALB,RDS is not a list of ASG, ALB, NLB and EKS.");
  refused(with("aws:arc:start-zonal-autoshift", {{"zonalAutoshiftStatuses", "ON"}}),
          "Action it: zonalAutoshiftStatuses ON is not ENABLED, DISABLED or ANY.");
  refused(with("aws:ssm:send-command", {{"documentParameters", "[]"}}),
          "Action it: documentParameters [] is not a JSON object of parameters.");
}

TEST_F(TemplateTest, APrefixListGoesWithItsScope) {
  const auto disrupt = [](const Texts& parameters) {
    return [=](Request& it) {
      it.actions["it"] = {.actionId = "aws:network:disrupt-connectivity", .parameters = parameters};
    };
  };
  refused(disrupt({{"scope", "all"}, {"duration", "PT1M"}, {"prefixListIdentifier", "pl-1"}}),
          "Action it: scope all does not take the parameter prefixListIdentifier.");
  refused(disrupt({{"scope", "prefix-list"}, {"duration", "PT1M"}}),
          "Action it: scope prefix-list needs the parameter prefixListIdentifier.");
}

TEST_F(TemplateTest, TargetsSayWhatTheyLookFor) {
  refused([](Request& it) { it.targets["them"].resourceType = "aws:rds:cluster"; },
          "Target them: there is no resource type aws:rds:cluster.");
  refused([](Request& it) { it.targets["them"].selectionMode = "SOME"; },
          "Target them: SOME is no selection mode; it is ALL, COUNT(n) or PERCENT(n).");
  refused([](Request& it) { it.targets["them"].selectionMode = "PERCENT(101)"; },
          "Target them: PERCENT(101) is no selection mode; it is ALL, COUNT(n) or PERCENT(n).");
  refused([](Request& it) { it.targets["them"].resourceTags.clear(); },
          "Target them has to have resource ARNs, tags, filters or parameters.");
  refused([](Request& it) { it.targets["them"].resourceArns = {instance_arn("i-1")}; },
          "Target them has resource ARNs and can have no tags, filters and parameters besides.");
  refused(
      [](Request& it) {
        it.targets["them"].parameters = {{"vpc", "vpc-1"}};
      },
      "Target them: resource type aws:ec2:instance has no parameter vpc.");
  refused([](Request& it) { it.actions["it"].targets = {}; },
          "Action it (aws:ec2:stop-instances) needs the target Instances.");
  refused(
      [](Request& it) {
        it.actions["it"].targets = {{"Roles", "them"}};
      },
      "Action it (aws:ec2:stop-instances) has no target Roles.");
  refused(
      [](Request& it) {
        it.actions["it"].targets = {{"Instances", "others"}};
      },
      "Action it names the target others, which the template does not have.");
  refused([](Request& it) { it.targets["them"].resourceType = "aws:ec2:subnet"; },
          "Action it needs a target of resource type aws:ec2:instance; them is of aws:ec2:subnet.");
}

TEST_F(TemplateTest, WhatTheRegionDoesNotDoIsRefused) {
  refused([](Request& it) { it.stopConditions = {{.source = "aws:cloudwatch:alarm", .value = "arn"}}; },
          "A stop condition with source aws:cloudwatch:alarm is not supported by this region.");
  refused([](Request& it) { it.logConfiguration.emplace(); }, "logConfiguration is not supported by this region.");
  refused([](Request& it) { it.experimentOptions = {{.accountTargeting = "multi-account"}}; },
          "accountTargeting multi-account is not supported by this region.");
  refused([](Request& it) { it.roleArn = "arn:aws:iam::123456789012:user/ann"; },
          "arn:aws:iam::123456789012:user/ann is not the ARN of an IAM role.");
}

TEST_F(TemplateTest, TagsComeAndGo) {
  const auto arn = api().CreateExperimentTemplate(plain()).experimentTemplate->arn;
  api().TagResource({.resourceArn = arn, .tags = {{"a", "1"}, {"b", "2"}}});
  api().UntagResource({.resourceArn = arn, .tagKeys = {"a"}});
  EXPECT_EQ(api().ListTagsForResource({.resourceArn = arn}).tags, (Texts{{"b", "2"}}));
  expect_refused(
      [&] {
        api().TagResource({.resourceArn = arn, .tags = {{"aws:x", "1"}}});
      },
      "ValidationException", "The tag key aws:x begins with aws:, which is reserved.");
  expect_refused([&] { api().ListTagsForResource({.resourceArn = *arn + "x"}); }, "ResourceNotFoundException",
                 "Resource " + *arn + "x not found.", 404);
}

TEST_F(TemplateTest, ItsCallerHandsTheRoleOn) {
  class Denial final : public contract::Authority {
   public:
    void require(const contract::Call&, std::string_view action, const std::string& resource,
                 const contract::Circumstances&) const override {
      asked.push_back(std::string(action) + " " + resource);
    }
    mutable std::vector<std::string> asked;
  } authority;
  const auto asked = plain();
  aws::fis::CreateExperimentTemplateResponse response;
  handlers.call({.operation = aws::fis::operations::CreateExperimentTemplate, .authority = &authority}, &asked,
                &response);
  EXPECT_THAT(authority.asked,
              ::testing::ElementsAre("fis:CreateExperimentTemplate "
                                     "arn:aws:fis:us-west-2:123456789012:action/aws:ec2:stop-instances",
                                     std::string("iam:PassRole ") + kRoleArn));
}

}  // namespace
}  // namespace aws::region::fis
