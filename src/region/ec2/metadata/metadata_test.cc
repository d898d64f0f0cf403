#include "region/ec2/metadata/metadata.h"

#include <boost/json.hpp>

#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using namespace std::chrono_literals;

class MetadataTest : public Ec2Test {
 protected:
  http::Response send(const std::string& method, const std::string& target, http::Headers headers = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    return host->machines.at(id).metadata(request).response;
  }
  http::Response get(const std::string& path, const std::string& token = "") {
    return send("GET", path, token.empty() ? http::Headers{} : http::Headers{{"x-aws-ec2-metadata-token", token}});
  }
  std::string text(const std::string& path) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 200) << path;
    return response.body;
  }
  http::Response put_token(const std::string& seconds) {
    return send("PUT", "/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", seconds}});
  }

  std::string id = launch_and_boot("us-west-2b");
};

TEST_F(MetadataTest, TellsTheInstanceAboutItself) {
  EXPECT_EQ(text("/latest/meta-data/instance-id"), id);
  EXPECT_EQ(text("/latest/meta-data/placement/availability-zone"), "us-west-2b");
  EXPECT_EQ(text("/latest/meta-data/placement/region"), "us-west-2");
  EXPECT_EQ(text("/latest/meta-data/local-ipv4"), instance(id).address);
  EXPECT_EQ(text("/latest/meta-data/ami-id"), "ami-0123456789abcdef0");
  EXPECT_EQ(text("/2021-07-15/meta-data/instance-type"), "t3.micro");
  EXPECT_EQ(text("/latest/user-data"), "#!/bin/bash\necho hi\n");
  EXPECT_THAT(text("/latest/meta-data/hostname"),
              MatchesRegex("ip-127-31-[0-9]+-[0-9]+\\.us-west-2\\.compute\\.internal"));

  const auto document = boost::json::parse(text("/latest/dynamic/instance-identity/document")).as_object();
  EXPECT_EQ(document.at("region"), "us-west-2");
  EXPECT_EQ(document.at("instanceId").as_string(), id);
  EXPECT_EQ(document.at("accountId"), "123456789012");
  EXPECT_EQ(document.at("pendingTime"), "2026-01-02T03:04:05Z");
  EXPECT_EQ(document.at("version"), "2017-09-30");
}

TEST_F(MetadataTest, ListsDirectories) {
  EXPECT_EQ(text("/latest"), "dynamic\nmeta-data\nuser-data");
  EXPECT_EQ(text("/latest/meta-data/placement/"), "availability-zone\navailability-zone-id\nregion");
  EXPECT_EQ(text("/latest/meta-data/placement"), text("/latest/meta-data/placement/"));
  EXPECT_THAT(text("/latest/meta-data/"), HasSubstr("\niam/\ninstance-action\n"));
  EXPECT_THAT(text("/"), HasSubstr("\nlatest"));
  EXPECT_EQ(get("/latest/meta-data/no-such-thing").status, 404);
  EXPECT_EQ(get("/someday/meta-data/").status, 404);
}

TEST_F(MetadataTest, ATokenIsGoodUntilItExpires) {
  const auto issued = put_token("60");
  EXPECT_EQ(issued.status, 200);
  EXPECT_EQ(issued.headers.get("X-Aws-Ec2-Metadata-Token-Ttl-Seconds"), "60");
  EXPECT_EQ(get("/latest/meta-data/instance-id", issued.body).body, id);
  clock.advance(60s);
  EXPECT_EQ(get("/latest/meta-data/instance-id", issued.body).status, 401);
  EXPECT_EQ(get("/latest/meta-data/instance-id", "made-up").status, 401);
  EXPECT_EQ(get("/latest/meta-data/instance-id").status, 200);  // version 1 goes without
}

