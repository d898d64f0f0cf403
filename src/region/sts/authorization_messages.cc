#include "region/sts/authorization_messages.h"

#include <openssl/evp.h>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <memory>
#include <stdexcept>

#include "base/text/base64.h"
#include "region/store/collection.h"

namespace aws::region::sts {
namespace {

namespace json = boost::json;

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;

struct SealingKey {
  std::string key;  // base64
};
BOOST_DESCRIBE_STRUCT(SealingKey, (), (key))

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string random_bytes(Random& random, std::size_t size) {
  std::string made;
  while (made.size() < size) made += static_cast<char>(random.next() & 0xffU);
  return made;
}

// Nonce, text, tag.
std::string sealed(const std::string& key, std::string nonce, std::string_view text) {
  const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  std::string body(text.size(), '\0');
  std::string tag(kTagSize, '\0');
  int size = 0;
  const bool done = EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1 &&
                    EVP_EncryptUpdate(cipher.get(), bytes(body), &size, bytes(text), static_cast<int>(text.size())) &&
                    EVP_EncryptFinal_ex(cipher.get(), bytes(body) + size, &size) == 1 &&
                    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagSize, tag.data()) == 1;
  if (!done) throw std::runtime_error("OpenSSL does not encrypt");
  return nonce.append(body).append(tag);
}

std::optional<std::string> opened(const std::string& key, std::string_view box) {
  if (box.size() < kNonceSize + kTagSize) return std::nullopt;
  const auto nonce = box.substr(0, kNonceSize);
  const auto body = box.substr(kNonceSize, box.size() - kNonceSize - kTagSize);
  std::string tag(box.substr(box.size() - kTagSize));
  const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  std::string text(body.size(), '\0');
  int size = 0;
  const bool genuine =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), bytes(text), &size, bytes(body), static_cast<int>(body.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), bytes(text) + size, &size) == 1;
  return genuine ? std::optional(text) : std::nullopt;
}

json::object items(json::array list) { return {{"items", std::move(list)}}; }

std::string document_of(const Denial& denial) {
  json::array conditions;
  for (const auto& [key, values] : denial.context) {
    json::array each;
    for (const auto& value : values) each.push_back(json::object{{"value", value}});
    conditions.push_back({{"key", key}, {"values", items(std::move(each))}});
  }
  return json::serialize(
      json::object{{"allowed", false},
                   {"explicitDeny", denial.explicitly},
                   {"matchedStatements", items({})},
                   {"failures", items({})},
                   {"context",
                    {{"principal", {{"id", denial.principal.user_id}, {"arn", denial.principal.arn}}},
                     {"action", denial.action},
                     {"resource", denial.resource},
                     {"conditions", items(std::move(conditions))}}}});
}

}  // namespace

AuthorizationMessages::AuthorizationMessages(Store& store, Random& random) : random_(random) {
  Collection<SealingKey> keys(store, "sts.sealing_key");
  const SealingKey* known = keys.find("key");
  if (!known) known = &keys.put("key", {text::base64_encode(random_bytes(random, kKeySize))});
  key_ = text::base64_decode(known->key).value_or("");
  if (key_.size() != kKeySize) throw std::runtime_error("the key of the authorization messages is damaged");
}

std::string AuthorizationMessages::encode(const Denial& denial) const {
  return text::base64url_encode(sealed(key_, random_bytes(random_, kNonceSize), document_of(denial)));
}

std::optional<std::string> AuthorizationMessages::decode(std::string_view message) const {
  const auto box = text::base64url_decode(message);
  return box ? opened(key_, *box) : std::nullopt;
}

}  // namespace aws::region::sts
