#include "region/elbv2/balancer/haproxy_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "region/elbv2/balancer/forwarding.h"

namespace aws::region::elbv2 {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

BalancerState two_listeners() {
  return {.listeners = {forwarding("127.31.0.4", 80, "web.1", {"203.0.113.7/32", "127.0.0.0/8"}),
                        forwarding("127.31.0.4", 8080, "api.2")},
          .groups = {{"web.1", {.servers = {{"i-1", "127.31.0.5", 80}, {"i-2", "127.31.0.6", 80}}}}, {"api.2", {}}}};
}

TEST(HaproxyConfig, HasEveryListenerAndGroup) {
  const auto files = haproxy_files(two_listeners(), {});
  const auto& config = files.at("haproxy.cfg");
  EXPECT_THAT(config, HasSubstr("frontend 127.31.0.4:80\n  bind 127.31.0.4:80\n"));
  EXPECT_THAT(config, HasSubstr("frontend 127.31.0.4:8080\n  bind 127.31.0.4:8080\n"));
  EXPECT_THAT(config, HasSubstr("use_backend web.1 if TRUE\n"));
  EXPECT_THAT(config, HasSubstr("  server i-1 127.31.0.5:80 weight 100\n  server i-2 127.31.0.6:80 weight 100\n"));
  EXPECT_THAT(config, HasSubstr("\nbackend api.2\n"));
  EXPECT_THAT(config, HasSubstr("tcp-request connection reject unless allowed_source"));
}

TEST(HaproxyConfig, KeepsAllowedSourcesInAFileOfTheirOwn) {
  const auto state = two_listeners();
  const auto files = haproxy_files(state, {});
  EXPECT_EQ(sources_file(state.listeners[0]), "127.31.0.4-80.sources");
  EXPECT_EQ(files.at("127.31.0.4-80.sources"), "203.0.113.7/32\n127.0.0.0/8\n");
  EXPECT_EQ(files.at("127.31.0.4-8080.sources"), "");
}

TEST(HaproxyConfig, TreatsTheHostHeaderAsTheListenersPortWants) {
  auto state = two_listeners();
  state.listeners.resize(1);
  EXPECT_THAT(haproxy_files(state, {}).at("haproxy.cfg"), HasSubstr("replace-header Host (.*):80$ \\1"));
  state.listeners[0].port = 8080;
  const auto config = haproxy_files(state, {}).at("haproxy.cfg");
  EXPECT_THAT(config, HasSubstr("set-header Host %[req.hdr(host)]:8080 if !has_port"));
  EXPECT_THAT(config, Not(HasSubstr("replace-header Host")));
}

TEST(HaproxyConfig, AListenerOverTlsHasItsCertificatesInFilesOfTheirOwn) {
  auto state = two_listeners();
  state.listeners.resize(1);
  state.listeners[0].port = 443;
  state.listeners[0].tls = BalancedTls{.certificates = {"the first", "the second"},
                                       .oldest = "TLSv1.2",
                                       .newest = "TLSv1.3",
                                       .ciphers = "ONE:TWO",
                                       .suites = "THREE"};
  const auto files = haproxy_files(state, {});
  EXPECT_THAT(files.at("haproxy.cfg"),
              HasSubstr("  bind 127.31.0.4:443 ssl crt-list 127.31.0.4-443.certificates ssl-min-ver TLSv1.2 "
                        "ssl-max-ver TLSv1.3 ciphers ONE:TWO ciphersuites THREE alpn h2,http/1.1\n"));
  EXPECT_EQ(files.at("127.31.0.4-443.certificates"), "127.31.0.4-443-0.pem\n127.31.0.4-443-1.pem\n");
  EXPECT_EQ(files.at("127.31.0.4-443-0.pem"), "the first");
  EXPECT_EQ(files.at("127.31.0.4-443-1.pem"), "the second");
  EXPECT_THAT(files.at("haproxy.cfg"), HasSubstr("set-header X-Forwarded-Proto https\n"));
  EXPECT_THAT(files.at("haproxy.cfg"), HasSubstr("replace-header Host (.*):443$ \\1"));
  EXPECT_THAT(files.at("haproxy.cfg"), Not(HasSubstr("X-Amzn-Tls-Version")));
  state.listeners[0].tells_tls = true;
  EXPECT_THAT(haproxy_files(state, {}).at("haproxy.cfg"),
              HasSubstr("set-header X-Amzn-Tls-Version %[ssl_fc_protocol]"));
}

TEST(HaproxyConfig, AHeadersValueIsNothingButAValue) {
  auto state = two_listeners();
  state.listeners.resize(1);
  state.listeners[0].response_headers = {{"x-frame-options", "it's %[env(HOME)] \\ \" x"}};
  state.listeners[0].names_server = false;
  const auto config = haproxy_files(state, {}).at("haproxy.cfg");
  EXPECT_THAT(config, HasSubstr("  http-after-response set-header x-frame-options 'it'\\''s %%[env(HOME)] \\ \" x'\n"));
  EXPECT_THAT(config, HasSubstr("  http-after-response del-header Server\n"));
}

TEST(HaproxyConfig, TakesTheTimeouts) {
  const auto config = haproxy_files(two_listeners(), {.speed = 10}).at("haproxy.cfg");
  EXPECT_THAT(config, HasSubstr("timeout connect 10000ms"));
  EXPECT_THAT(config, HasSubstr("timeout server 6000ms"));
}

TEST(HaproxyConfig, ErrorPagesAreALoadBalancersToTheByte) {
  EXPECT_EQ(error_page(503),
            "HTTP/1.1 503 Service Temporarily Unavailable\r\n"
            "Server: awselb/2.0\r\n"
            "Content-Type: text/html\r\n"
            "Content-Length: 162\r\n"
            "Connection: keep-alive\r\n"
            "\r\n"
            "<html>\r\n"
            "<head><title>503 Service Temporarily Unavailable</title></head>\r\n"
            "<body>\r\n"
            "<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n"
            "</body>\r\n"
            "</html>\r\n");
  EXPECT_THAT(error_page(502), HasSubstr("Content-Length: 122\r\n"));
  EXPECT_THAT(error_page(504), HasSubstr("<title>504 Gateway Time-out</title>"));
  EXPECT_THAT(error_page(400), HasSubstr("Connection: close\r\n"));
}

}  // namespace
}  // namespace aws::region::elbv2
