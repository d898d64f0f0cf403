// Keeps watch over every registered target: one health session each, checked at its group's interval while a listener
// uses the group, and drained when it leaves. Registrations are in the store; health is found out again after a
// restart, and draining ends with the process, as the connections do. Owned by the region; region thread.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/announcer.h"
#include "base/clock.h"
#include "base/turns.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/targets/routing.h"
#include "region/elbv2/targets/target_health.h"

namespace aws::region::elbv2 {

// A target of the group has another health, or the group has other targets.
struct TargetGroupChanged {
  std::string arn;
  auto operator<=>(const TargetGroupChanged&) const = default;
};

// What DescribeTargetHealth shows of a target has become this; no state when it is not registered any more.
struct TargetHealthChanged {
  std::string arn;  // of the group
  Target target;
  HealthVerdict verdict;
  auto operator<=>(const TargetHealthChanged&) const = default;
};

// How a target's health came about.
struct ChecksSoFar {
  int passes = 0;    // in a row, towards healthy
  int failures = 0;  // in a row, towards unhealthy
  std::optional<Timestamp> last;
  std::string answer;  // to the last one: "200", "no connection"
};

struct ListedTarget {
  Target target;
  HealthVerdict verdict;
};

class TargetMonitor {
 public:
  struct Neighbours {
    const Instances& instances;
    const Network& network;
    Prober& prober;
    Balancer& balancer;
    const Clock& clock;
    Timers& timers;  // at AWS's durations
  };

  TargetMonitor(Elbv2Store& store, const Neighbours& neighbours);
  ~TargetMonitor();
  TargetMonitor(const TargetMonitor&) = delete;
  TargetMonitor& operator=(const TargetMonitor&) = delete;

  // Once, when the instances are known: takes up the registrations in the store, without those whose instance is gone.
  void start();

  bool target_group_exists(const std::string& arn) const { return store_.find_target_group(arn) != nullptr; }
  std::chrono::seconds deregistration_delay(const std::string& arn) const;  // throws TargetGroupNotFound
  // As registered when nothing is said of a port.
  Target on_own_port(const std::string& arn, const std::string& id) const;
  // Both take part in the caller's transaction of the store.
  void register_target(const std::string& arn, const Target& target);  // TargetGroupNotFound, InvalidTarget
  void register_targets(const std::string& arn, const std::vector<Target>& targets);  // all or none
  void deregister_target(const std::string& arn, const Target& target);
  std::vector<Target> targets(const std::string& arn) const;  // registered, without those that drain
  bool healthy(const std::string& arn, const Target& target) const;
  bool unhealthy(const std::string& arn, const Target& target) const;
  // No request is in flight to a target that was deregistered, or its delay has elapsed, or it never was registered.
  bool drained(const std::string& arn, const Target& target) const;
  Announcer<TargetGroupChanged>& changes() { return changes_; }
  Announcer<TargetHealthChanged>& health_changes() { return health_changes_; }

  // From the region.
  void instance_changed(const std::string& instance_id);

  // From the service, after it changed the store.
  void listeners_changed();
  void target_group_modified(const std::string& arn);
  void target_group_deleted(const std::string& arn);

  std::vector<ListedTarget> list(const std::string& arn) const;             // what DescribeTargetHealth lists unasked
  std::string zone_of(const std::string& arn, const Target& target) const;  // "" when it is not registered
  HealthVerdict verdict(const std::string& arn, const Target& target) const;
  std::optional<ChecksSoFar> checks(const std::string& arn, const Target& target) const;
  std::vector<RoutingCandidate> routing_candidates(const std::string& arn) const;

 private:
  struct Session;
  using Key = std::pair<std::string, Target>;  // group and target

  Session* find(const std::string& arn, const Target& target) const;
  std::optional<Instance> host_of(const Key& key) const;
  std::vector<Session*> sessions_of(const std::string& arn) const;
  Session& add(const Key& key);
  void remove(Key key);
  void restore_on_rollback(const Key& key);
  void sync(const Key& key);

  void refresh(Session& session);
  void settle(Session& session, Transition transition);
  std::string source_of(const Session& session) const;
  void run_check(Session& session);
  void check_done(Session& session, const ProbeReply& reply);
  bool has_target_at_full_share(const std::string& arn) const;
  void begin_slow_start(Session& session);
  void drain(Session& session);
  void drop_terminated(Session& session);
  void abort_requests(const Key& key);
  void count_requests();
  void requests_counted(const RequestCounts& counts);
  void changed(const std::string& arn);
  void health_changed(const Session& session);

  Elbv2Store& store_;
  const Instances& instances_;
  const Network& network_;
  Prober& prober_;
  Balancer& balancer_;
  const Clock& clock_;
  Timers& timers_;
  std::map<Key, std::shared_ptr<Session>> sessions_;
  Announcer<TargetGroupChanged> changes_;
  Announcer<TargetHealthChanged> health_changes_;
  Turns<std::string> turns_;
  Timer next_count_;
  std::shared_ptr<TargetMonitor*> self_;  // expires with this, for callbacks that may come later
};

}  // namespace aws::region::elbv2
