#include "contract/paginator.h"

#include <algorithm>
#include <cassert>

#include "contract/value.h"

namespace aws::contract {
namespace {

const Member& member_of(const Shape& structure, std::string_view name) {
  const auto found = std::ranges::find(structure.members, name, &Member::name);
  assert(found != structure.members.end() && "the generator has looked");
  return *found;
}

// Of a page; nothing when it is not set. An empty text is none, and so is an empty container.
const void* token(const Shape& structure, std::string_view name, const void* page) {
  const Member& member = member_of(structure, name);
  const void* value = member.get(page);
  const bool text = value != nullptr && member.shape->kind == Kind::kString;
  return text && static_cast<const std::string*>(value)->empty() ? nullptr : value;
}

bool says_more(const Paginator& paginator, const void* page) {
  if (paginator.more_results.empty()) return true;
  const void* value = member_of(*paginator.operation->output, paginator.more_results).get(page);
  return value != nullptr && *static_cast<const bool*>(value);
}

Error repeated_page_token(const Operation& operation, const std::string& place) {
  return {"RepeatedPageToken", std::string(operation.name) + " led back to a page that was read already: " + place, 0,
          Fault::kReceiver};
}

}  // namespace

bool Bookmark::move_past(const void* page) {
  if (!says_more(paginator_, page)) return false;
  const Shape& output = *paginator_.operation->output;
  page_ = output.make();
  bool more = false;
  for (const auto name : paginator_.output_tokens) {
    const void* found = token(output, name, page);
    if (found == nullptr) continue;
    const Member& member = member_of(output, name);
    copy_value(*member.shape, found, member.emplace(page_.get()));
    more = true;
  }
  if (!more) return false;
  const std::string place = text_of_value(output, page_.get());
  if (!seen_.insert(place).second) throw repeated_page_token(*paginator_.operation, place);
  return true;
}

void Bookmark::put_into(void* request) const {
  for (std::size_t i = 0; i < paginator_.output_tokens.size(); ++i) {
    const void* found = token(*paginator_.operation->output, paginator_.output_tokens[i], page_.get());
    if (found == nullptr) continue;
    const Member& member = member_of(*paginator_.operation->input, paginator_.input_tokens[i]);
    copy_value(*member.shape, found, member.emplace(request));
  }
}

}  // namespace aws::contract
