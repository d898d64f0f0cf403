#include "region/ec2/templates/launch_template_version_service.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

#include "region/ec2/errors.h"
#include "region/ec2/pages.h"
#include "region/ec2/templates/launch_template_view.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr std::size_t kMostVersionsDeleted = 200;

std::int64_t number_of(std::string_view text, std::string_view parameter) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number > 0) return number;
  throw errors::invalid_parameter(fmt::format(
      "Value ({}) for parameter {} is invalid. A launch template version must be a positive number.", text, parameter));
}

// The newest version of a template first.
std::string page_key(const api::LaunchTemplateVersion& it) {
  return fmt::format("{} {:019}", *it.LaunchTemplateId, std::numeric_limits<std::int64_t>::max() - *it.VersionNumber);
}

}  // namespace

void LaunchTemplateVersionService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateLaunchTemplateVersion, this, &LaunchTemplateVersionService::create);
  handlers.on(api::operations::DescribeLaunchTemplateVersions, this, &LaunchTemplateVersionService::describe);
  handlers.on(api::operations::DeleteLaunchTemplateVersions, this, &LaunchTemplateVersionService::erase);
}

api::CreateLaunchTemplateVersionResponse LaunchTemplateVersionService::create(
    const contract::Call& call, const api::CreateLaunchTemplateVersionRequest& request) {
  const auto& found = templates_.get(request.LaunchTemplateId.value_or(""), request.LaunchTemplateName.value_or(""));
  const auto& made = templates_.create_version(
      found.id, {.source = request.SourceVersion.value_or(""),
                 .description = request.VersionDescription.value_or(""),
                 .client_token = request.ClientToken.value_or(""),
                 .created_by = call.principal.arn,
                 .contents = request.LaunchTemplateData.value_or(api::RequestLaunchTemplateData())});
  return {.LaunchTemplateVersion = version_view(*templates_.find(found.id), made),
          .Warning = resolver_.warning(made.contents())};
}

// Without a template it is the latest or the default version of each that is asked for.
api::DescribeLaunchTemplateVersionsResponse LaunchTemplateVersionService::describe(
    const api::DescribeLaunchTemplateVersionsRequest& request) const {
  if (request.MaxResults && (*request.MaxResults < 1 || *request.MaxResults > 200)) {
    throw errors::invalid_parameter("MaxResults must be between 1 and 200");
  }
  std::vector<api::LaunchTemplateVersion> found;
  const bool of_all = !request.LaunchTemplateId && !request.LaunchTemplateName && !request.Versions.empty() &&
                      std::all_of(request.Versions.begin(), request.Versions.end(), [](const std::string& version) {
                        return version == "$Latest" || version == "$Default";
                      });
  if (of_all) {
    for (const auto& [id, each] : templates_.all()) {
      for (auto& version : versions_of(each, request)) found.push_back(std::move(version));
    }
  } else {
    found = versions_of(templates_.get(request.LaunchTemplateId.value_or(""), request.LaunchTemplateName.value_or("")),
                        request);
  }
  auto page = page_of(filtered(std::move(found), request.Filters, filterable_versions()), page_key, request.MaxResults,
                      request.NextToken);
  return {.LaunchTemplateVersions = std::move(page.items), .NextToken = page.next};
}

std::vector<api::LaunchTemplateVersion> LaunchTemplateVersionService::versions_of(
    const LaunchTemplate& launch_template, const api::DescribeLaunchTemplateVersionsRequest& request) const {
  std::set<std::int64_t> numbers;
  for (const auto& version : request.Versions) numbers.insert(templates_.version(launch_template, version).number);
  const auto least = request.MinVersion ? number_of(*request.MinVersion, "MinVersion") : 1;
  const auto most =
      request.MaxVersion ? number_of(*request.MaxVersion, "MaxVersion") : std::numeric_limits<std::int64_t>::max();
  std::vector<api::LaunchTemplateVersion> found;
  for (const auto& version : launch_template.versions) {
    if (!request.Versions.empty() && !numbers.contains(version.number)) continue;
    if (version.number >= least && version.number <= most) found.push_back(version_view(launch_template, version));
  }
  return found;
}

api::DeleteLaunchTemplateVersionsResponse LaunchTemplateVersionService::erase(
    const api::DeleteLaunchTemplateVersionsRequest& request) {
  const auto& found = templates_.get(request.LaunchTemplateId.value_or(""), request.LaunchTemplateName.value_or(""));
  if (request.Versions.size() > kMostVersionsDeleted) {
    throw errors::invalid_parameter("At most 200 launch template versions can be deleted in one request.");
  }
  const std::string id = found.id;
  const std::string name = found.name;
  std::vector<std::int64_t> numbers;
  for (const auto& version : request.Versions) numbers.push_back(number_of(version, "LaunchTemplateVersion"));

  api::DeleteLaunchTemplateVersionsResponse response;
  const auto fail = [&](std::int64_t number, std::string code, std::string message) {
    response.UnsuccessfullyDeletedLaunchTemplateVersions.push_back(
        {.LaunchTemplateId = id,
         .LaunchTemplateName = name,
         .VersionNumber = number,
         .ResponseError = api::ResponseError{.Code = std::move(code), .Message = std::move(message)}});
  };
  for (const auto number : numbers) {
    const LaunchTemplate& launch_template = *templates_.find(id);
    if (!launch_template.find(number)) {
      fail(number, "launchTemplateVersionDoesNotExist",
           errors::launch_template_version_not_found(std::to_string(number), id).message());
    } else if (launch_template.default_version == number) {
      fail(number, "unexpectedError", "The default version of a launch template cannot be deleted.");
    } else {
      templates_.erase_version(id, number);
      response.SuccessfullyDeletedLaunchTemplateVersions.push_back(
          {.LaunchTemplateId = id, .LaunchTemplateName = name, .VersionNumber = number});
    }
  }
  return response;
}

}  // namespace aws::region::ec2
