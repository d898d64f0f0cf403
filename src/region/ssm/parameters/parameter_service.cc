#include "region/ssm/parameters/parameter_service.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "region/service/contains.h"
#include "region/service/tags.h"
#include "region/ssm/errors.h"
#include "region/ssm/pages.h"
#include "region/ssm/parameters/parameter_filter.h"
#include "region/ssm/parameters/parameter_rules.h"
#include "region/ssm/parameters/parameter_view.h"
#include "region/ssm/parameters/tag_service.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

constexpr std::size_t kMaxNames = 10;

ParameterChange change_from(const contract::Call& call, const api::PutParameterRequest& request) {
  if (request.Policies) throw not_supported("Policies");
  ParameterChange change{.name = request.Name.value_or(""),
                         .value = request.Value.value_or(""),
                         .type = request.Type,
                         .data_type = request.DataType,
                         .tier = request.Tier,
                         .description = request.Description,
                         .allowed_pattern = request.AllowedPattern,
                         .key_id = request.KeyId,
                         .user = call.principal.arn,
                         .overwrite = request.Overwrite.value_or(false)};
  change.tags = tags_of(request.Tags, tag_errors());
  return change;
}

// ":LABEL" of the first of the labels asked for that the parameter has; "" when none is.
std::string selector(const StoredParameter& parameter, const std::vector<api::ParameterStringFilter>& filters) {
  for (const auto& filter : filters) {
    if (filter.Key != "Label") continue;
    for (const auto& label : filter.Values) {
      if (parameter.labelled(label)) return ":" + label;
    }
  }
  return "";
}

// Those that follow the rules for labels, and the others.
struct SortedLabels {
  std::vector<std::string> proper;
  std::vector<std::string> improper;
};
SortedLabels sorted(const std::vector<std::string>& labels) {
  SortedLabels sorted;
  for (const auto& label : labels) (is_label(label) ? sorted.proper : sorted.improper).push_back(label);
  return sorted;
}

}  // namespace

void ParameterService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::PutParameter, this, &ParameterService::put);
  handlers.on(operations::GetParameter, this, &ParameterService::get);
  handlers.on(operations::GetParameters, this, &ParameterService::get_several);
  handlers.on(operations::GetParametersByPath, this, &ParameterService::get_by_path);
  handlers.on(operations::GetParameterHistory, this, &ParameterService::history);
  handlers.on(operations::DescribeParameters, this, &ParameterService::describe_all);
  handlers.on(operations::DeleteParameter, this, &ParameterService::remove);
  handlers.on(operations::DeleteParameters, this, &ParameterService::remove_several);
  handlers.on(operations::LabelParameterVersion, this, &ParameterService::label);
  handlers.on(operations::UnlabelParameterVersion, this, &ParameterService::unlabel);
}

api::PutParameterResponse ParameterService::put(const contract::Call& call, const api::PutParameterRequest& request) {
  const StoredParameter& parameter = parameters_.put(change_from(call, request));
  return {.Version = parameter.versions.back().version, .Tier = parameter.tier};
}

api::GetParameterResponse ParameterService::get(const api::GetParameterRequest& request) {
  return {.Parameter = describe(parameters_.get(request.Name.value_or("")), request.WithDecryption.value_or(false))};
}

