// The words that an expression may not use as the name of an attribute without a placeholder.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html
#pragma once

#include <string_view>

namespace aws::region::dynamodb {

bool is_reserved_word(std::string_view name);  // in whatever case

}  // namespace aws::region::dynamodb
