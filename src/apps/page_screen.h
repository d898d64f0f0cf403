// The live page as the workflow's second screen: what is told goes there over HTTP, and so come the answers. When the
// page cannot be reached any more the workflow goes on in the terminal alone.
#pragma once

#include <cstdint>
#include <memory>

#include "client/http/transport.h"
#include "scenario/console/second_screen.h"

namespace aws::apps {

class PageScreen final : public scenario::SecondScreen {
 public:
  // The page's URL as a region tells it: http://127.0.0.1:4566/_ui/#TOKEN
  explicit PageScreen(const std::string& page_url);
  void show(std::string_view text) override;
  void ask(std::string_view question) override;
  std::optional<std::string> answer() override;
  void answered() override;
  bool gone() const override { return gone_; }

 private:
  // The JSON that comes back, "{}" when none does.
  std::string post(std::string_view verb, std::string body);

  std::string base_url_;
  std::string token_;
  std::unique_ptr<client::Transport> transport_;
  std::int64_t question_ = 0;
  bool gone_ = false;
};

}  // namespace aws::apps
