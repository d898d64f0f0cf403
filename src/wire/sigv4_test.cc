#include "wire/sigv4.h"

#include <gtest/gtest.h>

#include "base/text/timestamp.h"

namespace aws::sigv4 {
namespace {

// The secret, the moment and the signatures are those of AWS's published test suite (aws-sig-v4-test-suite).
const Credentials kExample{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
const Scope kScope{"us-east-1", "service"};
const Timestamp kMoment = *text::parse_timestamp("20150830T123600Z");

http::Request example(std::string method, std::string target) {
  return {.method = std::move(method),
          .target = std::move(target),
          .headers = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", "20150830T123600Z"}}};
}

std::string signature_of(http::Request request, const Scope& scope = kScope) {
  sign(request, kExample, scope, kMoment);
  return parse_authorization(request).signature;
}

TEST(Sign, GivesThePublishedSignatures) {
  EXPECT_EQ(signature_of(example("GET", "/")), "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  EXPECT_EQ(signature_of(example("POST", "/")), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  EXPECT_EQ(signature_of(example("GET", "/?Param2=value2&Param1=value1")),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  EXPECT_EQ(signature_of(example("GET", "/./")), signature_of(example("GET", "/")));
}

TEST(Sign, GivesTheDocumentedSignatureOfListUsers) {
  http::Request request{
      .target = "/?Action=ListUsers&Version=2010-05-08",
      .headers = {{"Host", "iam.amazonaws.com"}, {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}}};
  sign(request, kExample, {"us-east-1", "iam"}, kMoment);
  EXPECT_EQ(request.headers.get("Authorization"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
            "SignedHeaders=content-type;host;x-amz-date, "
            "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

class VerifyTest : public testing::Test {
 protected:
  VerifyTest() {
    request.headers = {{"Host", "localhost:4566"}, {"Content-Type", "application/x-amz-json-1.0"}};
    sign(request, credentials, scope, now);
  }

  void verify_at(Timestamp moment) {
    verify(request, parse_authorization(request), credentials.secret_access_key, moment);
  }

  void expect_refused(std::string_view code, std::string_view message) { expect_refused_at(now, code, message); }

  void expect_refused_at(Timestamp moment, std::string_view code, std::string_view message) {
    try {
      verify_at(moment);
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code);
      EXPECT_EQ(error.message().substr(0, message.size()), message);
    }
  }

  Credentials credentials{"AKIA1", "secret", "token"};
  Scope scope{"us-west-2", "dynamodb"};
  Timestamp now = *text::parse_timestamp("20260102T030405Z");
  http::Request request{.method = "POST", .target = "/", .body = "{}"};
};

constexpr std::string_view kMismatch = "The request signature we calculated does not match";

TEST_F(VerifyTest, AcceptsWhatWasSigned) {
  EXPECT_NO_THROW(verify_at(now));
  request.headers.add("User-Agent", "added on the way");
  EXPECT_NO_THROW(verify_at(now));
}

TEST_F(VerifyTest, RefusesAnotherSecret) {
  credentials.secret_access_key = "another";
  expect_refused("SignatureDoesNotMatch", kMismatch);
}

TEST_F(VerifyTest, RefusesWhatWasChangedOnTheWay) {
  request.body = "{ }";
  expect_refused("SignatureDoesNotMatch", kMismatch);
  request.body = "{}";
  request.target = "/?x";
  expect_refused("SignatureDoesNotMatch", kMismatch);
  request.target = "/";
  request.headers.set("Host", "elsewhere");
  expect_refused("SignatureDoesNotMatch", kMismatch);
}

TEST_F(VerifyTest, RefusesAHeaderThatShouldHaveBeenSigned) {
  request.headers.set("X-Amz-Target", "DynamoDB_20120810.DeleteTable");
  expect_refused("SignatureDoesNotMatch", "'X-Amz-Target' must be a 'SignedHeader'");
}

TEST_F(VerifyTest, AllowsAQuarterOfAnHourEitherWay) {
  using std::chrono::seconds;
  EXPECT_NO_THROW(verify_at(now + seconds(900)));
  EXPECT_NO_THROW(verify_at(now - seconds(900)));
  expect_refused_at(
      now + seconds(901), "SignatureDoesNotMatch",
      "Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z (20260102T031906Z - 15 min.)");
  expect_refused_at(
      now - seconds(901), "SignatureDoesNotMatch",
      "Signature not yet current: 20260102T030405Z is still later than 20260102T030404Z (20260102T024904Z + 15 min.)");
}

TEST_F(VerifyTest, RefusesTheScopeOfAnotherDay) {
  std::string header = request.headers.get("Authorization");
  header.replace(header.find("20260102"), 8, "20260101");
  request.headers.set("Authorization", header);
  expect_refused("SignatureDoesNotMatch",
                 "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260101' "
                 "!= '20260102', from '20260102T030405Z'.");
}

TEST_F(VerifyTest, NamesEveryPartThatIsMissing) {
  request.headers.set("Authorization", "AWS4-HMAC-SHA256 Signature=b");
  expect_refused("IncompleteSignature",
                 "Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' "
                 "parameter. Authorization=AWS4-HMAC-SHA256 Signature=b");
  request.headers.set("Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=b");
  expect_refused("IncompleteSignature",
                 "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
                 "'a/b/c/d'");
  request.headers.erase("Authorization");
  expect_refused("MissingAuthenticationToken", "Request is missing Authentication Token");
}

TEST_F(VerifyTest, SigningKeysAreOfASecretADayAndAService) {
  SigningKeys keys;
  const auto authorization = parse_authorization(request);
  const auto& key = keys.of("secret", authorization);
  EXPECT_EQ(&keys.of("secret", authorization), &key);
  auto other_day = authorization;
  other_day.date = "20000101";
  auto other_service = authorization;
  other_service.scope.service = "sts";
  const auto signature = key.sign("text");
  EXPECT_EQ(key.sign("text"), signature) << "it signs any number of texts";
  EXPECT_NE(keys.of("another", authorization).sign("text"), signature);
  EXPECT_NE(keys.of("secret", other_day).sign("text"), signature);
  EXPECT_NE(keys.of("secret", other_service).sign("text"), signature);
}

TEST_F(VerifyTest, NeedsADate) {
  request.headers.erase("X-Amz-Date");
  expect_refused("IncompleteSignature",
                 "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  request.headers.set("X-Amz-Date", "now");
  expect_refused("IncompleteSignature", "Date must be in ISO-8601 'basic format'. Got 'now'.");
}

}  // namespace
}  // namespace aws::sigv4
