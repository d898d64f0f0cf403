#include "client/clients.h"

#include <gmock/gmock.h>

#include "client/fake_environment.h"
#include "client/http/fake_network.h"
#include "contract/dynamodb.h"
#include "contract/iam.h"
#include "contract/sts.h"
#include "testing/simulated_clock.h"
#include "wire/sigv4.h"

namespace aws::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A service that verifies signatures and gives out its replies one by one.
class FakeService final : public Transport {
 public:
  struct Seen {
    std::string base_url;
    sigv4::Scope scope;
    http::Request request;
  };

  FakeService(std::vector<http::Response> replies, Clock& clock, std::vector<Seen>& seen)
      : replies_(std::move(replies)), clock_(clock), seen_(seen) {}

  http::Response send(const std::string& base_url, const http::Request& request) override {
    const auto authorization = sigv4::parse_authorization(request);
    sigv4::verify(request, authorization, "secret", clock_.now());
    seen_.push_back({base_url, authorization.scope, request});
    return replies_.at(seen_.size() - 1);
  }

 private:
  std::vector<http::Response> replies_;
  Clock& clock_;
  std::vector<Seen>& seen_;
};

struct ClientsTest : ::testing::Test {
  std::unique_ptr<Clients> connected(std::vector<http::Response> replies, ClientOptions options = {}) {
    options.endpoint_url = "http://127.0.0.1:4566/aws";
    options.region = "us-west-2";
    options.credentials = std::make_shared<StaticCredentials>(sigv4::Credentials{"AKIA", "secret", ""});
    return connect(options, {clock, random}, std::make_unique<FakeService>(std::move(replies), clock, seen));
  }

  testing::SimulatedClock clock;
  SeededRandom random{1};
  std::vector<FakeService::Seen> seen;
};

http::Response table_status(const std::string& status) {
  return {.headers = {{"Content-Type", "application/x-amz-json-1.0"}},
          .body = R"({"Table": {"TableStatus": ")" + status + R"("}})"};
}

TEST_F(ClientsTest, ACallGoesDownThroughEveryLayerAndUpAgain) {
  const auto clients = connected({table_status("ACTIVE")});
  const auto reply = clients->apis().dynamodb.DescribeTable({.TableName = "recommendations"});
  ASSERT_TRUE(reply.Table);
  EXPECT_EQ(reply.Table->TableStatus, "ACTIVE");
  ASSERT_EQ(seen.size(), 1);
  EXPECT_EQ(seen[0].base_url, "http://127.0.0.1:4566");
  EXPECT_EQ(seen[0].request.target, "/aws/");
  EXPECT_EQ(seen[0].request.headers.get("Host"), "127.0.0.1:4566");
  EXPECT_EQ(seen[0].scope.service, "dynamodb");
  EXPECT_EQ(seen[0].scope.region, "us-west-2");
  EXPECT_THAT(seen[0].request.body, HasSubstr("recommendations"));
}

TEST_F(ClientsTest, IamIsSignedForItsOwnRegion) {
  const auto clients = connected({{.status = 404,
                                   .body = "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code>"
                                           "<Message>none</Message></Error></ErrorResponse>"}});
  try {
    clients->apis().iam.GetRole({.RoleName = "r"});
    FAIL() << "found a role";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "NoSuchEntity");
    EXPECT_EQ(error.http_status(), 404);
  }
  EXPECT_EQ(seen.at(0).scope.region, "us-east-1");
}

