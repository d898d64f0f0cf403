// What HAProxy says of each request while somebody watches: datagrams on a unix socket in its folder, a line each.
// Owned by the HaproxyBalancer; region thread.
#pragma once

#include <array>
#include <boost/asio/local/datagram_protocol.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

inline constexpr auto kHaproxyLogFile = "visits.sock";
// As HAProxy's configuration has it: listener, group, server, status, milliseconds, client, method, path.
inline constexpr auto kHaproxyLogFormat = "%fi:%fp %b %s %ST %Ta %ci %HM %HP";

class HaproxyLog {
 public:
  // Throws aws::Error "DataFolderNotWritable".
  HaproxyLog(boost::asio::io_context& context, const std::filesystem::path& folder,
             std::function<void(const Visit&)> tell);
  HaproxyLog(const HaproxyLog&) = delete;
  HaproxyLog& operator=(const HaproxyLog&) = delete;

 private:
  void receive();

  boost::asio::local::datagram_protocol::socket socket_;
  std::function<void(const Visit&)> tell_;
  std::array<char, 4096> line_{};
};

// Nothing when the line is not of that format.
std::optional<Visit> read_visit(std::string_view line);

}  // namespace aws::region::elbv2
