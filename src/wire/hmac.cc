#include "wire/hmac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cassert>

#include "base/text/hex.h"

namespace aws::wire {

Digest sha256(std::string_view bytes) {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  Digest digest{};
  [[maybe_unused]] const bool done = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                                     EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                                     EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  assert(done && "nothing in it can fail");
  return digest;
}

std::string hex(const Digest& digest) {
  return text::hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

void HmacKey::Free::operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }

HmacKey::HmacKey(std::span<const unsigned char> key) {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
  context_.reset(EVP_MAC_CTX_new(algorithm));
  std::string hash = "SHA256";
  const OSSL_PARAM settings[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, hash.data(), hash.size()),
                                 OSSL_PARAM_construct_end()};
  [[maybe_unused]] const int done = EVP_MAC_init(context_.get(), key.data(), key.size(), settings);
  assert(done == 1);
}

Digest HmacKey::sign(std::string_view text) const {
  Digest digest{};
  std::size_t size = 0;
  [[maybe_unused]] const bool done =
      EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1 &&  // again with the key that it has
      EVP_MAC_update(context_.get(), reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1 &&
      EVP_MAC_final(context_.get(), digest.data(), &size, digest.size()) == 1;
  assert(done && size == digest.size());
  return digest;
}

}  // namespace aws::wire
