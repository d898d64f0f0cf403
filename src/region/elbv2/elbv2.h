// The region's Elastic Load Balancing, put together: its parts in the order in which they need each other. Neighbours
// are wired to the members. Owned by the region; region thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/announcer.h"
#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/elbv2/balancer/listener_reconciler.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/listeners/certificate_service.h"
#include "region/elbv2/listeners/listener_service.h"
#include "region/elbv2/listeners/rule_service.h"
#include "region/elbv2/load_balancers/capacity_service.h"
#include "region/elbv2/load_balancers/load_balancer_service.h"
#include "region/elbv2/load_balancers/zonal_shifts.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/tag_service.h"
#include "region/elbv2/targets/target_group_service.h"
#include "region/elbv2/targets/target_monitor.h"
#include "region/elbv2/targets/target_service.h"
#include "region/store/store.h"

namespace aws::region::elbv2 {

struct Elbv2Dependencies {
  Store& store;
  const Clock& clock;
  Timers& timers;  // at AWS's durations
  Random& random;
  Place place;
  const Instances& instances;
  Network& network;
  const Certificates& certificates;
  Prober& prober;
  Balancer& balancer;
};

class Elbv2 {
 public:
  explicit Elbv2(const Elbv2Dependencies& dependencies);
  Elbv2(const Elbv2&) = delete;
  Elbv2& operator=(const Elbv2&) = delete;

  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);
  // Once, when the instances are known: addresses, registrations and the balancer are what the store says.
  void start();

  const std::map<std::string, LoadBalancer, std::less<>>& load_balancers() const { return store_.load_balancers(); }
  bool uses_security_group(const std::string& id) const;  // by any load balancer
  // The ARN of a load balancer that shows this certificate.
  std::optional<std::string> user_of_certificate(const std::string& arn) const;
  void certificate_renamed(const std::string& arn, const std::string& new_arn);
  Tags tags_of(std::string_view arn) const { return store_.has(arn) ? store_.tags(arn) : Tags{}; }
  std::vector<std::string> target_group_arns() const;
  std::vector<LoadBalancer> load_balancers_that_can_be_shifted() const;
  // Away from this zone, or, with "", back to all: while the load balancer can be shifted, and until the region ends.
  void shift(const std::string& load_balancer_arn, const std::string& away_from);
  Announcer<LoadBalancerChanged>& load_balancer_changes() { return load_balancer_changes_; }
  TargetMonitor& monitor() { return monitor_; }
  ListenerReconciler& listeners() { return listeners_; }

 private:
  Elbv2Store store_;
  Announcer<LoadBalancerChanged> load_balancer_changes_;
  ZonalShifts shifts_;
  TargetMonitor monitor_;
  ListenerReconciler listeners_;
  TargetGroupService target_group_service_;
  TargetService target_service_;
  LoadBalancerService load_balancer_service_;
  CapacityService capacity_service_;
  ListenerService listener_service_;
  CertificateService certificate_service_;
  RuleService rule_service_;
  TagService tag_service_;
};

}  // namespace aws::region::elbv2
