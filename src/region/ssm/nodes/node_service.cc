#include "region/ssm/nodes/node_service.h"

#include "region/ssm/nodes/node_filter.h"
#include "region/ssm/pages.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

constexpr int kNodesAPage = 50;

// What an agent of these days says of itself and of the image that it runs on.
constexpr const char* kAgentVersion = "3.3.987.0";
constexpr const char* kPlatformName = "Amazon Linux";
constexpr const char* kPlatformVersion = "2";

api::InstanceInformation describe(const Registration& node) {
  return {.InstanceId = node.instance_id,
          .PingStatus = node.connection_lost ? "ConnectionLost" : "Online",
          .LastPingDateTime = from_milliseconds(node.last_ping_ms),
          .AgentVersion = kAgentVersion,
          .IsLatestVersion = true,
          .PlatformType = "Linux",
          .PlatformName = kPlatformName,
          .PlatformVersion = kPlatformVersion,
          .ResourceType = "EC2Instance",
          .IPAddress = node.private_ip,
          .ComputerName = node.computer_name,
          .SourceId = node.instance_id,
          .SourceType = "AWS::EC2::Instance"};
}

}  // namespace

void NodeService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeInstanceInformation, this, &NodeService::describe_all);
}

api::DescribeInstanceInformationResponse NodeService::describe_all(
    const api::DescribeInstanceInformationRequest& request) const {
  const NodeFilter filter(request);
  std::vector<api::InstanceInformation> found;
  for (const auto& [id, node] : nodes_.all()) {
    auto information = describe(node);
    if (filter.accepts(information)) found.push_back(std::move(information));
  }
  api::DescribeInstanceInformationResponse response;
  const auto id_of = [](const api::InstanceInformation& each) { return *each.InstanceId; };
  response.InstanceInformationList = page_for(request, response, std::move(found), id_of, kNodesAPage);
  return response;
}

}  // namespace aws::region::ssm
