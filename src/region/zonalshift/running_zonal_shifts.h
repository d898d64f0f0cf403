// Application Recovery Controller as its tests call it: through the handlers, as everybody does, over resources that
// remember what zone they are away from. Test code only.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "contract/handlers.h"
#include "contract/zonalshift.h"
#include "region/zonalshift/zonal_shifts.h"

namespace aws::region::zonalshift {

class FakeResources final : public Resources {
 public:
  std::map<std::string, std::vector<std::string>> zones;  // by ARN
  std::map<std::string, std::string> away;                // likewise

  std::vector<ManagedResource> all() const override {
    std::vector<ManagedResource> resources;
    for (const auto& [arn, in] : zones) resources.push_back({arn, arn.substr(arn.rfind(':') + 1), in});
    return resources;
  }
  std::optional<ManagedResource> find(std::string_view arn) const override {
    for (const auto& resource : all()) {
      if (resource.arn == arn) return resource;
    }
    return std::nullopt;
  }
  bool is_zone(std::string_view id) const override { return id.starts_with("usw2-az"); }
  void shift(const std::string& arn, const std::string& away_from) override { away[arn] = away_from; }
};

struct RunningZonalShifts {
  explicit RunningZonalShifts(const ZonalShifts::Parts& parts) : shifts(parts) {
    shifts.serve(handlers);
    shifts.start();
  }
  ZonalShifts shifts;
  contract::Handlers handlers;
  aws::zonalshift::Api called{handlers};
};

}  // namespace aws::region::zonalshift
