// SHA-256 and HMAC with SHA-256, by OpenSSL. Its algorithms are looked up once: that costs more than to use them.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

using EVP_MAC_CTX = struct evp_mac_ctx_st;

namespace aws::wire {

using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view bytes);
std::string hex(const Digest& digest);

// A key that signs any number of texts. Used on one thread at a time.
class HmacKey {
 public:
  explicit HmacKey(std::span<const unsigned char> key);
  Digest sign(std::string_view text) const;

 private:
  struct Free {
    void operator()(EVP_MAC_CTX* context) const;
  };
  std::unique_ptr<EVP_MAC_CTX, Free> context_;
};

}  // namespace aws::wire
