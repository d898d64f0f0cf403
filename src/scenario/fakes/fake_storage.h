// DynamoDB and Systems Manager as far as the workflow uses them.
#pragma once

#include <utility>

#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "contract/ssm.h"
#include "scenario/fakes/world.h"

namespace aws::scenario {

class FakeDynamodb {
 public:
  FakeDynamodb(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(dynamodb::operations::CreateTable, this, &FakeDynamodb::CreateTable);
    handlers.on(dynamodb::operations::DescribeTable, this, &FakeDynamodb::DescribeTable);
    handlers.on(dynamodb::operations::ListTagsOfResource, this, &FakeDynamodb::ListTagsOfResource);
    handlers.on(dynamodb::operations::DeleteTable, this, &FakeDynamodb::DeleteTable);
    handlers.on(dynamodb::operations::BatchWriteItem, this, &FakeDynamodb::BatchWriteItem);
  }

  dynamodb::CreateTableResponse CreateTable(const dynamodb::CreateTableRequest& request) {
    world_.call("CreateTable");
    if (!request.ProvisionedThroughput) throw Error("ValidationException", "no throughput");
    if (!world_.tables.try_emplace(*request.TableName).second) throw Error("ResourceInUseException", "exists");
    world_.tag(*request.TableName, request.Tags);
    return {};
  }
  dynamodb::DescribeTableResponse DescribeTable(const dynamodb::DescribeTableRequest& request) {
    world_.call("DescribeTable");
    need(*request.TableName);
    return {.Table = {{.TableStatus = "ACTIVE", .TableArn = request.TableName}}};
  }
  dynamodb::ListTagsOfResourceResponse ListTagsOfResource(const dynamodb::ListTagsOfResourceRequest& request) {
    world_.call("ListTagsOfResource");
    return {.Tags = world_.tags_of<dynamodb::Tag>(*request.ResourceArn)};
  }
  dynamodb::DeleteTableResponse DeleteTable(const dynamodb::DeleteTableRequest& request) {
    world_.call("DeleteTable");
    need(*request.TableName);
    world_.tables.erase(*request.TableName);
    return {};
  }
  dynamodb::BatchWriteItemResponse BatchWriteItem(const dynamodb::BatchWriteItemRequest& request) {
    world_.call("BatchWriteItem");
    dynamodb::BatchWriteItemResponse reply;
    for (const auto& [table, writes] : *request.RequestItems) {
      need(table);
      if (writes.size() > 25) throw Error("ValidationException", "too many items");
      const std::size_t left = std::min(std::exchange(world_.unprocessed, 0), writes.size());
      world_.tables[table] += writes.size() - left;
      if (left > 0) reply.UnprocessedItems[table] = {writes.end() - static_cast<std::ptrdiff_t>(left), writes.end()};
    }
    return reply;
  }

 private:
  void need(const std::string& table) {
    if (!world_.tables.contains(table)) throw Error("ResourceNotFoundException", "Requested resource not found");
  }
  World& world_;
};

class FakeSsm {
 public:
  FakeSsm(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(ssm::operations::PutParameter, this, &FakeSsm::PutParameter);
    handlers.on(ssm::operations::GetParameter, this, &FakeSsm::GetParameter);
    handlers.on(ssm::operations::GetParameters, this, &FakeSsm::GetParameters);
    handlers.on(ssm::operations::ListTagsForResource, this, &FakeSsm::ListTagsForResource);
    handlers.on(ssm::operations::DeleteParameter, this, &FakeSsm::DeleteParameter);
    handlers.on(ssm::operations::DescribeInstanceInformation, this, &FakeSsm::DescribeInstanceInformation);
    handlers.on(ssm::operations::SendCommand, this, &FakeSsm::SendCommand);
    handlers.on(ssm::operations::GetCommandInvocation, this, &FakeSsm::GetCommandInvocation);
  }

  ssm::PutParameterResponse PutParameter(const ssm::PutParameterRequest& request) {
    world_.call("PutParameter");
    if (!request.Type) throw Error("ValidationException", "A parameter type is required when you create a parameter.");
    const bool overwrite = request.Overwrite.value_or(false);
    if (!overwrite && world_.parameters.contains(*request.Name)) throw Error("ParameterAlreadyExists", "exists");
    if (overwrite && !request.Tags.empty()) throw Error("ValidationException", "tags and overwrite");
    world_.tag(*request.Name, request.Tags);
    world_.parameters[*request.Name] = *request.Value;
    return {};
  }
  ssm::GetParameterResponse GetParameter(const ssm::GetParameterRequest& request) {
    world_.call("GetParameter");
    if (!request.Name->starts_with("/aws/service/")) throw Error("ParameterNotFound", "");
    return {.Parameter = {{.Value = "ami-0123"}}};
  }
  ssm::GetParametersResponse GetParameters(const ssm::GetParametersRequest& request) {
    world_.call("GetParameters");
    ssm::GetParametersResponse reply;
    for (const auto& name : request.Names) {
      const auto found = world_.parameters.find(name);
      if (found != world_.parameters.end()) reply.Parameters.push_back({.Name = name, .Value = found->second});
    }
    return reply;
  }
  ssm::ListTagsForResourceResponse ListTagsForResource(const ssm::ListTagsForResourceRequest& request) {
    world_.call("ListTagsForResource");
    return {.TagList = world_.tags_of<ssm::Tag>(*request.ResourceId)};
  }
  ssm::DeleteParameterResponse DeleteParameter(const ssm::DeleteParameterRequest& request) {
    world_.call("DeleteParameter");
    if (world_.parameters.erase(*request.Name) == 0) throw Error("ParameterNotFound", "");
    return {};
  }
  ssm::DescribeInstanceInformationResponse DescribeInstanceInformation(const ssm::DescribeInstanceInformationRequest&) {
    world_.call("DescribeInstanceInformation");
    ssm::DescribeInstanceInformationResponse reply;
    for (const auto& instance : world_.instances) {
      if (!instance.managed || world_.now() - instance.born < World::kBoot) continue;
      reply.InstanceInformationList.push_back({.InstanceId = instance.id, .PingStatus = "Online"});
    }
    return reply;
  }
  ssm::SendCommandResponse SendCommand(const ssm::SendCommandRequest& request) {
    world_.call("SendCommand");
    auto& instance = world_.instance(request.InstanceIds.at(0));
    if (!instance.managed) throw Error("InvalidInstanceId", "Instances not in a valid state");
    instance.server = world_.command_status == "Success";
    sent = request;
    return {.Command = {{.CommandId = "command-1"}}};
  }
  ssm::GetCommandInvocationResponse GetCommandInvocation(const ssm::GetCommandInvocationRequest&) {
    world_.call("GetCommandInvocation");
    return {.ResponseCode = world_.command_status == "Success" ? 0 : 127,
            .Status = world_.command_status,
            .StandardErrorContent = world_.command_status == "Success" ? "" : "a\nbash: no such file\n"};
  }

  ssm::SendCommandRequest sent;

 private:
  World& world_;
};

}  // namespace aws::scenario