TEST_F(ClientsTest, AFailedCallIsRepeatedAndReported) {
  std::vector<std::string> reports;
  ClientOptions options;
  options.on_call = [&](const CallReport& report) {
    reports.push_back(std::string(report.operation.name) + " x" + std::to_string(report.attempts));
  };
  const http::Response busy{.status = 400, .body = R"({"__type": "x#ThrottlingException", "message": "slow down"})"};
  const auto clients = connected({busy, table_status("ACTIVE")}, options);
  clients->apis().dynamodb.DescribeTable({.TableName = "t"});
  EXPECT_THAT(reports, ElementsAre("DescribeTable x2"));
}

TEST_F(ClientsTest, NothingIsTakenFromTheSurroundingsUnlessGiven) {
  EXPECT_THROW(connect({}, {clock, random}), Error);
  const FakeEnvironment environment{{"AWS_REGION", "eu-west-1"},
                                    {"AWS_ENDPOINT_URL", "http://127.0.0.1:1"},
                                    {"AWS_ACCESS_KEY_ID", "AKIA"},
                                    {"AWS_SECRET_ACCESS_KEY", "secret"}};
  const auto clients = connect({}, {clock, random, environment.get()},
                               std::make_unique<FakeService>(std::vector{table_status("ACTIVE")}, clock, seen));
  clients->apis().dynamodb.DescribeTable({.TableName = "t"});
  EXPECT_EQ(clients->region(), "eu-west-1");
  EXPECT_EQ(seen.at(0).base_url, "http://127.0.0.1:1");
}

TEST_F(ClientsTest, AReplyThatWasDamagedOnTheWayIsAskedForAgain) {
  http::Response damaged = table_status("ACTIVE");
  damaged.headers.add("x-amz-crc32", "1");
  const auto clients = connected({damaged, table_status("ACTIVE")});
  EXPECT_EQ(clients->apis().dynamodb.DescribeTable({.TableName = "t"}).Table->TableStatus, "ACTIVE");
  EXPECT_EQ(seen.size(), 2);
}

TEST_F(ClientsTest, ARefusalSaysByHowMuchTheClocksDiffer) {
  http::Response refusal{.status = 400, .body = R"({"__type": "x#InvalidSignatureException", "message": "expired"})"};
  refusal.headers.add("Date", "Fri, 02 Jan 2026 03:24:05 GMT");
  const auto clients = connected({refusal});
  try {
    clients->apis().dynamodb.DescribeTable({.TableName = "t"});
    FAIL() << "was taken";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "InvalidSignatureException: expired (this machine's clock is 20 minutes behind the "
                 "service's: set it)");
  }
}

TEST_F(ClientsTest, HowOftenSomethingIsTriedIsFirstTheProgramsThenTheEnvironmentsThenTheProfiles) {
  FakeEnvironment environment{{"AWS_MAX_ATTEMPTS", "4"}};
  environment.write(".aws/config", "[default]\nmax_attempts = 5\nretry_mode = adaptive\n");
  const auto attempts = [&](ClientOptions options) {
    FakeNetwork network;
    options.endpoint_url = "http://127.0.0.1:1";
    options.region = "us-west-2";
    options.credentials = std::make_shared<StaticCredentials>(sigv4::Credentials{"AKIA", "secret", ""});
    const auto clients = connect(options, {clock, random, environment.get(), network.maker()});
    EXPECT_THROW(clients->apis().sts.GetCallerIdentity({}), Error);
    return network.seen().size();
  };
  EXPECT_EQ(attempts({.max_attempts = 2}), 2);
  EXPECT_EQ(attempts({.retry = {.max_attempts = 7}}), 4);
  environment.set("AWS_MAX_ATTEMPTS", "");
  EXPECT_EQ(attempts({.retry = {.max_attempts = 7}}), 5);
  environment.write(".aws/config", "");
  EXPECT_EQ(attempts({.retry = {.max_attempts = 7}}), 7);
  EXPECT_EQ(attempts({}), 3);
}

TEST_F(ClientsTest, AnUnknownRetryModeOrAMissingBundleIsNamed) {
  const auto problem = [&](const FakeEnvironment& environment) {
    try {
      connect({.endpoint_url = "http://127.0.0.1:1", .region = "us-west-2"}, {clock, random, environment.get()});
      return std::string("none");
    } catch (const Error& error) {
      return std::string(error.what());
    }
  };
  EXPECT_EQ(problem({{"AWS_RETRY_MODE", "legacy"}}), "none");
  EXPECT_EQ(
      problem({{"AWS_RETRY_MODE", "often"}}),
      "InvalidSetting: AWS_RETRY_MODE (retry_mode) is 'often' but must be standard; legacy and adaptive are taken "
      "as that");
  EXPECT_EQ(problem({{"AWS_CA_BUNDLE", "/nowhere.pem"}}),
            "InvalidSetting: AWS_CA_BUNDLE (ca_bundle) is '/nowhere.pem' but must be a PEM file that can be read");
}

TEST_F(ClientsTest, ABadNumberOfAttemptsIsNamed) {
  const FakeEnvironment environment{{"AWS_MAX_ATTEMPTS", "many"}};
  try {
    connect({.endpoint_url = "http://127.0.0.1:1", .region = "us-west-2"}, {clock, random, environment.get()});
    FAIL() << "took it";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("AWS_MAX_ATTEMPTS (max_attempts) is 'many'"));
  }
}

TEST_F(ClientsTest, AnAnonymousCallIsNotSignedAndNeedsNoCredentials) {
  class Recorder final : public Transport {
   public:
    explicit Recorder(http::Request& request) : request_(request) {}
    http::Response send(const std::string&, const http::Request& request) override {
      request_ = request;
      return {.body =
                  "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>"
                  "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"};
    }

   private:
    http::Request& request_;
  };
  http::Request sent;
  const auto clients = connect({.endpoint_url = "http://127.0.0.1:4566", .region = "us-west-2"}, {clock, random},
                               std::make_unique<Recorder>(sent));
  clients->apis().sts.AssumeRoleWithWebIdentity(
      {.RoleArn = "arn:aws:iam::123456789012:role/helper", .RoleSessionName = "night", .WebIdentityToken = "a.b.c"});
  EXPECT_THAT(sent.body, HasSubstr("WebIdentityToken=a.b.c"));
  EXPECT_EQ(sent.headers.find("Authorization"), std::nullopt);
  EXPECT_EQ(sent.headers.find("X-Amz-Date"), std::nullopt);
}

}  // namespace
}  // namespace aws::client
