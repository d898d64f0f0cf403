#include "region/elbv2/elbv2_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "region/elbv2/errors.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::size_t kIdDigits = 16;

std::string key_of(const Registration& registration) {
  return registration.target_group_arn + " " + registration.instance_id;
}

// ".../app/NAME/0123456789abcdef" -> "app/NAME/0123456789abcdef"
std::string path_of_load_balancer(std::string_view arn) {
  constexpr std::string_view kMarker = "loadbalancer/";
  const auto found = arn.find(kMarker);
  return std::string(arn.substr(found + kMarker.size()));
}

template <class T>
const T* named(const std::map<std::string, T, std::less<>>& all, std::string_view name) {
  const auto found = std::ranges::find_if(all, [&](const auto& entry) { return entry.second.settings.name == name; });
  return found == all.end() ? nullptr : &found->second;
}

}  // namespace

int TargetGroupSettings::check_port() const {
  int number = port;
  if (health_check_port != "traffic-port") {
    std::from_chars(health_check_port.data(), health_check_port.data() + health_check_port.size(), number);
  }
  return number;
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
      registrations_(store, "elbv2.registration") {}

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
  std::vector<std::string> listeners;
  for (const auto& [listener_arn, listener] : listeners_.all()) {
    if (listener.settings.load_balancer_arn == arn) listeners.push_back(listener_arn);
  }
  store_.transaction([&] {
    for (const auto& listener_arn : listeners) listeners_.erase(listener_arn);
    load_balancers_.erase(arn);
  });
}

const Listener* Elbv2Store::same_listener(const ListenerSettings& settings) const {
  for (const auto& [arn, listener] : listeners_.all()) {
    const auto& other = listener.settings;
    if (other == settings) return &listener;
    if (other.load_balancer_arn == settings.load_balancer_arn && other.port == settings.port) {
      throw duplicate_listener(settings.load_balancer_arn);
    }
  }
  const auto* owner = load_balancer_of(settings.target_group_arn);
  if (owner != nullptr && owner->arn != settings.load_balancer_arn) {
    throw target_group_association_limit(settings.target_group_arn);
  }
  return nullptr;
}

const Listener& Elbv2Store::create_listener(ListenerSettings settings) {
  const auto arn = place_.arn(
      "elasticloadbalancing",
      fmt::format("listener/{}/{}", path_of_load_balancer(settings.load_balancer_arn), hex_id(random_, "", kIdDigits)));
  return listeners_.put(arn, {.arn = arn, .settings = std::move(settings)});
}

const Tags& Elbv2Store::tags(std::string_view arn) const {
  if (arn.find(":loadbalancer/") != std::string_view::npos) return load_balancer(arn).settings.tags;
  if (arn.find(":targetgroup/") != std::string_view::npos) return target_group(arn).settings.tags;
  if (arn.find(":listener/") == std::string_view::npos) throw invalid_arn("resource", arn);
  const auto* listener = listeners_.find(arn);
  if (listener == nullptr) throw listener_not_found();
  return listener->settings.tags;
}

const LoadBalancer* Elbv2Store::load_balancer_of(std::string_view target_group_arn) const {
  for (const auto& [arn, listener] : listeners_.all()) {
    if (listener.settings.target_group_arn == target_group_arn) {
      return load_balancers_.find(listener.settings.load_balancer_arn);
    }
  }
  return nullptr;
}

std::vector<Registration> Elbv2Store::registrations() const {
  std::vector<Registration> all;
  for (const auto& [key, registration] : registrations_.all()) all.push_back(registration);
  return all;
}

void Elbv2Store::add_registration(const Registration& registration) {
  registrations_.put(key_of(registration), registration);
}

void Elbv2Store::remove_registration(const Registration& registration) { registrations_.erase(key_of(registration)); }

bool Elbv2Store::is_registered(const Registration& registration) const {
  return registrations_.contains(key_of(registration));
}

void Elbv2Store::on_rollback(std::function<void()> undo) {
  if (store_.in_transaction()) store_.on_rollback(std::move(undo));
}

}  // namespace aws::region::elbv2
