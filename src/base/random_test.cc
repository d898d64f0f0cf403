#include "base/random.h"

#include <gmock/gmock.h>

#include "base/place.h"

namespace aws {
namespace {

using ::testing::MatchesRegex;

TEST(Random, MakesIdentifiersInAwsForms) {
  SeededRandom random(1);
  EXPECT_THAT(hex_id(random, "i-"), MatchesRegex("i-[0-9a-f]{17}"));
  EXPECT_THAT(hex_id(random, "", 16), MatchesRegex("[0-9a-f]{16}"));
  EXPECT_THAT(uuid(random), MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_THAT(iam_id(random, "AROA"), MatchesRegex("AROA[A-Z2-7]{17}"));
}

TEST(Random, ASeedRepeatsItself) {
  SeededRandom first(7);
  SeededRandom second(7);
  EXPECT_EQ(uuid(first), uuid(second));
}

TEST(Place, SpellsArns) {
  const Place place;
  EXPECT_EQ(place.arn("dynamodb", "table/t"), "arn:aws:dynamodb:us-west-2:123456789012:table/t");
  EXPECT_EQ(place.global_arn("iam", "role/r"), "arn:aws:iam::123456789012:role/r");
}

}  // namespace
}  // namespace aws
