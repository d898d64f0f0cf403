#include "contract/paginator.h"

#include <algorithm>
#include <cassert>

namespace aws::contract {
namespace {

const Member& member_of(const Shape& structure, std::string_view name) {
  const auto found = std::ranges::find(structure.members, name, &Member::name);
  assert(found != structure.members.end() && "the generator has looked");
  return *found;
}

// An empty token is none.
std::optional<std::string> token(const Shape& structure, std::string_view name, const void* page) {
  const void* value = member_of(structure, name).get(page);
  if (value == nullptr || static_cast<const std::string*>(value)->empty()) return std::nullopt;
  return *static_cast<const std::string*>(value);
}

bool says_more(const Paginator& paginator, const void* page) {
  if (paginator.more_results.empty()) return true;
  const void* value = member_of(*paginator.operation->output, paginator.more_results).get(page);
  return value != nullptr && *static_cast<const bool*>(value);
}

Error repeated_page_token(const Operation& operation, const std::string& token) {
  return {"RepeatedPageToken", std::string(operation.name) + " led back to a page that was read already: " + token, 0,
          Fault::kReceiver};
}

}  // namespace

bool Bookmark::move_past(const void* page) {
  if (!says_more(paginator_, page)) return false;
  tokens_.clear();
  for (const auto name : paginator_.output_tokens) {
    tokens_.push_back(token(*paginator_.operation->output, name, page));
  }
  const auto first = std::ranges::find_if(tokens_, [](const auto& each) { return each.has_value(); });
  if (first == tokens_.end()) return false;
  if (!seen_.insert(tokens_).second) throw repeated_page_token(*paginator_.operation, **first);
  return true;
}

void Bookmark::put_into(void* request) const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i]) continue;
    const Member& member = member_of(*paginator_.operation->input, paginator_.input_tokens[i]);
    *static_cast<std::string*>(member.emplace(request)) = *tokens_[i];
  }
}

}  // namespace aws::contract
