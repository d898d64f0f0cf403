// What an instance's host does, whatever it is made of: the same cases for real hosts and for processes.
#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>

#include "base/error.h"
#include "base/event_loop.h"
#include "region/machine.h"
#include "testing/temporary_folder.h"

namespace aws::region {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;
using Outcome = ec2::ScriptResult::Outcome;

constexpr const char* kId = "i-0123456789abcdef0";

class InstanceHostContract : public ::testing::TestWithParam<Hosts> {
 protected:
  void SetUp() override {
    try {
      machine_ = std::make_unique<Machine>(loop_, loop_,
                                           MachineOptions{.data = folder_.path(),
                                                          .programs = PROGRAMS,
                                                          .hosts = GetParam(),
                                                          .endpoint_url = "http://127.0.0.1:4566",
                                                          .port = 4566,
                                                          .region = "us-west-2"});
    } catch (const Error& error) {
      if (!error.is("NoNamespaces")) throw;
      GTEST_SKIP() << error.what();
    }
    const std::string network = GetParam() == Hosts::kNamespaces ? "172.31" : "127.31";
    address_ = machine_->addresses().reserve(network + ".63.77");
    ASSERT_NE(address_, nullptr);
  }

  ec2::InstanceHost& host() { return machine_->hosts(); }

  void boot(std::optional<std::string> user_data = std::nullopt) {
    up_ = down_ = false;
    host().start(
        {.instance_id = kId,
         .address = address_->address(),
         .name = "ip-of-a-test.us-west-2.compute.internal",
         .mac = "02:00:00:00:00:4d",
         .user_data = std::move(user_data),
         .metadata =
             [](const http::Request&) {
               return http::Response{200, {}, "of the instance"};
             }},
        [this] { up_ = true; },
        [this](ec2::HostEnd end) {
          down_ = true;
          end_ = end;
        });
    ASSERT_TRUE(becomes([&] { return up_ || down_; }));
    ASSERT_TRUE(up_) << host().console_output(kId);
  }
  void stop() {
    host().stop(kId);
    ASSERT_TRUE(becomes([&] { return down_; }));
  }
  ec2::ScriptResult run(const std::string& text, const std::string& folder = "", Duration timeout = 1min) {
    std::optional<ec2::ScriptResult> result;
    host().run_script({kId, "script", text, folder, timeout}, [&](const auto& ended) { result = ended; });
    EXPECT_TRUE(becomes([&] { return result.has_value(); }));
    return result.value_or(ec2::ScriptResult{});
  }
  template <class Predicate>
  ::testing::AssertionResult becomes(Predicate so) {
    bool late = false;
    const Timer bound = loop_.after(20s, [&] { late = true; });
    while (!so()) {
      if (late) return ::testing::AssertionFailure() << "not within 20 s";
      loop_.context().run_one_for(10ms);
      loop_.context().restart();
    }
    return ::testing::AssertionSuccess();
  }

