#include "region/adapters/unreliable_metadata.h"

namespace aws::region {

void UnreliableMetadata::start(const ec2::HostDescription& host, std::function<void()> up,
                               std::function<void(ec2::HostEnd)> down) {
  ec2::HostDescription unreliable = host;
  unreliable.metadata = [this, metadata = host.metadata](const http::Request& request) {
    http::Reply nobody;
    nobody.delivery = http::Delivery::kDropped;
    return draws_.hit(faults_.metadata_lost()) ? nobody : metadata(request);
  };
  host_.start(unreliable, std::move(up), std::move(down));
}

}  // namespace aws::region
