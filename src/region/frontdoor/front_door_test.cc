// The way in, as each of AWS's protocols shows it: a query service (IAM), EC2 and a JSON service (DynamoDB).
#include "region/frontdoor/front_door.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/fis.h"
#include "contract/iam.h"
#include "contract/sts.h"
#include "region/frontdoor/front_door_fixture.h"

namespace aws::region::frontdoor {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

struct Refusal {
  std::string code;
  int status;
  std::string message;
};

// One operation of a protocol, and what it answers to each thing that can be wrong.
struct Way {
  const char* name;
  const contract::Operation* operation;
  std::function<http::Request()> request;
  Refusal no_authentication, unknown_key, wrong_signature, expired_signature, expired_session, denied;
};
void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

class Ways : public FrontDoorTest, public ::testing::WithParamInterface<Way> {
 protected:
  http::Request request() {
    auto request = GetParam().request();
    request.headers.set("Host", "127.0.0.1:4566");
    return request;
  }
  const contract::Service& service() { return *GetParam().operation->service; }
  void expect(const http::Request& request, const Refusal& expected) {
    const auto error = refusal(*GetParam().operation, request);
    EXPECT_EQ(error.code(), expected.code);
    EXPECT_EQ(error.http_status(), expected.status);
    EXPECT_THAT(error.message(), StartsWith(expected.message));
    EXPECT_EQ(behaviour_.called, "");
  }
};

constexpr auto kInvalidToken = "The security token included in the request is invalid.";
constexpr auto kMismatch = "The request signature we calculated does not match the signature you provided.";
constexpr auto kExpiredToken = "The security token included in the request is expired";
constexpr auto kNotValidated = "AWS was not able to validate the provided access credentials";
constexpr auto kNoToken = "Request is missing Authentication Token";

INSTANTIATE_TEST_SUITE_P(
    Protocols, Ways,
    ::testing::Values(
        Way{"query",
            &iam::operations::GetRole,
            [] {
              const iam::GetRoleRequest input{.RoleName = "web"};
              return wire::protocol(iam::kService.protocol).encode_request(iam::operations::GetRole, &input);
            },
            {"MissingAuthenticationToken", 403, kNoToken},
            {"InvalidClientTokenId", 403, kInvalidToken},
            {"SignatureDoesNotMatch", 403, kMismatch},
            {"SignatureDoesNotMatch", 403, "Signature expired: "},
            {"ExpiredToken", 403, kExpiredToken},
            {"AccessDenied", 403,
             "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:GetRole on resource: "
             "arn:aws:iam::123456789012:role/web because no identity-based policy allows the iam:GetRole action"}},
        Way{"ec2",
            &ec2::operations::RebootInstances,
            [] {
              const ec2::RebootInstancesRequest input{.InstanceIds = {"i-1"}};
              return wire::protocol(ec2::kService.protocol).encode_request(ec2::operations::RebootInstances, &input);
            },
            {"MissingAuthenticationToken", 403, kNoToken},
            {"AuthFailure", 401, kNotValidated},
            {"AuthFailure", 401, kNotValidated},
            {"AuthFailure", 401, kNotValidated},
            {"RequestExpired", 400, "Request has expired."},
            {"UnauthorizedOperation", 403,
             "You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/ann is not "
             "authorized to perform: ec2:RebootInstances on resource: "
             "arn:aws:ec2:us-west-2:123456789012:instance/i-1 because no identity-based policy allows the "
             "ec2:RebootInstances action. Encoded authorization failure message: sealed-ec2:RebootInstances"}},
        Way{"json",
            &dynamodb::operations::DescribeTable,
            [] {
              const dynamodb::DescribeTableRequest input{.TableName = "table"};
              return wire::protocol(dynamodb::kService.protocol)
                  .encode_request(dynamodb::operations::DescribeTable, &input);
            },
            {"MissingAuthenticationTokenException", 400, kNoToken},
            {"UnrecognizedClientException", 400, kInvalidToken},
            {"InvalidSignatureException", 400, kMismatch},
            {"InvalidSignatureException", 400, "Signature expired: "},
            {"ExpiredTokenException", 400, kExpiredToken},
            {"AccessDeniedException", 400,
             "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: dynamodb:DescribeTable on "
             "resource: arn:aws:dynamodb:us-west-2:123456789012:table/table because no identity-based policy allows "
             "the dynamodb:DescribeTable action"}},
        Way{"rest",
            &fis::operations::GetAction,
            [] {
              const fis::GetActionRequest input{.id = "aws:fis:wait"};
              return wire::protocol(fis::kService.protocol).encode_request(fis::operations::GetAction, &input);
            },
            {"MissingAuthenticationTokenException", 403, kNoToken},
            {"UnrecognizedClientException", 403, kInvalidToken},
            {"InvalidSignatureException", 403, kMismatch},
            {"InvalidSignatureException", 403, "Signature expired: "},
            {"ExpiredTokenException", 403, kExpiredToken},
            {"AccessDeniedException", 403,
             "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: fis:GetAction on resource: "
             "arn:aws:fis:us-west-2:123456789012:action/aws:fis:wait because no identity-based policy allows the "
             "fis:GetAction action"}}));

TEST_P(Ways, LetsASignedRequestIn) {
  auto signed_request = request();
  sign(signed_request, service());
  EXPECT_EQ(door_.handle(signed_request).response.status, 200);
  EXPECT_EQ(behaviour_.called, GetParam().operation->name);
}

TEST_P(Ways, LetsASessionIn) {
  auto signed_request = request();
  sign(signed_request, service(), kSession);
  EXPECT_EQ(door_.handle(signed_request).response.status, 200);
}

TEST_P(Ways, RefusesAnUnsignedRequest) { expect(request(), GetParam().no_authentication); }

TEST_P(Ways, RefusesAnUnknownKey) {
  auto signed_request = request();
  sign(signed_request, service(), {"AKIASTRANGER", "secret", ""});
  expect(signed_request, GetParam().unknown_key);
}

TEST_P(Ways, RefusesAWrongSecret) {
  auto signed_request = request();
  sign(signed_request, service(), {kUser.access_key_id, "guess", ""});
  expect(signed_request, GetParam().wrong_signature);
}

TEST_P(Ways, RefusesAChangedBody) {
  auto signed_request = request();
  sign(signed_request, service());
  signed_request.body += ' ';
  expect(signed_request, GetParam().wrong_signature);
}

TEST_P(Ways, RefusesAnOldSignature) {
  auto signed_request = request();
  sign(signed_request, service());
  clock_.advance(std::chrono::minutes(16));
  expect(signed_request, GetParam().expired_signature);
}

TEST_P(Ways, RefusesAHeaderThatWasNotSigned) {
  auto signed_request = request();
  sign(signed_request, service());
  signed_request.headers.add("X-Amz-Late", "1");
  expect(signed_request, {GetParam().wrong_signature.code, GetParam().wrong_signature.status, ""});
}

TEST_P(Ways, RefusesASessionsKeyWithoutItsToken) {
  auto signed_request = request();
  sign(signed_request, service(), {kSession.access_key_id, kSession.secret_access_key, "other"});
  expect(signed_request, GetParam().unknown_key);
}

TEST_P(Ways, RefusesAnExpiredSession) {
  identities_.expires = clock_.now();
  auto signed_request = request();
  sign(signed_request, service(), kSession);
  expect(signed_request, GetParam().expired_session);
}

TEST_P(Ways, RefusesWhatNoPolicyAllows) {
  permissions_.decision = Decision::kDeniedImplicitly;
  auto signed_request = request();
  sign(signed_request, service());
  expect(signed_request, GetParam().denied);
}

TEST_P(Ways, SaysThatADenyIsExplicit) {
  permissions_.decision = Decision::kDeniedExplicitly;
  auto signed_request = request();
  sign(signed_request, service());
  const auto error = refusal(*GetParam().operation, signed_request);
  EXPECT_EQ(error.code(), GetParam().denied.code);
  const std::string why =
      service().protocol == contract::ProtocolKind::kEc2
          ? ". Encoded authorization failure message: sealed-" + std::string(GetParam().operation->iam_action)
          : "";
  EXPECT_THAT(error.message(), EndsWith(" with an explicit deny in an identity-based policy" + why));
}

TEST_P(Ways, SaysWhatIsWrongWithTheScope) {
  auto signed_request = request();
  sigv4::sign(signed_request, kUser, {"mars-1", "s4"}, clock_.now());
  const auto error = refusal(*GetParam().operation, signed_request);
  EXPECT_EQ(error.code(), GetParam().wrong_signature.code);
  if (service().protocol == contract::ProtocolKind::kEc2) return;  // which never says
  EXPECT_EQ(error.message(),
            "Credential should be scoped to a valid region, not 'mars-1'. Credential should be scoped "
            "to correct service: '" +
                std::string(service().signing_name) + "'. ");
}

TEST_P(Ways, AServiceThatFailsUnexpectedlyIsAnInternalFailure) {
  behaviour_.act = [](const void*, void*) { throw std::runtime_error("a bug"); };
  auto signed_request = request();
  sign(signed_request, service());
  const auto error = refusal(*GetParam().operation, signed_request);
  EXPECT_EQ(error.code(), "InternalFailure");
  EXPECT_EQ(error.http_status(), 500);
  EXPECT_THAT(error.message(), ::testing::Not(HasSubstr("a bug")));
}

TEST_P(Ways, AServicesErrorIsTheAnswer) {
  behaviour_.act = [](const void*, void*) { throw Error("NoSuchThing", "no", 404); };
  auto signed_request = request();
  sign(signed_request, service());
  const auto error = refusal(*GetParam().operation, signed_request);
  EXPECT_EQ(error.code(), "NoSuchThing");
  EXPECT_EQ(error.http_status(), 404);
}

TEST_F(FrontDoorTest, AnUnknownOperationIsNamed) {
  auto query = encode(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "web"});
  query.body = "Action=ListSAMLProviders&Version=2010-05-08";
  sign(query, iam::kService);
  EXPECT_STREQ(refusal(iam::operations::GetRole, query).what(),
               "InvalidAction: Could not find operation ListSAMLProviders for version 2010-05-08");

