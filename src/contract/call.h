// One call as the region sees it: who makes it, of what, and what is known of its surroundings. Made by the front door
// when it has authenticated a request, and passed along to whoever asks for it; nobody keeps it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/lazy.h"
#include "base/place.h"
#include "contract/shape.h"

namespace aws::contract {

// Condition keys that follow from a request, and their values: "aws:SourceIp" -> {"127.0.0.1"}.
using Circumstances = std::map<std::string, std::vector<std::string>>;

struct Call;

// Who knows what the caller may do.
class Authority {
 public:
  virtual ~Authority() = default;
  // Throws the denial, in the words of the call's service, when the caller may not do that too. `more` are condition
  // keys besides those that follow from the request.
  virtual void require(const Call& call, std::string_view action, const std::string& resource,
                       const Circumstances& more) const = 0;
};

struct Call {
  const Operation& operation;
  std::string request_id{};
  Principal principal{};  // nobody in an anonymous call
  Lazy<Circumstances> circumstances{};
  const Authority* authority = nullptr;  // none in process, where everything is allowed

  // For what shows only while the call is handled. A role is handed on to an instance: iam:PassRole.
  void require(std::string_view action, const std::string& resource, const Circumstances& more = {}) const {
    if (authority) authority->require(*this, action, resource, more);
  }
};

}  // namespace aws::contract
