#include "region/ec2/network/loopback_addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "wire/http/http_server.h"

namespace aws::region::ec2 {
namespace {

// Bound but not listening: enough to keep others out, and nobody can connect.
class HeldSocket final : public AddressReservation {
 public:
  HeldSocket(std::string address, int descriptor) : address_(std::move(address)), descriptor_(descriptor) {}
  ~HeldSocket() override { close(descriptor_); }
  HeldSocket(const HeldSocket&) = delete;
  HeldSocket& operator=(const HeldSocket&) = delete;
  const std::string& address() const override { return address_; }

 private:
  std::string address_;
  int descriptor_;
};

class MetadataServer final : public AddressReservation {
 public:
  MetadataServer(boost::asio::io_context& context, std::string address, Addresses::Handler handler)
      : address_(std::move(address)),
        server_(context, {.address = address_, .port = kMetadataPort, .max_body_bytes = 1024}, std::move(handler)) {}
  const std::string& address() const override { return address_; }

 private:
  std::string address_;
  http::Server server_;
};

}  // namespace

std::unique_ptr<AddressReservation> LoopbackAddresses::reserve(const std::string& address) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(kMetadataPort);
  if (inet_pton(AF_INET, address.c_str(), &name.sin_addr) != 1) return nullptr;
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return nullptr;
  // Without SO_REUSEADDR: with it, two that do not listen could both have the address.
  if (bind(descriptor, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0) {
    close(descriptor);
    return nullptr;
  }
  return std::make_unique<HeldSocket>(address, descriptor);
}

std::unique_ptr<AddressReservation> LoopbackAddresses::serve_metadata(const std::string& address, Handler handler) {
  try {
    return std::make_unique<MetadataServer>(context_, address, std::move(handler));
  } catch (const Error& error) {
    spdlog::debug("ec2: {}", error.what());
    return nullptr;
  }
}

}  // namespace aws::region::ec2
