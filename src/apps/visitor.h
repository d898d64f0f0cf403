// The workflow's HttpClient on real sockets.
#pragma once

#include "scenario/http_client.h"

namespace aws::apps {

class Visitor final : public scenario::HttpClient {
 public:
  // Throws only Interrupted, when a signal asks to stop.
  scenario::HttpResult get(const std::string& url) override;
  std::vector<scenario::HttpResult> get_many(const std::string& url, std::size_t count, std::size_t at_once) override;
};

}  // namespace aws::apps
