#include "region/ec2/instances/instance_lifecycle.h"

#include <fmt/chrono.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/text/base64.h"
#include "region/ec2/errors.h"
#include "region/ec2/instances/launched_with.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

using namespace std::chrono_literals;
using namespace instance_state;

// "usually less than one hour", says the user guide.
constexpr Duration kTerminatedStaysVisible = 1h;

constexpr std::string_view kLaunchFailed = "Internal error on launch";
constexpr std::string_view kHostLost = "The instance's processes ended unexpectedly";
constexpr std::string_view kRegionRestarted = "The host that the instance ran on was restarted";

std::string random_mac(Random& random) {
  const std::string digits = hex_id(random, "", 10);
  std::string mac = "06";  // locally administered
  for (std::size_t i = 0; i < digits.size(); i += 2) mac += ':' + digits.substr(i, 2);
  return mac;
}

ProfileAssociation association(Random& random, const InstanceProfile& profile, std::string state, Timestamp now) {
  return {hex_id(random, "iip-assoc-"), std::move(state), profile.arn, profile.id, to_milliseconds(now)};
}

void give_reason(Instance& instance, Timestamp now) {
  instance.state_reason_code = "Client.UserInitiatedShutdown";
  instance.state_reason = "Client.UserInitiatedShutdown: User initiated shutdown";
  instance.transition_reason =
      fmt::format("User initiated ({:%F %T} GMT)", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

void give_own_reason(Instance& instance) {
  instance.state_reason_code = "Client.InstanceInitiatedShutdown";
  instance.state_reason = "Client.InstanceInitiatedShutdown: Instance initiated shutdown";
  instance.transition_reason.clear();
}

}  // namespace

InstanceLifecycle::InstanceLifecycle(Parts parts)
    : parts_(std::move(parts)), changes_(parts_.timers), turns_(parts_.timers) {}

void InstanceLifecycle::start() {
  std::vector<std::string> ids;
  std::set<std::string> stopped;
  for (const auto& [id, instance] : all()) {
    ids.push_back(id);
    if (instance.is(kStopped) || instance.is(kStopping)) stopped.insert(id);
  }
  parts_.host.clear(stopped);
  for (const auto& id : ids) {
    if (find(id)->is(kTerminated)) {
      forget_in_an_hour(id);
    } else if (stopped.contains(id)) {
      stay_stopped(id);
    } else {
      finish(id, kRegionRestarted);
    }
  }
}

// Its address is its own for as long as it is; another region may have taken it meanwhile all the same, or even all of
// the subnet's.
void InstanceLifecycle::stay_stopped(const std::string& id) {
  const Instance& instance = *find(id);
  std::unique_ptr<AddressReservation> address;
  try {
    address = parts_.network.reserve(instance.subnet_id, instance.address);
  } catch (const Error& error) {
    return finish(id, error.message());
  }
  if (address->address() != instance.address) {
    spdlog::warn("ec2: instance {} has address {} now: {} is somebody else's", id, address->address(),
                 instance.address);
  }
  parts_.instances.update(id, [&](Instance& stopped) {
    stopped.state = kStopped;
    stopped.address = address->address();
    stopped.public_address = parts_.network.public_address(stopped.address);
  });
  realities_[id].address = std::move(address);
  changed(id);
}

LaunchSpecification InstanceLifecycle::resolve_template(const TemplateReference& reference) const {
  return parts_.templates.resolve(reference);
}

std::string InstanceLifecycle::launch(const LaunchOrder& order) {
  LaunchSpecification specification = resolve_template(order.launch_template);
  if (!order.subnet_id.empty() || !order.zone.empty()) {
    specification.subnet_id = order.subnet_id.empty() ? specification.subnet_id : order.subnet_id;
    specification.zone = order.zone;
  }
  for (const auto& [key, value] : order.tags) specification.tags[key] = value;
  return launch(specification, {.reservation_id = hex_id(parts_.random, "r-")});
}

std::string InstanceLifecycle::launch(const LaunchSpecification& specification, const PartOfLaunch& part) {
  const Subnet& subnet = choose_subnet(specification);
  if (!part.caller.empty()) require_capacity(specification.instance_type, subnet.zone, part.caller);
  Instance instance = new_instance(specification, part, subnet);
  std::string id = instance.id;
  auto address = parts_.network.reserve(subnet.id);
  instance.address = address->address();
  instance.public_address = parts_.network.public_address(instance.address);
  parts_.instances.insert(std::move(instance));
  realities_[id].address = std::move(address);
  changed(id);
  return id;
}

void InstanceLifecycle::require_capacity(const std::string& instance_type, const std::string& zone,
                                         std::string_view caller) const {
  if (!parts_.capacity.found_in(zone, caller)) throw no_capacity(instance_type, zone);
}

Error InstanceLifecycle::no_capacity(const std::string& instance_type, const std::string& zone) const {
  std::vector<std::string> elsewhere;
  for (const Zone& other : parts_.network.zones()) {
    if (other.name != zone) elsewhere.push_back(other.name);
  }
  return errors::insufficient_capacity(instance_type, zone, elsewhere);
}

const Subnet& InstanceLifecycle::choose_subnet(const LaunchSpecification& specification) const {
  const std::string& id = specification.subnet_id;
  if (!id.empty()) {
    if (const auto* subnet = parts_.network.find_subnet(id)) return *subnet;
    throw errors::subnet_not_found(id);
  }
  const auto& zone = specification.zone.empty() ? parts_.network.zones().front().name : specification.zone;
  if (const auto* subnet = parts_.network.default_subnet(zone)) return *subnet;
  throw errors::zones_invalid("availability zone", {specification.zone});
}

Instance InstanceLifecycle::new_instance(const LaunchSpecification& specification, const PartOfLaunch& part,
                                         const Subnet& subnet) {
  Random& random = parts_.random;
  Instance instance = instance_of(specification);
  instance.id = hex_id(random, "i-");
  instance.state = kPending;
  instance.reservation_id = part.reservation_id;
  instance.launch_index = part.index;
  instance.client_token = part.client_token;
  instance.launch_call = part.call;
  instance.zone = subnet.zone;
  instance.subnet_id = subnet.id;
  instance.vpc_id = subnet.vpc_id;
  instance.security_group_ids = parts_.templates.security_groups_in(subnet, specification);
  instance.has_public_address = specification.public_address.value_or(subnet.map_public_ip);
  instance.interface_id = hex_id(random, "eni-");
  instance.attachment_id = hex_id(random, "eni-attach-");
  instance.volume_id = hex_id(random, "vol-");
  instance.mac = random_mac(random);
  if (specification.profile) {
    instance.association = association(random, *specification.profile, "associated", parts_.clock.now());
  }
  instance.launched_at = instance.attached_at = to_milliseconds(parts_.clock.now());
  return instance;
}

void InstanceLifecycle::terminate(const std::string& id) {
  const Instance* instance = find(id);
  if (!instance || instance->is(kShuttingDown) || instance->is(kTerminated)) return;
  parts_.instances.update(id, [&](Instance& terminating) {
    terminating.state = kShuttingDown;
    give_reason(terminating, parts_.clock.now());
  });
  changed(id);
}

void InstanceLifecycle::stop(const std::string& id) {
  const Instance* instance = find(id);
  if (!instance || !instance->is(kRunning)) return;
  parts_.instances.update(id, [&](Instance& stopping) {
    stopping.state = kStopping;
    stopping.booted = false;
    give_reason(stopping, parts_.clock.now());
  });
  changed(id);
}

void InstanceLifecycle::resume(const std::string& id) {
  const Instance* instance = find(id);
  if (!instance || !instance->is(kStopped)) return;
  parts_.instances.update(id, [&](Instance& resumed) {
    resumed.state = kPending;
    resumed.launched_at = to_milliseconds(parts_.clock.now());
    resumed.state_reason_code.clear();
    resumed.state_reason.clear();
    resumed.transition_reason.clear();
  });
  changed(id);
}

void InstanceLifecycle::reboot(const std::string& id) {
  const Instance* instance = find(id);
  if (!instance || !instance->is(kRunning) || !instance->booted) return;
  parts_.instances.update(id, [](Instance& rebooting) { rebooting.booted = false; });
  changed(id);
}

ProfileAssociation InstanceLifecycle::replace_profile(const std::string& association_id,
                                                      const InstanceProfile& profile) {
  const Instance* instance = parts_.instances.find_by_association(association_id);
  if (!instance) throw errors::association_not_found(association_id);
  const std::string id = instance->id;
  if (!instance->is(kRunning)) throw errors::instance_not_running(id);
  auto replacement = association(parts_.random, profile, "associating", parts_.clock.now());
  parts_.instances.update(id, [&](Instance& replaced) { replaced.association = replacement; });
  changed(id);
  return replacement;
}

ProfileAssociation InstanceLifecycle::associate_profile(const std::string& id, const InstanceProfile& profile) {
  const Instance* instance = parts_.instances.get({id}).front();
  if (instance->is(kShuttingDown) || instance->is(kTerminated)) throw errors::instance_not_running(id);
  if (instance->association) throw errors::association_exists(id);
  auto made = association(parts_.random, profile, "associating", parts_.clock.now());
  modify(id, [&](Instance& associated) { associated.association = made; });
  return made;
}

ProfileAssociation InstanceLifecycle::disassociate_profile(const std::string& association_id) {
  const Instance* instance = parts_.instances.find_by_association(association_id);
  if (!instance) throw errors::association_not_found(association_id);
  ProfileAssociation ended = *instance->association;
  ended.state = "disassociating";
  modify(instance->id, [](Instance& disassociated) { disassociated.association.reset(); });
  return ended;
}

const Instance& InstanceLifecycle::modify(const std::string& id, const std::function<void(Instance&)>& change) {
  const Instance& modified = parts_.instances.update(id, change);
  changed(id);
  return modified;
}

bool InstanceLifecycle::run_script(const Script& script, std::function<void(ScriptResult)> done) {
  const Instance* instance = find(script.instance_id);
  if (!instance || !instance->is(kRunning) || !instance->booted) return false;
  const std::string due = fmt::format("{} script {}", script.instance_id, ++scripts_);
  parts_.host.run_script(script, [this, due, done = std::move(done)](const ScriptResult& result) {
    turns_.take(due, [done, result] { done(result); });
  });
  return true;
}

void InstanceLifecycle::changed(const std::string& id) {
  const Instance* instance = find(id);
  changes_.announce({id, instance ? instance->state : ""});
  turns_.take(id + " step", [this, id] { step(id); });
}

// One thing that brings the host closer to what the store says.
void InstanceLifecycle::step(const std::string& id) {
  const Instance* instance = find(id);
  if (!instance) {  // forgotten, or its launch was taken back
    realities_.erase(id);
    return;
  }
  if (instance->association && instance->association->state == "associating") {
    parts_.instances.update(id, [](Instance& associated) { associated.association->state = "associated"; });
  }
  Reality& reality = realities_[id];
  const bool may_stop = reality.actual == Actual::kUp || reality.actual == Actual::kStarting;
  const bool rebooting = instance->is(kRunning) && !instance->booted;
  const bool ending = instance->is(kShuttingDown) || instance->is(kStopping);
  if (may_stop && (ending || (rebooting && reality.actual == Actual::kUp))) {
    reality.actual = Actual::kStopping;
    parts_.host.stop(id);
  } else if (reality.actual == Actual::kDown && (instance->is(kPending) || rebooting)) {
    reality.actual = Actual::kBeingGuarded;
    parts_.firewall.settle([this, id] { turns_.take(id + " boot", [this, id] { boot(id); }); });
  } else if (reality.actual == Actual::kBeingGuarded && ending) {
    reality.actual = Actual::kDown;
    step(id);
  } else if (reality.actual == Actual::kDown && instance->is(kShuttingDown)) {
    finish(id, "");
  } else if (reality.actual == Actual::kDown && instance->is(kStopping)) {
    modify(id, [](Instance& stopped) { stopped.state = kStopped; });
  }
}

// Behind a firewall that knows it.
void InstanceLifecycle::boot(const std::string& id) {
  const Instance* instance = find(id);
  if (!instance || realities_[id].actual != Actual::kBeingGuarded) return;  // it ended meanwhile
  HostDescription host = parts_.describe_host(*instance);
  if (instance->booted_at == 0 && instance->user_data) host.user_data = text::base64_decode(*instance->user_data);
  realities_[id].actual = Actual::kStarting;
  parts_.host.start(
      host, [this, id] { turns_.take(id + " up", [this, id] { host_up(id); }); },
      [this, id](HostEnd end) { turns_.take(id + " down", [this, id, end] { host_down(id, end); }); });
}

void InstanceLifecycle::host_up(const std::string& id) {
  Reality& reality = realities_[id];
  if (reality.actual != Actual::kStarting || !find(id)) return;  // it is already being stopped
  reality.actual = Actual::kUp;
  parts_.instances.update(id, [this](Instance& instance) {
    if (instance.is(kPending)) instance.state = kRunning;
    instance.booted = true;
    instance.booted_at = to_milliseconds(parts_.clock.now());
  });
  changed(id);
}

void InstanceLifecycle::host_down(const std::string& id, HostEnd end) {
  Reality& reality = realities_[id];
  const bool asked_for = reality.actual == Actual::kStopping;
  reality.actual = Actual::kDown;
  const Instance* instance = find(id);
  if (!instance) return;
  if (asked_for || instance->is(kShuttingDown) || instance->is(kStopping)) {
    step(id);
  } else if (end != HostEnd::kEnded) {
    ended_from_within(id, end);
  } else {
    finish(id, instance->is(kPending) ? kLaunchFailed : kHostLost);
  }
}

void InstanceLifecycle::ended_from_within(const std::string& id, HostEnd end) {
  modify(id, [end](Instance& instance) {
    instance.booted = false;
    if (end == HostEnd::kRebooting) return;
    instance.state = instance.shutdown_behavior == "terminate" ? kShuttingDown : kStopping;
    give_own_reason(instance);
  });
}

// Terminated, either as wanted or, with a reason, because there is nothing left to run.
void InstanceLifecycle::finish(const std::string& id, std::string_view why) {
  parts_.instances.update(id, [&](Instance& instance) {
    instance.state = kTerminated;
    instance.booted = false;
    instance.association.reset();
    if (why.empty()) return;
    instance.state_reason_code = "Server.InternalError";
    instance.state_reason = fmt::format("Server.InternalError: {}", why);
    instance.transition_reason = "Server.InternalError";
  });
  if (!why.empty()) spdlog::warn("ec2: instance {} is terminated: {}", id, why);
  parts_.host.erase_disk(id);
  realities_[id].address.reset();
  forget_in_an_hour(id);
  changed(id);
}

void InstanceLifecycle::forget_in_an_hour(const std::string& id) {
  realities_[id].forget = parts_.timers.after(kTerminatedStaysVisible, [this, id] {
    parts_.host.discard(id);
    parts_.instances.erase(id);
    changed(id);
  });
}

}  // namespace aws::region::ec2
