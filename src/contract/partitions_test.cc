#include "contract/partitions.h"

#include <gtest/gtest.h>

#include "contract/dynamodb.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/sts.h"

namespace aws::contract {
namespace {

TEST(Partitions, ARegionBelongsToOne) {
  EXPECT_EQ(partitions().front().name, "aws");
  EXPECT_EQ(partition_of("eu-west-1").name, "aws");
  EXPECT_EQ(partition_of("cn-north-1").name, "aws-cn");
  EXPECT_EQ(partition_of("us-gov-east-1").name, "aws-us-gov");
}

TEST(Partitions, AHostWithIpv6HasAnotherSuffix) {
  EXPECT_EQ(partition_of("eu-west-1").dual_suffix, "api.aws");
  EXPECT_EQ(partition_of("cn-north-1").dual_suffix, "api.amazonwebservices.com.cn");
  EXPECT_EQ(partition_of("us-iso-east-1").dual_suffix, "");
}

TEST(Partitions, ARegionThatIsNewerThanTheTableIsKnownByItsPattern) {
  EXPECT_EQ(partition_of("us-west-9").name, "aws");
  EXPECT_EQ(partition_of("us-gov-west-9").name, "aws-us-gov");
  EXPECT_EQ(partition_of("cn-south-9").name, "aws-cn");
  EXPECT_EQ(partition_of("elsewhere").name, "aws");
}

TEST(Partitions, AServiceHasAHostInEachRegion) {
  EXPECT_EQ(host_of(dynamodb::kService, "eu-west-1"), (ServiceHost{"dynamodb.eu-west-1.amazonaws.com", "eu-west-1"}));
  EXPECT_EQ(host_of(elbv2::kService, "us-west-9"),
            (ServiceHost{"elasticloadbalancing.us-west-9.amazonaws.com", "us-west-9"}));
  EXPECT_EQ(host_of(sts::kService, "cn-northwest-1"),
            (ServiceHost{"sts.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"}));
}

TEST(Partitions, IamHasOneHostInEachPartition) {
  EXPECT_EQ(host_of(iam::kService, "eu-west-1"), (ServiceHost{"iam.amazonaws.com", "us-east-1"}));
  EXPECT_EQ(host_of(iam::kService, "us-west-9"), (ServiceHost{"iam.amazonaws.com", "us-east-1"}));
  EXPECT_EQ(host_of(iam::kService, "cn-northwest-1"), (ServiceHost{"iam.cn-north-1.amazonaws.com.cn", "cn-north-1"}));
  EXPECT_EQ(host_of(iam::kService, "us-gov-east-1"), (ServiceHost{"iam.us-gov.amazonaws.com", "us-gov-west-1"}));
}

}  // namespace
}  // namespace aws::contract
