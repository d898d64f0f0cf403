// Target groups, load balancers, listeners, rules and registrations, kept in the store with the rules that hold between
// them. Creating is idempotent as on AWS: the same settings give the object that exists, others an error. Owned by the
// region; region thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/elbv2/records.h"
#include "region/store/collection.h"

namespace aws::region::elbv2 {

class Elbv2Store {
 public:
  Elbv2Store(Store& store, Random& random, Place place);

  const std::map<std::string, TargetGroup, std::less<>>& target_groups() const { return target_groups_.all(); }
  const TargetGroup* find_target_group(std::string_view arn) const { return target_groups_.find(arn); }
  const TargetGroup* find_target_group_named(std::string_view name) const;
  const TargetGroup& target_group(std::string_view arn) const;           // throws TargetGroupNotFound
  const TargetGroup& create_target_group(TargetGroupSettings settings);  // throws DuplicateTargetGroupName
  const TargetGroup& put(TargetGroup changed);
  void delete_target_group(const std::string& arn);  // throws ResourceInUse

  const std::map<std::string, LoadBalancer, std::less<>>& load_balancers() const { return load_balancers_.all(); }
  const LoadBalancer* find_load_balancer_named(std::string_view name) const;
  const LoadBalancer& load_balancer(std::string_view arn) const;  // throws LoadBalancerNotFound
  // The load balancer of this name when its settings are these, nullptr when there is none; throws
  // DuplicateLoadBalancerName.
  const LoadBalancer* same_load_balancer(const LoadBalancerSettings& settings) const;
  const LoadBalancer& create_load_balancer(LoadBalancerSettings settings, std::string address, Timestamp now);
  const LoadBalancer& put(LoadBalancer changed);
  void delete_load_balancer(const std::string& arn);  // with its listeners; throws OperationNotPermitted

  const std::map<std::string, Listener, std::less<>>& listeners() const { return listeners_.all(); }
  const Listener* find_listener(std::string_view arn) const { return listeners_.find(arn); }
  const Listener& listener(std::string_view arn) const;  // throws ListenerNotFound
  // As above for a listener: throws DuplicateListener or TargetGroupAssociationLimit.
  const Listener* same_listener(const ListenerSettings& settings) const;
  const Listener& create_listener(ListenerSettings settings);
  const Listener& put(Listener changed);
  void delete_listener(const std::string& arn);  // with its rules

  const std::map<std::string, Rule, std::less<>>& rules() const { return rules_.all(); }
  const Rule& rule(std::string_view arn) const;                            // throws RuleNotFound
  std::vector<const Rule*> rules_of(std::string_view listener_arn) const;  // in order of priority
  const Rule& create_rule(Rule rule);                                      // throws PriorityInUse
  void set_priorities(const std::map<std::string, int>& priorities);       // by ARN, all or none; PriorityInUse
  const Rule& put(Rule changed);
  void delete_rule(const std::string& arn) { rules_.erase(arn); }
  // Throws TargetGroupAssociationLimit when one of the groups belongs to another load balancer.
  void check_groups_free(const std::vector<Action>& actions, std::string_view load_balancer_arn) const;

  // Of anything that has an ARN; throws that it is not found, or that this is no such ARN.
  const Tags& tags(std::string_view arn) const;
  bool has(std::string_view arn) const;
  void set_tags(std::string_view arn, Tags tags);

  // The load balancer whose listeners or rules forward to the group, or nullptr.
  const LoadBalancer* load_balancer_of(std::string_view target_group_arn) const;

  std::vector<Registration> registrations() const;
  void add_registration(const Registration& registration);
  void remove_registration(const Registration& registration);
  bool is_registered(const Registration& registration) const;
  void transaction(const std::function<void()>& change) { store_.transaction(change); }
  // What is to be done if the transaction under way, if there is one, is taken back.
  void on_rollback(std::function<void()> undo);

 private:
  void take_up_older_records();

  Store& store_;
  Random& random_;
  Place place_;
  Collection<TargetGroup> target_groups_;  // each by its ARN
  Collection<LoadBalancer> load_balancers_;
  Collection<Listener> listeners_;
  Collection<Rule> rules_;
  Collection<Registration> registrations_;  // by group and target
};

// Whether the load balancer sends requests to the group on the way of one of these actions.
bool forwards_to(const std::vector<Action>& actions, std::string_view target_group_arn);

// "arn:...:listener/app/NAME/BALANCER/LISTENER" -> "arn:...:listener-rule/app/NAME/BALANCER/LISTENER/LISTENER"
std::string default_rule_arn(std::string_view listener_arn);

}  // namespace aws::region::elbv2
