#include <gmock/gmock.h>

#include <chrono>

#include "region/iam/iam_fixture.h"
#include "region/iam/refusal.h"
#include "testing/certificates.h"

namespace aws::region::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

constexpr auto kShopArn = "arn:aws:iam::123456789012:server-certificate/web/shop";

class ServerCertificateTest : public IamFixture {
 protected:
  aws::iam::UploadServerCertificateRequest shop() const {
    return {.Path = "/web/",
            .ServerCertificateName = "shop",
            .CertificateBody = testing::kShop,
            .PrivateKey = testing::kShopKey,
            .CertificateChain = testing::kAuthority,
            .Tags = {{.Key = "team", .Value = "web"}}};
  }
  std::string upload_refused(const aws::iam::UploadServerCertificateRequest& request) {
    return refusal([&] { iam_.UploadServerCertificate(request); });
  }
  std::vector<std::string> names(std::optional<std::string> prefix = std::nullopt) {
    std::vector<std::string> found;
    for (const auto& it : iam_.ListServerCertificates({.PathPrefix = prefix}).ServerCertificateMetadataList) {
      found.push_back(*it.ServerCertificateName);
    }
    return found;
  }
};

TEST_F(ServerCertificateTest, IsReadAsItWasUploadedWithoutItsKey) {
  const auto uploaded = *iam_.UploadServerCertificate(shop()).ServerCertificateMetadata;
  EXPECT_EQ(uploaded.Arn, kShopArn);
  EXPECT_THAT(*uploaded.ServerCertificateId, MatchesRegex("ASCA[A-Z2-7]{17}"));
  EXPECT_EQ(uploaded.UploadDate, clock_.now());
  EXPECT_GT(*uploaded.Expiration, clock_.now() + std::chrono::hours(24 * 365 * 90));

  const auto read = *iam_.GetServerCertificate({.ServerCertificateName = "SHOP"}).ServerCertificate;
  EXPECT_EQ(read.ServerCertificateMetadata, uploaded);
  EXPECT_EQ(read.CertificateBody, testing::kShop);
  EXPECT_EQ(read.CertificateChain, testing::kAuthority);
  EXPECT_EQ(read.Tags.at(0).Value, "web");
  EXPECT_THAT(names(), ElementsAre("shop"));
  EXPECT_THAT(names("/mail/"), ElementsAre());

  const IamStore reopened(disk_, Place{}, clock_, random_);
  EXPECT_EQ(reopened.certificates().find_by_arn(kShopArn)->private_key, testing::kShopKey);
}

TEST_F(ServerCertificateTest, WhatIsNoCertificateIsRefused) {
  auto request = shop();
  request.CertificateBody = "nothing";
  EXPECT_EQ(upload_refused(request),
            "400 MalformedCertificate: Unable to parse certificate. Please ensure the certificate is in PEM format.");
  request.CertificateBody = std::string(testing::kShop) + testing::kAuthority;
  EXPECT_THAT(upload_refused(request), ::testing::StartsWith("400 MalformedCertificate: Unable to parse"));
  request = shop();
  request.PrivateKey = "nothing";
  EXPECT_EQ(upload_refused(request), "400 MalformedCertificate: Invalid Private Key.");
  request.PrivateKey = testing::kBlogKey;
  EXPECT_EQ(upload_refused(request), "400 KeyPairMismatch: Public key in certificate and private key do not match.");
}

TEST_F(ServerCertificateTest, TheChainLeadsOnFromTheCertificate) {
  const std::string wrong =
      "400 MalformedCertificate: Unable to validate certificate chain. The certificate chain must start with the "
      "immediate signing certificate, followed by any intermediaries in order. The index within the chain of the "
      "invalid "
      "certificate is: ";
  auto request = shop();
  request.CertificateChain = "nothing";
  EXPECT_EQ(upload_refused(request), wrong + "0");
  request.CertificateChain = testing::kBlog;
  EXPECT_EQ(upload_refused(request), wrong + "0");
  request.CertificateChain = std::string(testing::kAuthority) + testing::kBlog;
  EXPECT_EQ(upload_refused(request), wrong + "1");
}

