#include "contract/value.h"

#include <gtest/gtest.h>

#include "contract/dynamodb.h"
#include "contract/ec2.h"

namespace aws::contract {
namespace {

TEST(Value, IsCopiedToItsLastPart) {
  using dynamodb::AttributeValue;
  const dynamodb::BatchWriteItemRequest request{
      .RequestItems = {
          {{"table",
            {{.PutRequest = dynamodb::PutRequest{
                  .Item = {{"Key", AttributeValue{.S = "x"}},
                           {"Bytes", AttributeValue{.B = Blob{std::string("\0\1", 2)}}},
                           {"List", AttributeValue{.L = {{AttributeValue{.N = "1"}, AttributeValue{.BOOL = true}}}}},
                           {"Map", AttributeValue{.M = {{{"inner", AttributeValue{.Null = true}}}}}}}}}}}}}};
  dynamodb::BatchWriteItemRequest copy;
  copy_value(dynamodb::shapes::BatchWriteItemRequest, &request, &copy);
  EXPECT_EQ(copy, request);
}

TEST(Value, HasATextThatNoOtherValueHas) {
  const auto text = [](const dynamodb::PutItemRequest& request) {
    return text_of_value(dynamodb::shapes::PutItemRequest, &request);
  };
  const dynamodb::PutItemRequest key{.Item = {{"a", {.S = "b"}}, {"n", {.N = "1"}}}};
  EXPECT_EQ(text(key), text({.Item = {{"n", {.N = "1"}}, {"a", {.S = "b"}}}}));
  EXPECT_NE(text(key), text({.Item = {{"a", {.S = "b"}}, {"n", {.S = "1"}}}}));
  EXPECT_NE(text({.Item = {{"a", {.L = {{{.S = "1"}, {.S = "2"}}}}}}}),
            text({.Item = {{"a", {.L = {{{.S = "12"}}}}}}}));
}

TEST(Value, NumbersThatAreNearlyEqualAreNot) {
  const auto text = [](double units) {
    const dynamodb::ConsumedCapacity capacity{.CapacityUnits = units};
    return text_of_value(dynamodb::shapes::ConsumedCapacity, &capacity);
  };
  EXPECT_EQ(text(0.5), text(0.5));
  EXPECT_NE(text(1e-9), text(2e-9));
}

}  // namespace
}  // namespace aws::contract
