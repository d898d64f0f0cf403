#include "wire/http/proxied_client.h"

#include <boost/asio/ip/address_v4.hpp>
#include <sstream>

namespace aws::http {

std::string client_in_proxy_line(std::string_view line) {
  std::istringstream words{std::string(line)};
  std::string name, family, client, server;
  int from = 0, to = 0;
  words >> name >> family >> client >> server >> from >> to;
  if (!words || !words.eof() || name != "PROXY" || family != "TCP4") return "";
  boost::system::error_code not_one;
  boost::asio::ip::make_address_v4(client, not_one);
  return not_one ? "" : client;
}

}  // namespace aws::http