// In order of name, whatever the order of the request; a name that is asked for twice is answered once.
api::GetParametersResponse ParameterService::get_several(const api::GetParametersRequest& request) {
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

// The labelled version where there is a filter by label, the latest otherwise. AWS's own parameters too.
api::GetParametersByPathResponse ParameterService::get_by_path(const api::GetParametersByPathRequest& request) {
  const std::string path = request.Path.value_or("");
  check_path(path);
  const ParameterFilter filter(request.ParameterFilters, {"Type", "KeyId", "Label"});
  std::vector<ParameterView> found;
  for (const auto& [name, parameter] : parameters_.all()) {
    if (!is_below(name, path, request.Recursive.value_or(false)) || !filter.accepts(parameter)) continue;
    found.push_back(parameters_.get(name + selector(parameter, request.ParameterFilters)));
  }
  if (request.ParameterFilters.empty()) {
    for (auto& view : parameters_.public_ones()) {
      if (is_below(view.name, path, request.Recursive.value_or(false))) found.push_back(std::move(view));
    }
  }
  api::GetParametersByPathResponse response;
  const auto name_of = [](const ParameterView& view) { return view.name; };
  for (const auto& view : page_for(request, response, std::move(found), name_of, 10)) {
    response.Parameters.push_back(describe(view, request.WithDecryption.value_or(false)));
  }
  return response;
}

api::GetParameterHistoryResponse ParameterService::history(const api::GetParameterHistoryRequest& request) {
  const StoredParameter& parameter = parameters_.existing(request.Name.value_or(""));
  api::GetParameterHistoryResponse response;
  const auto by_age = [](const ParameterVersion& version) { return fmt::format("{:020}", version.version); };
  for (const auto& version : page_for(request, response, parameter.versions, by_age, 50)) {
    response.Parameters.push_back(history_entry(parameter, version, request.WithDecryption.value_or(false)));
  }
  return response;
}

api::DescribeParametersResponse ParameterService::describe_all(const api::DescribeParametersRequest& request) {
  if (!request.Filters.empty() && !request.ParameterFilters.empty()) {
    throw validation("You can use either Filters or ParameterFilters in a single request.");
  }
  if (request.Shared.value_or(false)) return {};  // by other accounts, of which there is none
  const ParameterFilter filter(request.ParameterFilters, {"Path", "Name", "Type", "KeyId", "Tier", "DataType", "tag:"});
  const ParameterFilter older(request.Filters);
  std::vector<api::ParameterMetadata> found;
  for (const auto& [name, parameter] : parameters_.all()) {
    if (filter.accepts(parameter) && older.accepts(parameter)) {
      found.push_back(metadata(parameter));
      found.back().ARN = parameters_.arn(name);
    }
  }
  api::DescribeParametersResponse response;
  const auto name_of = [](const api::ParameterMetadata& each) { return *each.Name; };
  response.Parameters = page_for(request, response, std::move(found), name_of, 50);
  return response;
}

api::DeleteParameterResponse ParameterService::remove(const api::DeleteParameterRequest& request) {
  const std::string name = request.Name.value_or("");
  if (is_reserved_path(name)) throw reserved_name(name);
  parameters_.erase(name);
  return {};
}

api::DeleteParametersResponse ParameterService::remove_several(const api::DeleteParametersRequest& request) {
  api::DeleteParametersResponse response;
  for (const std::string& name : std::set<std::string>(request.Names.begin(), request.Names.end())) {
    if (parameters_.find(name) == nullptr) {
      response.InvalidParameters.push_back(name);
    } else {
      parameters_.erase(name);
      response.DeletedParameters.push_back(name);
    }
  }
  return response;
}

api::LabelParameterVersionResponse ParameterService::label(const api::LabelParameterVersionRequest& request) {
  auto [proper, improper] = sorted(request.Labels);
  const std::int64_t version = parameters_.label(request.Name.value_or(""), request.ParameterVersion, proper);
  return {.InvalidLabels = std::move(improper), .ParameterVersion = version};
}

api::UnlabelParameterVersionResponse ParameterService::unlabel(const api::UnlabelParameterVersionRequest& request) {
  api::UnlabelParameterVersionResponse response;
  response.RemovedLabels =
      parameters_.unlabel(request.Name.value_or(""), request.ParameterVersion.value_or(0), request.Labels);
  for (const auto& label : request.Labels) {
    if (!contains(response.RemovedLabels, label)) response.InvalidLabels.push_back(label);
  }
  return response;
}

}  // namespace aws::region::ssm
