// Run Command through the service, on instances that do what the test says.
#include "region/ssm/commands/run_command.h"

#include <gmock/gmock.h>

#include <memory>

#include "base/text/timestamp.h"
#include "region/ssm/commands/command_output.h"
#include "region/ssm/commands/shell_script.h"
#include "region/ssm/fake_instances.h"
#include "region/ssm/running_ssm.h"
#include "testing/simulated_clock.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;
using namespace std::chrono_literals;
using ::testing::HasSubstr;

const std::string kOne = "i-00000000000000001";
const std::string kTwo = "i-00000000000000002";

class RunCommandTest : public ::testing::Test {
 protected:
  RunCommandTest() {
    boot(kOne);
    boot(kTwo);
  }

  SsmService::Parts parts() { return {store_, instances_, clock_, clock_, random_, Place{}}; }
  void changed(const std::string& id) {
    ssm_->service.instance_changed(id);
    clock_.advance(0s);
  }
  void boot(const std::string& id) {
    instances_.allow(id);
    instances_.launch(id);
    instances_.boot(id);
    changed(id);
  }
  void reboot(const std::string& id) {
    instances_.reboot(id);
    changed(id);
  }
  void come_back(const std::string& id) {
    instances_.boot(id);
    changed(id);
  }
  static api::SendCommandRequest command(std::vector<std::string> instances = {kOne}) {
    return {.InstanceIds = std::move(instances),
            .DocumentName = "AWS-RunShellScript",
            .Parameters = {{"commands", {"cd /", "sudo python3 server.py 80"}}}};
  }
  std::string send(const api::SendCommandRequest& request = command()) {
    return *ssm_->called.SendCommand(request).Command->CommandId;
  }
  api::GetCommandInvocationResponse invocation(const std::string& command, const std::string& instance = kOne) {
    return ssm_->called.GetCommandInvocation({.CommandId = command, .InstanceId = instance});
  }
  std::string state(const std::string& command, const std::string& instance = kOne) {
    const auto seen = invocation(command, instance);
    return *seen.Status + "/" + *seen.StatusDetails + " " + std::to_string(*seen.ResponseCode);
  }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store store_;
  FakeInstances instances_{clock_};
  std::unique_ptr<RunningSsm> ssm_ = std::make_unique<RunningSsm>(parts());
};

TEST_F(RunCommandTest, RunsTheCommandsAndTellsTheirResult) {
  const auto sent = *ssm_->called.SendCommand(command()).Command;
  EXPECT_EQ(sent.CommandId->size(), 36U);
  EXPECT_EQ(sent.Status, "Pending");
  EXPECT_EQ(sent.DocumentVersion, "$DEFAULT");
  EXPECT_EQ(sent.TargetCount, 1);
  EXPECT_EQ(sent.ExpiresAfter, clock_.now() + 3600s);
  EXPECT_EQ(sent.MaxConcurrency, "50");
  EXPECT_EQ(sent.MaxErrors, "0");
  EXPECT_EQ(instances_.script(kOne).text, "cd /\nsudo python3 server.py 80\n");
  EXPECT_EQ(instances_.script(kOne).timeout, 3600s);
  EXPECT_EQ(state(*sent.CommandId), "InProgress/InProgress -1");

  clock_.advance(1271ms);
  instances_.exit_script(kOne, 0, "hello\n");
  const auto done = invocation(*sent.CommandId);
  EXPECT_EQ(state(*sent.CommandId), "Success/Success 0");
  EXPECT_EQ(done.StandardOutputContent, "hello\n");
  EXPECT_EQ(done.StandardErrorContent, "");
  EXPECT_EQ(done.PluginName, "aws:runShellScript");
  EXPECT_EQ(done.ExecutionStartDateTime, "2026-01-02T03:04:05.000Z");
  EXPECT_EQ(done.ExecutionElapsedTime, "PT1.271S");
  EXPECT_EQ(done.ExecutionEndDateTime, "2026-01-02T03:04:06.271Z");
}

TEST_F(RunCommandTest, AFailingScriptFailsTheInvocation) {
  const auto id = send();
  instances_.exit_script(kOne, 127, "", "foo: not found\n");
  EXPECT_EQ(state(id), "Failed/Failed 127");
  EXPECT_EQ(invocation(id).StandardErrorContent, "foo: not found\nfailed to run commands: exit status 127");
}