TEST_F(MetadataTest, AnEndpointMayEndWithASlash) {
  const auto token = send("PUT", "//latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  EXPECT_EQ(token.status, 200);
  EXPECT_EQ(get("//latest/meta-data/instance-id", token.body).body, id);
}

TEST_F(MetadataTest, RefusesBadTokenRequests) {
  EXPECT_EQ(send("PUT", "/latest/api/token").status, 400);
  for (const std::string seconds : {"0", "21601", "soon", "5s", ""}) EXPECT_EQ(put_token(seconds).status, 400);
  EXPECT_EQ(put_token("21600").status, 200);
  const http::Headers forwarded{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}, {"X-Forwarded-For", "203.0.113.7"}};
  EXPECT_EQ(send("PUT", "/latest/api/token", forwarded).status, 403);
  EXPECT_EQ(send("PUT", "/2021-03-23/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}}).status, 403);
  EXPECT_EQ(send("POST", "/latest/meta-data/").status, 405);
  EXPECT_EQ(send("HEAD", "/latest/meta-data/").status, 200);
}

TEST_F(MetadataTest, GivesTheRolesCredentials) {
  const std::string base = "/latest/meta-data/iam/security-credentials/";
  profiles.roles.begin()->second.expiration = clock.now();
  EXPECT_EQ(text(base), "web-role");
  const auto document = boost::json::parse(text(base + "web-role")).as_object();
  EXPECT_EQ(document.at("Code"), "Success");
  EXPECT_EQ(document.at("Type"), "AWS-HMAC");
  EXPECT_EQ(document.at("AccessKeyId"), "ASIAweb");
  EXPECT_EQ(document.at("SecretAccessKey"), "secret-web");
  EXPECT_EQ(document.at("Token"), "token-web");
  EXPECT_TRUE(document.contains("LastUpdated"));
  EXPECT_TRUE(document.contains("Expiration"));
  EXPECT_EQ(get(base + "other").status, 404);
  EXPECT_EQ(get("/latest/meta-data/iam/security-credentials-extended/").status, 404);
  const auto info = boost::json::parse(text("/latest/meta-data/iam/info")).as_object();
  EXPECT_EQ(info.at("InstanceProfileArn"), "arn:aws:iam::123456789012:instance-profile/web");
  EXPECT_EQ(info.at("InstanceProfileId"), "AIPAweb");
}

TEST_F(MetadataTest, AReplacedProfileShowsAtOnce) {
  api().ReplaceIamInstanceProfileAssociation(
      {.IamInstanceProfile = aws::ec2::IamInstanceProfileSpecification{.Name = "bad"},
       .AssociationId = instance(id).association->id});
  EXPECT_EQ(text("/latest/meta-data/iam/security-credentials/"), "bad-role");
}

TEST_F(MetadataTest, SaysWhyThereAreNoCredentials) {
  const std::string arn = instance(id).association->profile_arn;
  auto& role = profiles.roles.at(arn);
  role.code = "AssumeRoleUnauthorizedAccess";
  role.message = "EC2 cannot assume the role web-role.";
  auto document = boost::json::parse(text("/latest/meta-data/iam/security-credentials/web-role")).as_object();
  EXPECT_EQ(document.at("Code"), "AssumeRoleUnauthorizedAccess");
  EXPECT_FALSE(document.contains("AccessKeyId"));

  role.code = "Success";
  role.role = "";
  document = boost::json::parse(text("/latest/meta-data/iam/info")).as_object();
  EXPECT_EQ(document.at("Code"), "Success");
  EXPECT_THAT(std::string(document.at("Message").as_string()), HasSubstr("does not contain a role"));
  EXPECT_EQ(get("/latest/meta-data/iam/security-credentials/").status, 404);

  profiles.roles.erase(arn);
  document = boost::json::parse(text("/latest/meta-data/iam/info")).as_object();
  EXPECT_EQ(document.at("Code"), "InstanceProfileNotFound");
}

TEST_F(MetadataTest, WithoutAProfileThereIsNoIam) {
  auto data = web_server();
  data.IamInstanceProfile.reset();
  create_template(data, "plain");
  id = ec2->instances().launch({.launch_template = {.name = "plain"}, .zone = "us-west-2a"});
  clock.advance(1s);
  EXPECT_EQ(get("/latest/meta-data/iam/info").status, 404);
  EXPECT_EQ(get("/latest/meta-data/iam/").status, 404);
}

TEST_F(MetadataTest, HonoursTheTemplatesOptions) {
  auto data = web_server();
  data.MetadataOptions = aws::ec2::LaunchTemplateInstanceMetadataOptionsRequest{.HttpTokens = "required"};
  create_template(data, "strict");
  id = ec2->instances().launch({.launch_template = {.name = "strict"}, .zone = "us-west-2a"});
  clock.advance(1s);
  EXPECT_EQ(get("/latest/meta-data/").status, 401);
  EXPECT_EQ(get("/latest/meta-data/", put_token("60").body).status, 200);
  data.MetadataOptions->HttpEndpoint = "disabled";
  create_template(data, "off");
  id = ec2->instances().launch({.launch_template = {.name = "off"}, .zone = "us-west-2a"});
  clock.advance(1s);
  EXPECT_EQ(put_token("60").status, 403);
}

}  // namespace
}  // namespace aws::region::ec2
