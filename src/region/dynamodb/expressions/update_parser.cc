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
  auto outcome = adds ? adding(path, operand) : deleting(path, operand);
  return {std::move(path), std::move(outcome)};
}

NewValue UpdateParser::value() {
  NewValue left = operand();
  if (!reader_.next_is("+") && !reader_.next_is("-")) return left;
  const std::string sign = reader_.take();
  return value_of_sum(sign, std::move(left), operand(), refuse_);
}

NewValue UpdateParser::operand() {
  if (reader_.take_if("(")) {
    NewValue inner;
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
  return reader_.next_is_value() ? value_given(reader_.value()) : value_at(reader_.path());
}

NewValue UpdateParser::if_not_exists() {
  reader_.expect("(");
  Path path = reader_.path();
  reader_.expect(",");
  NewValue otherwise;
  reader_.nested([&] { otherwise = operand(); });
  reader_.expect(")");
  return value_unless_exists(std::move(path), std::move(otherwise));
}

NewValue UpdateParser::list_append() {
  NewValue first, second;
  reader_.expect("(");
  reader_.nested([&] { first = operand(); });
  reader_.expect(",");
  reader_.nested([&] { second = operand(); });
  reader_.expect(")");
  return value_appended(std::move(first), std::move(second), refuse_);
}

}  // namespace aws::region::dynamodb