TEST_F(RunCommandTest, ADocumentThatLastsSucceedsWhenItsTimeIsOver) {
  auto request = command();
  request.DocumentName = "arn:aws:ssm:us-west-2::document/AWSFIS-Run-CPU-Stress";
  request.Parameters = {{"DurationSeconds", {"60"}}, {"LoadPercent", {"50"}}};
  const auto id = send(request);
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("DurationSeconds='60'\n"));
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("CPU='0'\nLoadPercent='50'\n"));
  clock_.advance(59s);
  EXPECT_EQ(state(id), "InProgress/InProgress -1");
  clock_.advance(1s);
  EXPECT_EQ(state(id), "Success/Success 0");
  EXPECT_EQ(invocation(id).DocumentName, "AWSFIS-Run-CPU-Stress");
}

TEST_F(RunCommandTest, ADocumentKnowsTheAddressOfItsInstance) {
  auto request = command();
  request.DocumentName = "AWSFIS-Run-Network-Latency";
  request.Parameters = {{"DurationSeconds", {"60"}}, {"Interface", {"it's"}}};
  const auto id = send(request);
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("Address=127.31.0.5\n"));
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr(R"(Interface='it'\''s')"));
  instances_.exit_script(kOne, 1, "", "no network of its own\n");
  EXPECT_EQ(state(id), "Failed/Failed 1");
}

TEST_F(RunCommandTest, CallsAreSlowWhileTheDocumentLasts) {
  auto request = command();
  request.DocumentName = "AWSFIS-Run-Network-Latency-Sources";
  request.Parameters = {{"DurationSeconds", {"60"}}, {"DelayMilliseconds", {"3000"}}, {"Sources", {"DYNAMODB"}}};
  send(request);
  EXPECT_EQ(instances_.slowed[kOne], "dynamodb");
  clock_.advance(60s);
  EXPECT_TRUE(instances_.slowed.empty());
  for (const std::string other : {"S3", "", "DYNAMODB,", "us-west-2a", "10.0.0.0/33", "10.0.0/8", "10.0.0.1 ; reboot",
                                  "10.0.0.256", "a..b", "-a.b", "a.b'c", "$x.y"}) {
    request.Parameters["Sources"] = {other};
    EXPECT_EQ(refusal("InvalidParameters", [&] { send(request); }),
              "Parameter \"Sources\" has value \"" + other +
                  "\"; IPv4 addresses, CIDR blocks, domain names and DYNAMODB are what there is.");
  }
}

TEST_F(RunCommandTest, OnlyCallsToATableAreSlowOnTheWay) {
  auto request = command();
  request.DocumentName = "AWSFIS-Run-Network-Latency-Sources";
  request.Parameters = {{"DurationSeconds", {"60"}}, {"Sources", {"10.0.0.0/8,172.31.5.6"}}};
  send(request);
  EXPECT_TRUE(instances_.slowed.empty());
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("Blocks='10.0.0.0/8 172.31.5.6'\n"));
  instances_.exit_script(kOne, 0);
  request.Parameters["Sources"] = {"10.0.0.0/8,DYNAMODB"};
  send(request);
  EXPECT_EQ(instances_.slowed[kOne], "dynamodb");
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("Blocks='10.0.0.0/8'\n"));
}

TEST_F(RunCommandTest, ANameIsLookedUpInTheInstance) {
  auto request = command();
  request.DocumentName = "AWSFIS-Run-Network-Latency-Sources";
  request.Parameters = {{"DurationSeconds", {"60"}}, {"Sources", {"db.example.com,10.0.0.1,my_own.internal"}}};
  send(request);
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("Blocks='10.0.0.1'\nNames='db.example.com my_own.internal'\n"));
  EXPECT_THAT(instances_.script(kOne).text, HasSubstr("JitterMilliseconds='10'\n")) << "AWS's default";
}

