#include "region/iam/account/simulation_service.h"

#include <fmt/format.h>

#include <deque>
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

 private:
  std::deque<Policy> policies_;
};

Context context_of(const std::vector<api::ContextEntry>& entries) {
  Context context;
  for (const auto& entry : entries) context[entry.ContextKeyName.value_or("")] = entry.ContextKeyValues;
  return context;
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

template <class Response, class Request>
Response simulated(const Request& request, const HeldPolicies& has) {
  if (request.ResourcePolicy) throw invalid_input("ResourcePolicy is not supported by the embedded region.");
  const auto context = context_of(request.ContextEntries);
  std::vector<api::EvaluationResult> results;
  const auto resources = request.ResourceArns.empty() ? std::vector<std::string>{"*"} : request.ResourceArns;
  for (const auto& action : request.ActionNames) {
    for (const auto& resource : resources) {
      results.push_back(result_of(action, resource, evaluate(has, {action, resource, context})));
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
  const auto& boundary = request.PermissionsBoundaryPolicyInputList;
  if (!boundary.empty()) has.boundary = given.read(boundary, "PermissionsBoundaryPolicyInputList");
  return simulated<api::SimulatePrincipalPolicyResponse>(request, has);
}

api::SimulateCustomPolicyResponse SimulationService::of_documents(const api::SimulateCustomPolicyRequest& request) {
  GivenPolicies given;
  HeldPolicies has{.policies = given.read(request.PolicyInputList, "PolicyInputList"), .boundary = {}, .session = {}};
  const auto& boundary = request.PermissionsBoundaryPolicyInputList;
  if (!boundary.empty()) has.boundary = given.read(boundary, "PermissionsBoundaryPolicyInputList");
  return simulated<api::SimulateCustomPolicyResponse>(request, has);
}

}  // namespace aws::region::iam
