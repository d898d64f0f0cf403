#include "scenario/workflow/logs.h"

#include <fmt/format.h>

#include "base/text/base64.h"

namespace aws::scenario {

void logs(ec2::Api& ec2, Console& console, const std::optional<std::string>& instance_id) {
  ec2::DescribeInstancesRequest request;
  if (instance_id) request.InstanceIds = {*instance_id};
  bool any = false;
  do {
    const auto page = ec2.DescribeInstances(request);
    for (const auto& reservation : page.Reservations) {
      for (const auto& instance : reservation.Instances) {
        any = true;
        const auto state = instance.State ? instance.State->Name.value_or("") : "";
        console.line(fmt::format("==> {} ({}) <==", instance.InstanceId.value_or(""), state));
        const auto reply = ec2.GetConsoleOutput({.InstanceId = instance.InstanceId});
        const auto output = text::base64_decode(reply.Output.value_or("")).value_or("");
        console.line(output.empty() ? "Nothing has been printed." : output);
      }
    }
    request.NextToken = page.NextToken;
  } while (request.NextToken);
  if (!any) console.line("There are no instances.");
}

}  // namespace aws::scenario
