#include "client/http/http_transport.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>

#include "base/fibers/fibers.h"
#include "client/http/curl_transport.h"
#include "client/http/local_transport.h"
#include "client/http/url.h"

namespace aws::client {
namespace {

constexpr std::size_t kThreads = 8;

}  // namespace

bool is_near(std::string_view base_url) {
  const auto url = parse_url(base_url);
  return url && is_loopback_or_link_local(url->host);
}

bool is_direct(std::string_view base_url, const Proxies& proxies) {
  const auto url = parse_url(base_url);
  if (!url || url->is_tls()) return false;
  return is_loopback_or_link_local(url->host) || (is_numeric(url->host) && proxies.http.empty());
}

HttpTransport::HttpTransport(HttpOptions options) : options_(std::move(options)) {}
HttpTransport::~HttpTransport() = default;

http::Response HttpTransport::send(const std::string& base_url, const http::Request& request) {
  const Way way = way_to(base_url);
  const bool needs_thread = way.blocks && options_.loop && Fibers::in_a_fiber();
  return needs_thread ? send_on_a_thread(way.transport, base_url, request) : way.transport.send(base_url, request);
}

HttpTransport::Way HttpTransport::way_to(const std::string& base_url) {
  const std::lock_guard lock(mutex_);
  auto known = ways_.find(base_url);
  if (known == ways_.end()) known = ways_.emplace(base_url, new_way_to(base_url)).first;
  return known->second;
}

HttpTransport::Way HttpTransport::new_way_to(const std::string& base_url) {
  if (is_direct(base_url, proxies_of(options_))) {
    if (!near_) near_ = std::make_unique<LocalTransport>(options_);
    return {*near_, false};
  }
  if (!far_) far_ = std::make_unique<CurlTransport>(options_);
  if (options_.loop && !threads_) threads_ = std::make_unique<boost::asio::thread_pool>(kThreads);
  return {*far_, true};
}

http::Response HttpTransport::send_on_a_thread(Transport& transport, const std::string& base_url,
                                               const http::Request& request) {
  http::Response response;
  std::exception_ptr failure;
  wait([&](auto wake) {
    boost::asio::post(*threads_, [&, wake] {
      try {
        response = transport.send(base_url, request);
      } catch (...) {
        failure = std::current_exception();
      }
      wake();
    });
  });
  if (failure) std::rethrow_exception(failure);
  return response;
}

}  // namespace aws::client
