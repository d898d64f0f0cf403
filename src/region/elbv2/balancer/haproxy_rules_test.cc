#include "region/elbv2/balancer/haproxy_rules.h"

#include <gmock/gmock.h>

#include "region/elbv2/balancer/forwarding.h"

namespace aws::region::elbv2 {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Files = std::map<std::string, std::string>;

std::string lines(std::vector<BalancedRule> rules) {
  Files files;
  auto listener = forwarding("127.31.0.4", 80, "web");
  rules.push_back(listener.rules.back());
  listener.rules = std::move(rules);
  return rule_lines(listener, files);
}

Action to(std::vector<WeightedGroup> groups) { return {.type = "forward", .groups = std::move(groups)}; }

TEST(HaproxyRules, TheFirstThatHoldsDecidesWhateverItsActionIs) {
  const auto text = lines(
      {{{{.field = "path-pattern", .values = {"/api/*"}}}, to({{.arn = "api"}})},
       {{{.field = "path-pattern", .values = {"/api/old", "/v?"}}, {.field = "http-request-method", .values = {"GET"}}},
        {.type = "fixed-response", .fixed_response = {.status = "410"}}}});
  EXPECT_THAT(text, HasSubstr("  acl rule0_0 path -m reg '^/api/.*$'\n"
                              "  http-request set-var(txn.rule) int(0) if !{ var(txn.rule) -m found } rule0_0\n"
                              "  acl rule1_0 path -m reg '^/api/old$'\n"
                              "  acl rule1_0 path -m reg '^/v.$'\n"
                              "  acl rule1_1 method -m str GET\n"
                              "  http-request set-var(txn.rule) int(1) if !{ var(txn.rule) -m found } rule1_0 rule1_1\n"
                              "  http-request set-var(txn.rule) int(2) if !{ var(txn.rule) -m found }\n"));
  EXPECT_THAT(text, HasSubstr("http-request return status 410 hdr Server awselb/2.0 if { var(txn.rule) -m int 1 }\n"));
  EXPECT_THAT(text, HasSubstr("  use_backend api if { var(txn.rule) -m int 0 }\n"
                              "  use_backend web if { var(txn.rule) -m int 2 }\n"));
}

TEST(HaproxyRules, SpreadByWeight) {
  const auto text = lines({{{{.field = "source-ip", .values = {"10.0.0.0/8"}}},
                            to({{.arn = "a", .weight = 3}, {.arn = "b", .weight = 0}, {.arn = "c", .weight = 1}})}});
  EXPECT_THAT(text, HasSubstr("  http-request set-var(txn.draw) rand(4) if { var(txn.rule) -m int 0 }\n"));
  EXPECT_THAT(text, HasSubstr("  use_backend a if { var(txn.rule) -m int 0 } { var(txn.draw) -m int lt 3 }\n"
                              "  use_backend c if { var(txn.rule) -m int 0 }\n"));
  EXPECT_THAT(text, Not(HasSubstr("use_backend b")));
}

TEST(HaproxyRules, AClientStaysWithItsGroupWhenItsZoneIsGone) {
  auto action = to({{.arn = "g.1.a"}, {.arn = "g.1.b"}, {.arn = "h.2"}});
  action.sticky_seconds = 60;
  const auto text = lines({{{{.field = "source-ip", .values = {"10.0.0.0/8"}}}, action}});
  EXPECT_THAT(text, HasSubstr("  use_backend h.2 if { var(txn.rule) -m int 0 } { req.cook(AWSALBTG) -m str h.2 }\n"
                              "  use_backend g.1.a if { var(txn.rule) -m int 0 } { req.cook(AWSALBTG) -m beg g.1 }\n"
                              "  use_backend g.1.b if { var(txn.rule) -m int 0 } { req.cook(AWSALBTG) -m beg g.1 }\n"));
}

TEST(HaproxyRules, WhatAPatternSaysIsNeverConfiguration) {
  const auto text = lines({{{{.field = "host-header", .values = {"a.b'\n c#\\*"}}}, to({{.arn = "web"}})}});
  EXPECT_THAT(text, HasSubstr("req.hdr(host),field(1,:) -m reg -i '^a\\x2eb\\x27\\x0a\\x20c\\x23\\x2a$'\n"));
}

TEST(HaproxyRules, RegularExpressionsAndWhatIsRewritten) {
  const auto text = lines({{{{.field = "path-pattern", .regexes = {"-it's"}}},
                            to({{.arn = "web"}}),
                            {{"url-rewrite", "/([(])(?:b)(c)", "/%$1\\'$0"}, {"host-header-rewrite", "a", "b"}}}});
  EXPECT_THAT(text, HasSubstr("  acl rule0_0 path -m reg -- '-it'\\''s'\n"));
  EXPECT_THAT(text, HasSubstr("  http-request replace-pathq '^(.*?)(/([(])(?:b)(c))(.*)$' "
                              "'\\1/%%\\3\\\\'\\''\\2\\5' if { var(txn.rule) -m int 0 }\n"));
  EXPECT_THAT(text, HasSubstr("  http-request replace-header Host '^(.*?)(a)(.*)$' '\\1b\\3' if { var(txn.rule)"));
}

TEST(HaproxyRules, QueryPairsAndHeaders) {
  const auto text = lines({{{{.field = "query-string", .pairs = {{"v", "1*"}, {"", "x"}}},
                             {.field = "http-header", .header_name = "User-Agent", .values = {"*curl*"}}},
                            to({{.arn = "web"}})}});
  EXPECT_THAT(text, HasSubstr("query -m reg -i '(^|&)v=1[^&]*(&|$)'\n"));
  EXPECT_THAT(text, HasSubstr("query -m reg -i '(^|&)[^&=]*=x(&|$)'\n"));
  EXPECT_THAT(text, HasSubstr("req.fhdr(User-Agent) -m reg -i '^.*curl.*$'\n"));
}

TEST(HaproxyRules, ARedirectKeepsWhatItDoesNotChange) {
  const auto text =
      lines({{{{.field = "path-pattern", .values = {"*"}}},
              {.type = "redirect", .redirect = {.protocol = "HTTPS", .port = "443", .status = "HTTP_301"}}}});
  EXPECT_THAT(text, HasSubstr("http-request return status 301 content-type text/html file 301.html hdr Server "
                              "awselb/2.0 hdr Location 'https://%[req.hdr(host),field(1,:)]:443%[path]?%[query]' if "
                              "{ var(txn.rule) -m int 0 } { query -m len gt 0 }\n"));
  EXPECT_THAT(text, HasSubstr(":443%[path]' if { var(txn.rule) -m int 0 } !{ query -m len gt 0 }\n"));
}

TEST(HaproxyRules, BodiesGoToFiles) {
  Files files;
  auto listener = forwarding("127.31.0.4", 80, "web");
  listener.rules = {{{}, {.type = "fixed-response", .fixed_response = {"503", "text/html", "<b>'closed'\n</b>"}}}};
  EXPECT_THAT(rule_lines(listener, files), HasSubstr("content-type 'text/html' file 127.31.0.4-80-0.body"));
  EXPECT_EQ(files, (Files{{"127.31.0.4-80-0.body", "<b>'closed'\n</b>"}}));
}

}  // namespace
}  // namespace aws::region::elbv2