  auto ec2 = encode(ec2::operations::DescribeVpcs, ec2::DescribeVpcsRequest{});
  ec2.body = "Action=RunFast&Version=2016-11-15";
  sign(ec2, ec2::kService);
  EXPECT_STREQ(refusal(ec2::operations::DescribeVpcs, ec2).what(),
               "InvalidAction: The action RunFast is not valid for this web service.");

  auto json = encode(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{});
  json.headers.set("X-Amz-Target", "DynamoDB_20120810.ExportTableToPointInTime");
  sign(json, dynamodb::kService);
  const auto error = refusal(dynamodb::operations::ListTables, json);
  EXPECT_STREQ(error.what(), "UnknownOperationException: The operation ExportTableToPointInTime is not known.");
  EXPECT_EQ(error.http_status(), 400);
}

TEST_F(FrontDoorTest, ARequestThatNamesNoOperationIsTold) {
  auto query = encode(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "web"});
  query.body = "Version=2010-05-08";
  sign(query, iam::kService);
  EXPECT_STREQ(refusal(iam::operations::GetRole, query).what(), "MissingAction: The request is missing an action.");

  auto ec2 = encode(ec2::operations::DescribeVpcs, ec2::DescribeVpcsRequest{});
  ec2.body = "Version=2016-11-15";
  sign(ec2, ec2::kService);
  EXPECT_STREQ(refusal(ec2::operations::DescribeVpcs, ec2).what(),
               "MissingParameter: The request must contain the parameter Action");

  auto json = encode(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{});
  json.headers.set("X-Amz-Target", "ListTables");
  sign(json, dynamodb::kService);
  EXPECT_STREQ(refusal(dynamodb::operations::ListTables, json).what(),
               "UnknownOperationException: The request names no operation: X-Amz-Target is SERVICE.OPERATION.");
}

