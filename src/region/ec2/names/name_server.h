// The VPC's name server, as AWS has one at the network's address plus two. Owned by the region; the thread of the
// io_context.
#pragma once

#include <memory>

#include "region/ec2/names/dns_message.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

class NameServer {
 public:
  // Who asks others for names, if anybody does: of a name that is not known and whoever asks, by address, whether it
  // takes the query; then it calls back with the answer.
  using Elsewhere = std::function<bool(std::string_view name, const std::string& peer, const std::string& query,
                                       std::function<void(const std::string& answer)>)>;
  // Takes over a bound UDP socket.
  NameServer(boost::asio::io_context& context, int socket, Resolve resolve, Elsewhere elsewhere = {});
  ~NameServer();
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace aws::region::ec2
