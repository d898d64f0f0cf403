// Tags that come with a request.
#pragma once

#include <string>

#include "region/fis/errors.h"
#include "region/fis/records.h"
#include "region/fis/steady/steady_state.h"
#include "region/service/tags.h"

namespace aws::region::fis {

inline constexpr TagErrors kTagErrors{.reserved = &reserved_tag, .duplicate = nullptr, .too_many = &too_many_tags};

inline void check_tags(const Texts& tags) {
  for (const auto& [key, value] : tags) check_tag_key(key, kTagErrors);
  if (tags.size() > kMostTags) throw too_many_tags();
  if (tags.contains(std::string(kVerdictTag))) throw verdict_is_given(kVerdictTag);
  const auto stated = tags.find(std::string(kSteadyStateTag));
  if (stated != tags.end()) steady_state(stated->second);
}

}  // namespace aws::region::fis
