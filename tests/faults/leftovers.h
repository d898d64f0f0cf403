// What there is in a region beyond what it starts with, asked of its services directly: the workflow's own listing,
// which goes by names and tags, is what the tests want to hold against it.
#pragma once

#include <string>
#include <vector>

#include "contract/apis.h"

namespace aws::testing {

std::vector<std::string> leftovers(const Apis& apis);

}  // namespace aws::testing
