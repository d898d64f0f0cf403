// Rules, actions and listeners as the API has them.
#include <gmock/gmock.h>

#include "region/elbv2/fake_neighbours.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RulesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    balancer = *service()
                    .CreateLoadBalancer({.Name = "balancer", .Subnets = {"subnet-a", "subnet-b"}})
                    .LoadBalancers.at(0)
                    .LoadBalancerArn;
    web = group("web");
    listener = *service()
                    .CreateListener({.LoadBalancerArn = balancer,
                                     .Protocol = "HTTP",
                                     .Port = 80,
                                     .DefaultActions = {{.Type = "forward", .TargetGroupArn = web}}})
                    .Listeners.at(0)
                    .ListenerArn;
  }
  const api::Api& service() { return room.service; }
  std::string group(const std::string& name) {
    return *service()
                .CreateTargetGroup({.Name = name, .Protocol = "HTTP", .Port = 80, .VpcId = "vpc-1"})
                .TargetGroups.at(0)
                .TargetGroupArn;
  }
  static api::RuleCondition path(const std::string& pattern) { return {.Field = "path-pattern", .Values = {pattern}}; }
  static api::Action fixed(const std::string& status) {
    return {.Type = "fixed-response", .FixedResponseConfig = api::FixedResponseActionConfig{.StatusCode = status}};
  }
  api::Rule create(int priority, const api::RuleCondition& condition = path("/x"),
                   const api::Action& action = fixed("404")) {
    return service()
        .CreateRule({.ListenerArn = listener, .Conditions = {condition}, .Priority = priority, .Actions = {action}})
        .Rules.at(0);
  }
  std::vector<std::string> priorities() {
    std::vector<std::string> found;
    for (const auto& rule : service().DescribeRules({.ListenerArn = listener}).Rules) found.push_back(*rule.Priority);
    return found;
  }

  Store store;
  SeededRandom random{7};
  testing::SimulatedClock clock;
  FakeInstances instances;
  FakeNetwork network;
  Room room{store, random, clock, instances, network};
  std::string balancer;
  std::string web;
  std::string listener;
};

TEST_F(RulesTest, AreDescribedInOrderOfPriorityWithTheDefaultLast) {
  create(20);
  create(100);
  create(3);
  EXPECT_THAT(priorities(), ElementsAre("3", "20", "100", "default"));
  const auto first = service().DescribeRules({.ListenerArn = listener, .PageSize = 3});
  EXPECT_THAT(first.Rules, SizeIs(3));
  const auto last = service().DescribeRules({.ListenerArn = listener, .Marker = first.NextMarker, .PageSize = 3}).Rules;
  ASSERT_THAT(last, SizeIs(1));
  EXPECT_EQ(last[0].IsDefault, true);
  EXPECT_EQ(last[0].Actions.at(0).TargetGroupArn, web);
  EXPECT_EQ(service().DescribeRules({.RuleArns = {*last[0].RuleArn}}).Rules, last);
}

TEST_F(RulesTest, RegularExpressionsAreOfConditionsThatTakeThem) {
  const auto refused = [&](const api::RuleCondition& condition) { return refusal([&] { create(9, condition); }); };
  for (const auto* regex : {"^/a(b|c)[^x-z\\]\\d]{2,3}?$", "\\/\\.", "(?:a)+|b*"}) {
    const auto made = create(9, {.Field = "path-pattern", .RegexValues = {regex}});
    EXPECT_THAT(made.Conditions.at(0).PathPatternConfig->RegexValues, ElementsAre(regex));
    service().DeleteRule({.RuleArn = made.RuleArn});
  }
  for (const auto* regex : {"(", ")", "a++", "a{1}+", "(?=a)", "(?i)a", "(a)\\1", "[]a]", "[a", "[[:alpha:]]", "a{",
                            "*", "\\", "\\Qa", "\\x41", "(((a{99}){99}){99}){99}", "\xC3\xA9"}) {
    EXPECT_EQ(refused({.Field = "path-pattern", .RegexValues = {regex}}),
              "ValidationError: The regular expression '" + std::string(regex) + "' is not valid");
  }
  EXPECT_EQ(refused({.Field = "source-ip", .Values = {"10.0.0.0/8"}, .RegexValues = {"1"}}),
            "ValidationError: A 'source-ip' condition does not support regular expressions");
  EXPECT_EQ(refused({.Field = "path-pattern", .Values = {"/a"}, .RegexValues = {"a"}}),
            "ValidationError: You cannot specify both values and regular expressions for the same condition");
  EXPECT_EQ(refused({.Field = "path-pattern", .RegexValues = {"1", "2", "3", "4", "5", "6"}}),
            "ValidationError: A rule can only have '5' condition values");
}

