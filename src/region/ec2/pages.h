// EC2's pages: a thousand items unless said, and a token that says nothing to its reader.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "region/ec2/errors.h"
#include "region/service/page.h"

namespace aws::region::ec2 {

// `next` is the token itself. Throws InvalidNextToken.
template <class T, class Key>
Page<T> page_of(std::vector<T> items, Key key, std::optional<int> max_results,
                const std::optional<std::string>& token) {
  return page_at(token, std::move(items), key, static_cast<std::size_t>(max_results.value_or(1000)),
                 [](const std::string&) { return errors::invalid_next_token(); });
}

}  // namespace aws::region::ec2