TEST_F(RunCommandTest, CallsAreSlowByMoreOrLess) {
  auto request = command();
  request.DocumentName = "AWSFIS-Run-Network-Latency-Sources";
  request.Parameters = {{"DurationSeconds", {"60"}}, {"JitterMilliseconds", {"50"}}, {"Sources", {"DYNAMODB"}}};
  send(request);
  EXPECT_EQ(instances_.jitter, 50ms);
  request.Parameters["JitterMilliseconds"] = {"-1"};
  EXPECT_EQ(refusal("InvalidParameters", [&] { send(request); }),
            "Parameter \"JitterMilliseconds\" has value \"-1\", which is not a number from 0 to 60000.");
}

TEST_F(RunCommandTest, RefusesParametersThatADocumentDoesNotTake) {
  auto request = command();
  const auto refused = [&](const std::string& document, const DocumentParameters& parameters) {
    request.DocumentName = document;
    request.Parameters = parameters;
    return refusal("InvalidParameters", [&] { send(request); });
  };
  EXPECT_EQ(refused("AWSFIS-Run-Memory-Stress", {}),
            "Parameter \"DurationSeconds\" is required by document AWSFIS-Run-Memory-Stress.");
  EXPECT_EQ(refused("AWSFIS-Run-Memory-Stress", {{"DurationSeconds", {"60"}}, {"Percent", {"101"}}}),
            "Parameter \"Percent\" has value \"101\", which is not a number from 1 to 100.");
  EXPECT_EQ(refused("AWSFIS-Run-Kill-Process", {{"ProcessName", {"a", "b"}}}),
            "Parameter \"ProcessName\" is a String and takes one value, not 2.");
  EXPECT_EQ(refused("AWSFIS-Run-Kill-Process", {{"commands", {"ls"}}}),
            "Parameter \"commands\" is not a parameter of document AWSFIS-Run-Kill-Process.");
}

TEST_F(RunCommandTest, AnEndlessScriptTimesOut) {
  auto request = command();
  request.Parameters["executionTimeout"] = {"60"};
  const auto id = send(request);
  clock_.advance(59s);
  EXPECT_EQ(state(id), "InProgress/InProgress -1");
  clock_.advance(1s);
  EXPECT_EQ(state(id), "TimedOut/ExecutionTimedOut 137");
  EXPECT_EQ(invocation(id).StandardOutputContent, "so far");
}

TEST_F(RunCommandTest, ACommandWaitsForAnInstanceThatReboots) {
  reboot(kOne);
  const auto id = send();
  EXPECT_EQ(state(id), "Pending/Pending -1");
  EXPECT_EQ(invocation(id).ExecutionStartDateTime, "");
  come_back(kOne);
  EXPECT_EQ(state(id), "InProgress/InProgress -1");
}

TEST_F(RunCommandTest, ARebootEndsWhatRuns) {
  const auto id = send();
  reboot(kOne);
  EXPECT_EQ(state(id), "Failed/Undeliverable -1");
  EXPECT_THAT(*invocation(id).StandardErrorContent, HasSubstr("stopped or rebooted"));
}

TEST_F(RunCommandTest, ACommandThatIsNotDeliveredInTimeTimesOut) {
  reboot(kOne);
  auto request = command();
  request.TimeoutSeconds = 30;
  const auto id = send(request);
  clock_.advance(30s);
  EXPECT_EQ(state(id), "TimedOut/DeliveryTimedOut -1");
  come_back(kOne);
  EXPECT_FALSE(instances_.runs_script(kOne));
}

TEST_F(RunCommandTest, ACommandForAnInstanceThatGoesIsUndeliverable) {
  reboot(kOne);
  const auto id = send();
  instances_.terminate(kOne);
  changed(kOne);
  EXPECT_EQ(state(id), "Failed/Undeliverable -1");
}

TEST_F(RunCommandTest, InstancesThatAreNotManagedAreRefused) {
  const std::string stranger = "i-0000000000000000f";
  EXPECT_EQ(refusal("InvalidInstanceId",
                    [&] {
                      send(command({kOne, stranger}));
                    }),
            "Instances [[i-0000000000000000f]] not in a valid state for account 123456789012");
  EXPECT_FALSE(instances_.runs_script(kOne));
  refusal("DuplicateInstanceId", [&] { send(command({kOne, kOne})); });
  refusal("ValidationException", [&] { send(command({})); });
}

