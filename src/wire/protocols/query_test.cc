#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/autoscaling.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/sts.h"
#include "wire/protocols/protocol.h"

namespace aws::wire {
namespace {

const Protocol& kQuery = protocol(contract::ProtocolKind::kQuery);

template <class Output>
Output decoded(const contract::Operation& operation, const http::Response& response) {
  Output output;
  kQuery.decode_response(operation, response, &output);
  return output;
}

TEST(Query, EncodesListsStructuresAndScalars) {
  const elbv2::CreateTargetGroupRequest input{.Name = "a b",
                                              .Port = 80,
                                              .HealthCheckEnabled = true,
                                              .Matcher = elbv2::Matcher{.HttpCode = "200"},
                                              .Tags = {{.Key = "k", .Value = "1&2"}, {.Key = "l"}}};
  const auto request = kQuery.encode_request(elbv2::operations::CreateTargetGroup, &input);
  EXPECT_EQ(request.headers.get("Content-Type"), "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_EQ(request.body,
            "Action=CreateTargetGroup&Version=2015-12-01&Name=a%20b&Port=80&HealthCheckEnabled=true&"
            "Matcher.HttpCode=200&Tags.member.1.Key=k&Tags.member.1.Value=1%262&Tags.member.2.Key=l");
}

TEST(Query, DecodesFormsOfOtherClients) {
  elbv2::DescribeLoadBalancersRequest input;
  kQuery.decode_request(elbv2::operations::DescribeLoadBalancers,
                        {.method = "POST",
                         .body = "Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.10=c+c&Names.member.9=b"
                                 "&Names.member.2=a&LoadBalancerArns=&PageSize=5&Unheard.Of=1"},
                        &input);
  EXPECT_EQ(input, (elbv2::DescribeLoadBalancersRequest{.Names = {"a", "b", "c c"}, .PageSize = 5}));
}

TEST(Query, DecodesAQueryString) {
  iam::GetRoleRequest input;
  kQuery.decode_request(iam::operations::GetRole, {.target = "/?Action=GetRole&RoleName=x%2Fy"}, &input);
  EXPECT_EQ(input.RoleName, "x/y");
}

TEST(Query, RefusesAValueOfTheWrongType) {
  elbv2::CreateTargetGroupRequest input;
  try {
    kQuery.decode_request(elbv2::operations::CreateTargetGroup, {.body = "Port=eighty"}, &input);
    ADD_FAILURE() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "MalformedInput: Value (eighty) for parameter Port is invalid. It must be a number.");
  }
}

TEST(Query, BoundsTheNestingOfNames) {
  std::string name = "a";
  for (int i = 0; i < 100000; ++i) name += ".a";
  iam::GetRoleRequest input;
  EXPECT_THROW(kQuery.decode_request(iam::operations::GetRole, {.body = name + "=1"}, &input), Error);
}

TEST(Query, BoundsWhatAFormMayBecome) {
  std::string wide;
  for (int i = 0; wide.size() < std::size_t{20} << 20U; ++i) wide += "&RoleName." + std::to_string(i);
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "&" + std::to_string(i) + ".a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p";
  for (const auto& body : {wide, deep}) {
    iam::GetRoleRequest input;
    EXPECT_THROW(kQuery.decode_request(iam::operations::GetRole, {.body = body}, &input), Error);
  }
}

TEST(Query, ReadsWhatIsNoUtf8AsReplacementCharacters) {
  iam::GetRoleRequest input;
  kQuery.decode_request(iam::operations::GetRole, {.body = "RoleName=a%FFb"}, &input);
  EXPECT_EQ(input.RoleName, "a\uFFFDb");
}

TEST(Query, WritesNothingThatXmlCannotCarry) {
  const std::string text{"a\x01\x00\t\r\n<\xEF\xBF\xBF\xFF", 11};
  const elbv2::DescribeLoadBalancersResponse output{.LoadBalancers = {{.LoadBalancerName = text}}};
  const std::string written = "a\uFFFD\uFFFD\t&#13;\n&lt;\uFFFD\uFFFD<";
  const auto response = kQuery.encode_response(elbv2::operations::DescribeLoadBalancers, &output, "ID");
  EXPECT_THAT(response.body, testing::HasSubstr("<LoadBalancerName>" + written));
  const auto error = kQuery.encode_error(elbv2::kService, Error("x", text), "ID");
  EXPECT_THAT(error.body, testing::HasSubstr("<Message>" + written));
}

TEST(Query, WritesEmptyListsButNoScalarThatIsNotSet) {
  const elbv2::DescribeLoadBalancersResponse output{.LoadBalancers = {{.LoadBalancerName = "a & b"}}};
  const auto response = kQuery.encode_response(elbv2::operations::DescribeLoadBalancers, &output, "ID");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers, (http::Headers{{"x-amzn-RequestId", "ID"}, {"Content-Type", "text/xml"}}));
  EXPECT_EQ(response.body,
            "<DescribeLoadBalancersResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">"
            "<DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerName>a &amp; b</LoadBalancerName>"
            "<AvailabilityZones/><SecurityGroups/></member></LoadBalancers></DescribeLoadBalancersResult>"
            "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>");
}

TEST(Query, HasNoResultElementForAnOperationWithoutOutput) {
  const autoscaling::UpdateAutoScalingGroupResponse output;
  EXPECT_EQ(kQuery.encode_response(autoscaling::operations::UpdateAutoScalingGroup, &output, "ID").body,
            "<UpdateAutoScalingGroupResponse xmlns=\"http://autoscaling.amazonaws.com/doc/2011-01-01/\">"
            "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></UpdateAutoScalingGroupResponse>");
  const iam::DeleteRoleResponse deleted;
  EXPECT_EQ(kQuery.encode_response(iam::operations::DeleteRole, &deleted, "ID").body,
            "<DeleteRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
            "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></DeleteRoleResponse>");
}

TEST(Query, WritesErrors) {
  const Error error("LoadBalancerNotFound", "Load balancers '[x]' not found", 400);
  const auto response = kQuery.encode_error(elbv2::kService, error, "ID");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body,
            "<ErrorResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><Error>"
            "<Type>Sender</Type><Code>LoadBalancerNotFound</Code><Message>Load balancers '[x]' not found</Message>"
            "</Error><RequestId>ID</RequestId></ErrorResponse>");
}

TEST(Query, ReadsAReplyAsAwsFormatsIt) {
  const auto output = decoded<sts::GetCallerIdentityResponse>(
      sts::operations::GetCallerIdentity,
      {.body = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
               "  <GetCallerIdentityResult>\n    <Arn>arn:aws:iam::1:user/x</Arn>\n    <New>1</New>\n"
               "  </GetCallerIdentityResult>\n  <ResponseMetadata>\n    <RequestId>r</RequestId>\n"
               "  </ResponseMetadata>\n</GetCallerIdentityResponse>\n"});
  EXPECT_EQ(output.Arn, "arn:aws:iam::1:user/x");
  EXPECT_EQ(output.Account, std::nullopt);
}

TEST(Query, CallsAnUnreadableReplyInvalid) {
  for (const http::Response& response : {http::Response{.body = "<html></html>"}, http::Response{.body = "no XML"},
                                         http::Response{.status = 502, .body = "<html></html>"}}) {
    try {
      decoded<sts::GetCallerIdentityResponse>(sts::operations::GetCallerIdentity, response);
      ADD_FAILURE() << "accepted: " << response.body;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "InvalidResponse");
      EXPECT_EQ(error.http_status(), response.status);
      EXPECT_EQ(error.fault(), Fault::kReceiver);
    }
  }
}

}  // namespace
}  // namespace aws::wire
