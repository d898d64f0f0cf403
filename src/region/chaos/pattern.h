// A name with wildcards, as a chaos file has it: '*' stands for any letters, none included.
#pragma once

#include <string_view>

namespace aws::region::chaos {

bool matches(std::string_view pattern, std::string_view text);

}  // namespace aws::region::chaos
