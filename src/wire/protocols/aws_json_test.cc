#include <gtest/gtest.h>

#include "contract/dynamodb.h"
#include "contract/ssm.h"
#include "wire/protocols/protocol.h"

namespace aws::wire {
namespace {

const Protocol& kDynamodb = protocol(contract::ProtocolKind::kJson10);
const Protocol& kSsm = protocol(contract::ProtocolKind::kJson11);

std::string decoded_error(const http::Response& response) {
  dynamodb::GetItemResponse output;
  try {
    kDynamodb.decode_response(dynamodb::operations::GetItem, response, &output);
    return "none";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(AwsJson, NamesTheOperationInAHeader) {
  const dynamodb::DescribeTableRequest input{.TableName = "items"};
  const auto request = kDynamodb.encode_request(dynamodb::operations::DescribeTable, &input);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/");
  EXPECT_EQ(request.headers, (http::Headers{{"Content-Type", "application/x-amz-json-1.0"},
                                            {"X-Amz-Target", "DynamoDB_20120810.DescribeTable"}}));
  EXPECT_EQ(request.body, R"({"TableName":"items"})");
}

TEST(AwsJson, RepliesWithAChecksum) {
  const dynamodb::GetItemResponse output;
  const auto response = kDynamodb.encode_response(dynamodb::operations::GetItem, &output, "ID");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "{}");
  EXPECT_EQ(response.headers.get("x-amzn-RequestId"), "ID");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/x-amz-json-1.0");
  EXPECT_EQ(response.headers.get("x-amz-crc32"), "2745614147");  // the well-known checksum of "{}"
}

TEST(AwsJson, GivesEachErrorTheNamespaceOfItsOrigin) {
  const auto body_of = [](const Error& error) { return kDynamodb.encode_error(dynamodb::kService, error, "ID").body; };
  EXPECT_EQ(body_of(Error("ResourceNotFoundException", "Requested resource not found")),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found"})");
  EXPECT_EQ(body_of(Error("AccessDeniedException", "User: x")),
            R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"User: x"})");
  EXPECT_EQ(body_of(Error("ValidationException", "no")),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"no"})");
  EXPECT_EQ(body_of(Error("SerializationException", "")),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST(AwsJson, SendsSystemsManagersErrorsWithoutANamespace) {
  const auto response = kSsm.encode_error(ssm::kService, Error("ParameterNotFound", "Parameter x not found."), "ID");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, R"({"__type":"ParameterNotFound","message":"Parameter x not found."})");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(response.headers.get("x-amzn-errortype"), "ParameterNotFound");
}

TEST(AwsJson, ReadsErrorsInEveryFormThatServicesSend) {
  EXPECT_EQ(decoded_error({.status = 400, .body = R"({"__type":"a.b#Code","message":"m"})"}), "Code: m");
  EXPECT_EQ(decoded_error({.status = 400, .body = R"({"__type":"a#Code:http://x/","Message":"m"})"}), "Code: m");
  EXPECT_EQ(decoded_error({.status = 500, .headers = {{"X-Amzn-ErrorType", "Code:http://x/"}}, .body = "{}"}), "Code");
}

TEST(AwsJson, CallsAnUnreadableReplyInvalid) {
  const std::string prefix = "InvalidResponse: the reply to GetItem cannot be read: ";
  EXPECT_EQ(decoded_error({.status = 503, .body = "<html>"}), prefix + "an error without a code (HTTP 503)");
  EXPECT_EQ(decoded_error({.status = 200, .headers = {{"x-amz-crc32", "1"}}, .body = "{}"}),
            prefix + "its checksum does not match (HTTP 200)");
  EXPECT_EQ(decoded_error({.status = 200, .body = R"({"Item":[]})"}),
            prefix + "Start of list found where not expected (HTTP 200)");
}

TEST(AwsJson, RefusesABodyThatIsNoObject) {
  for (const std::string& body : {std::string(), std::string("{"), std::string("[]"), std::string(100000, '[')}) {
    dynamodb::GetItemRequest input;
    EXPECT_THROW(kDynamodb.decode_request(dynamodb::operations::GetItem, {.body = body}, &input), Error);
  }
}

TEST(AwsJson, ReadsValuesThatNestAsDeepAsDynamodbAllows) {
  std::string value = R"({"S":"x"})";
  for (int depth = 0; depth < 32; ++depth) value = R"({"L":[)" + value + "]}";
  dynamodb::PutItemRequest input;
  kDynamodb.decode_request(dynamodb::operations::PutItem, {.body = R"({"Item":{"a":)" + value + "}}"}, &input);
  EXPECT_EQ(input.Item.count("a"), 1U);
}

}  // namespace
}  // namespace aws::wire
