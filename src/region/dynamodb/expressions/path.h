// The way to a value within an item: an attribute's name, and from there into maps by name and into lists by index.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

using PathStep = std::variant<std::string, std::size_t>;
using Path = std::vector<PathStep>;  // never empty; the first step is a name

const Attribute* find(const Item& item, const Path& path);  // nullptr when there is nothing

// "[Ratings, [0], Stars]", as DynamoDB's messages show it.
std::string shown(const Path& path);

// Only what these paths lead to, each in the maps and lists around it.
Item project(const Item& item, const std::vector<Path>& paths);

// Throws "Invalid PARAMETER: Two document paths overlap ..." (one is the beginning of the other) or "... conflict ..."
// (one goes on by name where the other goes on by index).
void check_apart(const std::vector<Path>& paths, const std::string& parameter);

}  // namespace aws::region::dynamodb
