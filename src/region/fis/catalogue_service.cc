#include "region/fis/catalogue_service.h"

#include "region/fis/catalogue.h"
#include "region/fis/errors.h"
#include "region/service/page.h"

namespace aws::region::fis {
namespace {

namespace api = aws::fis;

std::map<std::string, api::ActionTarget> targets_of(const ActionKind& kind) {
  if (kind.target.empty()) return {};
  return {{std::string(kind.target), {.resourceType = std::string(kind.resource_type)}}};
}

template <class View>
std::map<std::string, View> parameters_of(std::span<const ParameterKind> kinds) {
  std::map<std::string, View> views;
  for (const auto& kind : kinds) {
    views[std::string(kind.name)] = {.description = std::string(kind.description), .required = kind.required};
  }
  return views;
}

std::string action_arn(const Place& place, const ActionKind& kind) {
  return place.arn("fis", "action/" + std::string(kind.id));
}

template <class Kind>
std::vector<const Kind*> pointers_to(std::span<const Kind> kinds) {
  std::vector<const Kind*> all;
  for (const auto& kind : kinds) all.push_back(&kind);
  return all;
}

}  // namespace

void CatalogueService::serve(contract::Handlers& handlers) const {
  using Self = CatalogueService;
  handlers.on(api::operations::GetAction, this, &Self::get_action);
  handlers.on(api::operations::ListActions, this, &Self::list_actions);
  handlers.on(api::operations::GetTargetResourceType, this, &Self::get_type);
  handlers.on(api::operations::ListTargetResourceTypes, this, &Self::list_types);
}

api::GetActionResponse CatalogueService::get_action(const api::GetActionRequest& request) const {
  const auto* kind = find_action_kind(*request.id);
  if (kind == nullptr) throw no_such_action(*request.id);
  return {.action = api::Action{.id = std::string(kind->id),
                                .description = std::string(kind->description),
                                .parameters = parameters_of<api::ActionParameter>(kind->parameters),
                                .targets = targets_of(*kind),
                                .arn = action_arn(place_, *kind)}};
}

api::ListActionsResponse CatalogueService::list_actions(const api::ListActionsRequest& request) const {
  api::ListActionsResponse response;
  const auto by_id = [](const ActionKind* kind) { return kind->id; };
  for (const auto* kind : page_for(request, response, pointers_to(action_kinds()), by_id, invalid_next_token)) {
    response.actions.push_back({.id = std::string(kind->id),
                                .description = std::string(kind->description),
                                .targets = targets_of(*kind),
                                .arn = action_arn(place_, *kind)});
  }
  return response;
}

api::GetTargetResourceTypeResponse CatalogueService::get_type(const api::GetTargetResourceTypeRequest& request) const {
  const auto* kind = find_target_kind(*request.resourceType);
  if (kind == nullptr) throw no_such_target_type(*request.resourceType);
  return {.targetResourceType = {{.resourceType = std::string(kind->resource_type),
                                  .description = std::string(kind->description),
                                  .parameters = parameters_of<api::TargetResourceTypeParameter>(kind->parameters)}}};
}

api::ListTargetResourceTypesResponse CatalogueService::list_types(
    const api::ListTargetResourceTypesRequest& request) const {
  api::ListTargetResourceTypesResponse response;
  const auto by_type = [](const TargetKind* kind) { return kind->resource_type; };
  for (const auto* kind : page_for(request, response, pointers_to(target_kinds()), by_type, invalid_next_token)) {
    response.targetResourceTypes.push_back(
        {.resourceType = std::string(kind->resource_type), .description = std::string(kind->description)});
  }
  return response;
}

}  // namespace aws::region::fis
