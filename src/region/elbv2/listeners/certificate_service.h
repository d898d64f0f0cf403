// The certificates of HTTPS listeners beyond the first, of which a client's server name chooses one, and the policies
// by which they speak TLS. Owned by Elbv2; region thread.
#pragma once

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/balancer/listener_reconciler.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

class CertificateService {
 public:
  CertificateService(Elbv2Store& store, ListenerReconciler& listeners, const Certificates& certificates)
      : store_(store), listeners_(listeners), certificates_(certificates) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::AddListenerCertificatesResponse add(const aws::elbv2::AddListenerCertificatesRequest& request);
  aws::elbv2::RemoveListenerCertificatesResponse remove(const aws::elbv2::RemoveListenerCertificatesRequest& request);
  aws::elbv2::DescribeListenerCertificatesResponse describe_all(
      const aws::elbv2::DescribeListenerCertificatesRequest& request);
  aws::elbv2::DescribeSSLPoliciesResponse describe_policies(const aws::elbv2::DescribeSSLPoliciesRequest& request);

  const Listener& https_listener(const std::optional<std::string>& arn) const;

  Elbv2Store& store_;
  ListenerReconciler& listeners_;
  const Certificates& certificates_;
};

}  // namespace aws::region::elbv2
