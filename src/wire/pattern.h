// The patterns of service models. They are Java's regular expressions; this reads the part of that language that the
// models use. What cannot be checked, or not within reasonable bounds, counts as matching: a service must not refuse
// what AWS might accept.
#pragma once

#include <string_view>

namespace aws::wire {

// Does the whole text match? Compiled patterns are kept, per thread. The pattern must live as long as the program.
bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace aws::wire
