// A front door whose neighbours are the test's. Test code only.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "region/frontdoor/fake_neighbours.h"
#include "region/frontdoor/front_door.h"
#include "testing/simulated_clock.h"
#include "wire/protocols/protocol.h"
#include "wire/sigv4.h"

namespace aws::region::frontdoor {

class FrontDoorTest : public ::testing::Test {
 protected:
  template <class Input>
  static http::Request encode(const contract::Operation& operation, const Input& input) {
    auto request = wire::protocol(operation.service->protocol).encode_request(operation, &input);
    request.headers.set("Host", "127.0.0.1:4566");
    request.peer = "127.0.0.1";
    return request;
  }
  static std::string region_of(const contract::Service& service) {
    return service.signing_region.empty() ? "us-west-2" : std::string(service.signing_region);
  }
  void sign(http::Request& request, const contract::Service& service, const sigv4::Credentials& credentials = kUser) {
    sigv4::sign(request, credentials, {region_of(service), std::string(service.signing_name)}, clock_.now());
  }

  // The error that a client of that service reads in the reply.
  Error refusal(const contract::Operation& operation, const http::Request& request) {
    const auto response = door_.handle(request).response;
    const auto output = operation.output->make();
    try {
      wire::protocol(operation.service->protocol).decode_response(operation, response, output.get());
    } catch (const Error& error) {
      return error;
    }
    return Error("Success", "", response.status);
  }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  ThreeKeys identities_;
  OneDecision permissions_;
  OneMishap mishaps_;
  Behaviour behaviour_;
  SealedDenials denials_;
  KnownNames names_;
  KnownFacts facts_;
  Rehearsals rehearsals_;
  FrontDoor door_{{Place{}, clock_, random_, identities_, permissions_, denials_, names_, facts_, rehearsals_,
                   behaviour_.handlers}};
};

}  // namespace aws::region::frontdoor
