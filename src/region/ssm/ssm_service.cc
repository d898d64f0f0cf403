#include "region/ssm/ssm_service.h"

#include <algorithm>
#include <set>
#include <utility>

#include "region/service/page.h"
#include "region/service/tags.h"
#include "region/ssm/commands/shell_script.h"
#include "region/ssm/errors.h"
#include "region/ssm/node_filter.h"
#include "region/ssm/parameter_rules.h"
#include "region/ssm/view.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

constexpr std::size_t kMaxNames = 10;
constexpr int kNodesAPage = 50;
constexpr int kDefaultDeliveryTimeout = 3600;

const TagErrors kTagErrors{.reserved = [](const std::string&) { return reserved_tag_key(); },
                           .duplicate = nullptr,
                           .too_many = &too_many_tags};

ParameterChange change_from(const api::PutParameterRequest& request) {
  if (request.Policies) throw not_supported("Policies");
  ParameterChange change{.name = request.Name.value_or(""),
                         .value = request.Value.value_or(""),
                         .type = request.Type,
                         .data_type = request.DataType,
                         .tier = request.Tier,
                         .description = request.Description,
                         .allowed_pattern = request.AllowedPattern,
                         .key_id = request.KeyId,
                         .overwrite = request.Overwrite.value_or(false)};
  change.tags = tags_of(request.Tags, kTagErrors);
  return change;
}

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

Command command_from(const api::SendCommandRequest& request) {
  const std::string document = request.DocumentName.value_or("");
  if (!is_run_shell_script(document)) throw invalid_document(document);
  const std::string version = request.DocumentVersion.value_or("$DEFAULT");
  if (version != "$DEFAULT" && version != "$LATEST" && version != "1") throw invalid_document_version(version);
  refuse_unsupported(request);
  shell_script(request.Parameters);  // throws what is wrong with them
  return {.document_name = std::string(kRunShellScript),
          .document_version = version,
          .comment = request.Comment.value_or(""),
          .parameters = request.Parameters,
          .instance_ids = instances_in(request),
          .delivery_timeout_seconds = request.TimeoutSeconds.value_or(kDefaultDeliveryTimeout),
          .max_concurrency = request.MaxConcurrency.value_or("50"),
          .max_errors = request.MaxErrors.value_or("0")};
}

}  // namespace

SsmService::SsmService(Parts parts)
    : random_(parts.random),
      place_(parts.place),
      parameters_(parts.store, parts.clock, parts.random, parts.place),
      nodes_(parts.store, parts.instances, parts.clock, parts.timers),
      run_command_({parts.store, nodes_, parts.instances, parts.clock, parts.timers}) {
  nodes_.changes().subscribe([this](const NodeChanged& changed) { run_command_.node_changed(changed.id); });
}

void SsmService::start() {
  nodes_.start();
  run_command_.start();
}

void SsmService::serve(contract::Handlers& handlers) {
  namespace operations = aws::ssm::operations;
  handlers.on(operations::PutParameter, this, &SsmService::PutParameter);
  handlers.on(operations::GetParameter, this, &SsmService::GetParameter);
  handlers.on(operations::GetParameters, this, &SsmService::GetParameters);
  handlers.on(operations::DeleteParameter, this, &SsmService::DeleteParameter);
  handlers.on(operations::DescribeInstanceInformation, this, &SsmService::DescribeInstanceInformation);
  handlers.on(operations::SendCommand, this, &SsmService::SendCommand);
  handlers.on(operations::GetCommandInvocation, this, &SsmService::GetCommandInvocation);
  handlers.on(operations::ListTagsForResource, this, &SsmService::ListTagsForResource);
}

api::PutParameterResponse SsmService::PutParameter(const api::PutParameterRequest& request) {
  const StoredParameter& parameter = parameters_.put(change_from(request));
  return {.Version = parameter.versions.back().version, .Tier = parameter.tier};
}

api::GetParameterResponse SsmService::GetParameter(const api::GetParameterRequest& request) {
  return {.Parameter = describe(parameters_.get(request.Name.value_or("")), request.WithDecryption.value_or(false))};
}

// In order of name, whatever the order of the request; a name that is asked for twice is answered once.
api::GetParametersResponse SsmService::GetParameters(const api::GetParametersRequest& request) {
  if (request.Names.empty() || request.Names.size() > kMaxNames) {
    throw validation("GetParameters takes from 1 to 10 names.");
  }
  api::GetParametersResponse response;
  for (const std::string& name : std::set<std::string>(request.Names.begin(), request.Names.end())) {
    try {
      response.Parameters.push_back(describe(parameters_.get(name), request.WithDecryption.value_or(false)));
    } catch (const Error&) {  // neither the parameter nor the version is there
      response.InvalidParameters.push_back(name);
    }
  }
  return response;
}

api::DeleteParameterResponse SsmService::DeleteParameter(const api::DeleteParameterRequest& request) {
  const std::string name = request.Name.value_or("");
  if (is_reserved_path(name)) throw reserved_name(name);
  parameters_.erase(name);
  return {};
}

api::DescribeInstanceInformationResponse SsmService::DescribeInstanceInformation(
    const api::DescribeInstanceInformationRequest& request) {
  const NodeFilter filter(request);
  std::vector<api::InstanceInformation> found;
  for (const auto& [id, node] : nodes_.all()) {
    auto information = describe(node);
    if (filter.accepts(information)) found.push_back(std::move(information));
  }
  const auto after = request.NextToken ? key_of(*request.NextToken) : std::nullopt;
  if (request.NextToken && !after) throw invalid_next_token();
  auto page = page_of(
      std::move(found), [](const auto& each) { return *each.InstanceId; },
      static_cast<std::size_t>(request.MaxResults.value_or(kNodesAPage)), after);
  api::DescribeInstanceInformationResponse response{.InstanceInformationList = std::move(page.items)};
  if (page.next) response.NextToken = token_of(*page.next);
  return response;
}

api::SendCommandResponse SsmService::SendCommand(const api::SendCommandRequest& request) {
  Command command = command_from(request);
  std::vector<std::string> unmanaged;
  for (const auto& id : command.instance_ids) {
    if (!nodes_.managed(id)) unmanaged.push_back(id);
  }
  if (!unmanaged.empty()) throw instances_not_managed(unmanaged, place_.account);
  command.id = uuid(random_);
  return {.Command = describe(run_command_.send(std::move(command)))};
}

api::GetCommandInvocationResponse SsmService::GetCommandInvocation(const api::GetCommandInvocationRequest& request) {
  const std::string id = request.CommandId.value_or("");
  const CommandStore& commands = run_command_.commands();
  const Invocation* invocation = commands.find_invocation(id, request.InstanceId.value_or(""));
  if (invocation == nullptr) throw invocation_does_not_exist();
  if (request.PluginName && *request.PluginName != kShellPlugin) throw invalid_plugin();
  return describe(*commands.find(id), *invocation);
}

api::ListTagsForResourceResponse SsmService::ListTagsForResource(const api::ListTagsForResourceRequest& request) {
  if (request.ResourceType != "Parameter") throw invalid_resource_type();
  const auto* parameter = parameters_.find(request.ResourceId.value_or(""));
  if (parameter == nullptr) throw invalid_resource_id();
  return {.TagList = render_tags<api::Tag>(parameter->tags)};
}

}  // namespace aws::region::ssm
