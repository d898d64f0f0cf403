// What Application Recovery Controller needs of the services whose resources it shifts. Here these are load balancers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::zonalshift {

// A resource that may be shifted away from a zone.
struct ManagedResource {
  std::string arn;
  std::string name;
  std::vector<std::string> zones;  // ids, "usw2-az2", in order
};

class Resources {
 public:
  virtual ~Resources() = default;
  virtual std::vector<ManagedResource> all() const = 0;
  virtual std::optional<ManagedResource> find(std::string_view arn) const = 0;
  virtual bool is_zone(std::string_view id) const = 0;  // of the region
  // From now on away from this zone; with "", in all its zones again. Lasts until the region ends.
  virtual void shift(const std::string& arn, const std::string& away_from) = 0;
};

}  // namespace aws::region::zonalshift
