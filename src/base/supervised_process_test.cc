#include "base/supervised_process.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <csignal>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/error.h"
#include "base/event_loop.h"
#include "testing/temporary_folder.h"

namespace aws {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class SupervisedProcessTest : public ::testing::Test {
 protected:
  void start(std::vector<std::string> arguments) {
    const SupervisedProcess::Command command{.supervisor = INSTANCE_SUPERVISOR,
                                             .arguments = std::move(arguments),
                                             .environment = {"PATH=/usr/bin:/bin", "COLOUR=red"},
                                             .folder = folder,
                                             .output = folder / "output"};
    process = std::make_unique<SupervisedProcess>(
        loop.context(), command,
        SupervisedProcess::Events{[this](std::string_view line) { lines.emplace_back(line); },
                                  [this](int ended) { status = ended; }});
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
    text << std::ifstream(folder / name).rdbuf();
    return text.str();
  }
  std::optional<pid_t> pid_in(const std::string& name) {
    const std::string text = read(name);
    return text.ends_with('\n') ? std::optional(std::stoi(text)) : std::nullopt;
  }
  static bool alive(pid_t pid) { return kill(pid, 0) == 0; }

  EventLoop loop;
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path();
  std::vector<std::string> lines;
  std::optional<int> status;
  std::unique_ptr<SupervisedProcess> process;
};

// A shell that leaves its session, its terminal and its parent behind, and will not be talked to.
constexpr auto kDaemon = "(trap '' TERM; setsid nohup sh -c 'trap \"\" TERM; echo $$ > daemon; exec sleep 1000' & ) &";

TEST_F(SupervisedProcessTest, RunsOneProgramAndReportsItsStatus) {
  start({"--exec", "sh", "-c", "echo $COLOUR; echo ${HOME:-no home}; exit 7"});
  ASSERT_TRUE(wait_until([&] { return status.has_value(); }));
  EXPECT_EQ(status, 7);
  EXPECT_EQ(read("output"), "red\nno home\n");
  EXPECT_THAT(lines, ::testing::ElementsAre("ready"));
}

TEST_F(SupervisedProcessTest, WhatTheProgramLeavesBehindEndsWithIt) {
  start({"--grace", "50", "--exec", "sh", "-c", std::string(kDaemon) + " while [ ! -s daemon ]; do :; done"});
  ASSERT_TRUE(wait_until([&] { return status.has_value(); }));
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(alive(*pid_in("daemon")));
}

TEST_F(SupervisedProcessTest, StopEndsTheTree) {
  start({"--grace", "50", "--exec", "sh", "-c", std::string(kDaemon) + " sleep 1000"});
  ASSERT_TRUE(wait_until([&] { return pid_in("daemon").has_value(); }));
  process->stop();
  ASSERT_TRUE(wait_until([&] { return status.has_value(); }));
  EXPECT_FALSE(alive(*pid_in("daemon")));
}

TEST_F(SupervisedProcessTest, PassesSignalsOn) {
  start({"--exec", "sh", "-c", "trap 'exit 3' USR1; echo up > up; while :; do sleep 0.05; done"});
  ASSERT_TRUE(wait_until([&] { return read("up") == "up\n"; }));
  process->send("signal\t" + std::to_string(SIGUSR1));
  ASSERT_TRUE(wait_until([&] { return status.has_value(); }));
  EXPECT_EQ(status, 3);
}

TEST_F(SupervisedProcessTest, TheEndOfItsOwnerEndsTheTree) {
  start({"--grace", "50", "--exec", "sh", "-c", std::string(kDaemon) + " sleep 1000"});
  ASSERT_TRUE(wait_until([&] { return pid_in("daemon").has_value(); }));
  process.reset();
  EXPECT_FALSE(alive(*pid_in("daemon")));
  EXPECT_FALSE(status);
}

TEST_F(SupervisedProcessTest, SaysWhatCannotBeStarted) {
  const SupervisedProcess::Command command{.supervisor = "/no/such/supervisor", .folder = folder};
  try {
    const SupervisedProcess refused(loop.context(), command, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "CannotStart");
    EXPECT_THAT(error.message(), ::testing::HasSubstr("cannot start /no/such/supervisor in "));
    EXPECT_THAT(error.message(), ::testing::HasSubstr("No such file or directory"));
  }
}

}  // namespace
}  // namespace aws
