#include "region/ec2/keys/key_material.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

#include "base/text/base64.h"

namespace aws::region::ec2 {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using Buffer = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr std::string_view kRsa = "ssh-rsa";
constexpr std::string_view kEd25519 = "ssh-ed25519";
constexpr std::size_t kEd25519Size = 32;

Key checked(EVP_PKEY* key) {
  if (key == nullptr) throw std::runtime_error("OpenSSL makes no key");
  return {key, &EVP_PKEY_free};
}

// A text behind its length, as every field of OpenSSH's formats is.
std::string field(std::string_view text) {
  std::string encoded;
  for (const int shift : {24, 16, 8, 0})
    encoded += static_cast<char>(text.size() >> static_cast<unsigned>(shift) & 0xffU);
  return encoded.append(text);
}

// Takes the next field off the front.
std::optional<std::string_view> next_field(std::string_view& text) {
  if (text.size() < 4) return std::nullopt;
  std::size_t size = 0;
  for (int i = 0; i < 4; ++i) size = size << 8U | static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
  text.remove_prefix(4);
  if (size > text.size()) return std::nullopt;
  const auto taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

// Positive: a first bit of one gets a byte of zeros in front.
std::string number_field(const EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(key, name, &raw);
  const Number number(raw, &BN_free);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  if (!bytes.empty() && (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0) bytes.insert(bytes.begin(), '\0');
  return field(bytes);
}

std::string digest(const EVP_MD* algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), bytes.data(), &size, algorithm, nullptr);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string with_colons(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
  }
  return text;
}

std::string pkcs8(const EVP_PKEY* key) {
  PKCS8_PRIV_KEY_INFO* info = EVP_PKEY2PKCS8(key);
  unsigned char* bytes = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &bytes);
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(std::max(size, 0)));
  OPENSSL_free(bytes);
  PKCS8_PRIV_KEY_INFO_free(info);
  return text;
}

std::string pem(const EVP_PKEY* key) {
  const Buffer buffer(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_PrivateKey_traditional(buffer.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(buffer.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string raw(const EVP_PKEY* key, int (*get)(const EVP_PKEY*, unsigned char*, std::size_t*)) {
  std::string bytes(kEd25519Size, '\0');
  std::size_t size = bytes.size();
  get(key, reinterpret_cast<unsigned char*>(bytes.data()), &size);
  return bytes;
}

// As ssh-keygen writes one without a passphrase (PROTOCOL.key of OpenSSH).
std::string openssh_pem(const std::string& public_bytes, const std::string& private_bytes) {
  const std::string blob = field(kEd25519) + field(public_bytes);
  std::array<unsigned char, 4> check{};
  RAND_bytes(check.data(), static_cast<int>(check.size()));
  const std::string twice(reinterpret_cast<const char*>(check.data()), check.size());
  std::string secret = twice + twice + blob + field(private_bytes + public_bytes) + field("");
  for (char padding = 1; secret.size() % 8 != 0; ++padding) secret += padding;
  const std::string text = text::base64_encode(std::string("openssh-key-v1\0", 15) + field("none") + field("none") +
                                               field("") + std::string("\0\0\0\1", 4) + field(blob) + field(secret));
  std::string lines = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  for (std::size_t start = 0; start < text.size(); start += 70) lines += text.substr(start, 70) + '\n';
  return lines + "-----END OPENSSH PRIVATE KEY-----\n";
}

std::string line(std::string_view type, const std::string& blob) {
  return fmt::format("{} {}", type, text::base64_encode(blob));
}

std::string sha256(const std::string& blob) { return text::base64_encode(digest(EVP_sha256(), blob)); }

// SEQUENCE, INTEGER and so on of ASN.1 around their contents.
std::string element(char tag, std::string_view content) {
  std::string header(1, tag);
  if (content.size() < 0x80) {
    header += static_cast<char>(content.size());
  } else {
    header += '\x82';
    header += static_cast<char>(content.size() >> 8U);
    header += static_cast<char>(content.size() & 0xffU);
  }
  return header.append(content);
}

std::string rsa_public_der(std::string_view modulus, std::string_view exponent) {
  constexpr std::string_view kAlgorithm("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", 15);
  const auto key = element('\x30', element('\x02', modulus) + element('\x02', exponent));
  return element('\x30', std::string(kAlgorithm) + element('\x03', std::string(1, '\0') + key));
}

}  // namespace

KeyMaterial make_rsa_key() {
  const Key key = checked(EVP_RSA_gen(2048));
  const auto blob =
      field(kRsa) + number_field(key.get(), OSSL_PKEY_PARAM_RSA_E) + number_field(key.get(), OSSL_PKEY_PARAM_RSA_N);
  return {.type = "rsa",
          .public_key = line(kRsa, blob),
          .private_key = pem(key.get()),
          .fingerprint = with_colons(digest(EVP_sha1(), pkcs8(key.get())))};
}

KeyMaterial make_ed25519_key() {
  const Key key = checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const auto public_bytes = raw(key.get(), &EVP_PKEY_get_raw_public_key);
  const auto blob = field(kEd25519) + field(public_bytes);
  return {.type = "ed25519",
          .public_key = line(kEd25519, blob),
          .private_key = openssh_pem(public_bytes, raw(key.get(), &EVP_PKEY_get_raw_private_key)),
          .fingerprint = sha256(blob)};
}

std::optional<KeyMaterial> read_public_key(std::string_view text) {
  const auto first = std::min(text.find(' '), text.size());
  const auto type = text.substr(0, first);
  auto rest = text.substr(std::min(first + 1, text.size()));
  rest = rest.substr(0, rest.find_first_of(" \r\n"));
  const auto blob = text::base64_decode(rest);
  if (!blob || (type != kRsa && type != kEd25519)) return std::nullopt;
  std::string_view fields = *blob;
  if (next_field(fields) != type) return std::nullopt;
  const auto one = next_field(fields);
  if (!one) return std::nullopt;
  if (type == kEd25519) {
    if (one->size() != kEd25519Size || !fields.empty()) return std::nullopt;
    return KeyMaterial{.type = "ed25519", .public_key = line(type, *blob), .fingerprint = sha256(*blob)};
  }
  const auto modulus = next_field(fields);
  if (!modulus || !fields.empty() || modulus->size() < 128 || modulus->size() > 1025) return std::nullopt;
  return KeyMaterial{.type = "rsa",
                     .public_key = line(type, *blob),
                     .fingerprint = with_colons(digest(EVP_md5(), rsa_public_der(*modulus, *one)))};
}

}  // namespace aws::region::ec2
