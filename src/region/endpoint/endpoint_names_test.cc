#include "region/endpoint/endpoint_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aws::region::endpoint {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(EndpointNames, AreNotAskedForElsewhereWhereNobodyKnowsThem) {
  for (const char* name : {"host", "ip-172-31-5-6.us-west-2.compute.internal", "6.5.31.172.in-addr.arpa"}) {
    EXPECT_TRUE(is_private_name(name)) << name;
  }
  for (const char* name : {"example.test", "internal.test", "8.8.8.8.in-addr.arpa"}) {
    EXPECT_FALSE(is_private_name(name)) << name;
  }
}

TEST(EndpointNames, AreWhatLiesBelowADomainOfAws) {
  for (const auto* name : {"dynamodb.us-west-2.amazonaws.com", "iam.amazonaws.com", "ssm.eu-west-1.api.aws",
                           "sts.cn-north-1.amazonaws.com.cn", "a.b.c.amazonaws.com"}) {
    EXPECT_TRUE(is_aws_name(name)) << name;
  }
  for (const auto* name : {"amazonaws.com", "notamazonaws.com", "amazonaws.com.example", "api.aws", ".", "", "aws"}) {
    EXPECT_FALSE(is_aws_name(name)) << name;
  }
}

TEST(EndpointNames, OfACertificateAreOfEachRegionOfThePartition) {
  const auto names = certified_names("us-west-2");
  for (const auto* name : {"*.amazonaws.com", "*.us-west-2.amazonaws.com", "*.us-west-2.api.aws",
                           "*.us-east-1.amazonaws.com", "*.dualstack.us-west-2.amazonaws.com"}) {
    EXPECT_THAT(names, Contains(name));
  }
  EXPECT_THAT(names, Not(Contains("*.cn-north-1.amazonaws.com.cn")));
  EXPECT_THAT(certified_names("us-west-9"), Contains("*.us-west-9.amazonaws.com"));
  EXPECT_THAT(certified_names("cn-north-1"), Contains("*.cn-north-1.api.amazonwebservices.com.cn"));
}

TEST(EndpointNames, AreBelowTheDomainsOfThePartition) {
  EXPECT_THAT(domains("us-west-2"), ElementsAre("amazonaws.com", "api.aws"));
  EXPECT_THAT(domains("us-iso-east-1"), ElementsAre("c2s.ic.gov"));
}

}  // namespace
}  // namespace aws::region::endpoint