TEST_F(RunCommandTest, OnlyAWSRunShellScriptCanBeSent) {
  auto request = command();
  request.DocumentName = "AWS-RunAnsiblePlaybook";
  refusal("InvalidDocument", [&] { send(request); });
  request.DocumentName = "arn:aws:ssm:us-west-2::document/AWS-RunShellScript";
  EXPECT_EQ(state(send(request)), "InProgress/InProgress -1");
  request.DocumentVersion = "7";
  refusal("InvalidDocumentVersion", [&] { send(request); });
}

TEST_F(RunCommandTest, ParametersAreHeldAgainstTheDocument) {
  const auto refused = [&](std::map<std::string, std::vector<std::string>> parameters) {
    auto request = command();
    request.Parameters = std::move(parameters);
    return refusal("InvalidParameters", [&] { send(request); });
  };
  EXPECT_THAT(refused({}), HasSubstr("\"commands\" is required"));
  EXPECT_THAT(refused({{"commands", {"ls"}}, {"colour", {"red"}}}), HasSubstr("\"colour\" is not a parameter"));
  EXPECT_THAT(refused({{"commands", {"ls"}}, {"workingDirectory", {"/", "/tmp"}}}), HasSubstr("takes one value"));
  for (const char* timeout : {"", "0", "172801", "1h", "-5", "01"}) {
    EXPECT_THAT(refused({{"commands", {"ls"}}, {"executionTimeout", {timeout}}}), HasSubstr("executionTimeout"));
  }
}

TEST_F(RunCommandTest, WhatIsNotOfferedIsRefusedByName) {
  auto request = command();
  request.OutputS3BucketName = "logs";
  EXPECT_EQ(refusal("ValidationException", [&] { send(request); }),
            "OutputS3BucketName is not supported by the embedded region.");
}

TEST_F(RunCommandTest, InvocationsAreFoundByCommandAndInstance) {
  const auto id = send();
  refusal("InvocationDoesNotExist", [&] { invocation(id, kTwo); });
  refusal("InvocationDoesNotExist", [&] { invocation("00000000-0000-4000-8000-000000000000"); });
  refusal("InvalidPluginName",
          [&] { ssm_->called.GetCommandInvocation({.CommandId = id, .InstanceId = kOne, .PluginName = "aws:other"}); });
}

TEST_F(RunCommandTest, MaxConcurrencyHoldsBackAndMaxErrorsCallsOff) {
  auto request = command({kOne, kTwo});
  request.MaxConcurrency = "1";
  auto id = send(request);
  EXPECT_EQ(state(id, kTwo), "Pending/Pending -1");
  instances_.exit_script(kOne, 0);
  EXPECT_EQ(state(id, kTwo), "InProgress/InProgress -1");
  instances_.exit_script(kTwo, 0);

  request.MaxConcurrency = "50%";
  id = send(request);
  instances_.exit_script(kOne, 1);
  EXPECT_EQ(state(id, kTwo), "Cancelled/Terminated -1");

  request.MaxErrors = "1";
  id = send(request);
  instances_.exit_script(kOne, 1);
  EXPECT_EQ(state(id, kTwo), "InProgress/InProgress -1");
}

TEST_F(RunCommandTest, CommandsAndInvocationsAreListed) {
  const auto first = send();
  clock_.advance(60s);
  const auto second = send(command({kOne, kTwo}));
  const auto commands = ssm_->called.ListCommands({}).Commands;
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands.at(0).CommandId, second);
  EXPECT_EQ(commands.at(0).Status, "InProgress");
  EXPECT_EQ(commands.at(0).TargetCount, 2);
  instances_.exit_script(kTwo, 1, "", "no");
  const auto details = ssm_->called.ListCommandInvocations({.CommandId = second, .InstanceId = kTwo, .Details = true});
  ASSERT_EQ(details.CommandInvocations.size(), 1U);
  EXPECT_EQ(details.CommandInvocations.at(0).Status, "Failed");
  EXPECT_THAT(*details.CommandInvocations.at(0).CommandPlugins.at(0).Output, HasSubstr("no"));
  const auto executing = ssm_->called.ListCommands({.Filters = {{.key = "ExecutionStage", .value = "Complete"}}});
  EXPECT_TRUE(executing.Commands.empty());
  const auto unknown = "00000000-0000-0000-0000-000000000000";
  EXPECT_TRUE(ssm_->called.ListCommandInvocations({.CommandId = unknown}).CommandInvocations.empty());
  refusal("InvalidCommandId", [&] { ssm_->called.ListCommands({.CommandId = unknown}); });
  refusal("InvalidFilterKey",
          [&] { ssm_->called.ListCommands({.Filters = {{.key = "InvokedAfter", .value = "soon"}}}); });
}

