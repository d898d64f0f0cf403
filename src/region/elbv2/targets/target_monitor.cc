#include "region/elbv2/targets/target_monitor.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "region/elbv2/attributes.h"
#include "region/elbv2/errors.h"
#include "region/elbv2/targets/slow_start.h"
#include "region/elbv2/targets/status_matcher.h"

namespace aws::region::elbv2 {
namespace {

// For so long a terminated instance is said to be draining when it is asked for.
constexpr auto kTerminatedIsRemembered = std::chrono::minutes(10);
// How often the balancer is asked whether requests are still in flight to a draining target.
constexpr auto kCountInterval = std::chrono::seconds(2);

InstanceCondition condition_of(const std::optional<Instance>& instance) {
  if (!instance || instance->state == InstanceState::kTerminated) return InstanceCondition::kTerminated;
  return instance->state == InstanceState::kStopped ? InstanceCondition::kStopped : InstanceCondition::kUsable;
}

Usage usage_of(const LoadBalancer* load_balancer, std::string_view zone) {
  if (load_balancer == nullptr) return Usage::kGroupNotInUse;
  return load_balancer->settings.serves_zone(zone) ? Usage::kUsed : Usage::kZoneNotEnabled;
}

Check judge(const ProbeReply& reply, const std::string& matcher) {
  if (reply.kind == ProbeReply::Kind::kTimedOut) return {CheckOutcome::kTimedOut};
  if (reply.kind == ProbeReply::Kind::kFailed) return {CheckOutcome::kFailed};
  const auto accepted = StatusMatcher::parse(matcher);
  if (accepted && accepted->matches(reply.status)) return {CheckOutcome::kPassed};
  return {CheckOutcome::kStatusMismatch, reply.status};
}

std::string answer_of(const ProbeReply& reply) {
  if (reply.kind == ProbeReply::Kind::kTimedOut) return "no answer in time";
  return reply.kind == ProbeReply::Kind::kFailed ? "no connection" : std::to_string(reply.status);
}

bool is_checked(HealthState state) {
  return state == HealthState::kInitial || state == HealthState::kHealthy || state == HealthState::kUnhealthy;
}

}  // namespace

struct TargetMonitor::Session {
  Session(Key key_, Thresholds thresholds) : key(std::move(key_)), health(thresholds) {}
  const std::string& arn() const { return key.first; }
  const Target& target() const { return key.second; }

