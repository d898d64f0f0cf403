#include "client/credentials/process/command.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "base/error.h"
#include "client/credentials/process/shell_words.h"
#include "client/fake_environment.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

TEST(ShellWords, FollowAPosixShell) {
  EXPECT_THAT(split_words("  tool --a\t'b c'  \"d e\" "), ElementsAre("tool", "--a", "b c", "d e"));
  EXPECT_THAT(split_words(R"(a\ b "c\"d\n" 'e\f' g"h"'i')"), ElementsAre("a b", R"(c"d\n)", R"(e\f)", "ghi"));
  EXPECT_THAT(split_words("tool '' \"\""), ElementsAre("tool", "", ""));
}

TEST(ShellWords, AreNotExpanded) {
  EXPECT_THAT(split_words("a $HOME `b` | c; d > e *"), ElementsAre("a", "$HOME", "`b`", "|", "c;", "d", ">", "e", "*"));
}

TEST(ShellWords, AQuoteHasToBeClosed) {
  EXPECT_THAT(split_words("a 'b"), IsEmpty());
  EXPECT_THAT(split_words(""), IsEmpty());
}

struct CommandTest : ::testing::Test {
  CommandResult run(const std::string& script, const std::vector<std::string>& arguments = {}) {
    std::vector<std::string> words{environment.write_program("tool", script).string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return CommandRunner(environment.get(), clock, options).run(words);
  }
  std::string error_of(const std::string& script) {
    try {
      run(script);
      return "no error";
    } catch (const Error& error) {
      return error.what();
    }
  }

  FakeEnvironment environment{};
  testing::SimulatedClock clock;
  CommandRunner::Options options;
};

TEST_F(CommandTest, GivesWhatTheProgramSays) {
  const auto result = run(R"(printf '%s|' "$@"; echo first >&2; echo ' second' >&2; exit 3)", {"a b", "", "$c"});
  EXPECT_EQ(result.output, "a b||$c|");
  EXPECT_EQ(result.errors, "first second");
  EXPECT_EQ(result.status, 3);
}

TEST_F(CommandTest, AnEndBySignalIsAStatusToo) { EXPECT_EQ(run("kill -TERM $$").status, 128 + 15); }

TEST_F(CommandTest, TheProgramHasNoInput) { EXPECT_EQ(run("read line || echo none").output, "none\n"); }

TEST_F(CommandTest, AProgramIsFoundInPath) {
  environment.set("PATH", "/nowhere:" + (environment.home() / "bin").string());
  environment.write_program("tool", "echo found");
  EXPECT_EQ(CommandRunner(environment.get(), clock, options).run({"tool"}).output, "found\n");
  try {
    CommandRunner(environment.get(), clock, options).run({"other"});
    FAIL() << "found it";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "CommandFailed: other: there is no such program in PATH");
  }
}

TEST_F(CommandTest, TakesNoLongerThanItMay) {
  options.check_interrupt = [this] { clock.advance(20s); };
  EXPECT_THAT(error_of("while :; do :; done"), HasSubstr("no end after 60 seconds"));
}

TEST_F(CommandTest, AnInterruptEndsIt) {
  options.check_interrupt = [] { throw Interrupted{2}; };
  EXPECT_THROW(run("while :; do :; done"), Interrupted);
}

TEST_F(CommandTest, DoesNotWaitForWhatTheProgramLeavesBehind) {
  const std::string pipe = (environment.home() / "pipe").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(run("cat < " + pipe + " & echo done").output, "done\n");
  const std::ofstream ends_it(pipe);
}

TEST_F(CommandTest, MaySayOnlySoMuch) {
  EXPECT_THAT(error_of("while :; do echo 0123456789012345678901234567890123456789; done"),
              HasSubstr("it says too much"));
}

}  // namespace
}  // namespace aws::client
