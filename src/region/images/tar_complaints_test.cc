#include "region/images/tar_complaints.h"

#include <gtest/gtest.h>

namespace aws::region::images {
namespace {

constexpr const char* kDevice = "tar: ./srv/device: Cannot mknod: Operation not permitted\n";
constexpr const char* kOwner = "tar: etc/x: Cannot change ownership to uid 3000000, gid 0: Invalid argument\n";
constexpr const char* kEnd = "tar: Exiting with failure status due to previous errors\n";

TEST(TarComplaints, AreSmallWhereAnImageDoesWithoutWhatTheyAreOf) {
  TarComplaints said;
  EXPECT_FALSE(said.only_small());
  for (const char* line : {kDevice, kOwner, kEnd}) said.hear(line);
  EXPECT_TRUE(said.only_small());
  said.hear("tar: ./etc/y: Cannot open: File exists\n");
  EXPECT_FALSE(said.only_small());
  EXPECT_EQ(said.first(), "/etc/y: Cannot open: File exists");
}

TEST(TarComplaints, AreTheFirstButForAFullDisk) {
  TarComplaints said;
  said.hear("tar: Removing leading `/' from member names\ntar: a: Can");
  said.hear("not open: File exists\ntar: b: Cannot open\n");
  EXPECT_EQ(said.first(), "a: Cannot open: File exists");
  said.hear("tar: c: Wrote only 512 of 10240 bytes: No space left on device\n");
  EXPECT_EQ(said.first(), "the disk is full: No space left on device");
}

TEST(TarComplaints, MayBeNone) { EXPECT_EQ(TarComplaints().first(), "tar failed"); }

}  // namespace
}  // namespace aws::region::images
