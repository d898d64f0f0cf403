#include "region/ec2/catalogue/catalogue_service.h"

#include <algorithm>

#include "region/ec2/catalogue/image_view.h"
#include "region/ec2/catalogue/instance_types.h"
#include "region/ec2/errors.h"
#include "region/ec2/pages.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

void CatalogueService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeImages, this, &CatalogueService::describe_images);
  handlers.on(api::operations::DescribeInstanceTypes, this, &CatalogueService::describe_types);
  handlers.on(api::operations::DescribeInstanceTypeOfferings, this, &CatalogueService::describe_offerings);
}

// Amazon's are public, and none is deprecated or disabled; nobody was given one.
api::DescribeImagesResponse CatalogueService::describe_images(const api::DescribeImagesRequest& request) const {
  const auto& ids = request.ImageIds;
  for (const auto& id : ids) {
    if (!is_resource_id(id, "ami-")) throw errors::image_malformed(id);
    if (!images_.find(id)) throw errors::image_not_found(id);
  }
  const auto& users = request.ExecutableUsers;
  const bool for_all = users.empty() || std::find(users.begin(), users.end(), "all") != users.end();
  std::vector<api::Image> found;
  for (const Image& image : images_.all()) {
    const auto owns = [&](const std::string& owner) { return owned_by(image, owner); };
    if (!users.empty() && image.owner_alias.empty()) continue;  // nobody but its owner may launch it
    if (!for_all || (!ids.empty() && std::find(ids.begin(), ids.end(), image.id) == ids.end())) continue;
    if (!request.Owners.empty() && std::none_of(request.Owners.begin(), request.Owners.end(), owns)) continue;
    found.push_back(image_view(image));
  }
  if (request.MaxResults && !ids.empty()) throw errors::max_results_with_ids("imagesSet");
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_images()),
      [](const api::Image& it) { return *it.ImageId; }, request.MaxResults, request.NextToken);
  return {.Images = std::move(page.items), .NextToken = page.next};
}

bool CatalogueService::owned_by(const Image& image, const std::string& owner) const {
  return owner == image.owner || owner == image.owner_alias || (owner == "self" && image.owner == place_.account);
}

api::DescribeInstanceTypesResponse CatalogueService::describe_types(
    const api::DescribeInstanceTypesRequest& request) const {
  std::vector<std::string> unknown;
  for (const auto& name : request.InstanceTypes) {
    if (!find_instance_type(name)) unknown.push_back(name);
  }
  if (!unknown.empty()) throw errors::instance_types_unknown(unknown);
  auto found = instance_types();
  const auto& names = request.InstanceTypes;
  std::erase_if(found, [&](const api::InstanceTypeInfo& it) {
    return !names.empty() && std::find(names.begin(), names.end(), *it.InstanceType) == names.end();
  });
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_instance_types()),
      [](const api::InstanceTypeInfo& it) { return *it.InstanceType; }, request.MaxResults, request.NextToken);
  return {.InstanceTypes = std::move(page.items), .NextToken = page.next};
}

std::vector<std::string> CatalogueService::locations(std::string_view type) const {
  if (type == "region") return {place_.region};
  std::vector<std::string> names;
  for (const Zone& zone : network_.zones()) names.push_back(type == "availability-zone-id" ? zone.id : zone.name);
  return names;
}

// Every type is offered everywhere.
api::DescribeInstanceTypeOfferingsResponse CatalogueService::describe_offerings(
    const api::DescribeInstanceTypeOfferingsRequest& request) const {
  using T = api::InstanceTypeOffering;
  static const Filterable<T> filterable{{{"instance-type", [](const T& it) { return values(it.InstanceType); }},
                                         {"location", [](const T& it) { return values(it.Location); }}}};
  const std::string type = request.LocationType.value_or("region");
  std::vector<T> found;
  for (const auto& location : locations(type)) {
    for (const auto& each : instance_types()) {
      found.push_back({.InstanceType = each.InstanceType, .LocationType = type, .Location = location});
    }
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable),
      [](const T& it) { return *it.Location + ' ' + *it.InstanceType; }, request.MaxResults, request.NextToken);
  return {.InstanceTypeOfferings = std::move(page.items), .NextToken = page.next};
}

}  // namespace aws::region::ec2
