#include "region/fis/catalogue_service.h"

#include "region/fis/catalogue.h"
#include "region/fis/errors.h"
#include "region/fis/pages.h"

namespace aws::region::fis {
namespace {

namespace api = aws::fis;

std::map<std::string, api::ActionTarget> targets_of(const ActionKind& kind) {
  if (kind.target.empty()) return {};
  return {{std::string(kind.target), {.resourceType = std::string(kind.resource_type)}}};
}

api::Action whole(const ActionKind& kind) {
  api::Action action{.id = std::string(kind.id), .description = std::string(kind.description)};
  for (const auto& parameter : kind.parameters) {
    action.parameters[std::string(parameter.name)] = {.description = std::string(parameter.description),
                                                      .required = parameter.required};
  }
  action.targets = targets_of(kind);
  return action;
}

}  // namespace

void CatalogueService::serve(contract::Handlers& handlers) const {
  using Self = CatalogueService;
  handlers.on(api::operations::GetAction, this, &Self::GetAction);
  handlers.on(api::operations::ListActions, this, &Self::ListActions);
}

api::GetActionResponse CatalogueService::GetAction(const api::GetActionRequest& request) const {
  const auto* kind = find_action_kind(*request.id);
  if (kind == nullptr) throw no_such_action(*request.id);
  return {.action = whole(*kind)};
}

api::ListActionsResponse CatalogueService::ListActions(const api::ListActionsRequest& request) const {
  api::ListActionsResponse response;
  std::vector<const ActionKind*> kinds;
  for (const auto& kind : action_kinds()) kinds.push_back(&kind);
  for (const auto* kind : page_for(request, response, std::move(kinds), [](const auto* each) { return each->id; })) {
    response.actions.push_back(
        {.id = std::string(kind->id), .description = std::string(kind->description), .targets = targets_of(*kind)});
  }
  return response;
}

}  // namespace aws::region::fis
