// Listens at public addresses on this machine and carries connections into the VPC. Owned by the region; the thread of
// the io_context.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "region/ec2/access/public_access.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

class TcpRelay final : public PublicAccess {
 public:
  // `open_socket` gives TCP sockets within the VPC, which connect from `source`.
  TcpRelay(boost::asio::io_context& context, std::function<int()> open_socket, std::string source);
  ~TcpRelay() override;  // what is under way ends, too
  TcpRelay(const TcpRelay&) = delete;
  TcpRelay& operator=(const TcpRelay&) = delete;

  // A port that cannot be opened, for want of a right, stays closed, which is logged.
  void open(const std::vector<PublicPort>& ports) override;

 private:
  class Listener;
  struct Surroundings;
  using Key = std::pair<std::string, std::uint16_t>;

  std::shared_ptr<Surroundings> surroundings_;
  std::map<Key, std::shared_ptr<Listener>> listeners_;
};

}  // namespace aws::region::ec2
