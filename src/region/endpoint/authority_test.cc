#include "region/endpoint/authority.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

#include "base/error.h"
#include "region/endpoint/openssl.h"

namespace aws::region::endpoint {
namespace {

namespace fs = std::filesystem;

constexpr auto kOpenssl = "/usr/bin/openssl";

class AuthorityTest : public ::testing::Test {
 protected:
  AuthorityTest() {
    char name[] = "/tmp/authority-XXXXXX";
    folder = mkdtemp(name);
  }
  ~AuthorityTest() override { fs::remove_all(folder); }

  Authority::Options options() const {
    return {.folder = folder / "authority", .region = "us-west-2", .domains = {"amazonaws.com", "api.aws"}};
  }
  fs::path certified(const std::vector<std::string>& names) const {
    const fs::path file = folder / "server" / "server.pem";
    Authority(options()).certify(names, file);
    return file;
  }
  bool verified(const fs::path& certificate, const std::string& name) const {
    try {
      run_openssl(kOpenssl,
                  {"verify", "-x509_strict", "-CAfile", (folder / "authority" / "authority.pem").string(),
                   "-verify_hostname", name, certificate.string()},
                  folder / "said");
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  fs::path folder;
};

TEST_F(AuthorityTest, IsMadeOnceAndForThisUserAlone) {
  const std::string first = Authority(options()).certificate();
  EXPECT_TRUE(first.starts_with("-----BEGIN CERTIFICATE-----"));
  EXPECT_EQ(Authority(options()).certificate(), first);
  EXPECT_EQ(Authority(options()).subject_hash().size(), 8U);
  EXPECT_EQ(fs::status(folder / "authority").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(folder / "authority" / "authority.key").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(AuthorityTest, CertifiesNamesAndNoOthers) {
  const auto file = certified({"*.amazonaws.com", "*.us-west-2.amazonaws.com", "*.us-west-2.api.aws"});
  EXPECT_EQ(fs::status(file.string() + ".key").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  for (const auto* name : {"iam.amazonaws.com", "ssm.us-west-2.amazonaws.com", "ec2.us-west-2.api.aws"}) {
    EXPECT_TRUE(verified(file, name)) << name;
  }
  for (const auto* name : {"amazonaws.com", "a.b.us-west-2.amazonaws.com", "example.com"}) {
    EXPECT_FALSE(verified(file, name)) << name;
  }
}

TEST_F(AuthorityTest, IsBelievedAboutNoNamesButThoseOfAws) {
  EXPECT_FALSE(verified(certified({"*.amazonaws.com", "www.example.com"}), "www.example.com"));
}

TEST_F(AuthorityTest, WhatWasBrokenOffWhileItWasMadeIsNoAuthority) {
  fs::create_directories(folder / "authority.new");
  std::ofstream(folder / "authority.new" / "authority.pem") << "half";
  EXPECT_TRUE(Authority(options()).certificate().starts_with("-----BEGIN CERTIFICATE-----"));
}

TEST_F(AuthorityTest, WithoutTheProgramItSaysWhatToInstall) {
  auto without = options();
  without.program = folder / "openssl";
  try {
    Authority{without};
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "NoAuthority");
    EXPECT_NE(std::string(error.what()).find("apt-get install openssl"), std::string::npos);
  }
}

}  // namespace
}  // namespace aws::region::endpoint
