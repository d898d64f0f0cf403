// Values handled without knowing their types.
#pragma once

#include "contract/shape.h"

namespace aws::contract {

// Deep: `to` is a default value of the type that the shape describes.
void copy_value(const Shape& shape, const void* from, void* to);

// A text that two values have in common only when they are equal.
std::string text_of_value(const Shape& shape, const void* value);

}  // namespace aws::contract
