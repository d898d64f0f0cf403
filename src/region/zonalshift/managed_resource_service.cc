#include "region/zonalshift/managed_resource_service.h"

#include <fmt/format.h>

#include "region/service/page.h"
#include "region/zonalshift/errors.h"
#include "region/zonalshift/shift_request.h"
#include "region/zonalshift/view.h"

namespace aws::region::zonalshift {
namespace {

namespace api = aws::zonalshift;

}  // namespace

void ManagedResourceService::serve(contract::Handlers& handlers) {
  using Self = ManagedResourceService;
  handlers.on(api::operations::GetManagedResource, this, &Self::get);
  handlers.on(api::operations::ListManagedResources, this, &Self::list);
  handlers.on(api::operations::ListAutoshifts, this, &Self::autoshifts);
  handlers.on(api::operations::UpdateZonalAutoshiftConfiguration, this, &Self::configure);
}

api::GetManagedResourceResponse ManagedResourceService::get(const api::GetManagedResourceRequest& request) {
  return describe_whole(managed_resource(*request.resourceIdentifier, resources_), store_);
}

api::ListManagedResourcesResponse ManagedResourceService::list(const api::ListManagedResourcesRequest& request) {
  api::ListManagedResourcesResponse response;
  const auto by_arn = [](const ManagedResource& resource) -> const std::string& { return resource.arn; };
  for (const auto& resource : page_for(request, response, resources_.all(), by_arn, invalid_next_token)) {
    response.items.push_back(describe(resource, store_));
  }
  return response;
}

// Those that go on, unless the others are asked for.
api::ListAutoshiftsResponse ManagedResourceService::autoshifts(const api::ListAutoshiftsRequest& request) {
  const bool active = request.status.value_or("ACTIVE") == "ACTIVE";
  std::vector<const Autoshift*> found;
  for (const auto& [_, autoshift] : store_.autoshifts()) {
    if (autoshift.active() == active) found.push_back(&autoshift);
  }
  const auto in_order = [](const Autoshift* each) { return fmt::format("{:015} {}", each->started_at, each->id); };
  api::ListAutoshiftsResponse response;
  for (const auto* autoshift : page_for(request, response, std::move(found), in_order, invalid_next_token)) {
    response.items.push_back(describe(*autoshift));
  }
  return response;
}

// On AWS practice runs have to be configured first. Those are not here.
api::UpdateZonalAutoshiftConfigurationResponse ManagedResourceService::configure(
    const api::UpdateZonalAutoshiftConfigurationRequest& request) {
  const auto resource = managed_resource(*request.resourceIdentifier, resources_);
  store_.set_autoshifts(resource.arn, request.zonalAutoshiftStatus == "ENABLED");
  return {.resourceIdentifier = resource.arn, .zonalAutoshiftStatus = request.zonalAutoshiftStatus};
}

}  // namespace aws::region::zonalshift
