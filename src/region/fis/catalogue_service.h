// What may go wrong here, for whoever asks. Owned by the region; used on its thread.
#pragma once

#include "contract/fis.h"
#include "contract/handlers.h"

namespace aws::region::fis {

class CatalogueService {
 public:
  void serve(contract::Handlers& handlers) const;

  aws::fis::GetActionResponse GetAction(const aws::fis::GetActionRequest& request) const;
  aws::fis::ListActionsResponse ListActions(const aws::fis::ListActionsRequest& request) const;
};

}  // namespace aws::region::fis
