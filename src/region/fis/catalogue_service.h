// What may go wrong here, for whoever asks. Owned by Fis; region thread.
#pragma once

#include "base/place.h"
#include "contract/fis.h"
#include "contract/handlers.h"

namespace aws::region::fis {

class CatalogueService {
 public:
  explicit CatalogueService(Place place) : place_(std::move(place)) {}

  void serve(contract::Handlers& handlers) const;

 private:
  aws::fis::GetActionResponse get_action(const aws::fis::GetActionRequest& request) const;
  aws::fis::ListActionsResponse list_actions(const aws::fis::ListActionsRequest& request) const;
  aws::fis::GetTargetResourceTypeResponse get_type(const aws::fis::GetTargetResourceTypeRequest& request) const;
  aws::fis::ListTargetResourceTypesResponse list_types(const aws::fis::ListTargetResourceTypesRequest& request) const;

  Place place_;
};

}  // namespace aws::region::fis
