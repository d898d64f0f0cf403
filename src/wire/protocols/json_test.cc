#include "wire/protocols/json.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/ssm.h"

namespace aws::wire {
namespace {

using dynamodb::AttributeValue;

template <class T>
T from_text(const contract::Shape& shape, std::string_view text) {
  T value;
  from_json(shape, boost::json::parse(text), &value);
  return value;
}

template <class T>
std::string to_text(const contract::Shape& shape, const T& value) {
  return boost::json::serialize(to_json(shape, &value));
}

std::string refusal(std::string_view text) {
  try {
    from_text<dynamodb::ListTablesRequest>(dynamodb::shapes::ListTablesRequest, text);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Json, KeepsWhichMemberOfAUnionIsSet) {
  const dynamodb::PutItemRequest request{.TableName = "items",
                                         .Item = {{"empty list", AttributeValue{.L = std::vector<AttributeValue>{}}},
                                                  {"map", AttributeValue{.M = {{{"n", AttributeValue{.N = "1"}}}}}},
                                                  {"nothing", AttributeValue{.Null = true}},
                                                  {"text", AttributeValue{.S = ""}}}};
  const std::string text = to_text(dynamodb::shapes::PutItemRequest, request);
  EXPECT_EQ(text, R"({"TableName":"items","Item":{"empty list":{"L":[]},"map":{"M":{"n":{"N":"1"}}},)"
                  R"("nothing":{"NULL":true},"text":{"S":""}}})");
  EXPECT_EQ(from_text<dynamodb::PutItemRequest>(dynamodb::shapes::PutItemRequest, text), request);
}

TEST(Json, WritesAnEmptyListOnlyWhereClientsExpectOne) {
  EXPECT_EQ(to_text(dynamodb::shapes::ListTablesResponse, dynamodb::ListTablesResponse{}), R"({"TableNames":[]})");
  EXPECT_EQ(to_text(dynamodb::shapes::BatchWriteItemResponse, dynamodb::BatchWriteItemResponse{}),
            R"({"UnprocessedItems":{}})");
  EXPECT_EQ(to_text(dynamodb::shapes::GetItemResponse, dynamodb::GetItemResponse{}), "{}");
}

TEST(Json, WritesTimestampsAsSecondsWithMilliseconds) {
  const ssm::Parameter parameter{.LastModifiedDate = Timestamp(std::chrono::milliseconds(1767323045678))};
  EXPECT_EQ(to_text(ssm::shapes::Parameter, parameter), R"({"LastModifiedDate":1.767323045678E9})");
  for (const char* text :
       {R"({"LastModifiedDate":1767323045.678})", R"({"LastModifiedDate":"2026-01-02T03:04:05.678Z"})"}) {
    EXPECT_EQ(from_text<ssm::Parameter>(ssm::shapes::Parameter, text), parameter);
  }
}

TEST(Json, KnowsMembersByTheirNamesOnTheWireOrInTheModel) {
  const ec2::Instance instance{.InstanceId = "i-1"};
  EXPECT_EQ(to_text(ec2::shapes::Instance, instance), R"({"instanceId":"i-1"})");
  const auto named = to_json(ec2::shapes::Instance, &instance, {}, Names::kModel);
  EXPECT_EQ(boost::json::serialize(named), R"({"InstanceId":"i-1"})");
  ec2::Instance read;
  from_json(ec2::shapes::Instance, named, &read, Names::kModel);
  EXPECT_EQ(read, instance);
}

TEST(Json, IgnoresNullsAndUnknownMembers) { EXPECT_EQ(refusal(R"({"Limit":null,"Unheard":{"Of":[]}})"), "accepted"); }

TEST(Json, SaysWhatIsInTheWrongPlace) {
  EXPECT_EQ(refusal(R"({"ExclusiveStartTableName":1})"),
            "SerializationException: NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(refusal(R"({"ExclusiveStartTableName":true})"),
            "SerializationException: TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(refusal(R"({"Limit":"1"})"), "SerializationException: STRING_VALUE cannot be converted to Integer");
  EXPECT_EQ(refusal(R"({"Limit":{}})"), "SerializationException: Start of structure or map found where not expected.");
  EXPECT_EQ(refusal(R"({"Limit":99999999999})"), "SerializationException: NUMBER_VALUE cannot be converted to Integer");
}

}  // namespace
}  // namespace aws::wire
