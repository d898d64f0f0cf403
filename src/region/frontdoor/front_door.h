// Where every request to the region comes in: found, authenticated, decoded, validated, authorised, handed to whoever
// carries it out, and its answer rendered. Knows no service but by its descriptors, and keeps nothing of a call when it
// is over. Owned by the region; used on its thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "contract/shape.h"
#include "region/frontdoor/authenticator.h"
#include "region/frontdoor/ports.h"
#include "region/frontdoor/router.h"
#include "wire/http/http.h"
#include "wire/http/reply.h"

namespace aws::region::frontdoor {

class FrontDoor final {
 public:
  struct Parts {
    Place place;
    const Clock& clock;
    Random& random;
    Identities& identities;
    const Permissions& permissions;
    const Denials& denials;
    const ResourceNames& names;
    const Facts& facts;
    Rehearsal& rehearsal;
    const contract::Handlers& handlers;
  };
  explicit FrontDoor(const Parts& parts) : parts_(parts), authenticator_(parts.place, parts.clock, parts.identities) {}
  FrontDoor(const FrontDoor&) = delete;
  FrontDoor& operator=(const FrontDoor&) = delete;

  // Has calls spoilt, whenever there are mishaps. Before the first request.
  void suffer(Mishaps& mishaps) { mishaps_ = &mishaps; }
  // Has every call told. Before the first request.
  void be_seen_by(Witness& witness) { witness_ = &witness; }

  // Whatever the request is, there is an answer.
  http::Reply handle(const http::Request& request) noexcept;

 private:
  // One request on its way, and what has been found out about it so far.
  struct Visit {
    const http::Request& request;
    Route route;
    std::string request_id;
    Principal caller{};
    std::optional<Mishap> mishap{};  // once it is known who calls what
    bool seen = false;               // what follows is for a witness
    Duration began{};
    std::string error_code{};
    std::vector<CheckedAccess> checked{};
  };
  class CallersAuthority;

  http::Reply reply_to(Visit& visit);
  http::Reply later(const Visit& visit);
  http::Response answer(Visit& visit);
  http::Response call(Visit& visit);
  void carry_out(const contract::Call& call, const void* input, void* output) const;
  void authorise(Visit& visit, const contract::Call& call, const void* input) const;
  void authorise_tags(Visit& visit, const contract::Call& call, const void* input) const;
  void check(Visit& visit, const contract::Call& call, std::string_view action, const std::string& resource,
             const Lazy<contract::Circumstances>& more) const;
  void tell(const Visit& visit, const http::Response& response) const;
  contract::Circumstances context_of(const contract::Call& call, std::string_view action, std::string_view resource,
                                     const contract::Circumstances& more) const;
  contract::Circumstances circumstances_of(const http::Request& request, const contract::Operation& operation) const;
  http::Response refuse(Visit& visit, const Error& error) const;
  std::string new_request_id(const Route& route);

  Parts parts_;
  Authenticator authenticator_;
  Mishaps* mishaps_ = nullptr;  // none: nothing goes wrong on purpose
  Witness* witness_ = nullptr;
};

}  // namespace aws::region::frontdoor
