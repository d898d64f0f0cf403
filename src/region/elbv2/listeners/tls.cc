#include "region/elbv2/listeners/tls.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>

#include "region/elbv2/errors.h"

namespace aws::region::elbv2 {
namespace {

using Names = std::vector<std::string_view>;

const Names kTls13Suites = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"};
const Names kForwardSecretGcm = {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
                                 "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"};
const Names kForwardSecretCbc = {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA384",
                                 "ECDHE-RSA-AES256-SHA384"};
const Names kForwardSecretSha1 = {"ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA",
                                  "ECDHE-ECDSA-AES256-SHA"};
const Names kRsa = {"AES128-GCM-SHA256", "AES128-SHA256", "AES256-GCM-SHA384", "AES256-SHA256"};
const Names kRsaSha1 = {"AES128-SHA", "AES256-SHA"};

Names joined(std::initializer_list<Names> parts) {
  Names all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

const Names kAll = joined({kForwardSecretGcm, kForwardSecretCbc, kForwardSecretSha1, kRsa, kRsaSha1});

const SslPolicy kPolicies[] = {
    {"ELBSecurityPolicy-2016-08", {"TLSv1", "TLSv1.1", "TLSv1.2"}, kAll},
    {"ELBSecurityPolicy-TLS-1-1-2017-01", {"TLSv1.1", "TLSv1.2"}, kAll},
    {"ELBSecurityPolicy-TLS-1-2-2017-01", {"TLSv1.2"}, joined({kForwardSecretGcm, kForwardSecretCbc, kRsa})},
    {"ELBSecurityPolicy-TLS-1-2-Ext-2018-06", {"TLSv1.2"}, kAll},
    {"ELBSecurityPolicy-FS-1-2-Res-2020-10", {"TLSv1.2"}, kForwardSecretGcm},
    {"ELBSecurityPolicy-TLS13-1-2-2021-06",
     {"TLSv1.2", "TLSv1.3"},
     joined({kTls13Suites, kForwardSecretGcm, kForwardSecretCbc})},
    {"ELBSecurityPolicy-TLS13-1-2-Res-2021-06", {"TLSv1.2", "TLSv1.3"}, joined({kTls13Suites, kForwardSecretGcm})},
    {"ELBSecurityPolicy-TLS13-1-3-2021-06", {"TLSv1.3"}, kTls13Suites},
};

// HAProxy's name for it.
std::string version(std::string_view protocol) { return protocol == "TLSv1" ? "TLSv1.0" : std::string(protocol); }

}  // namespace

std::span<const SslPolicy> ssl_policies() { return kPolicies; }

const SslPolicy& ssl_policy(std::string_view name) {
  const auto* found = std::ranges::find(kPolicies, name, &SslPolicy::name);
  if (found == std::end(kPolicies)) throw ssl_policy_not_found(name);
  return *found;
}

std::string requested_certificate(const std::vector<aws::elbv2::Certificate>& certificates, const Certificates& known) {
  if (certificates.empty()) throw validation_error("A certificate must be specified for HTTPS listeners");
  if (certificates.size() > 1) {
    throw validation_error(
        fmt::format("Up to '1' certificates can be specified, but '{}' were specified", certificates.size()));
  }
  auto arn = certificates[0].CertificateArn.value_or("");
  require_known(arn, known);
  return arn;
}

void require_known(const std::string& certificate_arn, const Certificates& known) {
  if (!known.bundle(certificate_arn)) throw certificate_not_found(certificate_arn);
}

// The versions before TLS 1.2 sign with SHA-1, which OpenSSL leaves to those who ask for it.
BalancedTls tls_by(const SslPolicy& policy) {
  Names older, newer;
  for (const auto cipher : policy.ciphers) (cipher.starts_with("TLS_") ? newer : older).push_back(cipher);
  BalancedTls tls{.oldest = version(policy.protocols.front()), .newest = version(policy.protocols.back())};
  tls.ciphers = fmt::format("{}", fmt::join(older, ":"));
  if (policy.protocols.front() != "TLSv1.2" && !older.empty()) tls.ciphers += ":@SECLEVEL=0";
  tls.suites = fmt::format("{}", fmt::join(newer, ":"));
  return tls;
}

}  // namespace aws::region::elbv2
