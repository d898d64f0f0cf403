// What a running HAProxy has been told, and the next thing to tell it so that it does what is wanted. Pure: the
// HaproxyBalancer sends the commands.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

// One command at runtime, the reply that says it worked, and what it changes.
struct HaproxyChange {
  enum class Kind {
    kAddServer,
    kMoveServer,
    kWeighServer,
    kResumeServer,
    kSuspendServer,
    kRemoveServer,
    kAllow,
    kForbid
  };
  Kind kind = Kind::kAddServer;
  std::string group;
  BalancedServer server;
  bool sticky = false;  // kAddServer: clients stay with the group's servers by a cookie
  std::string sources;  // kAllow, kForbid: the list
  std::string block;    //                  and what is added to or taken from it
};

class HaproxyState {
 public:
  HaproxyState() = default;
  // After HAProxy has read a configuration.
  explicit HaproxyState(const BalancerState& configured);

  // Listeners, rules and groups come and go, and change, with the configuration only.
  bool needs_reload(const BalancerState& desired) const;

  std::optional<HaproxyChange> next_change(const BalancerState& desired) const;
  void made(const HaproxyChange& change);

  // HAProxy keeps a server while requests are in flight to it; its removal waits for the next call of retry_removals().
  void removal_refused(const HaproxyChange& change);
  bool removals_wait() const { return !refused_.empty(); }
  void retry_removals() { refused_.clear(); }

 private:
  struct Server {
    BalancedServer server;
    bool in_service = true;
  };

  std::optional<HaproxyChange> next_change(const std::string& group, const BalancedGroup& desired) const;
  std::optional<HaproxyChange> next_change(const BalancedListener& listener) const;

  BalancerState configured_;                                      // without what changes while HAProxy runs
  std::map<std::string, std::set<std::string>> sources_;          // by list
  std::map<std::string, std::map<std::string, Server>> servers_;  // by group and name
  std::set<std::pair<std::string, std::string>> refused_;         // group and server
};

// As HAProxy's runtime socket takes it.
std::string command(const HaproxyChange& change);

bool succeeded(const HaproxyChange& change, std::string_view reply);

// Servers' current requests in the CSV of "show stat".
void add_requests(std::string_view statistics, RequestCounts& counts);

}  // namespace aws::region::elbv2
