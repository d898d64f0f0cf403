#include "region/watch/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace aws::region::watch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OneOfEach final : public PageContent {
 public:
  std::shared_ptr<http::Stream> events() override {
    ++opened;
    return nullptr;
  }
  std::string call(std::int64_t number) const override { return number == 7 ? R"({"number":7})" : ""; }
  std::string metadata(const std::string& instance_id) const override { return instance_id == "i-1" ? "{}" : ""; }
  std::string carry_out(std::string_view service, std::string_view operation, std::string_view input) override {
    done = std::string(service) + ' ' + std::string(operation) + ' ' + std::string(input);
    if (operation == "Fail") throw Error("IncorrectState", "not now", 400);
    return R"({"done":true})";
  }
  std::string story(std::string_view verb, std::string_view input) override {
    done = std::string(verb) + ' ' + std::string(input);
    return "{}";
  }
  int opened = 0;
  std::string done;
};

class PageTest : public ::testing::Test {
 protected:
  static http::Request request(const std::string& method, const std::string& target) {
    return {.method = method, .target = target, .headers = {{"Host", "127.0.0.1:4566"}}};
  }
  static http::Request opened(http::Request request) {
    request.headers.set("X-Page-Token", "secret");
    request.headers.set("Content-Type", "application/json");
    return request;
  }
  http::Response answer(const http::Request& request) { return page_.answer(request).response; }

  OneOfEach content_;
  Page page_{content_, "secret"};
};

TEST_F(PageTest, IsThereWithItsFiles) {
  const auto page = answer(request("GET", "/_ui/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<!doctype html>"));
  EXPECT_THAT(page.body, HasSubstr(R"(<link rel="modulepreload" href="zone.js">)"));
  EXPECT_THAT(page.headers.get("Content-Security-Policy"), HasSubstr("default-src 'self'"));
  EXPECT_EQ(answer(request("GET", "/_ui/style.css")).headers.get("Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(answer(request("GET", "/_ui/main.js")).headers.get("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(answer(request("GET", "/_ui")).headers.get("Location"), "/_ui/");
  for (const auto* path : {"/_ui/none.js", "/_ui/../etc/passwd", "/_uix", "/_ui/calls"}) {
    EXPECT_EQ(answer(request("GET", path)).status, 404) << path;
  }
  EXPECT_EQ(answer(request("DELETE", "/_ui/")).status, 405);
  EXPECT_EQ(answer(request("POST", "/_ui/")).status, 405);
}

TEST_F(PageTest, AnswersToLoopbackNamesOnly) {
  for (const auto* host : {"localhost:4566", "localhost", "127.0.0.1", "127.31.0.4:80", "[::1]:4566"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const auto* host : {"", "example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1:80",
                           "127.0.0", "127.0.0.1.1", "128.0.0.1", "127.0.0.256", ":80"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
    auto asked = request("GET", "/_ui/");
    asked.headers.set("Host", host);
    EXPECT_EQ(answer(asked).status, 403) << host;
  }
}

TEST_F(PageTest, AnswersNoOtherPage) {
  auto foreign = opened(request("POST", "/_ui/call/ec2/TerminateInstances"));
  foreign.headers.set("Origin", "http://example.com");
  EXPECT_EQ(answer(foreign).status, 403);
  auto sibling = request("GET", "/_ui/events");
  sibling.headers.set("Sec-Fetch-Site", "same-site");  // another port of this machine
  EXPECT_EQ(answer(sibling).status, 403);
  EXPECT_EQ(content_.opened, 0);
  EXPECT_EQ(content_.done, "");
  auto own = opened(request("POST", "/_ui/call/ec2/RebootInstances"));
  own.headers.set("Origin", "http://127.0.0.1:4566");
  own.headers.set("Sec-Fetch-Site", "same-origin");
  EXPECT_EQ(answer(own).status, 200);
}

TEST_F(PageTest, ALinkFromElsewhereMayLeadToIt) {
  auto link = request("GET", "/_ui/");
  link.headers.set("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(answer(link).status, 403);
  link.headers.set("Sec-Fetch-Mode", "navigate");
  EXPECT_EQ(answer(link).status, 200);
}

TEST_F(PageTest, WhatIsNotForEverybodyNeedsTheToken) {
  EXPECT_EQ(answer(request("GET", "/_ui/calls/7")).status, 403);
  EXPECT_EQ(answer(opened(request("GET", "/_ui/calls/7"))).body, R"({"number":7})");
  EXPECT_EQ(answer(opened(request("GET", "/_ui/calls/8"))).status, 404);
  EXPECT_EQ(answer(request("GET", "/_ui/metadata/i-1")).status, 403);
  EXPECT_EQ(answer(opened(request("GET", "/_ui/metadata/i-1"))).body, "{}");
  EXPECT_EQ(answer(opened(request("GET", "/_ui/metadata/i-2"))).status, 404);
  auto wrong = opened(request("POST", "/_ui/call/ec2/StopInstances"));
  for (const auto* token : {"", "secre", "secret2", "Secret"}) {
    wrong.headers.set("X-Page-Token", token);
    EXPECT_EQ(answer(wrong).status, 403) << token;
  }
  EXPECT_EQ(content_.done, "");
  for (const auto& file : {"/_ui/", "/_ui/main.js", "/_ui/events"}) {
    EXPECT_THAT(answer(request("GET", file)).body, Not(HasSubstr("secret"))) << file;
  }
}

TEST_F(PageTest, TellsAStory) {
  auto line = request("POST", "/_ui/story/line");
  line.body = R"({"text":"once"})";
  EXPECT_EQ(answer(line).status, 403);
  EXPECT_EQ(content_.done, "");
  EXPECT_EQ(answer(opened(line)).status, 200);
  EXPECT_EQ(content_.done, R"(line {"text":"once"})");
}

TEST_F(PageTest, HasOperationsCarriedOut) {
  auto call = opened(request("POST", "/_ui/call/ec2/StopInstances"));
  call.body = R"({"InstanceIds":["i-1"]})";
  EXPECT_EQ(answer(call).body, R"({"done":true})");
  EXPECT_EQ(content_.done, R"(ec2 StopInstances {"InstanceIds":["i-1"]})");
  call.target = "/_ui/call/ec2/Fail";
  EXPECT_EQ(answer(call).status, 400);
  EXPECT_EQ(answer(call).body, R"({"code":"IncorrectState","message":"not now"})");
  call.headers.set("Content-Type", "text/plain");
  EXPECT_EQ(answer(call).status, 415);
}

}  // namespace
}  // namespace aws::region::watch
