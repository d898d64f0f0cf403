// How a listener speaks TLS: AWS's security policies, and what requests say of certificates. The policies are those
// with which listeners are made most; others of AWS's are not found here.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

struct SslPolicy {
  std::string_view name;
  std::vector<std::string_view> protocols;  // the oldest first
  std::vector<std::string_view> ciphers;    // by OpenSSL's names, the preferred first
};

std::span<const SslPolicy> ssl_policies();
const SslPolicy& ssl_policy(std::string_view name);  // throws SSLPolicyNotFound

// The one certificate of a request, which exists. Throws ValidationError and CertificateNotFound.
std::string requested_certificate(const std::vector<aws::elbv2::Certificate>& certificates, const Certificates& known);
void require_known(const std::string& certificate_arn, const Certificates& known);

// Fills in what the balancer needs but the certificates.
BalancedTls tls_by(const SslPolicy& policy);

}  // namespace aws::region::elbv2
