#include "base/instance_users.h"

#include <gtest/gtest.h>

#include <sstream>

namespace aws {
namespace {

IdRange range(const std::string& lines, const std::string& name = "ann", unsigned number = 1000) {
  std::istringstream file(lines);
  return range_of(file, name, number);
}

TEST(InstanceUsers, AreTheLargestRangeOfTheirOwner) {
  const std::string file = "# text\nbob:100000:65536\nann:300000:1000\n1000:500000:2000\n:700000:65536\nann:x:3\n";
  EXPECT_EQ(range(file).first, 500000U);
  EXPECT_EQ(range(file).count, 2000U);
  EXPECT_EQ(range(file, "", 1001).count, 0U);
  EXPECT_EQ(range("ann:100000:700000\n").count, kMostUsers);
}

TEST(InstanceUsers, AreNotNobodyWhoIsRootOfSome) {
  EXPECT_EQ(range("ann:60000:65536\n").count, 5534U);
  EXPECT_EQ(range("ann:65534:65536\n").count, 0U);
  EXPECT_EQ(range("ann:65535:65535\n").count, 65535U);
}

TEST(InstanceUsers, HaveIdsOutsideAsFarAsTheRangeGoes) {
  const InstanceUsers users{.root = 1000, .root_group = 100, .users = {300000, 20}, .groups = {400000, 20}};
  EXPECT_EQ(users.user(0), 1000U);
  EXPECT_EQ(users.group(0), 100U);
  EXPECT_EQ(users.user(1), 300000U);
  EXPECT_EQ(users.group(20), 400019U);
  EXPECT_EQ(users.user(21), std::nullopt);
  EXPECT_FALSE(users.only_root());
}

TEST(InstanceUsers, OfARegionOfRootAreNeitherRootNorAnybodyElse) {
  const InstanceUsers users = instance_users(0, 0);
  EXPECT_EQ(users.root, 65534U);
  if (users.only_root()) GTEST_SKIP() << "in a container that has no such users";
  EXPECT_GE(users.users.first, 65535U);
}

}  // namespace
}  // namespace aws
