// Scalars as text: what stands in a form's field or in an XML element.
#pragma once

#include <string>
#include <string_view>

#include "contract/shape.h"

namespace aws::wire {

std::string scalar_to_text(const contract::Shape& shape, const void* value);

// False, and the value untouched, when the text is none of this shape.
[[nodiscard]] bool scalar_from_text(const contract::Shape& shape, std::string_view text, void* value);

}  // namespace aws::wire
