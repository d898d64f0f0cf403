// Parameter Store and DynamoDB as the recommendation service's tests know them. Test code only.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "contract/ssm.h"

namespace aws::recommendation {

class FakeParameterStore {
 public:
  FakeParameterStore() { handlers_.on(ssm::operations::GetParameters, this, &FakeParameterStore::GetParameters); }
  operator ssm::Api&() { return api_; }

  std::map<std::string, std::string> values;
  std::optional<Error> problem;
  int calls = 0;

  ssm::GetParametersResponse GetParameters(const ssm::GetParametersRequest& request) {
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

 private:
  contract::Handlers handlers_;
  ssm::Api api_{handlers_};
};

class FakeTable {
 public:
  FakeTable() {
    handlers_.on(dynamodb::operations::GetItem, this, &FakeTable::GetItem);
    handlers_.on(dynamodb::operations::DescribeTable, this, &FakeTable::DescribeTable);
  }
  operator dynamodb::Api&() { return api_; }

  std::string name = "recommendations";
  std::string status = "ACTIVE";
  bool empty = false;

  dynamodb::GetItemResponse GetItem(const dynamodb::GetItemRequest& request) {
    check(request.TableName);
    if (empty) return {};
    const std::string title = *request.Key.at("MediaType").S + " number " + *request.Key.at("ItemId").N;
    dynamodb::GetItemResponse response{.Item = request.Key};
    response.Item["Title"].S = title;
    response.Item["Creator"].S = "Somebody";
    return response;
  }
  dynamodb::DescribeTableResponse DescribeTable(const dynamodb::DescribeTableRequest& request) {
    check(request.TableName);
    dynamodb::DescribeTableResponse response;
    response.Table.emplace().TableStatus = status;
    return response;
  }

 private:
  void check(const std::optional<std::string>& asked) const {
    if (asked != name) throw Error("AccessDeniedException", "User is not authorized to perform: dynamodb:GetItem");
  }

  contract::Handlers handlers_;
  dynamodb::Api api_{handlers_};
};

}  // namespace aws::recommendation
