#include "region/dynamodb/expressions/new_value.h"

#include <string_view>
#include <utility>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

template <class T>
T as(Attribute attribute) {
  auto* value = std::get_if<T>(&attribute.value);
  if (value == nullptr) throw wrong_update_operand();
  return std::move(*value);
}

// Of what is given with the request.
void check_type(const Refuse& refuse, std::string_view function, const NewValue& value, std::string_view type) {
  if (value.constant && value.constant->type() != type) throw wrong_operand(refuse, function, value.constant->type());
}

}  // namespace

NewValue value_at(Path path) {
  return {.in = [path = std::move(path)](const Item& before) {
    const auto* found = find(before, path);
    if (found == nullptr) {
      throw validation("The provided expression refers to an attribute that does not exist in the item");
    }
    return *found;
  }};
}

NewValue value_given(Attribute value) {
  return {.in = [value](const Item&) { return value; }, .constant = value};
}

NewValue value_unless_exists(Path path, NewValue otherwise) {
  return {.in = [path = std::move(path), otherwise = std::move(otherwise)](const Item& before) {
    const auto* found = find(before, path);
    return found == nullptr ? otherwise.in(before) : *found;
  }};
}

NewValue value_of_sum(const std::string& sign, NewValue left, NewValue right, const Refuse& refuse) {
  check_type(refuse, sign, left, "N");
  check_type(refuse, sign, right, "N");
  return {.in = [left = std::move(left), right = std::move(right), plus = sign == "+"](const Item& before) {
    const auto augend = as<Number>(left.in(before));
    const auto addend = as<Number>(right.in(before));
    return Attribute{plus ? augend + addend : augend - addend};
  }};
}

NewValue value_appended(NewValue first, NewValue second, const Refuse& refuse) {
  check_type(refuse, "list_append", first, "L");
  check_type(refuse, "list_append", second, "L");
  return {.in = [first = std::move(first), second = std::move(second)](const Item& before) {
    auto list = as<Attribute::List>(first.in(before));
    const auto more = as<Attribute::List>(second.in(before));
    list.insert(list.end(), more.begin(), more.end());
    return Attribute{std::move(list)};
  }};
}

Update::Outcome adding(Path path, Attribute operand) {
  return [path = std::move(path), operand = std::move(operand)](const Item& before) {
    return added(find(before, path), operand);
  };
}

Update::Outcome deleting(Path path, Attribute operand) {
  return [path = std::move(path), operand = std::move(operand)](const Item& before) {
    return deleted(find(before, path), operand);
  };
}

}  // namespace aws::region::dynamodb