TEST_F(FrontDoorTest, AnotherServiceOfAwsIsNamed) {
  http::Request request{.headers = {{"Host", "127.0.0.1:4566"}}};
  sigv4::sign(request, kUser, {"us-west-2", "s3"}, clock_.now());
  const auto response = door_.handle(request).response;
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("This region has no service 's3', only: arc-zonal-shift, autoscaling, "));
}

TEST_F(FrontDoorTest, NothingAtAllIsAnsweredToo) {
  for (const auto& request :
       {http::Request{}, http::Request{.method = "POST", .body = "Action&&=&"},
        http::Request{.headers = {{"X-Amz-Target", ""}, {"Authorization", "AWS4-HMAC-SHA256"}}}}) {
    const auto response = door_.handle(request).response;
    EXPECT_GE(response.status, 400);
    EXPECT_LT(response.status, 500);
    EXPECT_FALSE(response.body.empty());
  }
}

TEST_F(FrontDoorTest, AKeyIsUsedWhenItsSignatureIsRight) {
  auto request = encode(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "web"});
  sign(request, iam::kService, {kUser.access_key_id, "wrong", ""});
  EXPECT_NE(door_.handle(request).response.status, 200);
  EXPECT_TRUE(identities_.uses.empty());
  request = encode(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "web"});
  sign(request, iam::kService);
  EXPECT_EQ(door_.handle(request).response.status, 200);
  EXPECT_EQ(identities_.uses, std::vector<std::string>{"AKIAUSER iam us-east-1"});
}

