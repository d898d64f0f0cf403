// The transport that everything uses: a plain request that needs neither a name server nor a proxy goes by
// LocalTransport, all others by libcurl, which with its thirty libraries is loaded when the first of them comes: a web
// server on an instance of the embedded region never needs it. Any thread may send, and any fiber of HttpOptions::loop.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "client/http/http_options.h"
#include "client/http/transport.h"

namespace boost::asio {
class thread_pool;
}

namespace aws::client {

// Is the host on loopback or link-local, where nothing needs a name server or a proxy?
bool is_near(std::string_view base_url);
// Is it reached by plain HTTP without asking anybody for the way?
bool is_direct(std::string_view base_url, const Proxies& proxies);

class HttpTransport final : public Transport {
 public:
  explicit HttpTransport(HttpOptions options = {});
  ~HttpTransport() override;

  // Redirects are not followed. Throws what check_interrupt throws, too.
  http::Response send(const std::string& base_url, const http::Request& request) override;

 private:
  struct Way {
    Transport& transport;
    bool blocks;  // a fiber's thread
  };

  Way way_to(const std::string& base_url);
  Way new_way_to(const std::string& base_url);
  http::Response send_on_a_thread(Transport& transport, const std::string& base_url, const http::Request& request);

  const HttpOptions options_;
  std::mutex mutex_;
  std::map<std::string, Way> ways_;  // by base URL: a client has few
  std::unique_ptr<Transport> near_;
  std::unique_ptr<Transport> far_;
  std::unique_ptr<boost::asio::thread_pool> threads_;  // for fibers that send by libcurl, which blocks
};

}  // namespace aws::client
