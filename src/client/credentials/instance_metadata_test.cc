#include "client/credentials/instance_metadata.h"

#include <gmock/gmock.h>

#include "base/text/timestamp.h"
#include "client/fake_environment.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

// An instance's metadata service, behind a transport.
struct FakeMetadata {
  const Clock& clock;
  bool version_2 = true;
  bool version_1 = true;
  bool answers = true;
  bool has_role = true;
  std::string code = "Success";
  std::string key = "ASIA";
  std::chrono::hours life{6};
  int tokens = 0;
  std::string last_endpoint;

  http::Response answer(const http::Request& request) {
    if (!answers) throw Error("ConnectionError", "nobody there", 0, Fault::kReceiver);
    if (request.method == "PUT") return put_token(request);
    const auto token = request.headers.find("X-aws-ec2-metadata-token");
    if (token ? *token != "token-" + std::to_string(tokens) : !version_1) return {.status = 401};
    const std::string base = "/latest/meta-data/iam/security-credentials/";
    if (request.target == "/latest/meta-data/instance-id") return {.body = "i-1"};
    if (has_role && request.target == base) return {.body = "role\n"};
    if (has_role && request.target == base + "role") {
      return {.body = R"({"Code": ")" + code + R"(", "Message": "why", "AccessKeyId": ")" + key +
                      R"(", "SecretAccessKey": "s", "Token": "t",
                         "Expiration": ")" +
                      text::iso8601(clock.now() + life) + R"("})"};
    }
    return {.status = 404};
  }

  http::Response put_token(const http::Request& request) {
    if (!version_2) return {.status = 404};
    if (request.headers.get("X-aws-ec2-metadata-token-ttl-seconds") != "21600") return {.status = 400};
    return {.body = "token-" + std::to_string(++tokens)};
  }
};

class FakeMetadataTransport final : public Transport {
 public:
  explicit FakeMetadataTransport(FakeMetadata& service) : service_(service) {}
  http::Response send(const std::string& base_url, const http::Request& request) override {
    service_.last_endpoint = base_url;
    return service_.answer(request);
  }

 private:
  FakeMetadata& service_;
};

struct InstanceMetadataTest : ::testing::Test {
  std::shared_ptr<InstanceMetadata> metadata(MetadataOptions options = {}) {
    return std::make_shared<InstanceMetadata>(std::move(options), std::make_unique<FakeMetadataTransport>(service),
                                              clock);
  }

  testing::SimulatedClock clock;
  FakeMetadata service{clock};
};

TEST_F(InstanceMetadataTest, TakesOneTokenForManyReads) {
  service.version_1 = false;
  const auto instance = metadata();
  EXPECT_EQ(instance->get("/latest/meta-data/instance-id"), "i-1");
  EXPECT_EQ(instance->get("/latest/meta-data/instance-id"), "i-1");
  EXPECT_EQ(instance->get("/latest/meta-data/nothing"), std::nullopt);
  EXPECT_EQ(service.tokens, 1);
  clock.advance(6h);
  EXPECT_EQ(instance->get("/latest/meta-data/instance-id"), "i-1");
  EXPECT_EQ(service.tokens, 2);
}

TEST_F(InstanceMetadataTest, ATokenThatIsNotKnownAnyMoreIsReplaced) {
  const auto instance = metadata();
  instance->get("/latest/meta-data/instance-id");
  ++service.tokens;  // as if the service had started anew
  EXPECT_EQ(instance->get("/latest/meta-data/instance-id"), "i-1");
}

TEST_F(InstanceMetadataTest, FallsBackToVersion1UnlessToldNotTo) {
  service.version_2 = false;
  EXPECT_EQ(metadata()->get("/latest/meta-data/instance-id"), "i-1");
  EXPECT_THROW(metadata({.version_1 = false})->get("/latest/meta-data/instance-id"), Error);
}

TEST_F(InstanceMetadataTest, GivesTheRolesCredentials) {
  const auto found = InstanceCredentials(metadata()).load();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->credentials, (sigv4::Credentials{"ASIA", "s", "t"}));
  EXPECT_EQ(found->expiration, clock.now() + 6h);
}

TEST_F(InstanceMetadataTest, HasNoneOffAnInstanceOrWithoutARole) {
  InstanceCredentials credentials(metadata());
  service.has_role = false;
  EXPECT_FALSE(credentials.load());
  EXPECT_THAT(credentials.place(), HasSubstr("the instance has no role"));
  service.answers = false;
  EXPECT_FALSE(credentials.load());
  EXPECT_THAT(credentials.place(), HasSubstr("http://169.254.169.254: no answer"));
}

TEST_F(InstanceMetadataTest, TheRolesCredentialsAreReadAgainBeforeTheyExpire) {
  std::vector<std::unique_ptr<CredentialsSource>> sources;
  sources.push_back(std::make_unique<InstanceCredentials>(metadata()));
  SeededRandom random{1};
  CredentialsChain chain(std::move(sources), clock, random);
  chain.get();
  service.has_role = false;
  clock.advance(5h + 44min);
  EXPECT_EQ(chain.get().access_key_id, "ASIA") << "nobody was asked";
  service.has_role = true;
  service.key = "ASIANEW";
  clock.advance(1min);
  EXPECT_EQ(chain.get().access_key_id, "ASIANEW");
}

TEST_F(InstanceMetadataTest, SaysWhyARoleCannotBeUsed) {
  service.code = "AssumeRoleUnauthorizedAccess";
  try {
    InstanceCredentials(metadata()).load();
    FAIL() << "used what is no success";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "InvalidCredentials");
    EXPECT_THAT(error.message(), HasSubstr("AssumeRoleUnauthorizedAccess why"));
  }
}

TEST_F(InstanceMetadataTest, TheEnvironmentSaysWhereItIs) {
  const FakeEnvironment environment{{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.31.0.5:1338/"}};
  metadata(metadata_options(environment.get()))->get("/latest/meta-data/instance-id");
  EXPECT_EQ(service.last_endpoint, "http://127.31.0.5:1338");
  const FakeEnvironment ipv6{{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6"}};
  EXPECT_EQ(metadata_options(ipv6.get()).endpoint, "http://[fd00:ec2::254]");
}

}  // namespace
}  // namespace aws::client