TEST_F(FrontDoorTest, IamMayBeSignedForItsOwnRegionOrForTheGlobalOne) {
  for (const auto* region : {"us-west-2", "us-east-1"}) {
    auto request = encode(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "web"});
    sigv4::sign(request, kUser, {region, "iam"}, clock_.now());
    EXPECT_EQ(door_.handle(request).response.status, 200);
  }
  auto request = encode(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{});
  sigv4::sign(request, kUser, {"us-east-1", "dynamodb"}, clock_.now());
  EXPECT_EQ(door_.handle(request).response.status, 400);
}

TEST_F(FrontDoorTest, AuthorisesEachResourceWithWhatIsKnownOfTheRequest) {
  auto request = encode(ec2::operations::RebootInstances, ec2::RebootInstancesRequest{.InstanceIds = {"i-1", "i-2"}});
  sign(request, ec2::kService);
  door_.handle(request);
  ASSERT_EQ(permissions_.asked.size(), 2U);
  EXPECT_EQ(permissions_.asked[0].principal.arn, kUserArn);
  EXPECT_EQ(permissions_.asked[0].action, "ec2:RebootInstances");
  EXPECT_THAT(permissions_.asked[1].resource, EndsWith("instance/i-2"));
  EXPECT_THAT(permissions_.asked[1].context->at("aws:SourceIp"), ElementsAre("127.0.0.1"));
  EXPECT_THAT(permissions_.asked[1].context->at("test:Operation"), ElementsAre("RebootInstances"));
  EXPECT_THAT(permissions_.asked[1].context->at("aws:ResourceTag/team"), ElementsAre("books"));
  EXPECT_THAT(permissions_.asked[1].context->at("ec2:ResourceTag/team"), ElementsAre("books"));
  EXPECT_EQ(permissions_.asked[1].resource_policy, "about i-2");
}

TEST_F(FrontDoorTest, AnActionWithoutResourcesIsDeniedWithoutNamingOne) {
  permissions_.decision = Decision::kDeniedImplicitly;
  auto request = encode(ec2::operations::DescribeVpcs, ec2::DescribeVpcsRequest{});
  sign(request, ec2::kService);
  EXPECT_THAT(refusal(ec2::operations::DescribeVpcs, request).message(),
              EndsWith("is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the "
                       "ec2:DescribeVpcs action"));
}

