// DynamoDB as its tests call it: through the handlers, as everybody does. Test code only.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/dynamodb_service.h"
#include "testing/simulated_clock.h"

namespace aws::region::dynamodb {

// Knows JSON's first letter. "{ACTION RESOURCE}" denies that to everybody.
class FirstLetter final : public ResourcePolicies {
 public:
  bool would_allow(const contract::Call&, std::string_view action, std::string_view resource,
                   std::string_view document) const override {
    return document.find(std::string(action) + ' ' + std::string(resource)) == std::string_view::npos;
  }
  void check(std::string_view document) const override {
    if (!document.starts_with('{')) throw Error("MalformedPolicyDocument", "This policy contains invalid Json");
  }
};

struct RunningDynamoDb {
  explicit RunningDynamoDb(Store& store) : service({store, clock, clock, random, Place{}, policies}) {
    service.serve(handlers);
    service.start();
  }
  testing::SimulatedClock clock;
  FirstLetter policies;
  SeededRandom random{1};
  DynamoDbService service;
  contract::Handlers handlers;
  aws::dynamodb::Api called{handlers};
};

// The message of the error with this code.
inline std::string refusal(const std::function<void()>& call, std::string_view code = "ValidationException") {
  try {
    call();
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code) << error.what();
    return error.message();
  }
}

}  // namespace aws::region::dynamodb