  Key key;
  TargetHealth health;
  bool listed = true;        // a terminated instance is remembered, but not listed
  bool no_requests = false;  // draining: the balancer counted none
  bool checking = false;
  SlowStart slow_start;
  bool starts_slowly = false;  // when it becomes healthy: it came to, or back to, a group that was in service
  std::optional<Timestamp> last_check;
  std::string last_answer;
  std::uint64_t round = 0;  // of checks; the reply to a check of an earlier round says nothing any more
  Timer next_check;
  Timer end;  // of draining
};

TargetMonitor::TargetMonitor(Elbv2Store& store, const Neighbours& neighbours)
    : store_(store),
      instances_(neighbours.instances),
      network_(neighbours.network),
      prober_(neighbours.prober),
      balancer_(neighbours.balancer),
      clock_(neighbours.clock),
      timers_(neighbours.timers),
      changes_(timers_),
      health_changes_(timers_),
      turns_(timers_),
      self_(std::make_shared<TargetMonitor*>(this)) {}

TargetMonitor::~TargetMonitor() = default;

void TargetMonitor::start() {
  for (const auto& registration : store_.registrations()) {
    const Key key{registration.target_group_arn, registration.target};
    if (condition_of(host_of(key)) == InstanceCondition::kTerminated) {
      store_.remove_registration(registration);
    } else {
      refresh(add(key));
    }
  }
}

void TargetMonitor::changed(const std::string& arn) { changes_.announce({arn}); }

void TargetMonitor::health_changed(const Session& session) {
  health_changes_.announce({session.arn(), session.target(), session.health.verdict()});
  changed(session.arn());
}

TargetMonitor::Session* TargetMonitor::find(const std::string& arn, const Target& target) const {
  const auto found = sessions_.find({arn, target});
  return found == sessions_.end() ? nullptr : found->second.get();
}

std::vector<TargetMonitor::Session*> TargetMonitor::sessions_of(const std::string& arn) const {
  std::vector<Session*> sessions;
  for (auto entry = sessions_.lower_bound({arn, {}}); entry != sessions_.end() && entry->first.first == arn; ++entry) {
    sessions.push_back(entry->second.get());
  }
  return sessions;
}

TargetMonitor::Session& TargetMonitor::add(const Key& key) {
  const auto& settings = store_.target_group(key.first).settings;
  const Thresholds thresholds{.healthy = settings.healthy_threshold, .unhealthy = settings.unhealthy_threshold};
  return *(sessions_[key] = std::make_shared<Session>(key, thresholds));
}

// An address is its own host, and is taken to be there.
std::optional<Instance> TargetMonitor::host_of(const Key& key) const {
  const auto& [arn, target] = key;
  const auto* group = store_.find_target_group(arn);
  if (group == nullptr || group->settings.target_type != "ip") return instances_.find(target.id);
  const auto subnet = network_.subnet_of_address(group->settings.vpc_id, target.id);
  return Instance{.address = target.id,
                  .zone = subnet ? subnet->zone : "",
                  .vpc_id = group->settings.vpc_id,
                  .state = InstanceState::kRunning};
}

std::chrono::seconds TargetMonitor::deregistration_delay(const std::string& arn) const {
  return seconds_of(kTargetGroupAttributes, store_.target_group(arn).attributes, kDeregistrationDelay);
}

Target TargetMonitor::on_own_port(const std::string& arn, const std::string& id) const {
  const auto* group = store_.find_target_group(arn);
  return {id, group == nullptr ? 0 : group->settings.port};
}

void TargetMonitor::remove(Key key) {
  sessions_.erase(key);
  health_changes_.announce({key.first, key.second, {}});
  changed(key.first);
}

void TargetMonitor::register_target(const std::string& arn, const Target& target) {
  const auto& group = store_.target_group(arn);
  const auto host = host_of({arn, target});
  if (!host || host->state != InstanceState::kRunning) throw targets_not_running(target.id);
  if (group.settings.target_type == "ip" && host->zone.empty()) {
    throw address_not_in_vpc(target.id, group.settings.vpc_id);
  }
  restore_on_rollback({arn, target});
  store_.add_registration({arn, target});
  sync({arn, target});
}

void TargetMonitor::register_targets(const std::string& arn, const std::vector<Target>& targets) {
  store_.transaction([&] {
    for (const auto& target : targets) register_target(arn, target);
  });
}

void TargetMonitor::deregister_target(const std::string& arn, const Target& target) {
  if (!store_.is_registered({arn, target})) return;
  restore_on_rollback({arn, target});
  store_.remove_registration({arn, target});
  sync({arn, target});
}

// What is in the store may be taken back, and the session with it.
void TargetMonitor::restore_on_rollback(const Key& key) {
  const auto* session = find(key.first, key.second);
  const auto before = session == nullptr ? std::nullopt : std::optional(session->health);
  store_.on_rollback([this, key, before] {
    if (!before) return remove(key);
    auto* found = find(key.first, key.second);
    auto& restored = found == nullptr ? add(key) : *found;
    restored.health = *before;
    restored.end.cancel();
    if (before->state() == HealthState::kDraining) drain(restored);
    settle(restored, Transition::kChanged);
  });
}

// Makes a session what its registration is now.
void TargetMonitor::sync(const Key& key) {
  auto* session = find(key.first, key.second);
  const bool draining = session != nullptr && session->health.state() == HealthState::kDraining;
  if (store_.is_registered({key.first, key.second})) {
    const bool in_service = has_target_at_full_share(key.first);
    if (session == nullptr) {
      auto& added = add(key);
      added.starts_slowly = in_service;
      refresh(added);
      changed(key.first);
    } else if (draining) {
      session->starts_slowly = in_service;
      session->end.cancel();
      session->no_requests = false;
      settle(*session, session->health.registered_again());
    }
  } else if (session != nullptr && !draining) {
    // A target that no load balancer sends to has nothing to wait for.
    session->health.state() == HealthState::kUnused ? remove(key) : drain(*session);
  }
}

bool TargetMonitor::has_target_at_full_share(const std::string& arn) const {
  return std::ranges::any_of(sessions_of(arn), [](const Session* session) {
    return session->health.state() == HealthState::kHealthy && !session->slow_start.going_on();
  });
}

// The session's target has just become healthy.
void TargetMonitor::begin_slow_start(Session& session) {
  const auto duration = seconds_of(kTargetGroupAttributes, store_.target_group(session.arn()).attributes, kSlowStart);
  const bool wanted = session.starts_slowly && duration > Duration::zero();
  session.starts_slowly = true;  // should it become unhealthy and healthy again
  if (wanted) session.slow_start.begin(timers_, duration, [this, arn = session.arn()] { changed(arn); });
}

void TargetMonitor::drain(Session& session) {
  session.end = timers_.after(deregistration_delay(session.arn()), [this, key = session.key] {
    abort_requests(key);
    remove(key);
  });
  settle(session, session.health.deregistered());
  // After the balancer's reconciler has heard of it: what is counted then was sent to the target before.
  turns_.take("count", [this] { count_requests(); });
}

// They may have come by the group's name or by its zone's.
void TargetMonitor::abort_requests(const Key& key) {
  const auto server = server_name(key.second);
  balancer_.abort_requests(routing_name(key.first), server);
  const auto host = host_of(key);
  if (host) balancer_.abort_requests(routing_name(key.first, host->zone), server);
}

void TargetMonitor::count_requests() {
  const bool waiting = std::ranges::any_of(sessions_, [](const auto& entry) {
    return entry.second->health.state() == HealthState::kDraining && !entry.second->no_requests;
  });
  if (!waiting) return next_count_.cancel();
  next_count_ = timers_.after(kCountInterval, [this] { count_requests(); });
  balancer_.count_requests([self = std::weak_ptr(self_)](const RequestCounts& counts) {
    if (const auto alive = self.lock()) (*alive)->requests_counted(counts);
  });
}

void TargetMonitor::requests_counted(const RequestCounts& counts) {
  std::vector<std::string> groups;
  for (const auto& [key, session] : sessions_) {
    if (session->health.state() != HealthState::kDraining || session->no_requests) continue;
    if (requests_to(key.first, key.second, counts) > 0) continue;
    session->no_requests = true;
    groups.push_back(key.first);
  }
  for (const auto& arn : groups) changed(arn);
}

std::vector<Target> TargetMonitor::targets(const std::string& arn) const {
  std::vector<Target> registered;
  for (const auto* session : sessions_of(arn)) {
    if (session->health.state() != HealthState::kDraining) registered.push_back(session->target());
  }
  return registered;
}

bool TargetMonitor::healthy(const std::string& arn, const Target& target) const {
  const auto* session = find(arn, target);
  return session != nullptr && session->health.state() == HealthState::kHealthy;
}

bool TargetMonitor::unhealthy(const std::string& arn, const Target& target) const {
  const auto* session = find(arn, target);
  return session != nullptr && session->health.state() == HealthState::kUnhealthy;
}

bool TargetMonitor::drained(const std::string& arn, const Target& target) const {
  const auto* session = find(arn, target);
  if (session == nullptr || !session->listed) return true;
  return session->health.state() == HealthState::kDraining && session->no_requests;
}

void TargetMonitor::instance_changed(const std::string& instance_id) {
  std::vector<std::shared_ptr<Session>> concerned;
  for (const auto& [key, session] : sessions_) {
    if (key.second.id == instance_id) concerned.push_back(session);
  }
  for (const auto& session : concerned) refresh(*session);
}

void TargetMonitor::listeners_changed() {
  const auto sessions = sessions_;  // a session may be removed on the way
  for (const auto& [key, session] : sessions) {
    const bool in_use = store_.load_balancer_of(key.first) != nullptr;
    // The load balancer's connections went with it.
    if (!in_use && session->listed && session->health.state() == HealthState::kDraining) {
      remove(key);
    } else {
      refresh(*session);
    }
  }
}

// What is known of the targets is judged by the new settings from the next check on.
void TargetMonitor::target_group_modified(const std::string& arn) {
  const auto& group = store_.target_group(arn);
  const auto& settings = group.settings;
  const bool slow_start = seconds_of(kTargetGroupAttributes, group.attributes, kSlowStart) > Duration::zero();
  for (auto* session : sessions_of(arn)) {
    if (!slow_start) session->slow_start.end();
    session->health.set_thresholds({.healthy = settings.healthy_threshold, .unhealthy = settings.unhealthy_threshold});
    if (!session->checking) continue;
    session->next_check =
        timers_.after(std::chrono::seconds(settings.interval_seconds), [this, session] { run_check(*session); });
  }
  changed(arn);
}

void TargetMonitor::target_group_deleted(const std::string& arn) {
  std::erase_if(sessions_, [&](const auto& entry) { return entry.first.first == arn; });
  changed(arn);
}

// Takes note of what the instance and the listeners are now.
void TargetMonitor::refresh(Session& session) {
  const auto instance = host_of(session.key);
  const auto condition = condition_of(instance);
  if (condition == InstanceCondition::kTerminated) return drop_terminated(session);
  const auto transition = session.health.instance_is(condition);
  const auto usage = usage_of(store_.load_balancer_of(session.arn()), instance->zone);
  const auto usage_transition = session.health.usage_is(usage);
  settle(session, transition == Transition::kChanged ? transition : usage_transition);
}

void TargetMonitor::drop_terminated(Session& session) {
  if (!session.listed) return;
  session.listed = false;
  store_.remove_registration({session.arn(), session.target()});
  session.end = timers_.after(kTerminatedIsRemembered, [this, key = session.key] { remove(key); });
  session.health.deregistered();
  settle(session, Transition::kChanged);
}

// Starts or stops the checks as the session's state wants it, and passes on a change.
void TargetMonitor::settle(Session& session, Transition transition) {
  const auto state = session.health.state();
  if (state != HealthState::kHealthy) session.slow_start.end();
  if (state == HealthState::kUnused) session.starts_slowly = false;
  const bool wanted = is_checked(state);
  if (wanted && !session.checking) {
    session.next_check = timers_.after(Duration::zero(), [this, &session] { run_check(session); });
  }
  if (!wanted && session.checking) {
    session.next_check.cancel();
    ++session.round;
  }
  session.checking = wanted;
  if (transition == Transition::kChanged) health_changed(session);
}

std::string TargetMonitor::source_of(const Session& session) const {
  const auto* load_balancer = store_.load_balancer_of(session.arn());
  return load_balancer == nullptr ? "" : network_.address_within(load_balancer->address);
}

// The next check begins when its time has come, whether or not this one has been answered.
void TargetMonitor::run_check(Session& session) {
  const auto& settings = store_.target_group(session.arn()).settings;
  const auto instance = host_of(session.key);
  if (!instance) return drop_terminated(session);
  session.next_check =
      timers_.after(std::chrono::seconds(settings.interval_seconds), [this, &session] { run_check(session); });
  const ProbeRequest request{.address = instance->address,
                             .port = static_cast<std::uint16_t>(settings.check_port(session.target().port)),
                             .path = settings.health_check_path,
                             .timeout = std::chrono::seconds(settings.timeout_seconds),
                             .source = source_of(session)};
  prober_.check(
      request, [this, weak = std::weak_ptr(sessions_.at(session.key)), round = session.round](const ProbeReply& reply) {
        const auto alive = weak.lock();  // and with the session this monitor
        if (alive && alive->round == round) check_done(*alive, reply);
      });
  settle(session, session.health.check_began());
}

void TargetMonitor::check_done(Session& session, const ProbeReply& reply) {
  session.last_check = clock_.now();
  session.last_answer = answer_of(reply);
  const auto before = session.health.state();
  const auto& settings = store_.target_group(session.arn()).settings;
  const auto transition = session.health.checked(judge(reply, settings.matcher));
  const auto after = session.health.verdict();
  if (session.health.state() != before) {
    spdlog::info("target {} of {} is {}{}{}", server_name(session.target()), settings.name, after.state,
                 after.description.empty() ? "" : ": ", after.description);
    if (session.health.state() == HealthState::kHealthy) begin_slow_start(session);
  }
  settle(session, transition);
}

std::vector<ListedTarget> TargetMonitor::list(const std::string& arn) const {
  std::vector<ListedTarget> listed;
  for (const auto* session : sessions_of(arn)) {
    if (session->listed) listed.push_back({session->target(), session->health.verdict()});
  }
  return listed;
}

std::string TargetMonitor::zone_of(const std::string& arn, const Target& target) const {
  const auto host = find(arn, target) == nullptr ? std::nullopt : host_of({arn, target});
  return host ? host->zone : "";
}

HealthVerdict TargetMonitor::verdict(const std::string& arn, const Target& target) const {
  const auto* session = find(arn, target);
  return session == nullptr ? not_registered() : session->health.verdict();
}

std::optional<ChecksSoFar> TargetMonitor::checks(const std::string& arn, const Target& target) const {
  const auto* session = find(arn, target);
  if (session == nullptr) return std::nullopt;
  return ChecksSoFar{session->health.passes(), session->health.failures(), session->last_check, session->last_answer};
}

std::vector<RoutingCandidate> TargetMonitor::routing_candidates(const std::string& arn) const {
  std::vector<RoutingCandidate> candidates;
  for (const auto* session : sessions_of(arn)) {
    const auto host = host_of(session->key);
    if (!host) continue;
    candidates.push_back({.server = {.name = server_name(session->target()),
                                     .address = host->address,
                                     .port = static_cast<std::uint16_t>(session->target().port),
                                     .share = session->slow_start.share()},
                          .state = session->health.state(),
                          .zone = host->zone});
  }
  return candidates;
}

}  // namespace aws::region::elbv2
