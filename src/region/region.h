// One AWS region: every service room, connected. This is where the house is put together and the only place that sees
// all of its rooms. It does no I/O of its own: the world (time, processes, addresses, the balancer's data plane) is
// handed in, real by RegionServer and simulated by tests. Runs on one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/chaos/plan.h"
#include "region/ec2/access/public_access.h"
#include "region/ec2/firewall/firewall.h"
#include "region/ec2/ports.h"
#include "region/elbv2/ports.h"
#include "region/images/image_shelf.h"
#include "region/store/store.h"
#include "wire/http/http.h"
#include "wire/http/reply.h"

namespace aws::region {

// All of it outlives the region.
struct World {
  const Clock& clock;
  Timers& timers;  // already running at the region's speed
  Random& random;
  ec2::InstanceHost& hosts;
  ec2::Addresses& addresses;
  ec2::Firewall& firewall;
  ec2::PublicAccess& public_access;
  elbv2::Balancer& balancer;
  elbv2::Prober& prober;
  Timers& real_timers;            // for people, who watch at their own pace
  double speed = 1;               // of the region
  images::ImageShelf images{""};  // of one's own
};

// The live page at /_ui/. Without a token there is none.
struct WatchOptions {
  std::string token;
};

// The keys that a region answers to, drawn at the first start on a store.
struct AccessKeys {
  std::string access_key_id;
  std::string secret_access_key;
};

class Region {
 public:
  // Goes on from what the store says; throws aws::Error when it cannot, for one that was another region's in
  // particular. Does wrong what the plan says.
  Region(const Place& place, Store& store, const World& world, const chaos::Plan& plan = {},
         const WatchOptions& watch = {});
  ~Region();
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

  // A call of any service's API, or a request for the live page.
  http::Reply handle(const http::Request& request);
  AccessKeys access_keys() const;
  // Of an instance, by its private DNS name; nothing when there is none.
  std::optional<std::string> address_of(std::string_view name) const;
  // Whether the instance with this address in the VPC may send anything out of it.
  bool goes_out(std::string_view address) const;

 private:
  struct Rooms;
  std::unique_ptr<Rooms> rooms_;
};

}  // namespace aws::region
