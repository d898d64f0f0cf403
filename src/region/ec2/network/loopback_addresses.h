// Addresses of this machine's loopback network, taken by binding a socket: an instance's metadata are served at port
// 1338 of its address, and any other reservation holds the same port, so that two regions on one machine never have the
// same address. Owned by the region; the thread of the io_context.
#pragma once

#include "region/ec2/ports.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

inline constexpr int kMetadataPort = 1338;

class LoopbackAddresses final : public Addresses {
 public:
  explicit LoopbackAddresses(boost::asio::io_context& context) : context_(context) {}

  std::unique_ptr<AddressReservation> reserve(const std::string& address) override;
  std::unique_ptr<AddressReservation> serve_metadata(const std::string& address, Handler handler) override;

 private:
  boost::asio::io_context& context_;
};

}  // namespace aws::region::ec2
