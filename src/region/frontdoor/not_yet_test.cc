#include "contract/not_yet.h"

#include <gtest/gtest.h>

#include "contract/dynamodb.h"
#include "region/frontdoor/fake_neighbours.h"
#include "region/frontdoor/front_door.h"
#include "testing/simulated_clock.h"
#include "wire/protocols/protocol.h"
#include "wire/sigv4.h"

namespace aws::region::frontdoor {
namespace {

TEST(NotYet, TheSameCallIsMadeAgainUntilItHasAnAnswer) {
  testing::SimulatedClock clock;
  SeededRandom random{1};
  ThreeKeys identities;
  OneDecision permissions;
  OneMishap mishaps;
  Behaviour behaviour;
  SealedDenials denials;
  KnownNames names;
  KnownFacts facts;
  Rehearsals rehearsals;
  FrontDoor door{
      {Place{}, clock, random, identities, permissions, denials, names, facts, rehearsals, behaviour.handlers}};
  door.suffer(mishaps);
  mishaps.mishap = {.delay = std::chrono::seconds(2)};
  int made = 0;
  behaviour.act = [&](const void*, void*) {
    if (++made < 3) throw contract::NotYet();
  };
  http::Reply reply;
  {
    const dynamodb::ListTablesRequest input;
    auto request = wire::protocol(dynamodb::kService.protocol).encode_request(dynamodb::operations::ListTables, &input);
    request.headers.set("Host", "127.0.0.1:4566");
    sigv4::sign(request, kUser, {"us-west-2", "dynamodb"}, clock.now());
    reply = door.handle(request);
  }
  for (int turn = 1; turn < 3; ++turn) {
    ASSERT_TRUE(reply.later);
    EXPECT_EQ(made, turn);
    EXPECT_LT(reply.delay, std::chrono::milliseconds(100));
    reply = reply.later();
  }
  EXPECT_FALSE(reply.later);
  EXPECT_EQ(reply.response.status, 200);
  EXPECT_EQ(reply.delay, std::chrono::seconds(2));
  EXPECT_EQ(mishaps.asked.size(), 1U);
}

}  // namespace
}  // namespace aws::region::frontdoor
