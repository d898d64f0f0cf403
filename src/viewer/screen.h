// A region on one screen, the most important first: health, load balancers, groups, requests, calls. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "viewer/layout.h"
#include "viewer/model.h"

namespace aws::viewer {

struct Heading {
  std::string region;  // "us-west-2 at http://127.0.0.1:4566, 10 times as fast as AWS"
  bool live = true;    // or of a region that does not answer
};

// Lines that fit the window. Calls take what the rest leaves; what does not fit is counted.
std::vector<std::string> screen(const Model& model, const Heading& heading, Timestamp now, Window window,
                                Colour colour);

}  // namespace aws::viewer
