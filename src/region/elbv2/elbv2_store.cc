#include "region/elbv2/elbv2_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "region/elbv2/attributes.h"
#include "region/elbv2/errors.h"
#include "region/service/contains.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::size_t kIdDigits = 16;

std::string registration_key(const Registration& registration) {
  return fmt::format("{} {}:{}", registration.target_group_arn, registration.target.id, registration.target.port);
}

// "...:loadbalancer/app/NAME/0123456789abcdef" -> "app/NAME/0123456789abcdef"
std::string path_behind(std::string_view marker, std::string_view arn) {
  return std::string(arn.substr(arn.find(marker) + marker.size()));
}

template <class T>
const T* named(const std::map<std::string, T, std::less<>>& all, std::string_view name) {
  const auto found = std::ranges::find_if(all, [&](const auto& entry) { return entry.second.settings.name == name; });
  return found == all.end() ? nullptr : &found->second;
}

template <class T>
const T& put_by_arn(Collection<T>& collection, T changed) {
  const std::string arn = changed.arn;
  return collection.put(arn, std::move(changed));
}

}  // namespace

int TargetGroupSettings::check_port(int target_port) const {
  int number = target_port;
  if (health_check_port != "traffic-port") {
    std::from_chars(health_check_port.data(), health_check_port.data() + health_check_port.size(), number);
  }
  return number;
}

bool Listener::shows(std::string_view certificate_arn) const {
  return settings.certificate_arn == certificate_arn || contains(more_certificates, certificate_arn);
}

bool LoadBalancerSettings::serves_zone(std::string_view zone) const {
  return std::ranges::any_of(subnets, [&](const ZoneSubnet& subnet) { return subnet.zone == zone; });
}

Elbv2Store::Elbv2Store(Store& store, Random& random, Place place)
    : store_(store),
      random_(random),
      place_(std::move(place)),
      target_groups_(store, "elbv2.target_group"),
      load_balancers_(store, "elbv2.load_balancer"),
      listeners_(store, "elbv2.listener"),
      rules_(store, "elbv2.rule"),
      registrations_(store, "elbv2.registration") {
  take_up_older_records();
}

// Listeners had one target group in place of actions. Registrations had no port; their instances have not outlived that
// version's process.
void Elbv2Store::take_up_older_records() {
  std::vector<Listener> older;
  for (const auto& [arn, listener] : listeners_.all()) {
    if (listener.settings.default_actions.empty()) older.push_back(listener);
  }
  std::vector<std::string> without_port;
  for (const auto& [key, registration] : registrations_.all()) {
    if (registration.target.id.empty()) without_port.push_back(key);
  }
  for (auto& listener : older) {
    const auto arn = std::exchange(listener.settings.target_group_arn, {});
    listener.settings.default_actions = {{.type = "forward", .groups = {{.arn = arn}}}};
    put(std::move(listener));
  }
  for (const auto& key : without_port) registrations_.erase(key);
}

const TargetGroup& Elbv2Store::put(TargetGroup changed) { return put_by_arn(target_groups_, std::move(changed)); }
const LoadBalancer& Elbv2Store::put(LoadBalancer changed) { return put_by_arn(load_balancers_, std::move(changed)); }
const Listener& Elbv2Store::put(Listener changed) { return put_by_arn(listeners_, std::move(changed)); }
const Rule& Elbv2Store::put(Rule changed) { return put_by_arn(rules_, std::move(changed)); }

const TargetGroup* Elbv2Store::find_target_group_named(std::string_view name) const {
  return named(target_groups_.all(), name);
}

const TargetGroup& Elbv2Store::target_group(std::string_view arn) const {
  const auto* group = target_groups_.find(arn);
  if (group == nullptr) throw target_group_not_found();
  return *group;
}

const TargetGroup& Elbv2Store::create_target_group(TargetGroupSettings settings) {
  if (const auto* existing = find_target_group_named(settings.name)) {
    if (existing->settings == settings) return *existing;
    throw duplicate_target_group(settings.name);
  }
  const auto arn = place_.arn("elasticloadbalancing",
                              fmt::format("targetgroup/{}/{}", settings.name, hex_id(random_, "", kIdDigits)));
  return target_groups_.put(arn, {.arn = arn, .settings = std::move(settings)});
}

