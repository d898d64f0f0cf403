// Asks this machine's name servers what the VPC's own does not know, as a forwarder does (RFC 5625). Owned by the
// region; the thread of the io_context.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

class DnsForwarder {
 public:
  struct Options {
    std::filesystem::path servers = "/etc/resolv.conf";  // read for each question: machines change their network
    std::uint16_t port = 53;
    Duration patience = std::chrono::seconds(2);  // with each server
  };
  DnsForwarder(boost::asio::io_context& context, Timers& timers, Options options);
  ~DnsForwarder();  // calls nobody back any more
  DnsForwarder(const DnsForwarder&) = delete;
  DnsForwarder& operator=(const DnsForwarder&) = delete;

  // Asks one server after the other, by UDP. Calls back with the answer as it came; not at all when there is none, or
  // when too many questions are open: whoever asked asks again.
  void ask(const std::string& query, std::function<void(const std::string& answer)> done);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The addresses in a resolv.conf(5); none of a file that cannot be read.
std::vector<std::string> name_servers(std::istream& resolv_conf);

}  // namespace aws::region::ec2