TEST_F(FrontDoorTest, ADryRunIsRehearsedOnly) {
  auto request =
      encode(ec2::operations::RebootInstances, ec2::RebootInstancesRequest{.InstanceIds = {"i-1"}, .DryRun = true});
  sign(request, ec2::kService);
  const auto error = refusal(ec2::operations::RebootInstances, request);
  EXPECT_STREQ(error.what(), "DryRunOperation: Request would have succeeded, but DryRun flag is set.");
  EXPECT_EQ(error.http_status(), 412);
  EXPECT_EQ(rehearsals_.count, 1);
}

TEST_F(FrontDoorTest, ADryRunShowsWhatTheCallWouldHaveBeenRefusedFor) {
  behaviour_.act = [](const void*, void*) { throw Error("InvalidInstanceID.NotFound", "no"); };
  auto request =
      encode(ec2::operations::RebootInstances, ec2::RebootInstancesRequest{.InstanceIds = {"i-1"}, .DryRun = true});
  sign(request, ec2::kService);
  EXPECT_EQ(refusal(ec2::operations::RebootInstances, request).code(), "InvalidInstanceID.NotFound");
}

// A handler finds out that the call needs more than its own action.
TEST_F(FrontDoorTest, WhatAHandlerRequiresIsDeniedInTheServicesWords) {
  behaviour_.require = {"iam:PassRole", "arn:aws:iam::123456789012:role/web"};
  auto request = encode(ec2::operations::RebootInstances, ec2::RebootInstancesRequest{.InstanceIds = {"i-1"}});
  sign(request, ec2::kService);
  EXPECT_EQ(door_.handle(request).response.status, 200);
  EXPECT_EQ(permissions_.asked.back().action, "iam:PassRole");
  EXPECT_THAT(permissions_.asked.back().context->at("iam:PassedToService"), ElementsAre("ec2.amazonaws.com"));
  EXPECT_THAT(permissions_.asked.back().context->at("aws:SourceIp"), ElementsAre("127.0.0.1"));

  permissions_.denied_action = "iam:PassRole";
  const auto error = refusal(ec2::operations::RebootInstances, request);
  EXPECT_EQ(error.code(), "UnauthorizedOperation");
  EXPECT_THAT(error.message(), HasSubstr("is not authorized to perform: iam:PassRole on resource: "
                                         "arn:aws:iam::123456789012:role/web because no identity-based policy"));
}

TEST_F(FrontDoorTest, WhoeverIsKnownMayAskWhoTheyAre) {
  permissions_.decision = Decision::kDeniedExplicitly;
  auto request = encode(sts::operations::GetCallerIdentity, sts::GetCallerIdentityRequest{});
  sign(request, sts::kService, kSession);
  EXPECT_EQ(door_.handle(request).response.status, 200);
  EXPECT_EQ(behaviour_.caller.arn, "arn:session");
}

// Whatever the user may.
TEST_F(FrontDoorTest, AUsersSessionMayNotCallIamAndLittleOfSts) {
  const auto refused = [this](const contract::Operation& operation, const contract::Service& service, auto input) {
    auto request = encode(operation, std::move(input));
    sign(request, service, kUsersSession);
    return door_.handle(request).response.status != 200;
  };
  EXPECT_TRUE(refused(iam::operations::GetRole, iam::kService, iam::GetRoleRequest{.RoleName = "web"}));
  EXPECT_TRUE(refused(sts::operations::GetAccessKeyInfo, sts::kService,
                      sts::GetAccessKeyInfoRequest{.AccessKeyId = "AKIAIOSFODNN7EXAMPLE"}));
  EXPECT_FALSE(refused(sts::operations::GetCallerIdentity, sts::kService, sts::GetCallerIdentityRequest{}));
  EXPECT_FALSE(refused(ec2::operations::DescribeVpcs, ec2::kService, ec2::DescribeVpcsRequest{}));
}

