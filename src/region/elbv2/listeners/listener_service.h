// The operations on listeners. Owned by Elbv2; region thread.
#pragma once

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/balancer/listener_reconciler.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

class ListenerService {
 public:
  struct Parts {
    Elbv2Store& store;
    TargetMonitor& monitor;
    ListenerReconciler& listeners;
    Balancer& balancer;
    const Certificates& certificates;
  };
  explicit ListenerService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::CreateListenerResponse create(const aws::elbv2::CreateListenerRequest& request);
  aws::elbv2::DescribeListenersResponse describe_all(const aws::elbv2::DescribeListenersRequest& request);
  aws::elbv2::ModifyListenerResponse modify(const aws::elbv2::ModifyListenerRequest& request);
  aws::elbv2::DeleteListenerResponse remove(const aws::elbv2::DeleteListenerRequest& request);
  aws::elbv2::DescribeListenerAttributesResponse attributes(
      const aws::elbv2::DescribeListenerAttributesRequest& request);
  aws::elbv2::ModifyListenerAttributesResponse modify_attributes(
      const aws::elbv2::ModifyListenerAttributesRequest& request);

  void require_free_port(const ListenerSettings& settings) const;
  void changed();

  Parts parts_;
};

}  // namespace aws::region::elbv2
