#include "region/iam/account/simulation_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <set>
#include <string>
#include <utility>

#include "region/iam/errors.h"
#include "region/iam/page.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

// Documents that come with a request, as policies that somebody holds.
class GivenPolicies {
 public:
  std::vector<HeldPolicy> read(const std::vector<std::string>& documents, std::string_view list) {
    std::vector<HeldPolicy> held;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      policies_.push_back(Policy::of_identity(documents[i]));
      held.push_back({fmt::format("{}.{}", list, i + 1), "none", &policies_.back()});
    }
    return held;
  }
  // An entity has one at most.
  void read_boundary(const std::vector<std::string>& documents, HeldPolicies& has) {
    if (documents.size() > 1) throw too_many_boundaries();
    if (!documents.empty()) has.boundary = read(documents, "PermissionsBoundaryPolicyInputList");
  }

 private:
  std::deque<Policy> policies_;
};

// Lists have a type of their own: "string" and "stringList".
void check_type(const api::ContextEntry& entry) {
  constexpr std::string_view kList = "List";
  const auto key = entry.ContextKeyName.value_or("");
  const auto whole = entry.ContextKeyType.value_or("string");
  std::string_view type = whole;
  if (type.ends_with(kList)) {
    type.remove_suffix(kList.size());
  } else if (entry.ContextKeyValues.size() != 1) {
    throw one_value_only(key, whole);
  }
  for (const auto& value : entry.ContextKeyValues) {
    if (!is_value_of(type, value)) throw not_of_type(key, value, whole);
  }
}

Context context_of(const std::vector<api::ContextEntry>& entries) {
  Context context;
  for (const auto& entry : entries) {
    check_type(entry);
    context[entry.ContextKeyName.value_or("")] = entry.ContextKeyValues;
  }
  return context;
}

// "service:Action", both as they are, without wildcards.
void check_action(std::string_view action) {
  const auto colon = action.find(':');
  const auto service = action.substr(0, colon);
  const auto name = colon == std::string_view::npos ? "" : action.substr(colon + 1);
  const auto plain = [](std::string_view text, std::string_view more) {
    return !text.empty() && std::ranges::all_of(text, [&](char letter) {
      return std::isalnum(static_cast<unsigned char>(letter)) != 0 || more.find(letter) != std::string_view::npos;
    });
  };
  if (!plain(service, "-") || !plain(name, "")) throw invalid_action_name(action);
}

using Keys = std::set<std::string, WithoutCase>;

// What the policies look at and the caller has not told, whether or not it matters to this question.
std::vector<std::string> missing_keys(const HeldPolicies& has, const Context& given) {
  Keys keys;
  const auto add = [&](const std::vector<HeldPolicy>& policies) {
    for (const auto& held : policies) keys.merge(held.policy->context_keys());
  };
  add(has.policies);
  if (has.boundary) add(*has.boundary);
  std::erase_if(keys, [&](const std::string& key) { return given.contains(key); });
  return {keys.begin(), keys.end()};
}

std::string shown(Decision decision) {
  if (decision == Decision::kAllowed) return "allowed";
  return decision == Decision::kDeniedExplicitly ? "explicitDeny" : "implicitDeny";
}

api::EvaluationResult result_of(const std::string& action, const std::string& resource, const Evaluation& evaluation) {
  api::EvaluationResult result{
      .EvalActionName = action, .EvalResourceName = resource, .EvalDecision = shown(evaluation.decision)};
  for (const auto& said : evaluation.said) {
    result.MatchedStatements.push_back(
        {.SourcePolicyId = said.policy->name, .SourcePolicyType = std::string(said.policy->kind)});
  }
  if (evaluation.allowed_by_boundary) {
    result.PermissionsBoundaryDecisionDetail = {.AllowedByPermissionsBoundary = evaluation.allowed_by_boundary};
  }
  return result;
}

// What a named resource lacks is told with that resource.
void add_missing(const std::vector<std::string>& keys, api::EvaluationResult& result) {
  if (result.EvalResourceName == "*") {
    result.MissingContextValues = keys;
    return;
  }
  result.ResourceSpecificResults = {{.EvalResourceName = result.EvalResourceName,
                                     .EvalResourceDecision = result.EvalDecision,
                                     .MatchedStatements = result.MatchedStatements,
                                     .MissingContextValues = keys,
                                     .PermissionsBoundaryDecisionDetail = result.PermissionsBoundaryDecisionDetail}};
}

template <class Response, class Request>
Response simulated(const Request& request, const HeldPolicies& has) {
  if (request.ResourcePolicy) throw invalid_input("ResourcePolicy is not supported by the embedded region.");
  std::ranges::for_each(request.ActionNames, check_action);
  const auto context = context_of(request.ContextEntries);
  const auto missing = missing_keys(has, context);
  std::vector<api::EvaluationResult> results;
  const auto resources = request.ResourceArns.empty() ? std::vector<std::string>{"*"} : request.ResourceArns;
  for (const auto& action : request.ActionNames) {
    for (const auto& resource : resources) {
      results.push_back(result_of(action, resource, evaluate(has, {action, resource, context})));
      add_missing(missing, results.back());
    }
  }
  auto page = page_of(
      std::move(results),
      [](const api::EvaluationResult& result) { return *result.EvalActionName + ' ' + *result.EvalResourceName; },
      request.Marker, request.MaxItems);
  return {.EvaluationResults = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace

void SimulationService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::SimulatePrincipalPolicy, this, &SimulationService::of_principal);
  handlers.on(api::operations::SimulateCustomPolicy, this, &SimulationService::of_documents);
}

// A boundary that comes with the request is there in the place of the principal's own.
api::SimulatePrincipalPolicyResponse SimulationService::of_principal(
    const api::SimulatePrincipalPolicyRequest& request) {
  GivenPolicies given;
  auto has = permissions_.policies_of(request.PolicySourceArn.value_or(""));
  for (auto& more : given.read(request.PolicyInputList, "PolicyInputList")) has.policies.push_back(std::move(more));
  given.read_boundary(request.PermissionsBoundaryPolicyInputList, has);
  return simulated<api::SimulatePrincipalPolicyResponse>(request, has);
}

api::SimulateCustomPolicyResponse SimulationService::of_documents(const api::SimulateCustomPolicyRequest& request) {
  GivenPolicies given;
  HeldPolicies has{.policies = given.read(request.PolicyInputList, "PolicyInputList"), .boundary = {}, .session = {}};
  given.read_boundary(request.PermissionsBoundaryPolicyInputList, has);
  return simulated<api::SimulateCustomPolicyResponse>(request, has);
}

}  // namespace aws::region::iam
