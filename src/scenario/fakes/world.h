// What the fakes of all services share: a small cloud in memory whose instances boot, fail, drain and are replaced as
// time passes. It knows just enough to tell a right workflow from a wrong one.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "contract/ec2.h"

namespace aws::scenario {

using namespace std::chrono_literals;

struct World {
  explicit World(Clock& time) : clock(time) {}

  struct Instance {
    std::string id, zone, profile;
    Duration born{};
    bool managed = false;  // by Systems Manager
    bool server = true;
    std::optional<Duration> draining, ended;  // since when
    std::string health = "initial";
    bool passing = false;  // what its checks have said
    Duration since{};      // and for how long
  };

  // Every call to AWS goes through here: time passes, and a test may break in.
  void call(std::string_view operation) {
    calls.emplace_back(operation);
    if (calls.size() == interrupt_at) throw Interrupted{2};
    advance();
  }

  Duration now() const { return clock.uptime(); }

  void launch() {
    static constexpr const char* kZones[] = {"us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"};
    const auto used = [&](const char* zone) {
      return std::count_if(instances.begin(), instances.end(),
                           [&](const Instance& i) { return i.zone == zone && !i.draining && !i.ended; });
    };
    const auto better = [&](const char* a, const char* b) {
      return std::pair(a == dark_zone, used(a)) < std::pair(b == dark_zone, used(b));
    };
    const char* zone = *std::min_element(std::begin(kZones), std::end(kZones), better);
    instances.push_back({.id = "i-" + std::to_string(++launched),
                         .zone = zone,
                         .profile = template_profile,
                         .born = now(),
                         .managed = takes_commands(template_profile),
                         .since = now()});
  }

  bool takes_commands(const std::string& profile) const {
    const auto held = profiles.find(profile);
    const auto role = held == profiles.end() ? roles.end() : roles.find(held->second);
    return role != roles.end() && role->second.contains("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
  }

  bool table_readable(const Instance& instance) const {
    const auto table = parameters.find("doc-example-resilient-architecture-table");
    return table != parameters.end() && tables.contains(table->second) && !slow_table &&
           instance.profile == "doc-example-resilience-prof";
  }

  bool up(const Instance& instance) const {
    return instance.server && !instance.ended && now() - instance.born >= kBoot && instance.zone != dark_zone;
  }

  bool passes(const Instance& instance) const {
    const auto check = parameters.find("doc-example-resilient-architecture-health-check");
    return up(instance) && (check == parameters.end() || check->second != "deep" || table_readable(instance));
  }

  void advance() {
    for (Instance& instance : instances) {
      if (instance.draining && !instance.ended && now() - *instance.draining >= 10s) instance.ended = now();
      if (passes(instance) != instance.passing) {
        instance.passing = !instance.passing;
        instance.since = now();
      }
      const auto lasted = now() - instance.since;
      if (instance.passing && (instance.health == "initial" || lasted >= 20s)) instance.health = "healthy";
      if (!instance.passing && lasted >= 20s) instance.health = "unhealthy";
    }
    if (!group) return;
    const auto live = std::count_if(instances.begin(), instances.end(), [](const Instance& i) { return !i.draining; });
    for (auto missing = desired - live; missing > 0; --missing) launch();
  }

  Instance& instance(const std::string& id) {
    for (Instance& candidate : instances) {
      if (candidate.id == id && !candidate.ended) return candidate;
    }
    throw Error("ValidationError", "Instance Id not found - No managed instance found for instance ID: " + id);
  }

  static constexpr Duration kBoot = 15s;

  Clock& clock;
  std::vector<std::string> calls;
  std::size_t interrupt_at = 0;

  // What bears the workflow's tag: table, role, policy, ... by name or ARN. A test that takes one out makes it a
  // stranger's.
  std::set<std::string> tagged;
  template <class ServiceTag>
  void tag(const std::string& thing, const std::vector<ServiceTag>& tags) {
    for (const auto& tag : tags) {
      if (tag.Key == "resilient-service" && tag.Value == "doc-example") tagged.insert(thing);
    }
  }
  template <class ServiceTag>
  std::vector<ServiceTag> tags_of(const std::string& thing) const {
    if (!tagged.contains(thing)) return {};
    return {{.Key = "resilient-service", .Value = "doc-example"}};
  }

  std::map<std::string, std::size_t> tables;  // items in them
  std::map<std::string, std::string> parameters;
  std::set<std::string> policies;                      // ARNs
  std::map<std::string, std::set<std::string>> roles;  // the ARNs of their policies
  std::map<std::string, std::string> profiles;         // their role, "" for none
  std::map<std::string, std::string> templates;        // their user data
  std::string template_profile;
  std::optional<std::string> group;
  long desired = 0, minimum = 0;
  bool attached = false;
  std::vector<Instance> instances;
  int launched = 0;
  bool balancer = false, listener = false;
  std::set<std::string> other_prefixes;  // of deployments that have a load balancer beside the workflow's own
  std::optional<int> target_group_port;
  std::vector<ec2::IpPermission> rules = {{.IpProtocol = "-1", .UserIdGroupPairs = {{.GroupId = "sg-0"}}}};

  // What experiments do.
  std::string dark_zone;
  bool slow_table = false;
  std::string starved;
  bool by_load = false;     // the load balancer's algorithm
  bool has_network = true;  // of its own, each instance

  // How often AWS says "not yet".
  int profile_unknown = 0, target_group_in_use = 0, scaling_activities = 0;
  bool terminations_refused = false;
  std::size_t unprocessed = 0;
  std::string command_status = "Success";
};

}  // namespace aws::scenario
