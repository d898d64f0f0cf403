#include "region/adapters/unreliable_metadata.h"

namespace aws::region {

std::unique_ptr<ec2::AddressReservation> UnreliableMetadata::serve_metadata(const std::string& address,
                                                                            Handler handler) {
  return addresses_.serve_metadata(address, [this, handler = std::move(handler)](const http::Request& request) {
    http::Reply nobody;
    nobody.delivery = http::Delivery::kDropped;
    return draws_.hit(lost_) ? nobody : handler(request);
  });
}

}  // namespace aws::region
