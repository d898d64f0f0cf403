// The addresses of the machine, where a share of requests to instances' metadata finds nobody: the connection is
// closed.
#pragma once

#include "region/chaos/draws.h"
#include "region/chaos/plan.h"
#include "region/ec2/ports.h"

namespace aws::region {

class UnreliableMetadata final : public ec2::Addresses {
 public:
  UnreliableMetadata(ec2::Addresses& addresses, const chaos::Plan& plan)
      : addresses_(addresses), draws_(plan.seed), lost_(plan.metadata_lost) {}

  std::unique_ptr<ec2::AddressReservation> reserve(const std::string& address) override {
    return addresses_.reserve(address);
  }
  std::unique_ptr<ec2::AddressReservation> serve_metadata(const std::string& address, Handler handler) override;

 private:
  ec2::Addresses& addresses_;
  chaos::Draws draws_;
  double lost_;
};

}  // namespace aws::region
