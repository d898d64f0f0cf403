// For tests: the hosts that there are, each a function. Nobody answers anywhere else.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/errors.h"
#include "client/http/http_options.h"
#include "client/http/transport.h"

namespace aws::client {

class FakeNetwork {
 public:
  using Host = std::function<http::Response(const http::Request&)>;
  struct Seen {
    std::string base_url;
    http::Request request;
  };

  Host& operator[](const std::string& base_url) { return hosts_[base_url]; }
  const std::vector<Seen>& seen() const { return seen_; }

  // For Surroundings; valid as long as this is.
  auto maker() {
    return [this](const HttpOptions&) { return transport(); };
  }
  std::unique_ptr<Transport> transport() { return std::make_unique<Wire>(*this); }

 private:
  class Wire final : public Transport {
   public:
    explicit Wire(FakeNetwork& network) : network_(network) {}
    http::Response send(const std::string& base_url, const http::Request& request) override {
      network_.seen_.push_back({base_url, request});
      const auto host = network_.hosts_.find(base_url);
      if (host == network_.hosts_.end()) throw connection_error(base_url, "nobody is there");
      return host->second(request);
    }

   private:
    FakeNetwork& network_;
  };

  std::map<std::string, Host> hosts_;
  std::vector<Seen> seen_;
};

}  // namespace aws::client
