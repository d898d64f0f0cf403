#include "region/ec2/network/loopback_addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "region/ec2/text.h"

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

}  // namespace

std::unique_ptr<AddressReservation> LoopbackAddresses::reserve(const std::string& address) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(kReservedPort);
  if (inet_pton(AF_INET, address.c_str(), &name.sin_addr) != 1) return nullptr;
  if (!block_.contains({ntohl(name.sin_addr.s_addr)})) return nullptr;
  name.sin_addr.s_addr = htonl(kLoopbackBlock.same_within({ntohl(name.sin_addr.s_addr)}).base);
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return nullptr;
  // Without SO_REUSEADDR: with it, two that do not listen could both have the address.
  if (bind(descriptor, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0) {
    close(descriptor);
    return nullptr;
  }
  return std::make_unique<HeldSocket>(address, descriptor);
}

std::string LoopbackAddresses::public_address(const std::string& address) const {
  in_addr parsed{};
  if (inet_pton(AF_INET, address.c_str(), &parsed) != 1) return "";
  return ipv4_text(kLoopbackBlock.same_within({ntohl(parsed.s_addr)}).base);
}

}  // namespace aws::region::ec2
