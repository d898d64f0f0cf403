#include "client/retry/idempotency.h"

#include <gtest/gtest.h>

#include "contract/dynamodb.h"
#include "contract/ec2.h"

namespace aws::client {
namespace {

TEST(Idempotency, LeavesRequestsWithoutATokenMemberAlone) {
  SeededRandom random(1);
  const ec2::DescribeVpcsRequest request;
  EXPECT_EQ(fill_in_tokens(ec2::shapes::DescribeVpcsRequest, &request, random), nullptr);
}

TEST(Idempotency, ANewTokenGoesIntoACopy) {
  SeededRandom random(1);
  const ec2::CreateLaunchTemplateRequest request{.LaunchTemplateName = "template"};
  const auto filled = fill_in_tokens(ec2::shapes::CreateLaunchTemplateRequest, &request, random);
  ASSERT_NE(filled, nullptr);
  const auto& copy = *static_cast<const ec2::CreateLaunchTemplateRequest*>(filled.get());
  EXPECT_EQ(copy.LaunchTemplateName, "template");
  EXPECT_EQ(copy.ClientToken.value_or("").size(), 36);
  EXPECT_FALSE(request.ClientToken);
}

}  // namespace
}  // namespace aws::client
