#include "region/ec2/names/dns_message.h"

#include <gmock/gmock.h>

namespace aws::region::ec2 {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;
using namespace std::string_literals;

std::string question(const std::string& first, const std::string& second, char type = 1) {
  return "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"s + static_cast<char>(first.size()) + first +
         static_cast<char>(second.size()) + second + "\0\0"s + type + "\0\1"s;
}

const Resolve kResolve = [](std::string_view name) -> std::optional<std::string> {
  if (name == "host.internal") return "172.31.5.6";
  if (name == "bare.internal") return "";
  return std::nullopt;
};

TEST(DnsMessage, ANameHasItsAddress) {
  const std::string asked = question("Host", "internal");
  const std::string answer = answer_dns(asked, kResolve);
  EXPECT_THAT(answer, StartsWith("\x12\x34\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00"s + asked.substr(12)));
  EXPECT_THAT(answer, EndsWith("\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x05\x00\x04\xac\x1f\x05\x06"s));
}

TEST(DnsMessage, WhatIsAskedForIsAName) {
  EXPECT_EQ(name_asked_for(question("Host", "internal")), "host.internal");
  EXPECT_EQ(name_asked_for("no question"), "");
}

TEST(DnsMessage, ANameWithoutAnAddressOfThatKindHasNone) {
  EXPECT_EQ(answer_dns(question("host", "internal", 28), kResolve).substr(2, 6), "\x85\x80\x00\x01\x00\x00"s);
  EXPECT_EQ(answer_dns(question("bare", "internal"), kResolve).substr(2, 6), "\x85\x80\x00\x01\x00\x00"s);
}

TEST(DnsMessage, AnUnknownNameDoesNotExist) {
  EXPECT_EQ(answer_dns(question("other", "internal"), kResolve).substr(2, 6), "\x85\x83\x00\x01\x00\x00"s);
}

TEST(DnsMessage, WhatIsNoQuestionGetsNoAnswer) {
  const std::string asked = question("host", "internal");
  for (std::size_t size = 0; size < asked.size(); ++size) EXPECT_EQ(answer_dns(asked.substr(0, size), kResolve), "");
  EXPECT_EQ(answer_dns(answer_dns(asked, kResolve), kResolve), "");
  EXPECT_EQ(answer_dns(std::string(600, '\0'), kResolve), "");
  std::string loop = asked;
  loop.replace(12, 2, "\xc0\x0c");  // a name that points at itself
  EXPECT_EQ(answer_dns(loop, kResolve), "");
}

TEST(DnsMessage, AnotherOperationIsNotImplemented) {
  std::string update = question("host", "internal");
  update[2] = 0x28;
  EXPECT_EQ(answer_dns(update, kResolve).substr(2, 2), "\xac\x84"s);
}

}  // namespace
}  // namespace aws::region::ec2
