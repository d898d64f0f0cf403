#include "region/ec2/templates/launch_template_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/pages.h"
#include "region/ec2/tags.h"
#include "region/ec2/templates/launch_template_view.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

void LaunchTemplateService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateLaunchTemplate, this, &LaunchTemplateService::create);
  handlers.on(api::operations::DescribeLaunchTemplates, this, &LaunchTemplateService::describe);
  handlers.on(api::operations::ModifyLaunchTemplate, this, &LaunchTemplateService::modify);
  handlers.on(api::operations::DeleteLaunchTemplate, this, &LaunchTemplateService::erase);
}

api::CreateLaunchTemplateResponse LaunchTemplateService::create(const contract::Call& call,
                                                                const api::CreateLaunchTemplateRequest& request) {
  if (!request.LaunchTemplateName) throw errors::missing_parameter("launchTemplateName");
  if (!request.LaunchTemplateData) throw errors::missing_parameter("launchTemplateData");
  const auto& made = templates_.create({.name = *request.LaunchTemplateName,
                                        .description = request.VersionDescription.value_or(""),
                                        .client_token = request.ClientToken.value_or(""),
                                        .created_by = call.principal.arn,
                                        .tags = requested_tags(request.TagSpecifications, "launch-template"),
                                        .contents = *request.LaunchTemplateData});
  return {.LaunchTemplate = template_view(made), .Warning = resolver_.warning(*request.LaunchTemplateData)};
}

api::DescribeLaunchTemplatesResponse LaunchTemplateService::describe(
    const api::DescribeLaunchTemplatesRequest& request) {
  for (const auto& id : request.LaunchTemplateIds) {
    if (!templates_.find(id)) throw errors::launch_template_id_not_found(id);
  }
  for (const auto& name : request.LaunchTemplateNames) {
    if (!templates_.find_by_name(name)) throw errors::launch_template_names_not_found();
  }
  const auto named = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  const bool all = request.LaunchTemplateIds.empty() && request.LaunchTemplateNames.empty();
  std::vector<api::LaunchTemplate> found;
  for (const auto& [id, each] : templates_.all()) {
    if (all || named(request.LaunchTemplateIds, id) || named(request.LaunchTemplateNames, each.name)) {
      found.push_back(template_view(each));
    }
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_templates()),
      [](const api::LaunchTemplate& it) { return *it.LaunchTemplateId; }, request.MaxResults, request.NextToken);
  return {.LaunchTemplates = std::move(page.items), .NextToken = page.next};
}

api::ModifyLaunchTemplateResponse LaunchTemplateService::modify(const api::ModifyLaunchTemplateRequest& request) {
  const auto& found = templates_.get(request.LaunchTemplateId.value_or(""), request.LaunchTemplateName.value_or(""));
  if (!request.DefaultVersion) throw errors::missing_parameter("DefaultVersion");
  const auto number = templates_.version(found, *request.DefaultVersion).number;
  return {.LaunchTemplate = template_view(templates_.set_default_version(found.id, number))};
}

api::DeleteLaunchTemplateResponse LaunchTemplateService::erase(const api::DeleteLaunchTemplateRequest& request) {
  const auto& found = templates_.get(request.LaunchTemplateId.value_or(""), request.LaunchTemplateName.value_or(""));
  return {.LaunchTemplate = template_view(templates_.erase(found.id))};
}

}  // namespace aws::region::ec2