void Elbv2Store::delete_target_group(const std::string& arn) {
  if (load_balancer_of(arn) != nullptr) throw target_group_in_use(arn);
  store_.transaction([&] {
    for (const auto& registration : registrations()) {
      if (registration.target_group_arn == arn) remove_registration(registration);
    }
    target_groups_.erase(arn);
  });
}

const LoadBalancer* Elbv2Store::find_load_balancer_named(std::string_view name) const {
  return named(load_balancers_.all(), name);
}

const LoadBalancer& Elbv2Store::load_balancer(std::string_view arn) const {
  const auto* load_balancer = load_balancers_.find(arn);
  if (load_balancer == nullptr) throw load_balancer_not_found();
  return *load_balancer;
}

const LoadBalancer* Elbv2Store::same_load_balancer(const LoadBalancerSettings& settings) const {
  const auto* existing = find_load_balancer_named(settings.name);
  if (existing != nullptr && existing->settings != settings) throw duplicate_load_balancer(settings.name);
  return existing;
}

const LoadBalancer& Elbv2Store::create_load_balancer(LoadBalancerSettings settings, std::string address,
                                                     Timestamp now) {
  const auto arn = place_.arn("elasticloadbalancing",
                              fmt::format("loadbalancer/app/{}/{}", settings.name, hex_id(random_, "", kIdDigits)));
  const auto created_at = to_milliseconds(now);
  return load_balancers_.put(
      arn, {.arn = arn, .address = std::move(address), .created_at = created_at, .settings = std::move(settings)});
}

void Elbv2Store::delete_load_balancer(const std::string& arn) {
  const auto* found = load_balancers_.find(arn);
  if (found != nullptr && is_on(kLoadBalancerAttributes, found->attributes, kDeletionProtection)) {
    throw deletion_protected(arn);
  }
  std::vector<std::string> listeners;
  for (const auto& [listener_arn, listener] : listeners_.all()) {
    if (listener.settings.load_balancer_arn == arn) listeners.push_back(listener_arn);
  }
  store_.transaction([&] {
    for (const auto& listener_arn : listeners) delete_listener(listener_arn);
    load_balancers_.erase(arn);
  });
}

const Listener& Elbv2Store::listener(std::string_view arn) const {
  const auto* found = listeners_.find(arn);
  if (found == nullptr) throw listener_not_found();
  return *found;
}

const Listener* Elbv2Store::same_listener(const ListenerSettings& settings) const {
  for (const auto& [arn, listener] : listeners_.all()) {
    const auto& other = listener.settings;
    if (other == settings) return &listener;
    if (other.load_balancer_arn == settings.load_balancer_arn && other.port == settings.port) {
      throw duplicate_listener(settings.load_balancer_arn);
    }
  }
  check_groups_free(settings.default_actions, settings.load_balancer_arn);
  return nullptr;
}

void Elbv2Store::check_groups_free(const std::vector<Action>& actions, std::string_view load_balancer_arn) const {
  for (const auto& action : actions) {
    for (const auto& group : action.groups) {
      const auto* owner = load_balancer_of(group.arn);
      if (owner != nullptr && owner->arn != load_balancer_arn) throw target_group_association_limit(group.arn);
    }
  }
}

const Listener& Elbv2Store::create_listener(ListenerSettings settings) {
  const auto path = path_behind(":loadbalancer/", settings.load_balancer_arn);
  const auto arn =
      place_.arn("elasticloadbalancing", fmt::format("listener/{}/{}", path, hex_id(random_, "", kIdDigits)));
  return listeners_.put(arn, {.arn = arn, .settings = std::move(settings)});
}

void Elbv2Store::delete_listener(const std::string& arn) {
  store_.transaction([&] {
    for (const auto* rule : rules_of(arn)) delete_rule(std::string(rule->arn));
    listeners_.erase(arn);
  });
}

const Rule& Elbv2Store::rule(std::string_view arn) const {
  const auto* found = rules_.find(arn);
  if (found == nullptr) throw rule_not_found();
  return *found;
}

std::vector<const Rule*> Elbv2Store::rules_of(std::string_view listener_arn) const {
  std::vector<const Rule*> found;
  for (const auto& [arn, rule] : rules_.all()) {
    if (rule.listener_arn == listener_arn) found.push_back(&rule);
  }
  std::ranges::sort(found, {}, [](const Rule* rule) { return rule->priority; });
  return found;
}

