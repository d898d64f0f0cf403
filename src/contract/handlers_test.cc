#include "contract/handlers.h"

#include <gmock/gmock.h>

#include "contract/channel_apis.h"

namespace aws::contract {
namespace {

using ::testing::SizeIs;

class Clock {
 public:
  sts::GetCallerIdentityResponse identity(const Call& call, const sts::GetCallerIdentityRequest&) const {
    return {.Arn = call.principal.arn};
  }
  iam::GetRoleResponse role(const iam::GetRoleRequest& request) {
    ++asked;
    return {.Role = {{.RoleName = request.RoleName}}};
  }
  int asked = 0;
};

class HandlersTest : public ::testing::Test {
 protected:
  HandlersTest() {
    handlers.on(sts::operations::GetCallerIdentity, &clock, &Clock::identity);
    handlers.on(iam::operations::GetRole, &clock, &Clock::role);
  }
  Clock clock;
  Handlers handlers;
};

TEST_F(HandlersTest, AnApiCallsThem) {
  const iam::Api iam(handlers);
  EXPECT_EQ(iam.GetRole({.RoleName = "web"}).Role->RoleName, "web");
  EXPECT_EQ(clock.asked, 1);
}

TEST_F(HandlersTest, WhoAsksForTheCallGetsIt) {
  const sts::GetCallerIdentityRequest input;
  sts::GetCallerIdentityResponse output;
  handlers.call({.operation = sts::operations::GetCallerIdentity, .principal = {"arn:ann", "AIDA"}}, &input, &output);
  EXPECT_EQ(output.Arn, "arn:ann");
  EXPECT_EQ(sts::Api(handlers).GetCallerIdentity({}).Arn, "") << "a call in process is nobody's";
}

TEST_F(HandlersTest, ADecoratorTakesThePlaceOfWhatItDecorates) {
  Handlers prompt = handlers;
  handlers.on(iam::operations::GetRole, [&](const Call& call, const void* input, void* output) {
    prompt.call(call, input, output);
    static_cast<iam::GetRoleResponse*>(output)->Role->Path = "/late/";
  });
  const auto role = iam::Api(handlers).GetRole({.RoleName = "web"}).Role;
  EXPECT_EQ(role->RoleName, "web");
  EXPECT_EQ(role->Path, "/late/");
}

TEST_F(HandlersTest, WhatNobodyCarriesOutIsKnown) {
  EXPECT_TRUE(handlers.handles(iam::operations::GetRole));
  EXPECT_FALSE(handlers.handles(iam::operations::CreateRole));
  EXPECT_THAT(handlers.missing(sts::kService), SizeIs(sts::kService.operations.size() - 1));
  EXPECT_THROW(iam::Api(handlers).CreateRole({}), Error);
}

TEST(ChannelApis, AreAllOverOneChannel) {
  Handlers handlers;
  ChannelApis apis(handlers);
  EXPECT_EQ(&apis.apis().ec2.channel(), &handlers);
  EXPECT_EQ(&apis.apis().sts.channel(), &handlers);
}

}  // namespace
}  // namespace aws::contract
