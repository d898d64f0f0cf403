// Lets people watch a region: the live page at /_ui/ and what it shows. A room that only looks: it hears the facts that
// the others announce, sees the calls at the front door and the load balancers' requests, and asks the APIs what there
// is; no other room knows of it, and while nobody watches it asks for nothing. Region thread.
//
//   facts, calls, visits --> timeline, logs --+
//                                             +-- four times a second --> feed --> every open page
//   the region's APIs -----> picture ---------+
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "contract/shape.h"
#include "region/frontdoor/ports.h"
#include "region/watch/call_log.h"
#include "region/watch/feed.h"
#include "region/watch/history/chronicle.h"
#include "region/watch/history/timeline.h"
#include "region/watch/page.h"
#include "region/watch/picture/interventions.h"
#include "region/watch/picture/picture.h"
#include "region/watch/ports.h"
#include "region/watch/story.h"
#include "region/watch/visit_log.h"
#include "wire/http/reply.h"

namespace aws::region::watch {

class Watch final : public frontdoor::Witness, private PageContent {
 public:
  struct Parts {
    const Clock& clock;
    Timers& timers;  // in real time
    contract::Channel& services;
    Balancing& balancing;
    const Instances& instances;
    Gateway gateway;
    std::string token;  // opens what is not for everybody
  };
  explicit Watch(Parts parts);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Whether a request is for the page, not for an API.
  static bool is_about(const http::Request& request);
  http::Reply answer(const http::Request& request) { return page_.answer(request); }
  void happened(const Happening& happening);

  bool attentive() const override { return feed_.has_listeners(); }
  void saw(const frontdoor::SeenCall& call) override;

 private:
  std::shared_ptr<http::Stream> events() override;
  std::string call(std::int64_t number) const override;
  std::string metadata(const std::string& instance_id) const override;
  std::string carry_out(std::string_view service, std::string_view operation, std::string_view input) override;
  std::string story(std::string_view verb, std::string_view input) override;

  void attention(bool there);
  void tick();
  void tell_what_happened();
  void tell_news();
  void show_picture();

  Parts parts_;
  InterventionReader interventions_;
  Picture picture_;
  Chronicle chronicle_;
  Timeline timeline_;
  Story story_;
  CallLog calls_;
  VisitLog visits_;
  Feed feed_;
  Page page_;
  Timer next_tick_;
  int ticks_ = 0;
  bool changed_ = false;    // since the picture was drawn
  std::string last_shown_;  // the picture that everybody has
};

}  // namespace aws::region::watch