  const testing::TemporaryFolder folder_;
  EventLoop loop_;
  std::unique_ptr<Machine> machine_;
  std::unique_ptr<ec2::AddressReservation> address_;
  bool up_ = false, down_ = false;
  ec2::HostEnd end_ = ec2::HostEnd::kEnded;
};

TEST_P(InstanceHostContract, SaysWhatItIs) {
  EXPECT_THAT(machine_->what_instances_are(),
              HasSubstr(GetParam() == Hosts::kNamespaces ? "real hosts" : "processes that share"));
}

TEST_P(InstanceHostContract, UserDataRunAtTheFirstBootAndWhatTheyPrintIsKept) {
  boot("#!/bin/bash\necho run >> runs\necho hello; echo oops >&2\n");
  ASSERT_TRUE(becomes([&] { return host().console_output(kId) == "hello\noops\n"; }));
  stop();
  boot();
  EXPECT_EQ(run("cat runs").output, "run\n");
  EXPECT_EQ(host().console_output(kId), "hello\noops\n");
}

TEST_P(InstanceHostContract, StopLeavesNoProcessAndKeepsTheDisk) {
  boot();
  run("echo kept > file; setsid nohup sleep 1000 > /dev/null 2>&1 & echo $! > daemon");
  stop();
  boot();
  EXPECT_EQ(run("cat file").output, "kept\n");
  EXPECT_NE(run("tr '\\0' ' ' < /proc/$(cat daemon)/cmdline").output, "sleep 1000 ");
}

TEST_P(InstanceHostContract, ADiskThatIsErasedIsEmptyAtTheNextBoot) {
  boot();
  run("echo gone > file");
  stop();
  host().erase_disk(kId);
  boot();
  EXPECT_NE(run("cat file").exit_status, 0);
}

TEST_P(InstanceHostContract, ScriptsReportOutputErrorsAndStatus) {
  boot();
  const auto result = run("echo out; echo err >&2; exit 3");
  EXPECT_EQ(result.outcome, Outcome::kExited);
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_THAT(run("pwd", "/var/lib/x").output, HasSubstr("/var/lib/x\n"));
}

TEST_P(InstanceHostContract, AScriptThatTakesTooLongIsEndedWithAllThatItStarted) {
  boot();
  const auto result = run("sleep 1234 & echo before; wait", "", 1s);
  EXPECT_EQ(result.outcome, Outcome::kTimedOut);
  EXPECT_EQ(result.output, "before\n");
}

TEST_P(InstanceHostContract, AScriptIsEndedByItsNameAndLostWithItsInstance) {
  boot();
  std::vector<ec2::ScriptResult> results;
  const auto begin = [&](const std::string& name) {
    host().run_script({kId, name, "echo $$; exec sleep 1000", "", 1min},
                      [&](const auto& ended) { results.push_back(ended); });
  };
  begin("first");
  begin("second");
  host().end_script(kId, "another");
  host().end_script(kId, "first");
  ASSERT_TRUE(becomes([&] { return results.size() == 1; }));
  EXPECT_EQ(results[0].outcome, Outcome::kExited);
  EXPECT_NE(results[0].exit_status, 0);
  stop();
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[1].outcome, Outcome::kLost);
}

TEST_P(InstanceHostContract, IsSwitchedOffOrRebootedFromWithin) {
  if (GetParam() == Hosts::kProcesses) GTEST_SKIP() << "shutdown would be this machine's";
  const std::pair<std::string, ec2::HostEnd> cases[] = {
      {"shutdown -h now", ec2::HostEnd::kPoweredOff},
      {"poweroff --force", ec2::HostEnd::kPoweredOff},
      {"shutdown -r --force now for a moment", ec2::HostEnd::kRebooting},
      {"sudo reboot", ec2::HostEnd::kRebooting}};
  for (const auto& [command, end] : cases) {
    boot();
    EXPECT_EQ(run("echo " + command + " >> /kept; " + command + "; sleep 1000").outcome, Outcome::kLost);
    ASSERT_TRUE(becomes([&] { return down_; }));
    EXPECT_EQ(end_, end) << command;
  }
  boot();
  EXPECT_EQ(run("wc -l < /kept").output, "4\n");
  EXPECT_EQ(run("shutdown -h && shutdown -c && shutdown +0; sleep 1000").outcome, Outcome::kLost);
  ASSERT_TRUE(becomes([&] { return down_; }));
  EXPECT_EQ(end_, ec2::HostEnd::kPoweredOff);
}

TEST_P(InstanceHostContract, AShutdownTimeThatIsNotUnderstoodIsRefused) {
  if (GetParam() == Hosts::kProcesses) GTEST_SKIP() << "shutdown would be this machine's";
  boot();
  const auto result = run("shutdown 23:59");
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_EQ(result.errors, "shutdown: the time is now or +MINUTES, not 23:59\n");
}

TEST_P(InstanceHostContract, ItsMetadataServiceAnswers) {
  boot();
  const char* ask = "curl -s --noproxy '*' \"${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254/}\"x";
  EXPECT_EQ(run(ask).output, "of the instance");
}

std::string name_of(const ::testing::TestParamInfo<Hosts>& tested) {
  return tested.param == Hosts::kNamespaces ? "RealHosts" : "Processes";
}

INSTANTIATE_TEST_SUITE_P(Each, InstanceHostContract, ::testing::Values(Hosts::kNamespaces, Hosts::kProcesses), name_of);

}  // namespace
}  // namespace aws::region
