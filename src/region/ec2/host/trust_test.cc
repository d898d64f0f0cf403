#include "region/ec2/host/trust.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

class TrustTest : public ::testing::Test {
 protected:
  TrustTest() {
    char name[] = "/tmp/trust-XXXXXX";
    folder = mkdtemp(name);
  }
  ~TrustTest() override { fs::remove_all(folder); }

  void has(const fs::path& file, const std::string& text) const {
    fs::create_directories((image() / file).parent_path());
    std::ofstream(image() / file) << text;
  }
  void add() const { add_trust({"ours\n", "12345678"}, image(), layer()); }
  std::string in_layer(const fs::path& file) const {
    std::ostringstream text;
    if (std::ifstream found(layer() / file); found) text << found.rdbuf();
    return text.str();
  }
  fs::path image() const { return folder / "image"; }
  fs::path layer() const { return folder / "layer"; }

  fs::path folder;
};

TEST_F(TrustTest, OfDebianIsInItsBundleItsFolderAndWhatTheyAreMadeOf) {
  has("etc/ssl/certs/ca-certificates.crt", "theirs\n");
  fs::create_directories(image() / "usr/local/share/ca-certificates");
  add();
  EXPECT_EQ(in_layer("etc/ssl/certs/ca-certificates.crt"), "theirs\nours\n");
  EXPECT_EQ(in_layer("etc/ssl/certs/12345678.0"), "ours\n");
  EXPECT_EQ(in_layer("usr/local/share/ca-certificates/resilient-service.crt"), "ours\n");
  EXPECT_FALSE(fs::exists(layer() / "etc/pki"));
  EXPECT_EQ(trusted_bundle(image()), "/etc/ssl/certs/ca-certificates.crt");
}

TEST_F(TrustTest, OfFedoraIsWhereItsLinksLead) {
  has("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "theirs\n");
  fs::create_directories(image() / "etc/ssl");
  fs::create_directories(image() / "etc/pki/ca-trust/source/anchors");
  fs::create_symlink("../pki/tls/certs", image() / "etc/ssl/certs");
  add();
  EXPECT_EQ(in_layer("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"), "theirs\nours\n");
  EXPECT_EQ(in_layer("etc/pki/ca-trust/source/anchors/resilient-service.crt"), "ours\n");
  EXPECT_FALSE(fs::exists(layer() / "etc/ssl"));
  EXPECT_EQ(trusted_bundle(image()), "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem");
}

TEST_F(TrustTest, WhereNobodyIsTrustedYetOnlyOursIs) {
  fs::create_directories(image());
  add();
  EXPECT_EQ(in_layer("etc/ssl/certs/ca-certificates.crt"), "ours\n");
  EXPECT_EQ(trusted_bundle(image()), "/etc/ssl/certs/ca-certificates.crt");
}

TEST_F(TrustTest, FollowsNoLinkOutOfAnImageNorOutOfItsLayer) {
  std::ofstream(folder / "outside") << "outside\n";
  fs::create_directories(image() / "etc/ssl/certs");
  fs::create_symlink(folder / "outside", image() / "etc/ssl/certs/ca-certificates.crt");
  fs::create_directories(layer() / "etc/ssl/certs");
  fs::create_symlink(folder / "outside", layer() / "etc/ssl/certs/12345678.0");
  add();
  EXPECT_FALSE(fs::exists(layer() / "etc/ssl/certs/ca-certificates.crt"));
  EXPECT_EQ(in_layer("etc/ssl/certs/12345678.0"), "ours\n");
  EXPECT_FALSE(fs::is_symlink(layer() / "etc/ssl/certs/12345678.0"));
  EXPECT_EQ(trusted_bundle(image()), "");
  std::ifstream outside(folder / "outside");
  std::string text;
  std::getline(outside, text);
  EXPECT_EQ(text, "outside");
}

}  // namespace
}  // namespace aws::region::ec2
