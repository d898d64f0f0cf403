// What a script wrote, as Run Command keeps it.
#pragma once

#include <string>
#include <string_view>

namespace aws::region::ssm {

// The first `limit` characters at most. A script may write any bytes; those that are not UTF-8 become U+FFFD, since the
// text is kept and answered as JSON.
std::string kept_output(std::string_view bytes, std::size_t limit);

}  // namespace aws::region::ssm
