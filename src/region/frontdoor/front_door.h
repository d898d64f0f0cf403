// Where every request to the region comes in: found, authenticated, decoded, validated, authorised, handed to the
// service, and its answer rendered. Knows no service but by its descriptors. Owned by the region; used on its thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/apis.h"
#include "contract/shape.h"
#include "region/frontdoor/authenticator.h"
#include "region/frontdoor/ports.h"
#include "region/frontdoor/router.h"
#include "wire/http.h"
#include "wire/reply.h"

namespace aws::region::frontdoor {

class FrontDoor {
 public:
  FrontDoor(const Place& place, const Clock& clock, Random& random, const Identities& identities,
            const Permissions& permissions);
  FrontDoor(const FrontDoor&) = delete;
  FrontDoor& operator=(const FrontDoor&) = delete;

  // Who answers for a service. Before the first request.
  void serve(aws::autoscaling::Api& api);
  void serve(aws::dynamodb::Api& api);
  void serve(aws::ec2::Api& api);
  void serve(aws::elbv2::Api& api);
  void serve(aws::iam::Api& api);
  void serve(aws::ssm::Api& api);
  void serve(aws::sts::Api& api);
  void serve(const Apis& apis);

  // Has calls spoilt, for a region that misbehaves. Before the first request.
  void suffer(Mishaps& mishaps) { mishaps_ = &mishaps; }

  // Whatever the request is, there is an answer.
  http::Reply handle(const http::Request& request) noexcept;

  // Whose call is being handled; nobody's outside of handle().
  const Principal& caller() const { return caller_; }
  const Circumstances& circumstances() const { return circumstances_; }

 private:
  http::Response answer(const http::Request& request, const Route& route, const std::string& request_id,
                        Mishap& mishap);
  http::Response call(const http::Request& request, const Route& route, const std::string& request_id, Mishap& mishap);
  void authorise(const contract::Operation& operation, const void* input) const;
  Circumstances circumstances_of(const http::Request& request, const contract::Operation& operation) const;
  http::Response refuse(const Route& route, const Error& error, const std::string& request_id) const;
  std::string new_request_id(const Route& route);

  Place place_;
  Random& random_;
  Authenticator authenticator_;
  const Permissions& permissions_;
  std::map<const contract::Service*, void*> apis_;
  Mishaps* mishaps_ = nullptr;  // none: nothing goes wrong on purpose
  Principal caller_;
  Circumstances circumstances_;
};

}  // namespace aws::region::frontdoor
