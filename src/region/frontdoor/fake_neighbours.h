// Whom the front door meets, with just enough behaviour for its tests. Test code only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "contract/handlers.h"
#include "region/frontdoor/ports.h"
#include "wire/sigv4.h"

namespace aws::region::frontdoor {

inline const sigv4::Credentials kUser{"AKIAUSER", "secret", ""};
inline const sigv4::Credentials kSession{"ASIASESSION", "another secret", "token"};
inline const sigv4::Credentials kUsersSession{"ASIAUSERSSESSION", "a third secret", "another token"};
inline constexpr auto kUserArn = "arn:aws:iam::123456789012:user/ann";

class ThreeKeys final : public Identities {
 public:
  std::optional<KnownKey> find(std::string_view id) const override {
    if (id == kUser.access_key_id) return KnownKey{kUser.secret_access_key, "", std::nullopt, {kUserArn, "AIDA"}};
    if (id == kUsersSession.access_key_id) {
      return KnownKey{kUsersSession.secret_access_key, kUsersSession.session_token, expires, {kUserArn, "AIDA", true}};
    }
    if (id != kSession.access_key_id) return std::nullopt;
    return KnownKey{kSession.secret_access_key, kSession.session_token, expires, {"arn:session", "AROA:i-1", true}};
  }
  void used(std::string_view id, std::string_view service, std::string_view region) override {
    uses.push_back(std::string(id) + ' ' + std::string(service) + ' ' + std::string(region));
  }
  Timestamp expires = Timestamp::max();
  std::vector<std::string> uses;
};

class OneDecision final : public Permissions {
 public:
  Judgement judge(const Access& access) const override {
    asked.push_back(access);
    asked.back().context = *access.context;  // what it is worked out of does not live on
    return {access.action == denied_action ? Decision::kDeniedImplicitly : decision, "so it is"};
  }
  std::string why(const Access& access) const override { return "because of " + access.action; }
  Decision decision = Decision::kAllowed;
  std::string denied_action;  // this one is, whatever the decision
  mutable std::vector<Access> asked;
};

// Stands for every service: what a call does is the test's to say.
class Behaviour {
 public:
  Behaviour() {
    for (const auto* service : contract::services()) {
      for (const auto* operation : service->operations) {
        handlers.on(*operation, [this](const contract::Call& call, const void* input, void* output) {
          called = call.operation.name;
          caller = call.principal;
          if (!require.first.empty()) {
            call.require(require.first, require.second, {{"iam:PassedToService", {"ec2.amazonaws.com"}}});
          }
          if (act) act(input, output);
        });
      }
    }
  }
  contract::Handlers handlers;
  std::string called;
  Principal caller;
  std::pair<std::string, std::string> require;  // an action and its resource
  std::function<void(const void* input, void* output)> act;
};

class SealedDenials final : public Denials {
 public:
  std::string encoded(const Access& access, const Judgement&) const override { return "sealed-" + access.action; }
};

// One launch template.
class KnownNames final : public ResourceNames {
 public:
  std::optional<std::string> arn_of(std::string_view kind, std::string_view value) const override {
    if (kind != "launch-template" || value != "web") return std::nullopt;
    return "arn:aws:ec2:us-west-2:123456789012:launch-template/lt-1";
  }
};

// Of each instance's team, and of each call's operation.
class KnownFacts final : public Facts {
 public:
  contract::Circumstances of_call(const contract::Operation& operation, const void*, std::string_view) const override {
    return {{"test:Operation", {std::string(operation.name)}}};
  }
  std::map<std::string, std::string> tags_of(std::string_view arn) const override {
    if (arn.find(":instance/") == std::string_view::npos) return {};
    return {{"team", "books"}};
  }
  std::string_view policy_of(std::string_view arn) const override { return arn.ends_with("/i-2") ? "about i-2" : ""; }
};

// Lets a call go on to its end, and counts.
class Rehearsals final : public Rehearsal {
 public:
  void rehearse(const std::function<void()>& act) override {
    ++count;
    act();
  }
  int count = 0;
};

// Always the same mishap.
class OneMishap final : public Mishaps {
 public:
  bool any() const override { return true; }
  Mishap next(const contract::Call& call) override {
    asked.push_back(call.principal.arn + " " + std::string(call.operation.name));
    return mishap;
  }
  Mishap mishap;
  std::vector<std::string> asked;
};

}  // namespace aws::region::frontdoor
