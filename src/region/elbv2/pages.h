// Elastic Load Balancing's pages, in order of ARN: 400 items unless said.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "region/elbv2/errors.h"
#include "region/service/page.h"

namespace aws::region::elbv2 {

// `next` is the marker itself. Throws ValidationError for one that is none.
template <class T>
Page<const T*> page_of(std::vector<const T*> items, std::optional<int> page_size,
                       const std::optional<std::string>& marker) {
  const auto after = marker ? key_of(*marker) : std::nullopt;
  if (marker && !after) throw validation_error("The specified marker is not valid");
  const auto arn = [](const T* item) -> const std::string& { return item->arn; };
  auto page = region::page_of(std::move(items), arn, static_cast<std::size_t>(page_size.value_or(400)), after);
  if (page.next) page.next = token_of(*page.next);
  return page;
}

}  // namespace aws::region::elbv2