TEST_F(RunCommandTest, ACancelledCommandEndsItsScriptAndDeliversNoMore) {
  auto request = command({kOne, kTwo});
  request.MaxConcurrency = "1";
  const auto id = send(request);
  ASSERT_TRUE(instances_.runs_script(kOne));
  ssm_->called.CancelCommand({.CommandId = id});
  EXPECT_EQ(state(id), "Cancelled/Cancelled 137");
  EXPECT_EQ(invocation(id).StandardOutputContent, "so far");
  EXPECT_EQ(state(id, kTwo), "Cancelled/Cancelled -1");
  EXPECT_FALSE(instances_.runs_script(kTwo));
  EXPECT_EQ(ssm_->called.ListCommands({.CommandId = id}).Commands.at(0).Status, "Cancelled");
  ssm_->called.CancelCommand({.CommandId = id});  // nothing is left to do
  refusal("InvalidCommandId", [&] { ssm_->called.CancelCommand({.CommandId = "no"}); });
  refusal("DuplicateInstanceId", [&] { ssm_->called.CancelCommand({.CommandId = id, .InstanceIds = {kOne, kOne}}); });
}

TEST_F(RunCommandTest, WhatWasBeingCancelledIsCancelledAfterARestart) {
  const auto id = send();
  instances_.stubborn = true;
  ssm_->called.CancelCommand({.CommandId = id});
  EXPECT_EQ(state(id), "Cancelling/Cancelling -1");
  ssm_ = std::make_unique<RunningSsm>(parts());
  ssm_->service.start();
  EXPECT_EQ(state(id), "Cancelled/Cancelled -1");
}

TEST_F(RunCommandTest, PowerShellIsNotForLinux) {
  auto request = command();
  request.DocumentName = "AWS-RunPowerShellScript";
  EXPECT_THAT(refusal("UnsupportedPlatformType", [&] { send(request); }), HasSubstr(kOne));
}

TEST_F(RunCommandTest, ARestartedRegionLosesWhatRanAndDeliversWhatWaited) {
  const auto running = send(command({kTwo}));
  reboot(kOne);
  const auto waiting = send();
  ssm_ = std::make_unique<RunningSsm>(parts());
  ssm_->service.start();
  EXPECT_EQ(state(running, kTwo), "Failed/Undeliverable -1");
  EXPECT_THAT(*invocation(running, kTwo).StandardErrorContent, HasSubstr("when the region stopped"));
  EXPECT_EQ(state(waiting), "Pending/Pending -1");
  come_back(kOne);
  EXPECT_EQ(state(waiting), "InProgress/InProgress -1");
}

TEST_F(RunCommandTest, AScriptMayOutliveTheService) {
  send();
  ssm_.reset();
  instances_.exit_script(kOne, 0);
}

TEST(KeptOutput, CutsAtCharactersAndReplacesWhatIsNotUtf8) {
  EXPECT_EQ(kept_output("abc", 2), "ab");
  EXPECT_EQ(kept_output("häß", 2), "hä");
  EXPECT_EQ(kept_output("a\xff\xfe", 9), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(kept_output("\xc3", 9), "\xEF\xBF\xBD");
  EXPECT_EQ(kept_output("\xed\xa0\x80", 1), "\xEF\xBF\xBD");  // a surrogate
  EXPECT_EQ(kept_output("\xf0\x9f\x98\x80!", 2), "\xf0\x9f\x98\x80!");
}

TEST(IsoDuration, IsWrittenAsTheAgentDoes) {
  EXPECT_EQ(text::iso8601_duration(12ms), "PT0.012S");
  EXPECT_EQ(text::iso8601_duration(1h + 271ms), "PT1H0.271S");
  EXPECT_EQ(text::iso8601_duration(61s), "PT1M1.000S");
}

}  // namespace
}  // namespace aws::region::ssm
