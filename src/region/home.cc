#include "region/home.h"

#include <fmt/format.h>

#include <boost/describe.hpp>
#include <string>

#include "region/store/collection.h"

namespace aws::region {
namespace {

// Of every folder from the time before it was written down.
constexpr const char* kFirstRegion = "us-west-2";

struct Home {
  std::string region;
};
BOOST_DESCRIBE_STRUCT(Home, (), (region))

}  // namespace

void take_home(Store& store, const Place& place) {
  Collection<Home> homes(store, "region.home");
  const Home* home = homes.find("home");
  const bool used = home || !store.load("ec2.network").empty();
  const std::string made_for = home ? home->region : used ? kFirstRegion : place.region;
  if (made_for != place.region) {
    throw Error("DataFolderOfAnotherRegion",
                fmt::format("the data folder was made for {} and cannot serve {}: name another with --data, or leave "
                            "--region as it was",
                            made_for, place.region));
  }
  if (!home) homes.put("home", {made_for});
}

}  // namespace aws::region