TEST_F(FrontDoorTest, ConstraintsOfTheModelAreCheckedFirst) {
  auto request = encode(dynamodb::operations::DescribeTable, dynamodb::DescribeTableRequest{});
  sign(request, dynamodb::kService);
  EXPECT_EQ(refusal(dynamodb::operations::DescribeTable, request).code(), "ValidationException");
  EXPECT_TRUE(permissions_.asked.empty());
}

TEST_P(Ways, ACallCanBeRefusedBeforeItHasAnyEffect) {
  door_.suffer(mishaps_);
  mishaps_.mishap = {.carried_out = false, .answer = Error("Throttling", "Rate exceeded")};
  auto signed_request = request();
  sign(signed_request, service());
  EXPECT_STREQ(refusal(*GetParam().operation, signed_request).what(), "Throttling: Rate exceeded");
  EXPECT_EQ(behaviour_.called, "");
  EXPECT_THAT(mishaps_.asked,
              ::testing::ElementsAre(std::string(kUserArn) + " " + std::string(GetParam().operation->name)));
}

TEST_P(Ways, ACallCanTakeEffectAndBeAnsweredWithAFailure) {
  door_.suffer(mishaps_);
  mishaps_.mishap = {.answer = Error("InternalError", "", 500)};
  auto signed_request = request();
  sign(signed_request, service());
  EXPECT_EQ(refusal(*GetParam().operation, signed_request).http_status(), 500);
  EXPECT_EQ(behaviour_.called, GetParam().operation->name);
}

TEST_F(FrontDoorTest, AnAnswerCanBeLateAndLost) {
  door_.suffer(mishaps_);
  mishaps_.mishap = {.delivery = http::Delivery::kDropped, .delay = std::chrono::seconds(2)};
  behaviour_.act = [](const void*, void*) { throw Error("NoSuchThing", "no", 404); };
  auto request = encode(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{});
  sign(request, dynamodb::kService);
  const http::Reply reply = door_.handle(request);
  EXPECT_EQ(reply.delivery, http::Delivery::kDropped);
  EXPECT_EQ(reply.delay, std::chrono::seconds(2));
  EXPECT_EQ(reply.response.status, 404);
}

TEST_F(FrontDoorTest, OnlyACallThatIsAllowedCanBeSpoilt) {
  door_.suffer(mishaps_);
  permissions_.decision = Decision::kDeniedImplicitly;
  auto request = encode(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{});
  EXPECT_EQ(door_.handle(request).response.status, 400);
  sign(request, dynamodb::kService);
  EXPECT_EQ(door_.handle(request).response.status, 400);
  EXPECT_TRUE(mishaps_.asked.empty());
}

TEST_F(FrontDoorTest, RequestsHaveIdsAsTheirServiceGivesThem) {
  auto json = encode(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{});
  EXPECT_THAT(door_.handle(json).response.headers.get("x-amzn-RequestId"), MatchesRegex("[0-9A-Z]{52}"));
  auto query = encode(iam::operations::GetRole, iam::GetRoleRequest{});
  EXPECT_THAT(door_.handle(query).response.headers.get("x-amzn-RequestId"), MatchesRegex("[0-9a-f-]{36}"));
}

TEST_F(FrontDoorTest, AnAnonymousCallIsNobodysAndNeedsNoPermission) {
  permissions_.decision = Decision::kDeniedImplicitly;
  const auto request = encode(
      sts::operations::AssumeRoleWithWebIdentity,
      sts::AssumeRoleWithWebIdentityRequest{
          .RoleArn = "arn:aws:iam::123456789012:role/helper", .RoleSessionName = "night", .WebIdentityToken = "a.b.c"});
  EXPECT_EQ(door_.handle(request).response.status, 200);
  EXPECT_EQ(behaviour_.called, "AssumeRoleWithWebIdentity");
  EXPECT_EQ(behaviour_.caller, Principal{});
  EXPECT_TRUE(permissions_.asked.empty());
}

}  // namespace
}  // namespace aws::region::frontdoor
