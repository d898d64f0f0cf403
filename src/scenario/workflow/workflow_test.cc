#include "scenario/workflow/workflow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/fakes/fake_cloud.h"
#include "scenario/fakes/resource_folder.h"
#include "testing/line.h"

namespace aws::scenario {
namespace {

using ::testing::HasSubstr;

class WorkflowTest : public ::testing::Test {
 protected:
  ScenarioOptions automatic() {
    return {.resources = folder_.path(),
            .automatic = true,
            .between_looks = std::chrono::milliseconds(500),
            .whereabouts = "You are root in us-west-2."};
  }
  ScenarioOptions interactive() { return {.resources = folder_.path()}; }

  ResourceFolder folder_;
  FakeCloud cloud_;
};

std::vector<std::string> names(const Report& report) {
  std::vector<std::string> result;
  for (const auto& stage : report.stages) result.push_back(stage.name);
  return result;
}

TEST_F(WorkflowTest, AnUnattendedRunShowsAllStagesAndLeavesNothing) {
  Workflow workflow(cloud_.surroundings, automatic());
  EXPECT_TRUE(workflow.run()) << cloud_.console.screen;
  EXPECT_THAT(names(workflow.report()),
              ::testing::ElementsAre("initial", "broken dependency", "static response", "bad credentials",
                                     "deep health check", "replace", "fail open", "a zone goes dark",
                                     "the zone is back", "slow dependency", "starved host", "destroyed"));
  EXPECT_TRUE(workflow.report().ok());
  EXPECT_EQ(workflow.report().steady_verdict(), "4 of 4 steady states held");
  EXPECT_TRUE(cloud_.is_empty());
  EXPECT_GT(workflow.report().seconds, 0);
  EXPECT_TRUE(cloud_.console.shows("12 of 12 stages right"));
}

TEST_F(WorkflowTest, TheStagesOfAwssOwnWorkflowAreARunToo) {
  auto options = automatic();
  options.only_aws_stages = true;
  Workflow workflow(cloud_.surroundings, options);
  EXPECT_TRUE(workflow.run()) << cloud_.console.screen;
  EXPECT_TRUE(cloud_.console.shows("8 of 8 stages right"));
  EXPECT_TRUE(workflow.report().experiments.empty());
  EXPECT_THAT(cloud_.world.calls, ::testing::Not(::testing::Contains("ListExperiments"))) << "which it has no use for";
}

TEST_F(WorkflowTest, WhereInstancesHaveNoNetworkAZoneLosesItsPower) {
  cloud_.world.has_network = false;
  Workflow workflow(cloud_.surroundings, automatic());
  EXPECT_TRUE(workflow.run()) << cloud_.console.screen;
  EXPECT_TRUE(cloud_.console.shows("have no network of their own. Its instances lose their power at once instead."));
  EXPECT_TRUE(cloud_.is_empty());
}

TEST_F(WorkflowTest, AnExperimentIsInTheReportFromItsStartToItsEnd) {
  Workflow workflow(cloud_.surroundings, automatic());
  workflow.run();
  const auto& experiments = workflow.report().experiments;
  ASSERT_EQ(experiments.size(), 3U);
  EXPECT_THAT(experiments[0].what, HasSubstr(" goes dark"));
  EXPECT_GT(experiments[0].to, experiments[0].from);
  EXPECT_EQ(experiments[1].what, "the table answers 3 s late");
  for (const auto& experiment : experiments) EXPECT_GE(experiment.to, experiment.from) << experiment.what;
}

TEST_F(WorkflowTest, TheTranscriptHasTheFactsOfEveryStep) {
  Workflow workflow(cloud_.surroundings, automatic());
  workflow.run();
  for (const char* line : {
           "INFO: You are root in us-west-2.",
           "Creating and populating a DynamoDB table named 'doc-example-recommendation-service'.",
           "INFO: Creating table doc-example-recommendation-service...",
           "INFO: Table doc-example-recommendation-service created.",
           "INFO: Created policy with ARN arn:aws:iam::123456789012:policy/doc-example-resilience-pol.",
           "INFO: Created role doc-example-resilience-role and attached policy "
           "arn:aws:iam::123456789012:policy/doc-example-resilience-pol.",
           "INFO: Created profile doc-example-resilience-prof and added role doc-example-resilience-role.",
           "INFO: Created launch template doc-example-resilience-template for AMI ami-0123 on t3.micro.",
           "INFO: Created EC2 Auto Scaling group doc-example-resilience-group with availability zones "
           "['us-west-2a', 'us-west-2b', 'us-west-2c', 'us-west-2d'].",
           "INFO: Found 4 subnets for the specified zones.",
           "INFO: Created load balancing target group doc-example-resilience-tg.",
           "INFO: Created load balancer doc-example-resilience-lb.",
           "INFO: Load balancer is available!",
           "INFO: Created listener to forward traffic from load balancer doc-example-resilience-lb to target group "
           "doc-example-resilience-tg.",
           "INFO: Attached load balancer target group doc-example-resilience-tg to auto scaling group "
           "doc-example-resilience-group.",
           "INFO: Got connection error from load balancer endpoint, retrying...",
           "Couldn't connect to the load balancer, verifying that the port is open...",
           "INFO: Found default security group sg-0.",
           "Do you want to add a rule to security group sg-0 to allow\n"
           "inbound traffic on port 80 from your computer's IP address of 127.0.0.1? (y/n) y",
           "INFO: Setting demo parameter doc-example-resilient-architecture-table to 'this-is-not-a-table'.",
           "GET http://lb.test\n\nResponse:\n\n502\n",
           "INFO: Replaced instance profile for association iip-assoc-i-1 with profile doc-example-resilience-bc-prof.",
           "INFO: Rebooting instance i-1 and waiting for it to be ready.",
           "INFO: Restarted the web server on instance i-1.",
           "        Target i-1 on port 80 is unhealthy\n"
           "                Target.ResponseCodeMismatch: Health checks failed with these codes: [503]\n",
           "INFO: Terminated instance i-1.",
           "        Target i-1 on port 80 is draining\n"
           "                Target.DeregistrationInProgress: Target deregistration is in progress\n",
           "        Target i-4 on port 80 is initial",
           "Do you want to clean up all demo resources? (y/n) y",
           "INFO: Stopping i-4.",
           "INFO: Detached policy AmazonSSMManagedInstanceCore.",
           "INFO: Revoked ingress to sg-0 on port 80 from 127.0.0.1/32.",
           "Thanks for watching!",
       }) {
    EXPECT_THAT(cloud_.console.screen, HasSubstr(line));
  }
  EXPECT_FALSE(cloud_.console.shows("in the console")) << "which is AWS's";
}

TEST_F(WorkflowTest, APersonChoosesWhatToSee) {
  cloud_.console.answers = {"",  "",         "y",                           // start, go on, add the rule
                            "1", "nonsense", "2", "3", "3", "3", "3", "3",  // initial and the four after it
                            "3", "3",        "3", "3", "3", "3",            // replace, fail open, four beyond AWS's
                            "y"};                                           // clean up
  Workflow workflow(cloud_.surroundings, interactive());
  EXPECT_TRUE(workflow.run()) << cloud_.console.screen;
  EXPECT_EQ(cloud_.console.times("1. Send a GET request to the load balancer endpoint."),
            13);  // eleven stages, two looks
  EXPECT_EQ(cloud_.console.times("Checking the health of load balancer targets:"), 1);
  EXPECT_TRUE(cloud_.console.shows("Please enter a number from 1 to 3."));
  EXPECT_TRUE(cloud_.is_empty());
}

TEST_F(WorkflowTest, AStageThatDoesNotShowWhatItMustEndsTheRunAndEverythingIsDestroyed) {
  // Nothing in this table can be told from a stranger's recommendations.
  folder_.write("recommendations.json",
                R"([{"MediaType": {"S": "Book"}, "ItemId": {"N": "1"}, "Title": {"S": "Another"}}])");
  Workflow workflow(cloud_.surroundings, automatic());
  EXPECT_FALSE(workflow.run());
  EXPECT_THAT(names(workflow.report()), ::testing::ElementsAre("initial", "destroyed"));
  EXPECT_FALSE(workflow.report().ok());
  EXPECT_THAT(workflow.report().stages[0].seen, HasSubstr("200 with another body x12"));
  EXPECT_TRUE(cloud_.is_empty());
}

TEST_F(WorkflowTest, ACommandThatFailsIsAStageThatFailsWithTheReason) {
  cloud_.world.command_status = "Failed";
  Workflow workflow(cloud_.surroundings, automatic());
  EXPECT_FALSE(workflow.run());
  EXPECT_THAT(workflow.report().stages[3].seen,
              HasSubstr("'bash start_recommendation_server.sh' on instance i-1: Failed, exit status 127, output: bash: "
                        "no such file"));
  EXPECT_TRUE(cloud_.is_empty());
}

TEST_F(WorkflowTest, WhereverItIsInterruptedCleaningUpLeavesNothing) {
  std::size_t calls = 1;
  bool interrupted = true;
  while (interrupted) {
    FakeCloud cloud;
    cloud.world.interrupt_at = calls;
    Workflow workflow(cloud.surroundings, automatic());
    interrupted = false;
    try {
      workflow.run();
    } catch (const Interrupted&) {
      interrupted = true;
      EXPECT_TRUE(workflow.clean_up()) << "after call " << calls << ", " << cloud.world.calls.back();
      EXPECT_EQ(workflow.report().error, "interrupted");
    }
    EXPECT_TRUE(cloud.is_empty()) << "after call " << calls;
    calls += calls < 60 ? 1 : 7;  // the first are the ones that create
  }
  EXPECT_GT(calls, 200u);
}

TEST_F(WorkflowTest, DestroyFindsWhatAnotherProcessDeployed) {
  cloud_.console.answers = {"", "", "y"};
  ASSERT_TRUE(Workflow(cloud_.surroundings, interactive()).deploy());
  EXPECT_FALSE(cloud_.is_empty());

  cloud_.console.answers = {"y"};
  EXPECT_TRUE(Workflow(cloud_.surroundings, interactive()).destroy());
  EXPECT_TRUE(cloud_.is_empty());
  EXPECT_TRUE(cloud_.console.shows("INFO: Revoked ingress to sg-0 on port 80 from 127.0.0.1/32."));
}

TEST_F(WorkflowTest, ARuleThatAnotherDeploymentNeedsIsLeftToIt) {
  ASSERT_TRUE(Workflow(cloud_.surroundings, automatic()).deploy());
  cloud_.world.other_prefixes = {"other"};
  EXPECT_TRUE(Workflow(cloud_.surroundings, automatic()).destroy()) << "nothing of this one is left";
  EXPECT_TRUE(
      cloud_.console.shows("INFO: Kept the security group rule, which the deployment with --prefix other needs."));
  EXPECT_EQ(cloud_.world.rules.size(), 2u);

  cloud_.world.other_prefixes.clear();
  EXPECT_TRUE(Workflow(cloud_.surroundings, automatic()).destroy());
  EXPECT_TRUE(cloud_.is_empty()) << "the last one takes it back, whoever made it";
}

TEST_F(WorkflowTest, DeployingTwiceUsesWhatIsThere) {
  cloud_.console.answers = {"", "", "y", "", ""};
  ASSERT_TRUE(Workflow(cloud_.surroundings, interactive()).deploy());
  EXPECT_TRUE(Workflow(cloud_.surroundings, interactive()).deploy()) << cloud_.console.screen;
  EXPECT_TRUE(cloud_.console.shows("EC2 Auto Scaling group doc-example-resilience-group exists already, using it."));
}

TEST_F(WorkflowTest, KeepingTheResourcesIsAnAnswerToo) {
  cloud_.console.answers = {"", "", "y", "n"};
  auto options = interactive();
  options.command_line = "resilient-service --aws --prefix mine";
  options.whereabouts = "You are root in us-west-2.";
  Workflow workflow(cloud_.surroundings, options);
  ASSERT_TRUE(workflow.deploy());
  cloud_.console.screen.clear();
  EXPECT_TRUE(workflow.destroy());
  EXPECT_FALSE(cloud_.is_empty());
  EXPECT_TRUE(cloud_.console.shows("INFO: You are root in us-west-2.")) << "whose things are about to be deleted";
  EXPECT_TRUE(cloud_.console.shows("`resilient-service --aws --prefix mine destroy` deletes them"));
}

TEST_F(WorkflowTest, RefusingTheRuleEndsTheDeploymentWithAdvice) {
  cloud_.console.answers = {"", "", "n"};
  Workflow workflow(cloud_.surroundings, interactive());
  EXPECT_FALSE(workflow.deploy());
  EXPECT_EQ(cloud_.console.times("Got connection error from load balancer endpoint, retrying..."), 6);
  EXPECT_TRUE(cloud_.console.shows("Couldn't get a successful response from the load balancer endpoint."));
  EXPECT_TRUE(cloud_.console.shows("EndpointUnreachable: no successful response from http://lb.test"));
}

TEST_F(WorkflowTest, AnotherPortIsUsedThroughout) {
  auto options = automatic();
  options.port = 8080;
  Workflow workflow(cloud_.surroundings, options);
  EXPECT_TRUE(workflow.run()) << cloud_.console.screen;
  EXPECT_TRUE(cloud_.console.shows("GET http://lb.test:8080\n"));
  EXPECT_TRUE(cloud_.console.shows("Target i-2 on port 8080 is healthy"));
}

TEST_F(WorkflowTest, WhatCannotWorkIsRefusedBeforeAnythingIsCreated) {
  auto lonely = automatic();
  lonely.group_size = 1;
  EXPECT_THROW(Workflow(cloud_.surroundings, lonely), Error);
  auto elsewhere = automatic();
  elsewhere.resources = "/nowhere";
  EXPECT_THROW(Workflow(cloud_.surroundings, elsewhere), Error);
  EXPECT_TRUE(cloud_.world.calls.empty());
}

TEST_F(WorkflowTest, StatusTellsWhatExists) {
  Workflow workflow(cloud_.surroundings, interactive());
  show(cloud_.console, workflow.status());
  EXPECT_TRUE(cloud_.console.shows("Nothing of the service exists."));
  EXPECT_EQ(to_json(workflow.status()),
            R"({"region":"us-west-2","prefix":"doc-example","existing":[],"endpoint":null,"targets":[]})");
  cloud_.console.answers = {"", "", "y"};
  workflow.deploy();
  show(cloud_.console, workflow.status());
  EXPECT_TRUE(cloud_.console.shows("        table doc-example-recommendation-service\n"));
  EXPECT_TRUE(cloud_.console.shows("        Target i-3 on port 80 is healthy\n"));
  EXPECT_THAT(to_json(workflow.status()),
              HasSubstr(R"("endpoint":"http://lb.test","targets":[{"id":"i-1","port":80,)"));
}

TEST_F(WorkflowTest, WhatCostsMoneyIsAskedForWithItsPrice) {
  auto options = interactive();
  options.costs_money = true;
  cloud_.console.answers = {"n"};
  EXPECT_TRUE(Workflow(cloud_.surroundings, options).run()) << "declining is no failure";
  EXPECT_TRUE(cloud_.console.shows("roughly 0.10 USD an hour."));
  EXPECT_TRUE(cloud_.console.shows("Nothing has been created."));
  EXPECT_TRUE(cloud_.world.calls.empty());
  cloud_.console.answers = {"y", "", "y"};
  EXPECT_TRUE(Workflow(cloud_.surroundings, options).deploy());
  EXPECT_TRUE(cloud_.console.shows("You can look at them in the console"));
}

TEST_F(WorkflowTest, DemoRefusesWhatIsNotDeployedOrOnlyInPart) {
  Workflow workflow(cloud_.surroundings, automatic());
  EXPECT_FALSE(workflow.demo());
  EXPECT_TRUE(cloud_.console.shows("NotDeployed: there is no service to show"));
  cloud_.elbv2.CreateLoadBalancer({.Tags = {{.Key = "resilient-service", .Value = "doc-example"}}});
  EXPECT_FALSE(workflow.demo());
  EXPECT_TRUE(cloud_.console.shows("NotDeployed: the service is there only in part"));
}

TEST_F(WorkflowTest, WhicheverReplyIsLostNothingIsMadeTwiceAndNothingIsLeft) {
  std::size_t loses = 1;
  for (;; loses += loses < 120 ? 1 : 5) {  // the first are the ones that create
    FakeCloud cloud;
    std::size_t calls = 0;
    std::string lost;  // the operation whose reply is; a client repeats the others by itself
    testing::Line line(cloud.apis, nullptr, [&](const contract::Operation& operation) {
      if (++calls != loses) return;
      lost = operation.name;
      if (operation.repeat == contract::Repeat::kUnsafe) throw Error("ConnectionLost", "broke", 0, Fault::kReceiver);
    });
    Apis apis = line.apis();
    Workflow workflow({apis, cloud.clock, cloud.console, cloud.http, cloud.surroundings.own_address}, automatic());
    EXPECT_TRUE(workflow.run()) << "without the reply to " << lost << "\n" << cloud.console.screen;
    EXPECT_EQ(cloud.world.launched, 5) << "three, one for the replaced, one for that of the dark zone: " << lost;
    EXPECT_EQ(workflow.report().duplicates, 0u) << lost;
    EXPECT_TRUE(cloud.is_empty()) << lost;
    if (lost.empty()) break;
  }
  EXPECT_GT(loses, 150u);
}

TEST_F(WorkflowTest, TheReportCountsCallsByPhase) {
  CallCount calls;
  Surroundings around{cloud_.apis, cloud_.clock, cloud_.console, cloud_.http, cloud_.surroundings.own_address, [&] {
                        return CallCount{.made = cloud_.world.calls.size(), .repeated = 0};
                      }};
  Workflow workflow(around, automatic());
  workflow.run();
  ASSERT_EQ(workflow.report().phases.size(), 4u);
  EXPECT_EQ(workflow.report().phases[0].name, "deploy");
  EXPECT_EQ(workflow.report().phases[3].name, "destroy");
  EXPECT_LE(workflow.report().phases[0].calls.made, 45u) << "no more calls than a deployment needs";
  EXPECT_LE(workflow.report().phases[3].calls.made, 90u);
}

TEST_F(WorkflowTest, TheReportKnowsWhenWhatWasDoneAndSeen) {
  Workflow workflow(cloud_.surroundings, automatic());
  workflow.run();
  double latest = 0;
  for (const StageResult& stage : workflow.report().stages) {
    EXPECT_GE(stage.began, latest) << stage.name;
    latest = stage.began;
    const double end = stage.began + stage.seconds;
    EXPECT_FALSE(stage.replies.empty()) << stage.name;
    for (const Reply& reply : stage.replies) EXPECT_TRUE(stage.began <= reply.at && reply.at <= end) << stage.name;
    for (const Look& look : stage.looks) EXPECT_TRUE(stage.began <= look.at && look.at <= end) << stage.name;
    for (const Change& change : stage.changes) EXPECT_TRUE(stage.began <= change.at && change.at <= end) << stage.name;
  }
  EXPECT_EQ(workflow.report().stages[1].changes.at(0).what,
            "doc-example-resilient-architecture-table = this-is-not-a-table");
  EXPECT_EQ(workflow.report().stages[5].changes.at(0).what, "instance i-1 terminated");
  EXPECT_GT(workflow.report().stages[5].looks.back().at, workflow.report().stages[5].looks.front().at);
}

TEST_F(WorkflowTest, AStageThatFailsKeepsWhatWasSeenOfIt) {
  cloud_.world.command_status = "Failed";
  Workflow workflow(cloud_.surroundings, automatic());
  workflow.run();
  EXPECT_EQ(workflow.report().stages[3].changes.size(), 3U) << "the table, the profile, the reboot";
}

TEST_F(WorkflowTest, HelloListsLoadBalancers) {
  hello(cloud_.elbv2, cloud_.console);
  EXPECT_TRUE(cloud_.console.shows("There are none yet."));
  cloud_.world.balancer = true;
  hello(cloud_.elbv2, cloud_.console);
  EXPECT_TRUE(cloud_.console.shows("        doc-example-resilience-lb: lb.test\n"));
}

}  // namespace
}  // namespace aws::scenario
