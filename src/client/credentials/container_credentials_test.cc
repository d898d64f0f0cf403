#include "client/credentials/container_credentials.h"

#include <gmock/gmock.h>

#include "client/fake_environment.h"
#include "client/http/fake_network.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr const char* kKeyDocument =
    R"({"RoleArn": "arn:aws:iam::1:role/task", "AccessKeyId": "ASIA", "SecretAccessKey": "s",
                                  "Token": "t", "Expiration": "2026-01-02T09:04:05Z"})";

struct ContainerCredentialsTest : ::testing::Test {
  std::optional<ExpiringCredentials> load() {
    return ContainerCredentials(environment.get(), network.transport(), clock).load();
  }
  std::string problem() {
    try {
      load();
      return "none";
    } catch (const Error& error) {
      return error.message();
    }
  }

  testing::SimulatedClock clock;
  FakeEnvironment environment{};
  FakeNetwork network;
};

http::Response keys(const http::Request&) { return {.body = kKeyDocument}; }

TEST_F(ContainerCredentialsTest, AreAtTheAgentOfEcs) {
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1?x=y");
  environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/");
  network["http://169.254.170.2"] = keys;
  const auto found = load();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->credentials, (sigv4::Credentials{"ASIA", "s", "t"}));
  EXPECT_EQ(found->expiration, clock.now() + 6h);
  EXPECT_EQ(network.seen().at(0).request.target, "/v2/credentials/1?x=y");
  EXPECT_FALSE(network.seen().at(0).request.headers.find("Authorization"));
}

TEST_F(ContainerCredentialsTest, AreAskedForAgainBeforeTheyExpire) {
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
  network["http://169.254.170.2"] = keys;
  std::vector<std::unique_ptr<CredentialsSource>> sources;
  sources.push_back(std::make_unique<ContainerCredentials>(environment.get(), network.transport(), clock));
  SeededRandom random{1};
  CredentialsChain chain(std::move(sources), clock, random);
  chain.get();
  clock.advance(5h + 44min);
  chain.get();
  EXPECT_EQ(network.seen().size(), 1);
  clock.advance(1min);
  chain.get();
  EXPECT_EQ(network.seen().size(), 2);
}

TEST_F(ContainerCredentialsTest, OrWhereAUrlSaysWithATokenThatIsReadAnew) {
  environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials");
  environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "overruled");
  environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", environment.write("token", "one\n").string());
  network["http://169.254.170.23"] = keys;
  ContainerCredentials credentials(environment.get(), network.transport(), clock);
  EXPECT_TRUE(credentials.load());
  environment.write("token", "two\n");
  EXPECT_TRUE(credentials.load());
  EXPECT_EQ(network.seen().at(0).request.headers.get("Authorization"), "one");
  EXPECT_EQ(network.seen().at(1).request.headers.get("Authorization"), "two");
}

TEST_F(ContainerCredentialsTest, TheTokenMayBeInTheEnvironment) {
  environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://agent.example/c");
  environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic x");
  network["https://agent.example"] = keys;
  EXPECT_TRUE(load());
  EXPECT_EQ(network.seen().at(0).request.headers.get("Authorization"), "Basic x");
}

TEST_F(ContainerCredentialsTest, NoTokenIsSentToAStranger) {
  environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic x");
  for (const char* url : {"http://agent.example/c", "http://10.0.0.1/c", "http://169.254.169.254/c"}) {
    environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    EXPECT_THAT(problem(), HasSubstr("is neither https:// nor this machine nor an agent of ECS or EKS")) << url;
  }
  environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "ftp://127.0.0.1/");
  EXPECT_THAT(problem(), HasSubstr("is not an http:// or https:// URL"));
  EXPECT_THAT(network.seen(), IsEmpty());
}

TEST_F(ContainerCredentialsTest, AnAgentThatStumblesIsAskedAgain) {
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
  network["http://169.254.170.2"] = [this](const auto& request) {
    return network.seen().size() < 3 ? http::Response{.status = 500} : keys(request);
  };
  EXPECT_TRUE(load());
  EXPECT_EQ(clock.uptime(), 2s);
}

TEST_F(ContainerCredentialsTest, WhatGoesWrongIsSaid) {
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
  EXPECT_THAT(problem(), HasSubstr("no connection to http://169.254.170.2"));
  network["http://169.254.170.2"] = [](const auto&) { return http::Response{.status = 400, .body = "no task"}; };
  EXPECT_THAT(problem(), HasSubstr("http://169.254.170.2/c answered 400 no task"));
  network["http://169.254.170.2"] = [](const auto&) { return http::Response{.body = R"({"Expiration": "soon"})"}; };
  EXPECT_THAT(problem(), HasSubstr("no AccessKeyId or no SecretAccessKey"));
  environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token");
  EXPECT_THAT(problem(),
              HasSubstr("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, /nowhere/token, is empty or cannot be read"));
  environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", environment.write("token", "one\ntwo\n").string());
  EXPECT_THAT(problem(), HasSubstr("more than one line"));
}

TEST_F(ContainerCredentialsTest, OutsideAContainerThereAreNone) { EXPECT_FALSE(load()); }

}  // namespace
}  // namespace aws::client
