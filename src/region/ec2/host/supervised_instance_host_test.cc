// Real processes under a real supervisor; the waits are bounded turns of the event loop.
#include "region/ec2/host/supervised_instance_host.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/event_loop.h"
#include "region/ec2/host/instance_processes.h"
#include "region/ec2/host/no_isolation.h"
#include "region/ec2/network/loopback_addresses.h"
#include "testing/temporary_folder.h"

namespace aws::region::ec2 {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Outcome = ScriptResult::Outcome;

constexpr auto kId = "i-0123456789abcdef0";

class SupervisedInstanceHostTest : public ::testing::Test {
 protected:
  SupervisedInstanceHostTest() {
    setenv("AWS_ACCESS_KEY_ID", "of-the-region", 1);  // must not reach an instance
    host = std::make_unique<SupervisedInstanceHost>(loop.context(), loop, isolation, folder);
  }
  ~SupervisedInstanceHostTest() override {
    host.reset();
    EXPECT_THAT(processes_below(folder), IsEmpty());
  }

  void start(std::optional<std::string> user_data = std::nullopt) {
    up = down = false;
    host->start(
        {.instance_id = kId, .address = "127.31.0.9", .user_data = std::move(user_data), .metadata = metadata},
        [this] { up = true; }, [this](HostEnd) { down = true; });
  }
  void start_and_wait(std::optional<std::string> user_data = std::nullopt) {
    start(std::move(user_data));
    ASSERT_TRUE(wait_until([&] { return up; }));
  }
  void stop_and_wait() {
    host->stop(kId);
    ASSERT_TRUE(wait_until([&] { return down; }));
  }
  ScriptResult run(const std::string& text, const std::string& cwd = "", Duration timeout = 1min) {
    std::optional<ScriptResult> result;
    host->run_script({kId, "script", text, cwd, timeout}, [&](const ScriptResult& ended) { result = ended; });
    EXPECT_TRUE(wait_until([&] { return result.has_value(); }));
    return result.value_or(ScriptResult{});
  }
  template <class Predicate>
  ::testing::AssertionResult wait_until(Predicate holds) {
    bool late = false;
    const Timer bound = loop.after(20s, [&] { late = true; });
    while (!holds()) {
      if (late) return ::testing::AssertionFailure() << "not within 20 s";
      loop.context().run_one_for(10ms);
      loop.context().restart();
    }
    return ::testing::AssertionSuccess();
  }
  std::string read(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(host->folder_of(kId) / name).rdbuf();
    return text.str();
  }
  // Boots user data that leave a daemon behind, and says which process it is.
  pid_t start_with_daemon() {
    start_and_wait(
        "#!/bin/bash\n"
        "echo run >> runs\n"
        "setsid nohup bash -c 'echo $$ > daemon; exec sleep 1000' &\n");
    EXPECT_TRUE(wait_until([&] { return read("root/daemon").ends_with('\n'); }));
    return std::stoi(read("root/daemon"));
  }
  // One that is dead and waits for its parent, perhaps the machine's first process, to notice is not.
  static bool alive(pid_t pid) {
    std::ostringstream text;
    text << std::ifstream("/proc/" + std::to_string(pid) + "/stat").rdbuf();
    const std::string stat = text.str();
    return !stat.empty() && stat.substr(stat.rfind(')'), 3) != ") Z";
  }

  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path();
  EventLoop loop;
  NoIsolation isolation{loop.context(),
                        {.supervisor = INSTANCE_SUPERVISOR,
                         .image = "/image/bin",
                         .endpoint_url = "http://127.0.0.1:4566",
                         .region = "us-west-2"}};
  const MetadataHandler metadata = [](const http::Request&) { return http::Response{200, {}, "of the instance"}; };
  bool up = false;
  bool down = false;
  std::unique_ptr<SupervisedInstanceHost> host;
};

TEST_F(SupervisedInstanceHostTest, KeepsWhatUserDataPrintAndWhatTheyWriteWhileItIsStopped) {
  start_and_wait("#!/bin/bash\necho kept > file\necho hello\n");
  ASSERT_TRUE(wait_until([&] { return host->console_output(kId) == "hello\n"; }));
  stop_and_wait();
  EXPECT_EQ(host->console_output(kId), "hello\n");
  start_and_wait();
  EXPECT_EQ(run("cat file").output, "kept\n");
  EXPECT_EQ(host->console_output(kId), "hello\n");
  stop_and_wait();
  host->discard(kId);
  EXPECT_EQ(host->console_output(kId), "");
}

TEST_F(SupervisedInstanceHostTest, BootRunsUserDataInACleanEnvironment) {
  start_and_wait("#!/bin/bash\npwd > here\numask >> here\nenv > environment\necho hello; echo oops >&2; echo > done\n");
  ASSERT_TRUE(wait_until([&] { return !read("root/done").empty(); }));
  const std::string home = fs::canonical(host->folder_of(kId));
  EXPECT_EQ(read("root/here"), home + "/root\n0022\n");
  EXPECT_EQ(read("console.log"), "hello\noops\n");
  const std::string environment = read("root/environment");
  EXPECT_THAT(environment, HasSubstr("PATH=/image/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"));
  EXPECT_THAT(environment, HasSubstr("HOME=" + home + "\n"));
  EXPECT_THAT(environment, HasSubstr("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.31.0.9:1338/\n"));
  EXPECT_THAT(environment, HasSubstr("AWS_ENDPOINT_URL=http://127.0.0.1:4566\n"));
  EXPECT_THAT(environment, HasSubstr("AWS_REGION=us-west-2\n"));
  EXPECT_THAT(environment, HasSubstr("AWS_DEFAULT_REGION=us-west-2\n"));
  EXPECT_THAT(environment, Not(HasSubstr("AWS_ACCESS_KEY_ID")));
}

TEST_F(SupervisedInstanceHostTest, UserDataThatAreNoScriptAreNotRun) {
  start_and_wait("echo hello\n");
  EXPECT_THAT(read("console.log"), HasSubstr("ignored"));
}

TEST_F(SupervisedInstanceHostTest, StopLeavesNoProcessNotEvenADaemon) {
  const pid_t daemon = start_with_daemon();
  EXPECT_TRUE(alive(daemon));
  stop_and_wait();
  EXPECT_FALSE(alive(daemon));
  EXPECT_THAT(processes_below(folder), IsEmpty());
  EXPECT_EQ(read("root/runs"), "run\n");
  host->discard(kId);
  EXPECT_FALSE(fs::exists(host->folder_of(kId)));
}

TEST_F(SupervisedInstanceHostTest, ARestartKeepsTheFilesAndRunsNoUserData) {
  const pid_t daemon = start_with_daemon();
  stop_and_wait();
  start_and_wait();
  EXPECT_EQ(run("cat runs; cat daemon").output, "run\n" + std::to_string(daemon) + "\n");
  EXPECT_FALSE(alive(daemon));
}

TEST_F(SupervisedInstanceHostTest, ScriptsReportTheirOutputAndStatus) {
  start_and_wait();
  const auto result = run("echo out; echo err >&2; pwd; exit 3");
  EXPECT_EQ(result.outcome, Outcome::kExited);
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_EQ(result.output, "out\n" + fs::canonical(host->folder_of(kId)).string() + "/root\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_THAT(run("#!/bin/sh\nkill -KILL $$").exit_status, 137);
  EXPECT_TRUE(fs::is_empty(host->folder_of(kId) / "scripts"));
}

TEST_F(SupervisedInstanceHostTest, AWorkingDirectoryIsBelowTheRootFolder) {
  start_and_wait();
  const std::string root = fs::canonical(host->folder_of(kId)).string() + "/root";
  EXPECT_EQ(run("pwd", "/var/www").output, root + "/var/www\n");
  EXPECT_EQ(run("pwd", "/../../../etc").output, root + "/etc\n");
  EXPECT_EQ(run("pwd", "/a\nstop").output, root + "/a\nstop\n");
  run("touch file");
  EXPECT_EQ(run("pwd", "/file").exit_status, 126);
}

TEST_F(SupervisedInstanceHostTest, AScriptThatTakesTooLongIsEndedWithAllThatItStarted) {
  start_and_wait();
  const auto result = run("sleep 1000 & echo $! > child; echo before; wait", "", 1s);
  EXPECT_EQ(result.outcome, Outcome::kTimedOut);
  EXPECT_EQ(result.output, "before\n");
  EXPECT_TRUE(wait_until([&] { return !alive(std::stoi(read("root/child"))); }));
  EXPECT_EQ(run("echo next").output, "next\n");
}

TEST_F(SupervisedInstanceHostTest, AScriptIsEndedByItsName) {
  start_and_wait();
  std::optional<ScriptResult> result;
  host->run_script({kId, "endless", "echo before; echo > started; sleep 1000", "", 1min},
                   [&](const ScriptResult& ended) { result = ended; });
  ASSERT_TRUE(wait_until([&] { return !read("root/started").empty(); }));
  host->end_script(kId, "another");
  host->end_script("i-none", "endless");
  EXPECT_EQ(run("echo beside").output, "beside\n");
  EXPECT_FALSE(result);
  host->end_script(kId, "endless");
  ASSERT_TRUE(wait_until([&] { return result.has_value(); }));
  EXPECT_EQ(result->outcome, Outcome::kExited);
  EXPECT_NE(result->exit_status, 0);
  EXPECT_EQ(result->output, "before\n");
}

TEST_F(SupervisedInstanceHostTest, AScriptIsLostWithItsInstance) {
  start_and_wait();
  std::optional<ScriptResult> result;
  host->run_script({kId, "script", "echo before; echo > started; exec sleep 1000", "", 1min},
                   [&](const ScriptResult& ended) { result = ended; });
  ASSERT_TRUE(wait_until([&] { return !read("root/started").empty(); }));
  stop_and_wait();
  ASSERT_TRUE(result);
  EXPECT_EQ(result->outcome, Outcome::kLost);
  EXPECT_EQ(result->output, "before\n");
}

TEST_F(SupervisedInstanceHostTest, TheHostsEndIsTheInstancesEnd) {
  const pid_t daemon = start_with_daemon();
  host.reset();
  EXPECT_FALSE(alive(daemon));
}

TEST_F(SupervisedInstanceHostTest, AKilledSupervisorLeavesNothingEither) {
  const pid_t daemon = start_with_daemon();
  std::string text = run("echo $PPID").output;
  kill(std::stoi(text), SIGKILL);
  ASSERT_TRUE(wait_until([&] { return down; }));
  EXPECT_FALSE(alive(daemon));
}

TEST_F(SupervisedInstanceHostTest, ClearEndsAndRemovesWhatAnEarlierRegionLeft) {
  const pid_t daemon = start_with_daemon();
  fs::create_directories(folder / "i-stopped" / "root");
  SupervisedInstanceHost(loop.context(), loop, isolation, folder).clear({"i-stopped"});
  EXPECT_FALSE(alive(daemon));
  EXPECT_TRUE(fs::exists(folder / "i-stopped" / "root"));
  EXPECT_FALSE(fs::exists(folder / kId));
}

TEST_F(SupervisedInstanceHostTest, TheDiskGoesAndWhatWasPrintedStays) {
  start_and_wait("#!/bin/bash\necho hello; touch file\n");
  ASSERT_TRUE(wait_until([&] { return fs::exists(host->folder_of(kId) / "root" / "file"); }));
  stop_and_wait();
  host->erase_disk(kId);
  EXPECT_FALSE(fs::exists(host->folder_of(kId) / "root" / "file"));
  EXPECT_EQ(host->console_output(kId), "hello\n");
}

TEST_F(SupervisedInstanceHostTest, OneThatCannotBeStartedIsDown) {
  std::ofstream(folder / kId) << "a file where a folder should be";
  start();
  ASSERT_TRUE(wait_until([&] { return down; }));
  EXPECT_FALSE(up);
}

TEST(LoopbackAddresses, AreHeldByOneAtATime) {
  LoopbackAddresses ours;
  LoopbackAddresses theirs;
  LoopbackAddresses real_hosts(*parse_cidr("172.31.0.0/16"));
  const std::string address = "127.31.63.201";
  auto held = ours.reserve(address);
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(theirs.reserve(address), nullptr);
  EXPECT_EQ(real_hosts.reserve("172.31.63.201"), nullptr);  // its public address is the same
  held.reset();
  EXPECT_EQ(real_hosts.reserve("172.31.63.201")->address(), "172.31.63.201");
  EXPECT_EQ(real_hosts.public_address("172.31.63.201"), address);
  EXPECT_EQ(ours.reserve("203.0.113.7"), nullptr);
  EXPECT_EQ(real_hosts.reserve("127.31.63.201"), nullptr);
}

}  // namespace
}  // namespace aws::region::ec2
