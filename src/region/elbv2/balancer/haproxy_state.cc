#include "region/elbv2/balancer/haproxy_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "region/elbv2/balancer/haproxy_config.h"

namespace aws::region::elbv2 {
namespace {

using Kind = HaproxyChange::Kind;

// What cannot change without another configuration.
BalancerState fixed_part(BalancerState state) {
  for (auto& listener : state.listeners) listener.allowed_sources.clear();
  for (auto& [name, group] : state.groups) group.servers.clear();
  return state;
}

}  // namespace

HaproxyState::HaproxyState(const BalancerState& configured) : configured_(fixed_part(configured)) {
  for (const auto& listener : configured.listeners) {
    sources_[sources_file(listener)] = {listener.allowed_sources.begin(), listener.allowed_sources.end()};
  }
  for (const auto& [group, balanced] : configured.groups) {
    auto& known = servers_[group];
    for (const auto& server : balanced.servers) known[server.name] = {.server = server};
  }
}

bool HaproxyState::needs_reload(const BalancerState& desired) const { return fixed_part(desired) != configured_; }

std::optional<HaproxyChange> HaproxyState::next_change(const BalancerState& desired) const {
  for (const auto& listener : desired.listeners) {
    if (auto change = next_change(listener)) return change;
  }
  for (const auto& [group, balanced] : desired.groups) {
    if (auto change = next_change(group, balanced)) return change;
  }
  return std::nullopt;
}

// Additions go first, so that a client allowed by the old list and the new one is never refused.
std::optional<HaproxyChange> HaproxyState::next_change(const BalancedListener& listener) const {
  const auto list = sources_file(listener);
  const std::set<std::string> wanted(listener.allowed_sources.begin(), listener.allowed_sources.end());
  const auto& known = sources_.at(list);
  for (const auto& block : wanted) {
    if (!known.contains(block)) return HaproxyChange{.kind = Kind::kAllow, .sources = list, .block = block};
  }
  for (const auto& block : known) {
    if (!wanted.contains(block)) return HaproxyChange{.kind = Kind::kForbid, .sources = list, .block = block};
  }
  return std::nullopt;
}

// Servers come before others go, so that the group is never empty on the way.
std::optional<HaproxyChange> HaproxyState::next_change(const std::string& group, const BalancedGroup& desired) const {
  const auto& known = servers_.at(group);
  for (const auto& server : desired.servers) {
    const auto found = known.find(server.name);
    if (found == known.end()) {
      const bool sticky = desired.spreading.lb_cookie.count() > 0 || !desired.spreading.app_cookie.empty();
      return HaproxyChange{.kind = Kind::kAddServer, .group = group, .server = server, .sticky = sticky};
    }
    const auto& last = found->second.server;
    const bool moved = last.address != server.address || last.port != server.port;
    if (moved) return HaproxyChange{.kind = Kind::kMoveServer, .group = group, .server = server};
    if (last.share != server.share) return HaproxyChange{.kind = Kind::kWeighServer, .group = group, .server = server};
    if (!found->second.in_service) {
      return HaproxyChange{.kind = Kind::kResumeServer, .group = group, .server = server};
    }
  }
  for (const auto& [name, server] : known) {
    if (std::ranges::find(desired.servers, name, &BalancedServer::name) != desired.servers.end()) continue;
    const auto kind = server.in_service ? Kind::kSuspendServer : Kind::kRemoveServer;
    if (kind == Kind::kRemoveServer && refused_.contains({group, name})) continue;
    return HaproxyChange{.kind = kind, .group = group, .server = server.server};
  }
  return std::nullopt;
}

void HaproxyState::made(const HaproxyChange& change) {
  const auto& server = change.server;
  switch (change.kind) {
    case Kind::kAddServer:
    case Kind::kResumeServer:
      servers_[change.group][server.name] = {.server = server};
      break;
    case Kind::kMoveServer:
      servers_[change.group][server.name].server.address = server.address;
      servers_[change.group][server.name].server.port = server.port;
      break;
    case Kind::kWeighServer:
      servers_[change.group][server.name].server.share = server.share;
      break;
    case Kind::kSuspendServer:
      servers_[change.group][server.name].in_service = false;
      break;
    case Kind::kRemoveServer:
      servers_[change.group].erase(server.name);
      break;
    case Kind::kAllow:
      sources_[change.sources].insert(change.block);
      break;
    case Kind::kForbid:
      sources_[change.sources].erase(change.block);
      break;
  }
}

void HaproxyState::removal_refused(const HaproxyChange& change) { refused_.insert({change.group, change.server.name}); }

// "@1" is the process that serves, as opposed to those that finish their requests after a reload.
std::string command(const HaproxyChange& change) {
  const auto name = change.group + '/' + change.server.name;
  switch (change.kind) {
    case Kind::kAddServer:
      // Without the pool's settings its connections would not be kept, other than those of a server in the
      // configuration. The last command works out the cookies of servers that have none yet.
      return fmt::format(
          "@1 add server {0} {1}:{2} weight {5} pool-max-conn -1 pool-purge-delay 5s; "
          "@1 enable server {0}{3}{4}",
          name, change.server.address, change.server.port, change.sticky ? "; @1 enable dynamic-cookie backend " : "",
          change.sticky ? change.group : "", change.server.share);
    case Kind::kMoveServer:
      return fmt::format("@1 set server {} addr {} port {}", name, change.server.address, change.server.port);
    case Kind::kWeighServer:
      return fmt::format("@1 set server {} weight {}", name, change.server.share);
    case Kind::kResumeServer:
      return fmt::format("@1 enable server {}", name);
    case Kind::kSuspendServer:
      return fmt::format("@1 disable server {}", name);
    case Kind::kRemoveServer:
      return fmt::format("@1 del server {}", name);
    case Kind::kAllow:
      return fmt::format("@1 add acl {} {}", change.sources, change.block);
    case Kind::kForbid:
      return fmt::format("@1 del acl {} {}", change.sources, change.block);
  }
  return {};
}

bool succeeded(const HaproxyChange& change, std::string_view reply) {
  if (change.kind == Kind::kAddServer) return reply.find("New server registered.") != std::string_view::npos;
  if (change.kind == Kind::kRemoveServer) return reply.find("Server deleted.") != std::string_view::npos;
  // HAProxy says what it changed.
  if (change.kind == Kind::kMoveServer) return reply.find("changed from") != std::string_view::npos;
  return reply.find_first_not_of(" \r\n") == std::string_view::npos;
}

// # pxname,svname,qcur,qmax,scur,...
void add_requests(std::string_view statistics, RequestCounts& counts) {
  while (!statistics.empty()) {
    const auto end = std::min(statistics.find('\n'), statistics.size());
    auto line = statistics.substr(0, end);
    statistics.remove_prefix(std::min(end + 1, statistics.size()));
    if (line.empty() || line.front() == '#') continue;
    std::string_view fields[5];
    for (auto& field : fields) {
      field = line.substr(0, line.find(','));
      line.remove_prefix(std::min(field.size() + 1, line.size()));
    }
    int current = 0;
    std::from_chars(fields[4].data(), fields[4].data() + fields[4].size(), current);
    if (current > 0) counts[std::string(fields[0])][std::string(fields[1])] += current;
  }
}

}  // namespace aws::region::elbv2
