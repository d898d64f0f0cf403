// What the front door needs of IAM, of the store, and of a region that misbehaves.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/lazy.h"
#include "base/place.h"
#include "contract/call.h"
#include "wire/http/reply.h"

namespace aws::region::frontdoor {

// Whose an access key is.
struct KnownKey {
  std::string secret_access_key;
  std::string session_token;         // "" for a long-term key
  std::optional<Timestamp> expires;  // temporary keys only
  Principal principal;
};

class Identities {
 public:
  virtual ~Identities() = default;
  virtual std::optional<KnownKey> find(std::string_view access_key_id) const = 0;
  // A request that it signed is who it says.
  virtual void used(std::string_view access_key_id, std::string_view service, std::string_view region) = 0;
};

enum class Decision { kAllowed, kDeniedImplicitly, kDeniedExplicitly };

struct Access {
  Principal principal;
  std::string action;                     // "dynamodb:GetItem"
  std::string resource;                   // an ARN, or "*" for an action without resources
  Lazy<contract::Circumstances> context;  // few policies ask for it
  std::string_view resource_policy{};     // the resource's own, "" when it has none
};

// A statement that denies something explicitly, as its policy has it.
struct DenyingStatement {
  std::string id;                       // its Sid, "" when it has none
  std::vector<std::string> principals;  // of a resource's policy; nobody in particular of an identity's
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::map<std::string, std::vector<std::string>> conditions;  // values by key
};

struct Judgement {
  Decision decision = Decision::kDeniedImplicitly;
  std::string why;                                // it is denied, in a few words for whoever reads the log
  std::string_view by = "identity-based policy";  // the kind of policy that denies it, or does not allow it
  std::vector<DenyingStatement> denied_by{};
};

class Permissions {
 public:
  virtual ~Permissions() = default;
  virtual Judgement judge(const Access& access) const = 0;
  // For whoever looks on: in a few words, which statement of which policy allows or denies it.
  virtual std::string why(const Access& access) const = 0;
};

// Why a call was denied, sealed: EC2 tells it with its denials.
class Denials {
 public:
  virtual ~Denials() = default;
  virtual std::string encoded(const Access& access, const Judgement& judgement) const = 0;
};

// What a request names by something that is not in its ARN.
class ResourceNames {
 public:
  virtual ~ResourceNames() = default;
  // `kind` as the contract's operations have it behind a '|'. Nothing when there is no such resource.
  virtual std::optional<std::string> arn_of(std::string_view kind, std::string_view value) const = 0;
};

// What only the services know of a call, for condition keys.
class Facts {
 public:
  virtual ~Facts() = default;
  // What the call wants of the resource, by what it says in its input: "dynamodb:LeadingKeys".
  virtual contract::Circumstances of_call(const contract::Operation& operation, const void* input,
                                          std::string_view resource) const = 0;
  // Both by the resource's ARN; nothing is known of what is not there.
  virtual std::map<std::string, std::string> tags_of(std::string_view arn) const = 0;
  virtual std::string_view policy_of(std::string_view arn) const = 0;  // its own, "" when it has none
};

// EC2's DryRun.
class Rehearsal {
 public:
  virtual ~Rehearsal() = default;
  // Runs `act` up to where it would change something for good, and not beyond. Throws what it throws until then.
  virtual void rehearse(const std::function<void()>& act) = 0;
};

// What befalls a call that its caller may make. By default nothing does.
struct Mishap {
  bool carried_out = true;
  std::optional<Error> answer{};  // instead of the operation's own
  http::Delivery delivery = http::Delivery::kSent;
  std::chrono::milliseconds delay{};
};

class Mishaps {
 public:
  virtual ~Mishaps() = default;
  virtual bool any() const = 0;  // false: no call is spoilt at this moment
  virtual Mishap next(const contract::Call& call) = 0;
};

// One of the permissions that a call needed, up to the first that its caller does not have.
struct CheckedAccess {
  std::string action;
  std::string resource;
  bool allowed = false;
  std::string why;
};

// A call that has its answer. All of it is gone when saw() returns.
struct SeenCall {
  const http::Request& request;
  const http::Response& response;
  std::string_view request_id;
  std::string_view service;     // "elbv2"; "" when the request names none
  std::string_view operation;   // as the request names it
  const Principal& caller;      // nobody when it is not known who calls
  std::string_view error_code;  // "" when the call was carried out
  const std::vector<CheckedAccess>& checked;
  Duration took;
};

// Who is told of each call while it attends to them.
class Witness {
 public:
  virtual ~Witness() = default;
  virtual bool attentive() const = 0;
  virtual void saw(const SeenCall& call) = 0;
};

}  // namespace aws::region::frontdoor