TEST_F(RulesTest, TransformsAreRefusedThatCouldNotBe) {
  const auto refused = [&](const std::string& regex, const std::string& replacement) {
    return refusal([&] {
      service().CreateRule(
          {.ListenerArn = listener,
           .Conditions = {path("/x")},
           .Priority = 8,
           .Actions = {fixed("404")},
           .Transforms = {{.Type = "url-rewrite",
                           .UrlRewriteConfig = {{.Rewrites = {{.Regex = regex, .Replace = replacement}}}}}}});
    });
  };
  EXPECT_EQ(refused("(a)", "$2"),
            "ValidationError: The replacement '$2' refers to a group that the regular expression does not have");
  EXPECT_EQ(refused("(a)", "a b"), "ValidationError: The replacement 'a b' contains invalid characters");
  EXPECT_EQ(refused("(1)(2)(3)(4)(5)(6)(7)", ""),
            "ValidationError: A transform's regular expression can only have '6' groups");
  EXPECT_EQ(refused("(", ""), "ValidationError: The regular expression '(' is not valid");
  EXPECT_EQ(refused("(1)(2)(3)(4)(5)(6)", "$6$0$"), "none");
}

TEST_F(RulesTest, WhatIsSetIsWhatIsRead) {
  const api::RuleCondition query{
      .Field = "query-string",
      .QueryStringConfig = api::QueryStringConditionConfig{.Values = {{.Key = "v", .Value = "1"}, {.Value = "x*"}}}};
  const api::Action redirect{
      .Type = "redirect", .RedirectConfig = api::RedirectActionConfig{.Host = "example.com", .StatusCode = "HTTP_301"}};
  const auto created = create(1, query, redirect);
  EXPECT_EQ(created.Conditions, std::vector{query});
  EXPECT_EQ(created.Actions.at(0).RedirectConfig->Path, "/#{path}");
  EXPECT_EQ(created.Actions.at(0).RedirectConfig->Protocol, "#{protocol}");
  EXPECT_EQ(service().DescribeRules({.RuleArns = {*created.RuleArn}}).Rules, std::vector{created});

  const auto modified = service().ModifyRule({.RuleArn = created.RuleArn, .Actions = {fixed("410")}}).Rules.at(0);
  EXPECT_EQ(modified.Conditions, std::vector{query}) << "not given, not changed";
  EXPECT_EQ(modified.Actions.at(0).FixedResponseConfig->StatusCode, "410");
}

TEST_F(RulesTest, ReachTheBalancerInOrder) {
  const auto other = group("other");
  create(2, path("/b"), {.Type = "forward", .TargetGroupArn = other});
  create(1, path("/a"));
  clock.advance(std::chrono::seconds(0));
  const auto& applied = room.balancer.state.listeners.at(0);
  ASSERT_THAT(applied.rules, SizeIs(3));
  EXPECT_EQ(applied.rules[0].conditions.at(0).values.at(0), "/a");
  EXPECT_EQ(applied.rules[1].action.groups.at(0).arn, routing_name(other));
  EXPECT_THAT(applied.rules[2].conditions, IsEmpty());
  EXPECT_THAT(room.balancer.state.groups, SizeIs(2));
}

TEST_F(RulesTest, PrioritiesAreChangedTogetherOrNotAtAll) {
  const auto one = create(1);
  const auto two = create(2);
  create(3);
  service().SetRulePriorities({.RulePriorities = {{one.RuleArn, 2}, {two.RuleArn, 1}}});
  EXPECT_EQ(service().DescribeRules({.ListenerArn = listener}).Rules.at(0).RuleArn, two.RuleArn);
  EXPECT_EQ(refusal([&] {
              service().SetRulePriorities({.RulePriorities = {{one.RuleArn, 9}, {two.RuleArn, 3}}});
            }),
            "PriorityInUse: Priority '3' is currently in use");
  EXPECT_THAT(priorities(), ElementsAre("1", "2", "3", "default"));
  EXPECT_EQ(refusal([&] { create(2); }), "PriorityInUse: Priority '2' is currently in use");
}

TEST_F(RulesTest, TheDefaultRuleStays) {
  const auto arn = service().DescribeRules({.ListenerArn = listener}).Rules.back().RuleArn;
  EXPECT_EQ(refusal([&] { service().DeleteRule({.RuleArn = arn}); }),
            "OperationNotPermitted: A default rule cannot be deleted");
  EXPECT_EQ(refusal([&] { service().ModifyRule({.RuleArn = arn}); }),
            "OperationNotPermitted: A default rule cannot be modified");
  EXPECT_EQ(refusal([&] {
              service().SetRulePriorities({.RulePriorities = {{arn, 1}}});
            }),
            "OperationNotPermitted: A default rule cannot be given another priority");
}

