#include "region/router/internet.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include "base/error.h"
#include "base/event_loop.h"
#include "testing/temporary_folder.h"

namespace aws::region {
namespace {

TEST(Internet, SaysWhichProgramIsMissing) {
  const testing::TemporaryFolder folder;
  EventLoop loop;
  try {
    const Internet internet(loop.context(), loop, {.folder = folder.path(), .program = "/nowhere/slirp4netns"});
    FAIL() << "there is a way out";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(),
              "instances cannot reach the internet here: /nowhere/slirp4netns is missing, which Debian's package "
              "slirp4netns has (docs/hosts.md says what they need)");
  }
}

TEST(Internet, SaysWhatSlirp4netnsSays) {
  const testing::TemporaryFolder folder;
  EventLoop loop;
  try {
    const Internet internet(loop.context(), loop,
                            {.supervisor = PROGRAMS "/instance-supervisor",
                             .router = getpid(),  // which is no router: its user namespace is the one it is already in
                             .folder = folder.path()});
    FAIL() << "there is a way out";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), ::testing::HasSubstr("slirp4netns says: "));
  }
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "internet.log"));
}

}  // namespace
}  // namespace aws::region
