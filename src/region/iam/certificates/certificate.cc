#include "region/iam/certificates/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <vector>

#include "region/iam/errors.h"

namespace aws::region::iam {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using PrivateKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Buffer = std::unique_ptr<BIO, decltype(&BIO_free)>;

Buffer buffer_of(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

// Leaves nothing in OpenSSL's queue of errors, from which others read.
std::vector<Certificate> certificates_in(const std::string& pem) {
  std::vector<Certificate> found;
  const Buffer buffer = buffer_of(pem);
  while (X509* next = PEM_read_bio_X509(buffer.get(), nullptr, nullptr, nullptr)) found.emplace_back(next, &X509_free);
  ERR_clear_error();
  return found;
}

// A key that is encrypted is refused, not asked for its password.
PrivateKey key_in(const std::string& pem) {
  const auto no_password = [](char*, int, int, void*) { return -1; };
  PrivateKey key(PEM_read_bio_PrivateKey(buffer_of(pem).get(), nullptr, no_password, nullptr), &EVP_PKEY_free);
  ERR_clear_error();
  return key;
}

bool signed_by(X509* certificate, X509* issuer) {
  const bool is =
      X509_check_issued(issuer, certificate) == X509_V_OK && X509_verify(certificate, X509_get0_pubkey(issuer)) == 1;
  ERR_clear_error();
  return is;
}

Timestamp end_of(const X509* certificate) {
  std::tm end{};
  ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end);
  return from_milliseconds(std::int64_t{timegm(&end)} * 1000);
}

}  // namespace

Timestamp checked_certificate(const std::string& body, const std::string& private_key, const std::string& chain) {
  const auto own = certificates_in(body);
  if (own.size() != 1) throw malformed_certificate();
  const auto key = key_in(private_key);
  if (!key) throw malformed_private_key();
  const bool matches = X509_check_private_key(own[0].get(), key.get()) == 1;
  ERR_clear_error();
  if (!matches) throw key_pair_mismatch();
  const auto issuers = certificates_in(chain);
  if (issuers.empty() && !chain.empty()) throw malformed_chain(0);
  X509* certificate = own[0].get();
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    if (!signed_by(certificate, issuers[i].get())) throw malformed_chain(i);
    certificate = issuers[i].get();
  }
  return end_of(own[0].get());
}

}  // namespace aws::region::iam
