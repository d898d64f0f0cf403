// Parameter Store and DynamoDB as the recommendation service's tests know them. Test code only.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "contract/dynamodb.h"
#include "contract/ssm.h"

namespace aws::recommendation {

class FakeParameterStore final : public ssm::Api {
 public:
  std::map<std::string, std::string> values;
  std::optional<Error> problem;
  int calls = 0;

  ssm::GetParametersResponse GetParameters(const ssm::GetParametersRequest& request) override {
    ++calls;
    if (problem) throw *problem;
    ssm::GetParametersResponse response;
    for (const auto& name : request.Names) {
      if (const auto found = values.find(name); found != values.end()) {
        response.Parameters.push_back({.Name = name, .Type = "String", .Value = found->second});
      } else {
        response.InvalidParameters.push_back(name);
      }
    }
    return response;
  }

  ssm::PutParameterResponse PutParameter(const ssm::PutParameterRequest&) override { throw unasked(); }
  ssm::GetParameterResponse GetParameter(const ssm::GetParameterRequest&) override { throw unasked(); }
  ssm::DeleteParameterResponse DeleteParameter(const ssm::DeleteParameterRequest&) override { throw unasked(); }
  ssm::DescribeInstanceInformationResponse DescribeInstanceInformation(
      const ssm::DescribeInstanceInformationRequest&) override {
    throw unasked();
  }
  ssm::SendCommandResponse SendCommand(const ssm::SendCommandRequest&) override { throw unasked(); }
  ssm::GetCommandInvocationResponse GetCommandInvocation(const ssm::GetCommandInvocationRequest&) override {
    throw unasked();
  }
  ssm::ListTagsForResourceResponse ListTagsForResource(const ssm::ListTagsForResourceRequest&) override {
    throw unasked();
  }

 private:
  static Error unasked() { return {"UnknownOperationException", "the service has no business with this"}; }
};

class FakeTable final : public dynamodb::Api {
 public:
  std::string name = "recommendations";
  std::string status = "ACTIVE";
  bool empty = false;

  dynamodb::GetItemResponse GetItem(const dynamodb::GetItemRequest& request) override {
    check(request.TableName);
    if (empty) return {};
    const std::string title = *request.Key.at("MediaType").S + " number " + *request.Key.at("ItemId").N;
    dynamodb::GetItemResponse response{.Item = request.Key};
    response.Item["Title"].S = title;
    response.Item["Creator"].S = "Somebody";
    return response;
  }
  dynamodb::DescribeTableResponse DescribeTable(const dynamodb::DescribeTableRequest& request) override {
    check(request.TableName);
    dynamodb::DescribeTableResponse response;
    response.Table.emplace().TableStatus = status;
    return response;
  }

  dynamodb::CreateTableResponse CreateTable(const dynamodb::CreateTableRequest&) override { throw unasked(); }
  dynamodb::DeleteTableResponse DeleteTable(const dynamodb::DeleteTableRequest&) override { throw unasked(); }
  dynamodb::ListTablesResponse ListTables(const dynamodb::ListTablesRequest&) override { throw unasked(); }
  dynamodb::BatchWriteItemResponse BatchWriteItem(const dynamodb::BatchWriteItemRequest&) override { throw unasked(); }
  dynamodb::PutItemResponse PutItem(const dynamodb::PutItemRequest&) override { throw unasked(); }
  dynamodb::ListTagsOfResourceResponse ListTagsOfResource(const dynamodb::ListTagsOfResourceRequest&) override {
    throw unasked();
  }

 private:
  void check(const std::optional<std::string>& asked) const {
    if (asked != name) throw Error("AccessDeniedException", "User is not authorized to perform: dynamodb:GetItem");
  }
  static Error unasked() { return {"UnknownOperationException", "the service has no business with this"}; }
};

}  // namespace aws::recommendation
