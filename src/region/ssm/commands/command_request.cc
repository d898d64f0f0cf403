#include "region/ssm/commands/command_request.h"

#include <set>
#include <vector>

#include "region/ssm/commands/command_script.h"
#include "region/ssm/commands/fault_documents.h"
#include "region/ssm/commands/shell_script.h"
#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

constexpr int kDefaultDeliveryTimeout = 3600;

void refuse_unsupported(const api::SendCommandRequest& request) {
  if (request.OutputS3BucketName) throw not_supported("OutputS3BucketName");
  if (request.ServiceRoleArn) throw not_supported("ServiceRoleArn");
  if (request.NotificationConfig) throw not_supported("NotificationConfig");
  if (request.AlarmConfiguration) throw not_supported("AlarmConfiguration");
  if (request.DocumentHash) throw not_supported("DocumentHash");
  if (request.CloudWatchOutputConfig && request.CloudWatchOutputConfig->CloudWatchOutputEnabled.value_or(false)) {
    throw not_supported("CloudWatchOutputConfig");
  }
}

// Named one by one, or by a target of key InstanceIds.
std::vector<std::string> instances_in(const api::SendCommandRequest& request) {
  std::vector<std::string> instances = request.InstanceIds;
  for (const auto& target : request.Targets) {
    if (target.Key != "InstanceIds") throw not_supported("A target other than InstanceIds");
    instances.insert(instances.end(), target.Values.begin(), target.Values.end());
  }
  if (instances.empty()) throw validation("Either InstanceIds or Targets must name at least one instance.");
  const std::set<std::string> different(instances.begin(), instances.end());
  if (different.size() != instances.size()) throw duplicate_instance();
  return instances;
}

}  // namespace

Command command_from(const api::SendCommandRequest& request) {
  const std::string document = request.DocumentName.value_or("");
  if (is_document(document, kRunPowerShellScript)) throw platform_mismatch(instances_in(request));
  const auto fault = fault_document(document);
  if (fault.empty() && !is_document(document, kRunShellScript)) throw invalid_document(document);
  const std::string version = request.DocumentVersion.value_or("$DEFAULT");
  if (version != "$DEFAULT" && version != "$LATEST" && version != "1") throw invalid_document_version(version);
  refuse_unsupported(request);
  Command command{.document_name = std::string(fault.empty() ? kRunShellScript : fault),
                  .document_version = version,
                  .comment = request.Comment.value_or(""),
                  .parameters = request.Parameters,
                  .instance_ids = instances_in(request),
                  .delivery_timeout_seconds = request.TimeoutSeconds.value_or(kDefaultDeliveryTimeout),
                  .max_concurrency = request.MaxConcurrency.value_or("50"),
                  .max_errors = request.MaxErrors.value_or("0")};
  script_of(command, "");  // throws what is wrong with its parameters
  return command;
}

}  // namespace aws::region::ssm
