// Where a command works: an AWS account, another endpoint, or an embedded region, which is either this process's own or
// one that runs already. Whatever credentials lie around, no request leaves the machine unless the person said so.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "apps/embedded_region.h"
#include "apps/options.h"
#include "client/clients.h"

namespace aws::apps {

struct Connection {
  std::unique_ptr<EmbeddedRegion> own_region;  // `run` only
  std::unique_ptr<client::Clients> clients;
  std::string whereabouts;  // for the introduction
  std::string page_url;     // of the live page, "" when there is none
  double speed = 1;         // how many times faster than on AWS durations pass there
  std::uint16_t service_port = 80;
  bool on_this_machine = false;  // clients reach its load balancers from 127.0.0.1
  bool embedded = false;         // a region of ours, on this machine
};

// Throws aws::Error with one line that says what to do.
Connection connect(const Options& options, const client::Surroundings& surroundings, client::Observers observers);

}  // namespace aws::apps
