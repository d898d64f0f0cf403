// The operations on the rules of listeners. Each listener's default rule is its default actions, under an ARN of its
// own. Owned by Elbv2; region thread.
#pragma once

#include <string>
#include <vector>

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/balancer/listener_reconciler.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

class RuleService {
 public:
  RuleService(Elbv2Store& store, TargetMonitor& monitor, ListenerReconciler& listeners)
      : store_(store), monitor_(monitor), listeners_(listeners) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::CreateRuleResponse create(const aws::elbv2::CreateRuleRequest& request);
  aws::elbv2::DescribeRulesResponse describe_all(const aws::elbv2::DescribeRulesRequest& request);
  aws::elbv2::ModifyRuleResponse modify(const aws::elbv2::ModifyRuleRequest& request);
  aws::elbv2::DeleteRuleResponse remove(const aws::elbv2::DeleteRuleRequest& request);
  aws::elbv2::SetRulePrioritiesResponse set_priorities(const aws::elbv2::SetRulePrioritiesRequest& request);

  std::vector<aws::elbv2::Rule> of_listener(const Listener& listener) const;
  const Listener* listener_of_default_rule(const std::string& arn) const;
  void refuse_default_rule(const std::string& arn, std::string_view doing) const;
  const LoadBalancer& load_balancer_of(const std::string& listener_arn) const;
  void changed();

  Elbv2Store& store_;
  TargetMonitor& monitor_;
  ListenerReconciler& listeners_;
};

}  // namespace aws::region::elbv2
