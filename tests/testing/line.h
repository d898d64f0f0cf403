// A line to somebody's Apis on which a test may break in, before a call takes effect and after it has: with an error,
// as a network does, or with whatever ends the caller.
#pragma once

#include <functional>

#include "contract/channel_apis.h"

namespace aws::testing {

class Line final : public contract::Channel {
 public:
  using Moment = std::function<void(const contract::Operation&)>;

  explicit Line(const Apis& there, Moment before, Moment after)
      : before_(std::move(before)), after_(std::move(after)), there_(there.sts.channel()) {}

  Apis apis() { return apis_.apis(); }

  void call(const contract::Operation& operation, const void* input, void* output) override {
    if (before_) before_(operation);
    there_.call(operation, input, output);
    if (after_) after_(operation);
  }

 private:
  const Moment before_, after_;
  contract::Channel& there_;  // one for all of them
  ChannelApis apis_{*this};
};

}  // namespace aws::testing
