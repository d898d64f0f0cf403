#include "client/endpoints.h"

#include <gmock/gmock.h>

#include "client/fake_environment.h"
#include "contract/dynamodb.h"
#include "contract/elbv2.h"
#include "contract/iam.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;

using Variables = FakeEnvironment::Variables;

Endpoint resolve(const contract::Service& service, const EndpointOptions& options, const Variables& variables = {},
                 const std::string& region = "us-west-2") {
  const FakeEnvironment environment(variables);
  const auto profile = Profile::load(environment.get());
  return EndpointResolver(options, region, environment.get(), profile).resolve(service);
}

TEST(Endpoints, TheOrderIsOptionThenServiceThenAll) {
  const Variables variables{{"AWS_ENDPOINT_URL", "http://all:1"},
                            {"AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", "http://balancers:2/"}};
  EXPECT_EQ(resolve(elbv2::kService, {.url = "http://option:3"}, variables).base_url, "http://option:3");
  EXPECT_EQ(resolve(elbv2::kService, {}, variables).base_url, "http://balancers:2");
  EXPECT_EQ(resolve(dynamodb::kService, {}, variables).base_url, "http://all:1");
}

TEST(Endpoints, WithoutPermissionNothingGoesToAws) {
  try {
    resolve(dynamodb::kService, {});
    FAIL() << "went to AWS unasked";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "NoEndpoint");
    EXPECT_THAT(error.message(), HasSubstr("--aws"));
  }
}

TEST(Endpoints, AwsHasAHostPerServiceAndRegion) {
  const EndpointOptions aws{.allow_aws = true};
  EXPECT_EQ(resolve(elbv2::kService, aws).base_url, "https://elasticloadbalancing.us-west-2.amazonaws.com");
  EXPECT_EQ(resolve(elbv2::kService, aws, {}, "cn-north-1").host, "elasticloadbalancing.cn-north-1.amazonaws.com.cn");
  EXPECT_EQ(resolve(iam::kService, aws).host, "iam.amazonaws.com");
  EXPECT_EQ(resolve(iam::kService, aws).signing_region, "us-east-1");
  EXPECT_EQ(resolve(dynamodb::kService, aws).signing_region, "us-west-2");
  EXPECT_EQ(resolve(iam::kService, aws, {}, "us-gov-east-1").signing_region, "us-gov-west-1");
}

TEST(Endpoints, ARegionMayBeNewerThanThisProgramButNotAnything) {
  const EndpointOptions aws{.allow_aws = true};
  EXPECT_EQ(resolve(dynamodb::kService, aws, {}, "mx-central-1").host, "dynamodb.mx-central-1.amazonaws.com");
  for (const char* region : {"us-west", "us_west_2", "US-WEST-2", "evil.example/#-1", "us-west-2 "}) {
    try {
      resolve(dynamodb::kService, aws, {}, region);
      FAIL() << region;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "UnknownRegion");
      EXPECT_THAT(error.message(), HasSubstr(region));
    }
  }
  EXPECT_EQ(resolve(dynamodb::kService, {.url = "http://x:1"}, {}, "moon").signing_region, "moon") << "is not AWS's";
}

TEST(Endpoints, ConfiguredOnesCanBeIgnored) {
  const Variables variables{{"AWS_ENDPOINT_URL", "http://all:1"}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}};
  EXPECT_EQ(resolve(iam::kService, {.allow_aws = true}, variables).host, "iam.amazonaws.com");
}

TEST(Endpoints, AProfileMayNameThem) {
  const FakeEnvironment environment{};
  environment.write(".aws/config",
                    "[default]\nendpoint_url = http://all:1\nservices = mine\nregion = eu-west-1\n"
                    "[services mine]\ndynamodb =\n  endpoint_url = http://tables:2\n");
  const auto profile = Profile::load(environment.get());
  const EndpointResolver resolver({}, resolve_region("", environment.get(), profile), environment.get(), profile);
  EXPECT_EQ(resolver.resolve(dynamodb::kService),
            (Endpoint{.base_url = "http://tables:2", .path = "", .host = "tables:2", .signing_region = "eu-west-1"}));
  EXPECT_EQ(resolver.resolve(elbv2::kService).base_url, "http://all:1");
}

TEST(Endpoints, AnEndpointMayHaveAPath) {
  const auto endpoint = parse_endpoint("https://host:443/aws/", "a test");
  EXPECT_EQ(endpoint.base_url, "https://host:443");
  EXPECT_EQ(endpoint.path, "/aws");
  EXPECT_EQ(endpoint.host, "host") << "the default port is left out of a Host header";
}

TEST(Endpoints, ABadOneIsNamedWithItsGiver) {
  for (const char* url : {"localhost:4566", "ftp://x", "http://", "http://x/?y", "http://user@x"}) {
    try {
      resolve(iam::kService, {}, {{"AWS_ENDPOINT_URL_IAM", url}});
      FAIL() << url;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "InvalidEndpoint");
      EXPECT_THAT(error.message(), HasSubstr("given by AWS_ENDPOINT_URL_IAM"));
    }
  }
}

TEST(Region, FollowsTheOrderOfTheSdkForCpp) {
  const Profile none;
  const FakeEnvironment both{{"AWS_REGION", "eu-west-1"}, {"AWS_DEFAULT_REGION", "eu-west-2"}};
  EXPECT_EQ(resolve_region("eu-west-3", both.get(), none), "eu-west-3");
  EXPECT_EQ(resolve_region("", both.get(), none), "eu-west-2");
  const FakeEnvironment one{{"AWS_REGION", "eu-west-1"}, {"AWS_DEFAULT_REGION", ""}};
  EXPECT_EQ(resolve_region("", one.get(), none), "eu-west-1");
  EXPECT_THROW(resolve_region("", {}, none), Error);
}

}  // namespace
}  // namespace aws::client
