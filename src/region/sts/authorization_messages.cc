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
constexpr std::size_t kLongestDocument = 7600;  // DecodeAuthorizationMessage takes 10240 characters

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

json::object values_of(const std::vector<std::string>& values) {
  json::array each;
  for (const auto& value : values) each.push_back(json::object{{"value", value}});
  return items(std::move(each));
}

json::object conditions_of(const contract::Circumstances& keys) {
  json::array conditions;
  for (const auto& [key, values] : keys) conditions.push_back({{"key", key}, {"values", values_of(values)}});
  return items(std::move(conditions));
}

// Whoever holds the policy goes by the id of the user or the role, without the session's name.
json::object statement_of(const DenyingStatement& statement, const Principal& holder) {
  const auto id = holder.user_id.substr(0, holder.user_id.find(':'));
  return {{"statementId", statement.id},
          {"effect", "DENY"},
          {"principals", values_of(statement.principals.empty() ? std::vector{id} : statement.principals)},
          {"principalGroups", items({})},
          {"actions", values_of(statement.actions)},
          {"resources", values_of(statement.resources)},
          {"conditions", conditions_of(statement.conditions)}};
}

std::string document_of(const Denial& denial) {
  json::array statements;
  for (const auto& statement : denial.denied_by) statements.push_back(statement_of(statement, denial.principal));
  return json::serialize(
      json::object{{"allowed", false},
                   {"explicitDeny", denial.explicitly},
                   {"matchedStatements", items(std::move(statements))},
                   {"failures", items({})},
                   {"context",
                    {{"principal", {{"id", denial.principal.user_id}, {"arn", denial.principal.arn}}},
                     {"action", denial.action},
                     {"resource", denial.resource},
                     {"conditions", conditions_of(denial.context)}}}});
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
  auto document = document_of(denial);
  if (document.size() > kLongestDocument) {
    auto shorter = denial;
    shorter.denied_by.clear();
    document = document_of(shorter);
  }
  return text::base64url_encode(sealed(key_, random_bytes(random_, kNonceSize), document));
}

std::optional<std::string> AuthorizationMessages::decode(std::string_view message) const {
  const auto box = text::base64url_decode(message);
  return box ? opened(key_, *box) : std::nullopt;
}

}  // namespace aws::region::sts