const Rule& Elbv2Store::create_rule(Rule rule) {
  for (const auto* other : rules_of(rule.listener_arn)) {
    if (other->priority == rule.priority) throw priority_in_use(rule.priority);
  }
  const auto path = path_behind(":listener/", rule.listener_arn);
  rule.arn =
      place_.arn("elasticloadbalancing", fmt::format("listener-rule/{}/{}", path, hex_id(random_, "", kIdDigits)));
  return put(std::move(rule));
}

void Elbv2Store::set_priorities(const std::map<std::string, int>& priorities) {
  std::set<std::pair<std::string, int>> taken;  // by listener
  for (const auto& [arn, priority] : priorities) {
    if (!taken.insert({rule(arn).listener_arn, priority}).second) throw priority_in_use(priority);
  }
  for (const auto& [arn, other] : rules_.all()) {
    const bool stays = !priorities.contains(arn);
    if (stays && taken.contains({other.listener_arn, other.priority})) throw priority_in_use(other.priority);
  }
  store_.transaction([&] {
    for (const auto& [arn, priority] : priorities) {
      Rule changed = rule(arn);
      changed.priority = priority;
      put(std::move(changed));
    }
  });
}

const Tags& Elbv2Store::tags(std::string_view arn) const {
  const auto is = [&](std::string_view type) { return arn.find(type) != std::string_view::npos; };
  if (is(":loadbalancer/")) return load_balancer(arn).settings.tags;
  if (is(":targetgroup/")) return target_group(arn).settings.tags;
  if (is(":listener-rule/")) return rule(arn).tags;
  if (is(":listener/")) return listener(arn).settings.tags;
  throw invalid_arn("resource", arn);
}

bool Elbv2Store::has(std::string_view arn) const {
  return load_balancers_.contains(arn) || target_groups_.contains(arn) || listeners_.contains(arn) ||
         rules_.contains(arn);
}

void Elbv2Store::set_tags(std::string_view arn, Tags tags) {
  const auto change = [&](auto changed, auto& tags_of) {
    tags_of(changed) = std::move(tags);
    put(std::move(changed));
  };
  const auto in_settings = [](auto& changed) -> Tags& { return changed.settings.tags; };
  const auto own = [](auto& changed) -> Tags& { return changed.tags; };
  if (load_balancers_.contains(arn)) return change(load_balancer(arn), in_settings);
  if (target_groups_.contains(arn)) return change(target_group(arn), in_settings);
  if (rules_.contains(arn)) return change(rule(arn), own);
  change(listener(arn), in_settings);
}

const LoadBalancer* Elbv2Store::load_balancer_of(std::string_view target_group_arn) const {
  for (const auto& [arn, listener] : listeners_.all()) {
    if (forwards_to(listener.settings.default_actions, target_group_arn)) {
      return load_balancers_.find(listener.settings.load_balancer_arn);
    }
  }
  for (const auto& [arn, rule] : rules_.all()) {
    if (forwards_to(rule.actions, target_group_arn)) {
      return load_balancers_.find(listener(rule.listener_arn).settings.load_balancer_arn);
    }
  }
  return nullptr;
}

bool forwards_to(const std::vector<Action>& actions, std::string_view target_group_arn) {
  return std::ranges::any_of(actions, [&](const Action& action) {
    return std::ranges::any_of(action.groups, [&](const auto& group) { return group.arn == target_group_arn; });
  });
}

std::string default_rule_arn(std::string_view listener_arn) {
  std::string arn(listener_arn);
  const auto own_id = arn.substr(arn.rfind('/'));
  return arn.replace(arn.find(":listener/"), 10, ":listener-rule/") + own_id;
}

std::vector<Registration> Elbv2Store::registrations() const {
  std::vector<Registration> all;
  for (const auto& [key, registration] : registrations_.all()) all.push_back(registration);
  return all;
}

void Elbv2Store::add_registration(const Registration& registration) {
  registrations_.put(registration_key(registration), registration);
}

void Elbv2Store::remove_registration(const Registration& registration) {
  registrations_.erase(registration_key(registration));
}

bool Elbv2Store::is_registered(const Registration& registration) const {
  return registrations_.contains(registration_key(registration));
}

void Elbv2Store::on_rollback(std::function<void()> undo) {
  if (store_.in_transaction()) store_.on_rollback(std::move(undo));
}

}  // namespace aws::region::elbv2
