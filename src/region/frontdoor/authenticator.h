// Who sent this? Verifies a request's signature with the secret of the key that it names. Owned by the front door.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "contract/shape.h"
#include "region/frontdoor/ports.h"
#include "region/frontdoor/router.h"
#include "wire/http/http.h"
#include "wire/sigv4.h"

namespace aws::region::frontdoor {

class Authenticator {
 public:
  Authenticator(const Place& place, const Clock& clock, Identities& identities)
      : place_(place), clock_(clock), identities_(identities) {}

  // The route is the request's. Throws what AWS answers, in the words of the service's protocol.
  Principal authenticate(const http::Request& request, const Route& route, const contract::Service& service);

 private:
  Principal identify(const http::Request& request, const Route& route, const contract::Service& service);
  void check_scope(const sigv4::Scope& scope, const contract::Service& service) const;

  Place place_;
  const Clock& clock_;
  Identities& identities_;
  sigv4::SigningKeys signing_keys_;
};

}  // namespace aws::region::frontdoor
