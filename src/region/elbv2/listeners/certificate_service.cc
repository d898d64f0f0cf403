#include "region/elbv2/listeners/certificate_service.h"

#include <algorithm>

#include "region/elbv2/errors.h"
#include "region/elbv2/listeners/tls.h"
#include "region/elbv2/pages.h"
#include "region/elbv2/request_checks.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::size_t kCertificates = 25;  // of a load balancer, the first ones not counted

api::SslPolicy describe(const SslPolicy& policy) {
  api::SslPolicy described{.SslProtocols = {policy.protocols.begin(), policy.protocols.end()},
                           .Name = std::string(policy.name),
                           .SupportedLoadBalancerTypes = {"application"}};
  int priority = 0;
  for (const auto cipher : policy.ciphers) {
    described.Ciphers.push_back({.Name = std::string(cipher), .Priority = ++priority});
  }
  return described;
}

}  // namespace

void CertificateService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::AddListenerCertificates, this, &CertificateService::add);
  handlers.on(operations::RemoveListenerCertificates, this, &CertificateService::remove);
  handlers.on(operations::DescribeListenerCertificates, this, &CertificateService::describe_all);
  handlers.on(operations::DescribeSSLPolicies, this, &CertificateService::describe_policies);
}

const Listener& CertificateService::https_listener(const std::optional<std::string>& arn) const {
  require_arn("listener", arn.value_or(""));
  const auto& listener = store_.listener(*arn);
  if (listener.settings.protocol != "HTTPS") throw no_certificates_here();
  return listener;
}

api::AddListenerCertificatesResponse CertificateService::add(const api::AddListenerCertificatesRequest& request) {
  Listener listener = https_listener(request.ListenerArn);
  api::AddListenerCertificatesResponse response;
  for (const auto& certificate : request.Certificates) {
    const auto arn = certificate.CertificateArn.value_or("");
    require_known(arn, certificates_);
    response.Certificates.push_back({.CertificateArn = arn, .IsDefault = arn == listener.settings.certificate_arn});
    if (!listener.shows(arn)) listener.more_certificates.push_back(arn);
  }
  if (listener.more_certificates.size() > kCertificates) throw too_many_certificates();
  store_.put(std::move(listener));
  listeners_.changed();
  return response;
}

api::RemoveListenerCertificatesResponse CertificateService::remove(
    const api::RemoveListenerCertificatesRequest& request) {
  Listener listener = https_listener(request.ListenerArn);
  for (const auto& certificate : request.Certificates) {
    const auto arn = certificate.CertificateArn.value_or("");
    if (arn == listener.settings.certificate_arn) throw default_certificate_permanent();
    std::erase(listener.more_certificates, arn);
  }
  store_.put(std::move(listener));
  listeners_.changed();
  return {};
}

api::DescribeListenerCertificatesResponse CertificateService::describe_all(
    const api::DescribeListenerCertificatesRequest& request) {
  require_arn("listener", request.ListenerArn.value_or(""));
  const auto& listener = store_.listener(*request.ListenerArn);
  std::vector<api::Certificate> all;
  if (!listener.settings.certificate_arn.empty()) {
    all.push_back({.CertificateArn = listener.settings.certificate_arn, .IsDefault = true});
  }
  for (const auto& arn : listener.more_certificates) all.push_back({.CertificateArn = arn, .IsDefault = false});
  const auto arn = [](const api::Certificate& certificate) { return *certificate.CertificateArn; };
  auto page = page_of(std::move(all), arn, request.PageSize, request.Marker);
  return {.Certificates = std::move(page.items), .NextMarker = page.next};
}

api::DescribeSSLPoliciesResponse CertificateService::describe_policies(const api::DescribeSSLPoliciesRequest& request) {
  std::vector<api::SslPolicy> found;
  for (const auto& name : request.Names) found.push_back(describe(ssl_policy(name)));
  if (request.Names.empty()) {
    for (const auto& policy : ssl_policies()) found.push_back(describe(policy));
  }
  if (request.LoadBalancerType.value_or("application") != "application") found.clear();
  const auto name = [](const api::SslPolicy& policy) { return *policy.Name; };
  auto page = page_of(std::move(found), name, request.PageSize, request.Marker);
  return {.SslPolicies = std::move(page.items), .NextMarker = page.next};
}

}  // namespace aws::region::elbv2