TEST_F(RulesTest, AreGoneWithTheirListener) {
  const auto rule = create(1);
  service().DeleteListener({.ListenerArn = listener});
  EXPECT_EQ(refusal([&] { service().DescribeRules({.RuleArns = {*rule.RuleArn}}); }),
            "RuleNotFound: One or more rules not found");
  EXPECT_EQ(refusal([&] { service().DeleteListener({.ListenerArn = listener}); }),
            "ListenerNotFound: One or more listeners not found");
  clock.advance(std::chrono::seconds(0));
  EXPECT_THAT(room.balancer.state.listeners, IsEmpty());
  service().DeleteTargetGroup({.TargetGroupArn = web});  // nobody uses it any more
}

TEST_F(RulesTest, AGroupIsInUseByARuleAndByOneLoadBalancerOnly) {
  const auto other = group("other");
  create(1, path("/x"), {.Type = "forward", .TargetGroupArn = other});
  EXPECT_THAT(refusal([&] { service().DeleteTargetGroup({.TargetGroupArn = other}); }),
              EndsWith("is currently in use by a listener or a rule"));
  const auto second = service().CreateLoadBalancer({.Name = "second", .Subnets = {"subnet-a", "subnet-b"}});
  EXPECT_THAT(refusal([&] {
                service().CreateListener({.LoadBalancerArn = second.LoadBalancers.at(0).LoadBalancerArn,
                                          .Protocol = "HTTP",
                                          .Port = 80,
                                          .DefaultActions = {{.Type = "forward", .TargetGroupArn = other}}});
              }),
              ::testing::StartsWith("TargetGroupAssociationLimit: "));
}

TEST_F(RulesTest, WeightsAndStickinessAreKept) {
  const auto other = group("other");
  api::ForwardActionConfig forward{
      .TargetGroups = {{.TargetGroupArn = web, .Weight = 9}, {.TargetGroupArn = other, .Weight = 1}},
      .TargetGroupStickinessConfig = api::TargetGroupStickinessConfig{.Enabled = true, .DurationSeconds = 60}};
  const auto modified = service().ModifyListener(
      {.ListenerArn = listener, .DefaultActions = {{.Type = "forward", .ForwardConfig = forward}}});
  EXPECT_EQ(modified.Listeners.at(0).DefaultActions.at(0).ForwardConfig, forward);
  EXPECT_EQ(modified.Listeners.at(0).DefaultActions.at(0).TargetGroupArn, std::nullopt);
  EXPECT_THAT(service().DescribeTargetGroups({.LoadBalancerArn = balancer}).TargetGroups, SizeIs(2));
}

TEST_F(RulesTest, RefuseWhatAwsRefuses) {
  EXPECT_EQ(refusal([&] { create(1, {.Field = "colour", .Values = {"red"}}); }),
            "ValidationError: Condition field 'colour' must be one of '[path-pattern, host-header, http-header, "
            "http-request-method, query-string, source-ip]'");
  EXPECT_EQ(refusal([&] { create(1, {.Field = "path-pattern"}); }),
            "ValidationError: A condition value must be specified");
  EXPECT_EQ(refusal([&] { create(1, {.Field = "source-ip", .Values = {"10.0.0.1"}}); }),
            "ValidationError: The source IP '10.0.0.1' must be in CIDR format");
  EXPECT_EQ(refusal([&] {
              create(1, path("/x"),
                     {.Type = "redirect", .RedirectConfig = api::RedirectActionConfig{.StatusCode = "HTTP_301"}});
            }),
            "InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop.");
  EXPECT_EQ(refusal([&] { create(1, path("/x"), {.Type = "forward", .TargetGroupArn = web + "0"}); }),
            "TargetGroupNotFound: Target group '" + web + "0' not found");
  EXPECT_EQ(refusal([&] { service().DescribeRules({}); }),
            "ValidationError: You must specify either listener rule ARNs or a listener ARN");
}

TEST_F(RulesTest, TagsAreAddedAndRemovedOnEverything) {
  const auto rule = create(1);
  const std::vector<std::string> arns{balancer, web, listener, *rule.RuleArn};
  service().AddTags(
      {.ResourceArns = arns, .Tags = {{.Key = "team", .Value = "books"}, {.Key = "stage", .Value = "test"}}});
  service().RemoveTags({.ResourceArns = arns, .TagKeys = {"stage"}});
  for (const auto& described : service().DescribeTags({.ResourceArns = arns}).TagDescriptions) {
    EXPECT_THAT(described.Tags, ElementsAre(api::Tag{.Key = "team", .Value = "books"})) << *described.ResourceArn;
  }
  EXPECT_EQ(refusal([&] { service().AddTags({.ResourceArns = {web + "0"}, .Tags = {{.Key = "a"}}}); }),
            "TargetGroupNotFound: One or more target groups not found");
}

}  // namespace
}  // namespace aws::region::elbv2
