// How this machine, which is the internet of a region, reaches instances by their public addresses: a port of EC2. Real
// where instances have a network of their own (TcpRelay); elsewhere a public address is the instance's own. Region
// thread.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace aws::region::ec2 {

struct PublicPort {
  std::string public_address;
  std::string address;  // the instance's, within its VPC
  std::uint16_t port = 0;
  std::vector<std::string> allowed;  // blocks; a client from elsewhere is refused
  auto operator<=>(const PublicPort&) const = default;
};

class PublicAccess {
 public:
  virtual ~PublicAccess() = default;
  // These are open from now on, and no others. What has begun goes on.
  virtual void open(const std::vector<PublicPort>& ports) = 0;
};

class NoPublicAccess final : public PublicAccess {
 public:
  void open(const std::vector<PublicPort>&) override {}
};

}  // namespace aws::region::ec2
