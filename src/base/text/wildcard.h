// Patterns of names: `*` is any text, none included, `?` any one character, `\` takes the next one literally.
#pragma once

#include <string_view>

namespace aws::text {

bool matches_wildcards(std::string_view pattern, std::string_view text);

}  // namespace aws::text
