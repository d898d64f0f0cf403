// The parameters of a query request as a tree: "Tags.member.1.Key=a" is the value "a" under Tags, member, 1, Key.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "wire/http/http.h"

namespace aws::wire {

struct FormNode {
  std::optional<std::string> value;
  std::map<std::string, FormNode, std::less<>> children;

  const FormNode* find(std::string_view name) const;  // nullptr when there is none
  std::string text(std::string_view name) const;      // the child's value, "" when there is none

  // The children that are named by a number, in the order of the numbers, which may have gaps.
  std::vector<const FormNode*> elements() const;
};

// A node takes many times the bytes of the field that it is from. No call has a use for so many.
constexpr std::size_t kMostNodes = 50'000;

// From the body of a POST and the query string of any request; bytes that are no UTF-8 become U+FFFD. Throws aws::Error
// "MalformedInput" for a name of more than 32 parts, and for names of more than kMostNodes parts together.
FormNode read_form(const http::Request& request);

// One parameter, without the tree; "" when there is none. What tells where a request is to go.
std::string form_value(const http::Request& request, std::string_view name);

// All of a parameter of the query string, in their order.
std::vector<std::string> query_values(const http::Request& request, std::string_view name);

}  // namespace aws::wire
