#include "wire/http/proxied_client.h"

#include <gtest/gtest.h>

namespace aws::http {
namespace {

TEST(ProxiedClient, IsTheFirstAddressInTheLine) {
  EXPECT_EQ(client_in_proxy_line("PROXY TCP4 172.31.5.6 172.31.0.3 40000 443"), "172.31.5.6");
}

TEST(ProxiedClient, IsNobodyInAnyOtherLine) {
  for (const auto* line :
       {"", "PROXY", "PROXY UNKNOWN", "PROXY TCP4 172.31.5.6", "PROXY TCP4 172.31.5.6 172.31.0.3 40000",
        "PROXY TCP4 172.31.5.6 172.31.0.3 40000 443 more", "PROXY TCP4 somebody 172.31.0.3 40000 443",
        "PROXY TCP6 ::1 ::1 40000 443", "GET / HTTP/1.1", "proxy TCP4 172.31.5.6 172.31.0.3 40000 443"}) {
    EXPECT_EQ(client_in_proxy_line(line), "") << line;
  }
}

}  // namespace
}  // namespace aws::http
