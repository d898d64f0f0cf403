// Addresses of a block of a VPC, each taken by binding a port of its counterpart in 127.31.0.0/16, so that two regions
// on one machine never have the same address, whichever block they use. The counterpart is what this machine knows an
// address by: in the VPC of instances that share its network it is the address itself. Owned by the region.
#pragma once

#include "region/ec2/ports.h"

namespace aws::region::ec2 {

inline constexpr Cidr kLoopbackBlock{0x7f1f0000, 16};  // 127.31.0.0/16
inline constexpr int kReservedPort = 1337;

class LoopbackAddresses final : public Addresses {
 public:
  explicit LoopbackAddresses(const Cidr& block = kLoopbackBlock) : block_(block) {}

  Cidr block() const override { return block_; }
  std::unique_ptr<AddressReservation> reserve(const std::string& address) override;
  std::string public_address(const std::string& address) const override;

 private:
  Cidr block_;
};

}  // namespace aws::region::ec2
