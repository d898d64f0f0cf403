#include "client/http/url.h"

#include <gtest/gtest.h>

namespace aws::client {
namespace {

TEST(Url, IsTakenApart) {
  EXPECT_EQ(parse_url("http://127.0.0.1:1338/a/b?c=/d"), (Url{"http://127.0.0.1:1338", "127.0.0.1", "/a/b?c=/d"}));
  EXPECT_EQ(parse_url("https://host"), (Url{"https://host", "host", "/"}));
  EXPECT_EQ(parse_url("http://host?q"), (Url{"http://host", "host", "/?q"}));
  EXPECT_EQ(parse_url("http://[::1]:80/"), (Url{"http://[::1]:80", "[::1]", "/"}));
}

TEST(Url, OfAnotherKindIsNone) {
  for (const char* text :
       {"", "host", "ftp://host", "http://", "http://:80", "http://me@host", "http://[::1", "http://a b"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

TEST(Url, SaysWhatIsOnThisMachineOrItsLink) {
  for (const char* host : {"localhost", "127.0.0.1", "127.31.0.5", "[::1]"}) EXPECT_TRUE(is_loopback(host)) << host;
  for (const char* host : {"169.254.169.254", "[fe80::1]", "[fd00:ec2::254]"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
    EXPECT_TRUE(is_loopback_or_link_local(host)) << host;
  }
  for (const char* host : {"10.0.0.1", "127.0.0.1.example.com", "localhost.x", "[fd00:ec3::1]", "::1", "169.254.1"}) {
    EXPECT_FALSE(is_loopback_or_link_local(host)) << host;
  }
}

TEST(Url, SaysWhatNoNameServerHasToBeAskedFor) {
  for (const char* host : {"172.31.0.3", "[fd00:ec3::1]"}) EXPECT_TRUE(is_numeric(host)) << host;
  for (const char* host : {"localhost", "172.31.0.3.example.com", "::1"}) EXPECT_FALSE(is_numeric(host)) << host;
}

}  // namespace
}  // namespace aws::client
