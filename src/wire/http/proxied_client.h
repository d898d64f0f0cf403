// For whom a proxy before a server has connected: the line that it sends first (PROXY protocol, version 1), as HAProxy
// does with send-proxy. https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <string>
#include <string_view>

namespace aws::http {

inline constexpr std::size_t kLongestProxyLine = 107;

// The IPv4 address in "PROXY TCP4 172.31.5.6 172.31.0.3 40000 443"; "" for any other line.
std::string client_in_proxy_line(std::string_view line);

// "" when nothing of that kind comes, or not from this machine: any other host could name whom it likes. What has come
// behind the line is in the buffer.
template <class Socket>
boost::asio::awaitable<std::string, typename Socket::executor_type> read_proxied_client(
    Socket& socket, boost::beast::flat_buffer& buffer) {
  namespace asio = boost::asio;
  boost::system::error_code gone;
  const auto remote = socket.remote_endpoint(gone);
  if (gone || !remote.address().is_loopback()) co_return "";
  std::string bytes;
  const auto token = asio::as_tuple(asio::use_awaitable_t<typename Socket::executor_type>());
  auto whole = asio::dynamic_buffer(bytes, kLongestProxyLine);
  auto [problem, size] = co_await asio::async_read_until(socket, whole, "\r\n", token);
  if (problem) co_return "";
  const std::size_t more = bytes.size() - size;
  buffer.commit(asio::buffer_copy(buffer.prepare(more), asio::buffer(bytes) + size));
  co_return client_in_proxy_line(std::string_view(bytes).substr(0, size - 2));
}

}  // namespace aws::http