TEST_F(ServerCertificateTest, NamesAreUniqueAndMayChange) {
  iam_.UploadServerCertificate(shop());
  EXPECT_EQ(upload_refused(shop()), "409 EntityAlreadyExists: The Server Certificate with name shop already exists.");
  auto blog = shop();
  blog.ServerCertificateName = "blog";
  iam_.UploadServerCertificate(blog);
  const auto rename = [this](const std::string& name, const std::string& to) {
    iam_.UpdateServerCertificate({.ServerCertificateName = name, .NewServerCertificateName = to});
  };
  EXPECT_EQ(refusal([&] { rename("blog", "shop"); }),
            "409 EntityAlreadyExists: The Server Certificate with name shop already exists.");
  rename("blog", "news");
  iam_.UpdateServerCertificate({.ServerCertificateName = "news", .NewPath = "/mail/"});
  EXPECT_THAT(names(), ElementsAre("news", "shop"));
  EXPECT_THAT(names("/mail/"), ElementsAre("news"));
  EXPECT_EQ(refusal([&] { iam_.GetServerCertificate({.ServerCertificateName = "blog"}); }),
            "404 NoSuchEntity: The Server Certificate with name blog cannot be found.");
}

TEST_F(ServerCertificateTest, WhatIsInUseStays) {
  iam_.UploadServerCertificate(shop());
  std::optional<std::string> user = "arn:of:a:load:balancer";
  store_.certificates().ask_before_erasing([&](const std::string& arn) {
    EXPECT_EQ(arn, kShopArn);
    return user;
  });
  const auto erase = [this] { iam_.DeleteServerCertificate({.ServerCertificateName = "shop"}); };
  EXPECT_THAT(refusal(erase), MatchesRegex("409 DeleteConflict: Certificate: ASCA[A-Z2-7]+ is currently in use by "
                                           "arn:of:a:load:balancer. Please remove it first before deleting it from "
                                           "IAM."));
  user.reset();
  erase();
  EXPECT_THAT(refusal(erase), ::testing::StartsWith("404 NoSuchEntity"));
}

TEST_F(ServerCertificateTest, WhoeverKnowsItsArnHearsOfAnother) {
  iam_.UploadServerCertificate(shop());
  std::vector<std::pair<std::string, std::string>> told;
  store_.certificates().tell_when_renamed(
      [&](const std::string& arn, const std::string& new_arn) { told.emplace_back(arn, new_arn); });
  iam_.UpdateServerCertificate({.ServerCertificateName = "shop", .NewPath = "/web/"});  // the one that it has
  EXPECT_TRUE(told.empty());
  iam_.UpdateServerCertificate({.ServerCertificateName = "shop", .NewPath = "/", .NewServerCertificateName = "mart"});
  const auto arn =
      iam_.GetServerCertificate({.ServerCertificateName = "mart"}).ServerCertificate->ServerCertificateMetadata->Arn;
  EXPECT_THAT(told, ElementsAre(std::pair(std::string(kShopArn), *arn)));
}

TEST_F(ServerCertificateTest, HasTags) {
  iam_.UploadServerCertificate(shop());
  iam_.TagServerCertificate({.ServerCertificateName = "shop", .Tags = {{.Key = "Team", .Value = "mail"}}});
  const auto tags = [this] { return iam_.ListServerCertificateTags({.ServerCertificateName = "shop"}).Tags; };
  ASSERT_EQ(tags().size(), 1U);
  EXPECT_EQ(tags().at(0).Value, "mail");
  iam_.UntagServerCertificate({.ServerCertificateName = "shop", .TagKeys = {"team"}});
  EXPECT_TRUE(tags().empty());
}

TEST_F(ServerCertificateTest, ThereAreTwenty) {
  for (int i = 0; i < 20; ++i) {
    auto request = shop();
    request.ServerCertificateName = "shop" + std::to_string(i);
    iam_.UploadServerCertificate(request);
  }
  EXPECT_EQ(upload_refused(shop()), "409 LimitExceeded: Cannot exceed quota for ServerCertificatesPerAccount: 20");
}

}  // namespace
}  // namespace aws::region::iam
