// On folders that look like the kernel's control groups; what the kernel does with such files, the conformance tests of
// hosts see.
#include "region/ec2/bounds/control_groups.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "testing/temporary_folder.h"

namespace aws::region::ec2 {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

constexpr std::uint64_t kMemory = 536870912;

class ControlGroupsTest : public ::testing::Test {
 protected:
  void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  static std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  // One of v2 in which this process is, alone or with others.
  void make_unified(const std::string& members, const std::string& controllers = "cpu memory pids\n") {
    write(self / "cgroup", "0::/user.slice/app.scope\n");
    write(self / "mountinfo", fmt::format("30 23 0:26 / {} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
                                          (root / "unified").string()));
    write(own / "cgroup.controllers", controllers);
    write(own / "cgroup.procs", members);
    write(own / "cgroup.subtree_control", "\n");
    write(own / "cgroup.type", "domain\n");
  }
  void make_separate() {
    write(self / "cgroup", "9:name=systemd:/\n8:pids:/\n4:memory:/jobs/one\n0::/\n");
    std::string mounts;
    for (const std::string controller : {"memory", "pids", "cpu"}) {
      mounts += fmt::format("34 30 0:30 {} {} rw,relatime - cgroup cgroup rw,{}\n",
                            controller == "memory" ? "/jobs" : "/", (root / controller).string(), controller);
      fs::create_directories(root / controller / "one");
    }
    write(self / "mountinfo", mounts);
  }
  ControlGroups found() { return ControlGroups(group_places(self)); }

  const testing::TemporaryFolder temporary;
  const fs::path root = temporary.path();
  const fs::path self = root / "self";
  const fs::path own = root / "unified" / "user.slice" / "app.scope";
  const std::string pid = std::to_string(getpid());
  const std::string name = "resilient-service-" + pid + "-i-1";
};

TEST_F(ControlGroupsTest, MovesToAGroupOfItsOwnAndPassesControllersOnToThoseBesideIt) {
  make_unified(pid + "\n");
  EXPECT_EQ(found().make("i-1", kMemory), (own / name).string());
  EXPECT_EQ(read(own / ("resilient-service-" + pid + "-region") / "cgroup.procs"), pid);
  EXPECT_EQ(read(own / "cgroup.subtree_control"), "+memory +pids");
  EXPECT_EQ(read(own / name / "memory.max"), "536870912");
  EXPECT_EQ(read(own / name / "memory.swap.max"), "0");
  EXPECT_EQ(read(own / name / "pids.max"), "4096");
}

TEST_F(ControlGroupsTest, TakesOfTheControllersThoseThatAreThere) {
  make_unified(pid + "\n", "cpu pids\n");
  EXPECT_EQ(found().make("i-1", kMemory), (own / name).string());
  EXPECT_EQ(read(own / "cgroup.subtree_control"), "+pids");
  EXPECT_FALSE(fs::exists(own / name / "memory.max"));
  EXPECT_EQ(read(own / name / "pids.max"), "4096");
}

TEST_F(ControlGroupsTest, LeavesAGroupAloneInWhichOthersAre) {
  make_unified(pid + "\n1\n");
  EXPECT_THAT(group_places(self), IsEmpty());
  EXPECT_EQ(read(own / "cgroup.subtree_control"), "\n");
  EXPECT_FALSE(fs::exists(own / ("resilient-service-" + pid + "-region")));
}

TEST_F(ControlGroupsTest, LeavesAGroupAloneThatHasNothingToPassOn) {
  make_unified(pid + "\n", "\n");
  EXPECT_THAT(group_places(self), IsEmpty());
  EXPECT_EQ(read(own / "cgroup.procs"), pid + "\n");
}

TEST_F(ControlGroupsTest, StaysInTheMachinesFirstGroup) {
  make_unified("1\n" + pid + "\n");
  fs::remove(own / "cgroup.type");  // which only the first one does not have
  EXPECT_THAT(group_places(self), SizeIs(1));
  EXPECT_EQ(read(own / "cgroup.subtree_control"), "+memory +pids");
  EXPECT_FALSE(fs::exists(own / ("resilient-service-" + pid + "-region")));
}

TEST_F(ControlGroupsTest, MakesOneInEachOfTheFirstVersionsHierarchies) {
  make_separate();
  EXPECT_EQ(found().make("i-1", kMemory),
            fmt::format("{}:{}", (root / "memory" / "one" / name).string(), (root / "pids" / name).string()));
  EXPECT_EQ(read(root / "memory" / "one" / name / "memory.limit_in_bytes"), "536870912");
  EXPECT_EQ(read(root / "memory" / "one" / name / "memory.memsw.limit_in_bytes"), "536870912");
  EXPECT_EQ(read(root / "pids" / name / "pids.max"), "4096");
}

TEST_F(ControlGroupsTest, DoesNotBoundTheMemoryOfATypeThatIsNotKnown) {
  make_separate();
  found().make("i-1", 0);
  EXPECT_TRUE(fs::is_empty(root / "memory" / "one" / name));
  EXPECT_EQ(read(root / "pids" / name / "pids.max"), "4096");
}

TEST_F(ControlGroupsTest, RemovesWhatProcessesThatAreGoneHaveLeft) {
  make_separate();
  const fs::path pids = root / "pids";
  const fs::path gone = pids / "resilient-service-999999999-i-2";  // more than any process's number
  const fs::path still_used = pids / "resilient-service-999999998-i-2";
  for (const auto& group : {gone, pids / name, pids / "resilient-service-1-i-2", pids / "another", still_used}) {
    fs::create_directories(group);
  }
  write(still_used / "cgroup.procs", "12\n");
  found();
  EXPECT_FALSE(fs::exists(gone));
  EXPECT_FALSE(fs::exists(pids / name));  // of an earlier process of this number
  EXPECT_TRUE(fs::exists(pids / "resilient-service-1-i-2"));
  EXPECT_TRUE(fs::exists(pids / "another"));
  EXPECT_TRUE(fs::exists(still_used));
}

TEST_F(ControlGroupsTest, IsNothingWhereThereAreNone) {
  EXPECT_EQ(found().make("i-1", kMemory), "");
  EXPECT_EQ(ControlGroups().make("i-1", kMemory), "");
  EXPECT_TRUE(found().remove("i-1"));
}

TEST_F(ControlGroupsTest, DoesNotRemoveAGroupInWhichThereAreProcesses) {
  make_separate();
  const auto groups = found();
  groups.make("i-1", 0);
  write(root / "pids" / name / "inner", "");  // what keeps a folder here; processes do with the kernel's
  EXPECT_FALSE(groups.remove("i-1"));
  fs::remove_all(root / "pids" / name);
  EXPECT_TRUE(groups.remove("i-1"));
}

}  // namespace
}  // namespace aws::region::ec2
