#include "region/dynamodb/expressions/update_parser.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::array kSections = {"SET", "REMOVE", "ADD", "DELETE"};

// As the messages about ADD and DELETE call them.
const std::map<std::string_view, std::string_view> kTypeNames = {
    {"S", "STRING"},      {"N", "NUMBER"},      {"B", "BINARY"},      {"BOOL", "BOOLEAN"}, {"NULL", "NULL"},
    {"SS", "STRING_SET"}, {"NS", "NUMBER_SET"}, {"BS", "BINARY_SET"}, {"L", "LIST"},       {"M", "MAP"}};

bool is_set(std::string_view type) { return type == "SS" || type == "NS" || type == "BS"; }

template <class T>
T as(Attribute attribute) {
  auto* value = std::get_if<T>(&attribute.value);
  if (value == nullptr) throw wrong_update_operand();
  return std::move(*value);
}

}  // namespace

std::vector<Update::Action> UpdateParser::parse() {
  do {
    section();
  } while (!reader_.at_end());
  return std::move(actions_);
}

void UpdateParser::section() {
  std::string section;
  for (const char* name : kSections) {
    if (section.empty() && reader_.take_if(name)) section = name;
  }
  if (section.empty()) throw reader_.syntax_error();
  if (!sections_.insert(section).second) {
    throw reader_.invalid(fmt::format("The \"{}\" section can only be used once in an update expression;", section));
  }
  do {
    if (section == "SET") {
      actions_.push_back(set());
    } else if (section == "REMOVE") {
      actions_.push_back({reader_.path(), [](const Item&) { return std::nullopt; }});
    } else {
      actions_.push_back(add_or_delete(section));
    }
  } while (reader_.take_if(","));
}

Update::Action UpdateParser::set() {
  Path path = reader_.path();
  reader_.expect("=");
  return {std::move(path), value().in};
}

Update::Action UpdateParser::add_or_delete(const std::string& section) {
  Path path = reader_.path();
  const Attribute operand = reader_.value();
  const bool adds = section == "ADD";
  if (!is_set(operand.type()) && !(adds && operand.type() == "N")) {
    throw reader_.invalid(
        fmt::format("Incorrect operand type for operator or function; operator: {0}, operand type: {1}, typeSet: "
                    "ALLOWED_FOR_{0}_OPERAND",
                    section, kTypeNames.at(operand.type())));
  }
  auto outcome = [path, operand, change = adds ? added : deleted](const Item& before) {
    return change(find(before, path), operand);
  };
  return {std::move(path), std::move(outcome)};
}

UpdateParser::Operand UpdateParser::value() {
  Operand left = operand();
  const bool plus = reader_.next_is("+");
  if (!plus && !reader_.next_is("-")) return left;
  const std::string sign = reader_.take();
  Operand right = operand();
  check_type(sign, left, "N");
  check_type(sign, right, "N");
  return {.in = [left, right, plus](const Item& before) {
    const auto augend = as<Number>(left.in(before));
    const auto addend = as<Number>(right.in(before));
    return Attribute{plus ? augend + addend : augend - addend};
  }};
}

UpdateParser::Operand UpdateParser::operand() {
  if (reader_.take_if("(")) {
    Operand inner;
    reader_.nested([&] { inner = value(); });
    reader_.expect(")");
    return inner;
  }
  if (reader_.next_is_call("")) {
    const std::string name = reader_.take();
    if (name == "if_not_exists") return if_not_exists();
    if (name == "list_append") return list_append();
    throw reader_.invalid(fmt::format("Invalid function name; function: {}", name));
  }
  if (reader_.next_is_value()) {
    const Attribute value = reader_.value();
    return {.in = [value](const Item&) { return value; }, .constant = value};
  }
  return {.in = [path = reader_.path()](const Item& before) {
    const auto* found = find(before, path);
    if (found == nullptr) {
      throw validation("The provided expression refers to an attribute that does not exist in the item");
    }
    return *found;
  }};
}

UpdateParser::Operand UpdateParser::if_not_exists() {
  reader_.expect("(");
  Path path = reader_.path();
  reader_.expect(",");
  Operand otherwise;
  reader_.nested([&] { otherwise = operand(); });
  reader_.expect(")");
  return {.in = [path = std::move(path), otherwise](const Item& before) {
    const auto* found = find(before, path);
    return found == nullptr ? otherwise.in(before) : *found;
  }};
}

UpdateParser::Operand UpdateParser::list_append() {
  Operand first, second;
  reader_.expect("(");
  reader_.nested([&] { first = operand(); });
  reader_.expect(",");
  reader_.nested([&] { second = operand(); });
  reader_.expect(")");
  check_type("list_append", first, "L");
  check_type("list_append", second, "L");
  return {.in = [first, second](const Item& before) {
    auto list = as<Attribute::List>(first.in(before));
    const auto more = as<Attribute::List>(second.in(before));
    list.insert(list.end(), more.begin(), more.end());
    return Attribute{std::move(list)};
  }};
}

void UpdateParser::check_type(const std::string& function, const Operand& operand, std::string_view type) const {
  if (operand.constant && operand.constant->type() != type) {
    throw reader_.wrong_operand(function, operand.constant->type());
  }
}

}  // namespace aws::region::dynamodb
