// The keys themselves: made, read, and recognised by their fingerprints as EC2 works them out. Any thread.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aws::region::ec2 {

struct KeyMaterial {
  std::string type;         // "rsa" or "ed25519"
  std::string public_key;   // "ssh-rsa AAAA..."
  std::string private_key;  // PEM; "" of an imported one
  std::string fingerprint;
};

// 2048 bits, SHA-1 over the private key in DER.
KeyMaterial make_rsa_key();
// SHA-256 over the public key, in Base64.
KeyMaterial make_ed25519_key();

// A public key in OpenSSH's format; MD5 over it in DER for RSA, SHA-256 for ED25519. Nothing when it is none.
std::optional<KeyMaterial> read_public_key(std::string_view text);

}  // namespace aws::region::ec2
