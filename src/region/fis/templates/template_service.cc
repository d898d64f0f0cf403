#include "region/fis/templates/template_service.h"

#include "contract/value.h"
#include "region/fis/errors.h"
#include "region/fis/ids.h"
#include "region/fis/tag_check.h"
#include "region/fis/templates/plan_check.h"
#include "region/fis/templates/template_request.h"
#include "region/fis/view.h"
#include "region/service/page.h"

namespace aws::region::fis {
namespace {

namespace api = aws::fis;

constexpr std::size_t kMostTemplates = 500;

}  // namespace

void TemplateService::serve(contract::Handlers& handlers) {
  using Self = TemplateService;
  handlers.on(api::operations::CreateExperimentTemplate, this, &Self::create);
  handlers.on(api::operations::GetExperimentTemplate, this, &Self::get);
  handlers.on(api::operations::ListExperimentTemplates, this, &Self::list);
  handlers.on(api::operations::UpdateExperimentTemplate, this, &Self::update);
  handlers.on(api::operations::DeleteExperimentTemplate, this, &Self::remove);
}

api::CreateExperimentTemplateResponse TemplateService::create(const contract::Call& call,
                                                              const api::CreateExperimentTemplateRequest& request) {
  const auto asked = contract::text_of_value(api::shapes::CreateExperimentTemplateRequest, &request);
  const std::string token = request.clientToken.value_or("");
  if (const auto* made = made_by_same_call(token, asked)) return {.experimentTemplate = view_of(*made, parts_.store)};
  const Plan plan = plan_of(request);
  check(call, plan);
  check_tags(request.tags);
  if (parts_.store.templates().size() >= kMostTemplates) throw too_many_templates(kMostTemplates);
  const auto now = to_milliseconds(parts_.clock.now());
  const auto& made = parts_.store.put(Template{.id = new_id(parts_.random, "EXT"),
                                               .plan = plan,
                                               .tags = request.tags,
                                               .created_ms = now,
                                               .updated_ms = now,
                                               .client_token = token,
                                               .call = asked});
  return {.experimentTemplate = view_of(made, parts_.store)};
}

api::GetExperimentTemplateResponse TemplateService::get(const api::GetExperimentTemplateRequest& request) const {
  return {.experimentTemplate = view_of(parts_.store.get_template(*request.id), parts_.store)};
}

api::ListExperimentTemplatesResponse TemplateService::list(const api::ListExperimentTemplatesRequest& request) const {
  api::ListExperimentTemplatesResponse response;
  std::vector<const Template*> all;
  for (const auto& [id, made] : parts_.store.templates()) all.push_back(&made);
  const auto by_id = [](const auto* each) { return each->id; };
  for (const auto* made : page_for(request, response, std::move(all), by_id, invalid_next_token)) {
    response.experimentTemplates.push_back(summary_of(*made, parts_.store));
  }
  return response;
}

api::UpdateExperimentTemplateResponse TemplateService::update(const contract::Call& call,
                                                              const api::UpdateExperimentTemplateRequest& request) {
  Template made = parts_.store.get_template(*request.id);
  made.plan = changed(made.plan, request);
  check(call, made.plan);
  made.updated_ms = to_milliseconds(parts_.clock.now());
  return {.experimentTemplate = view_of(parts_.store.put(made), parts_.store)};
}

api::DeleteExperimentTemplateResponse TemplateService::remove(const api::DeleteExperimentTemplateRequest& request) {
  const Template made = parts_.store.get_template(*request.id);
  parts_.store.erase_template(made.id);
  return {.experimentTemplate = view_of(made, parts_.store)};
}

const Template* TemplateService::made_by_same_call(const std::string& token, const std::string& asked) const {
  for (const auto& [id, made] : parts_.store.templates()) {
    if (token.empty() || made.client_token != token) continue;
    if (made.call != asked) throw token_is_taken();
    return &made;
  }
  return nullptr;
}

// The role is handed on to the service; each action is a resource of its own.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsfaultinjectionservice.html
void TemplateService::check(const contract::Call& call, const Plan& plan) const {
  check_plan(plan, parts_.api_errors);
  for (const auto& [name, action] : plan.actions) {
    call.require(std::string(call.operation.iam_action), parts_.place.arn("fis", "action/" + action.action_id));
  }
  call.require("iam:PassRole", plan.role_arn, {{"iam:PassedToService", {"fis.amazonaws.com"}}});
}

}  // namespace aws::region::fis
