#include "region/ec2/keys/rsa_keys.h"

#include <gtest/gtest.h>

#include <optional>

#include "contract/not_yet.h"

namespace aws::region::ec2 {
namespace {

KeyMaterial key_of(RsaKeys& keys) {
  for (;;) {
    try {
      return keys.take();
    } catch (const contract::NotYet&) {
      continue;
    }
  }
}

TEST(RsaKeysTest, NobodyWaitsForOneAndNobodyGetsAnothers) {
  RsaKeys keys;
  EXPECT_THROW(keys.take(), contract::NotYet);
  const auto first = key_of(keys);
  EXPECT_EQ(first.type, "rsa");
  EXPECT_TRUE(first.private_key.starts_with("-----BEGIN RSA PRIVATE KEY-----"));
  EXPECT_NE(key_of(keys).public_key, first.public_key);
  EXPECT_THROW(keys.take(), contract::NotYet);
}

}  // namespace
}  // namespace aws::region::ec2
