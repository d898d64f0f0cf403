#include <gtest/gtest.h>

#include "contract/fis.h"
#include "wire/protocols/protocol.h"
#include "wire/protocols/rest_uri.h"

namespace aws::wire {
namespace {

const Protocol& kRest = protocol(contract::ProtocolKind::kRestJson);

const contract::Operation* operation_at(const std::string& method, const std::string& target) {
  return find_rest_operation(fis::kService, {.method = method, .target = target});
}

std::string rest_error(const http::Response& response) {
  fis::GetActionResponse output;
  try {
    kRest.decode_response(fis::operations::GetAction, response, &output);
    return "none";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(RestJson, NamesTheOperationByMethodAndPath) {
  EXPECT_EQ(operation_at("GET", "/actions"), &fis::operations::ListActions);
  EXPECT_EQ(operation_at("GET", "/actions?maxResults=3"), &fis::operations::ListActions);
  EXPECT_EQ(operation_at("GET", "/actions/aws%3Afis%3Await"), &fis::operations::GetAction);
  EXPECT_EQ(operation_at("GET", "/%61ctions/x"), &fis::operations::GetAction);
  for (const auto* target : {"/", "", "/actions/", "/actions/a/b", "/action", "//actions"}) {
    EXPECT_EQ(operation_at("GET", target), nullptr) << target;
  }
  EXPECT_EQ(operation_at("POST", "/actions"), nullptr);
}

TEST(RestJson, PutsLabelsIntoThePath) {
  const fis::GetActionRequest input{.id = "aws:fis/wait?"};
  const auto request = kRest.encode_request(fis::operations::GetAction, &input);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/actions/aws%3Afis%2Fwait%3F");
  EXPECT_EQ(request.body, "");
  fis::GetActionRequest received;
  kRest.decode_request(fis::operations::GetAction, request, &received);
  EXPECT_EQ(received, input);
}

TEST(RestJson, PutsParametersIntoTheQuery) {
  const fis::ListActionsRequest input{.maxResults = 7, .nextToken = "a&b=c d"};
  const auto request = kRest.encode_request(fis::operations::ListActions, &input);
  EXPECT_EQ(request.target, "/actions?maxResults=7&nextToken=a%26b%3Dc%20d");
  fis::ListActionsRequest received;
  kRest.decode_request(fis::operations::ListActions, request, &received);
  EXPECT_EQ(received, input);
}

TEST(RestJson, RefusesAParameterOfTheWrongType) {
  fis::ListActionsRequest received;
  EXPECT_THROW(kRest.decode_request(fis::operations::ListActions, {.target = "/actions?maxResults=many"}, &received),
               Error);
}

TEST(RestJson, ReplacesBytesOfALabelThatAreNoText) {
  fis::GetActionRequest received;
  kRest.decode_request(fis::operations::GetAction, {.target = "/actions/%ff"}, &received);
  EXPECT_EQ(received.id, "\xef\xbf\xbd");
}

TEST(RestJson, RepliesWithABody) {
  const fis::GetActionResponse output{.action = fis::Action{.id = "aws:fis:wait"}};
  const auto response = kRest.encode_response(fis::operations::GetAction, &output, "ID");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"action":{"id":"aws:fis:wait","parameters":{},"tags":{}}})");
  EXPECT_EQ(response.headers.get("x-amzn-RequestId"), "ID");
  EXPECT_EQ(response.headers.get("Content-Type"), "application/json");
}

TEST(RestJson, NamesAnErrorInAHeader) {
  const Error error("ResourceNotFoundException", "there is none", 404);
  const auto response = kRest.encode_error(fis::kService, error, "ID");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.headers.get("x-amzn-errortype"), "ResourceNotFoundException");
  EXPECT_EQ(response.body, R"({"message":"there is none"})");
  EXPECT_EQ(rest_error(response), "ResourceNotFoundException: there is none");
}

TEST(RestJson, CallsAnUnreadableReplyInvalid) {
  EXPECT_EQ(rest_error({.status = 502, .body = "<html>"}),
            "InvalidResponse: the reply to GetAction cannot be read: an error without a code (HTTP 502)");
}

}  // namespace
}  // namespace aws::wire
