#include "client/http/kept_connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aws::client {
namespace {

struct KeptConnection : ::testing::Test {
  KeptConnection() { EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0); }
  ~KeptConnection() override {
    for (const int end : ends) close(end);
  }
  int ends[2] = {-1, -1};
};

TEST_F(KeptConnection, IsUsableWhileTheServerIsSilent) { EXPECT_TRUE(is_usable(ends[0])); }

TEST_F(KeptConnection, IsNotWhenTheServerSaidGoodBye) {
  ASSERT_EQ(write(ends[1], "close_notify", 12), 12);
  EXPECT_FALSE(is_usable(ends[0]));
}

TEST_F(KeptConnection, IsNotWhenTheServerHasClosedIt) {
  shutdown(ends[1], SHUT_WR);
  EXPECT_FALSE(is_usable(ends[0]));
}

}  // namespace
}  // namespace aws::client
