// What a person sees who sends a GET request or checks the health of the targets. Both end with a line across.
#pragma once

#include <string>
#include <vector>

#include "scenario/console/console.h"
#include "scenario/http_client.h"
#include "scenario/parts/load_balancer.h"

namespace aws::scenario {

void show_get(Console& console, const std::string& endpoint, const HttpResult& result);
void show_health(Console& console, const std::vector<Target>& targets);

// "        Target i-0123 on port 80 is healthy"; a second line gives the reason when it is not.
std::string describe(const Target& target);

}  // namespace aws::scenario
