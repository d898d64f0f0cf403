#include "region/elbv2/balancer/haproxy_log.h"

#include <gtest/gtest.h>

namespace aws::region::elbv2 {
namespace {

using namespace std::chrono_literals;

TEST(HaproxyLog, IsReadAsVisits) {
  EXPECT_EQ(read_visit("127.31.2.231:80 tg-0123 i-1:80 200 12 127.0.0.1 GET /a path?\n"),
            (Visit{"127.31.2.231:80", "tg-0123", "i-1:80", 200, 12ms, "127.0.0.1", "GET", "/a path?"}));
}

TEST(HaproxyLog, WhatTheLoadBalancerAnswersHasNoServer) {
  EXPECT_EQ(read_visit("127.31.2.231:80 tg-0123 <NOSRV> 503 0 127.0.0.1 GET /"),
            (Visit{"127.31.2.231:80", "tg-0123", "", 503, 0ms, "127.0.0.1", "GET", "/"}));
  EXPECT_EQ(read_visit("127.31.2.231:80 127.31.2.231:80 <NOSRV> 400 -1 127.0.0.1 <BADREQ> <BADREQ>"),
            (Visit{"127.31.2.231:80", "", "", 400, 0ms, "127.0.0.1", "", ""}));
}

TEST(HaproxyLog, WhatIsNoneIsPassedOver) {
  for (const auto* line : {"", "\n", "Proxy stopped.", "a b c d e f g h", "127.31.2.231:80 tg i-1:80 200 12"}) {
    EXPECT_FALSE(read_visit(line)) << line;
  }
}

}  // namespace
}  // namespace aws::region::elbv2
