#include "region/dynamodb/expressions/condition_parser.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <type_traits>
#include <utility>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::string_view kEnd = "<EOF>";
constexpr int kMaxOperators = 300;  // as many operators as DynamoDB allows in all

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '#' || c == ':' || c == '.' || c == '[' ||
         c == ']';
}

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  while (!text.empty()) {
    std::size_t length = 1;
    if (std::isspace(static_cast<unsigned char>(text.front())) != 0) {
      text.remove_prefix(1);
      continue;
    }
    if (is_word_character(text.front())) {
      length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word_character) - text.begin());
    } else if (text.starts_with("<>") || text.starts_with("<=") || text.starts_with(">=")) {
      length = 2;
    }
    tokens.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return tokens;
}

std::string upper(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

// Only values of one type, and of these only texts, numbers and bytes, come before or after one another.
template <class Order>
bool ordered(const Attribute& one, const Attribute& other, Order order) {
  if (one.value.index() != other.value.index()) return false;
  if (const auto* text = std::get_if<std::string>(&one.value)) return order(*text, std::get<std::string>(other.value));
  if (const auto* number = std::get_if<Number>(&one.value)) return order(*number, std::get<Number>(other.value));
  if (const auto* binary = std::get_if<Binary>(&one.value)) return order(*binary, std::get<Binary>(other.value));
  return false;
}

using Comparison = bool (*)(const Attribute&, const Attribute&);

Comparison comparison_named(std::string_view token) {
  if (token == "=") return [](const Attribute& one, const Attribute& other) { return one == other; };
  if (token == "<>") return [](const Attribute& one, const Attribute& other) { return one != other; };
  if (token == "<") return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::less<>()); };
  if (token == "<=") return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::less_equal<>()); };
  if (token == ">") return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::greater<>()); };
  if (token == ">=") {
    return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::greater_equal<>()); };
  }
  return nullptr;
}

bool begins_with(const Attribute& whole, const Attribute& part) {
  if (whole.value.index() != part.value.index()) return false;
  if (const auto* text = std::get_if<std::string>(&whole.value)) {
    return text->starts_with(std::get<std::string>(part.value));
  }
  const auto* binary = std::get_if<Binary>(&whole.value);
  return binary != nullptr && binary->bytes.starts_with(std::get<Binary>(part.value).bytes);
}

bool contains(const Attribute& whole, const Attribute& part) {
  if (const auto* list = std::get_if<Attribute::List>(&whole.value)) {
    return std::find(list->begin(), list->end(), part) != list->end();
  }
  if (const auto* text = std::get_if<std::string>(&part.value)) {
    if (const auto* set = std::get_if<Attribute::Strings>(&whole.value)) return set->contains(*text);
    const auto* in = std::get_if<std::string>(&whole.value);
    return in != nullptr && in->find(*text) != std::string::npos;
  }
  if (const auto* number = std::get_if<Number>(&part.value)) {
    const auto* set = std::get_if<Attribute::Numbers>(&whole.value);
    return set != nullptr && set->contains(*number);
  }
  if (const auto* binary = std::get_if<Binary>(&part.value)) {
    if (const auto* set = std::get_if<Attribute::Binaries>(&whole.value)) return set->contains(*binary);
    const auto* in = std::get_if<Binary>(&whole.value);
    return in != nullptr && in->bytes.find(binary->bytes) != std::string::npos;
  }
  return false;
}

bool is_of_type(const Attribute& attribute, const Attribute& type) {
  const auto* name = std::get_if<std::string>(&type.value);
  return name != nullptr && attribute.type() == *name;
}

// size(): the length of a text or of bytes, the number of elements of anything that has elements.
std::optional<Attribute> size_of(const Attribute& attribute) {
  const auto count = std::visit(
      [](const auto& value) -> std::optional<std::size_t> {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Binary>) {
          return value.bytes.size();
        } else if constexpr (std::is_same_v<T, Number> || std::is_same_v<T, bool> || std::is_same_v<T, Null>) {
          return std::nullopt;
        } else {
          return value.size();
        }
      },
      attribute.value);
  if (!count) return std::nullopt;
  return Attribute{Number::parse(std::to_string(*count))};
}

std::optional<Attribute> attribute_in(const Item& item, const std::string& name) {
  const auto found = item.find(name);
  return found == item.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

ConditionParser::ConditionParser(std::string_view text, ExpressionNames& names, const Item& values)
    : names_(names), values_(values), tokens_(tokens_of(text)) {}

ConditionParser::Test ConditionParser::parse() {
  Test test = disjunction();
  if (at_ != tokens_.size()) throw names_.syntax_error(tokens_[at_]);
  return test;
}

void ConditionParser::check_values_used() const {
  std::vector<std::string> unused;
  for (const auto& [name, value] : values_) {
    if (!used_.contains(name)) unused.push_back(name);
  }
  if (unused.empty()) return;
  throw validation(fmt::format("Value provided in ExpressionAttributeValues unused in expressions: keys: {{{}}}",
                               fmt::join(unused, ", ")));
}

ConditionParser::Test ConditionParser::disjunction() {
  Test left = conjunction();
  while (take_if("OR")) {
    left = [left, right = conjunction()](const Item& item) { return left(item) || right(item); };
  }
  return left;
}

ConditionParser::Test ConditionParser::conjunction() {
  Test left = negation();
  while (take_if("AND")) {
    left = [left, right = negation()](const Item& item) { return left(item) && right(item); };
  }
  return left;
}

ConditionParser::Test ConditionParser::negation() {
  if (!take_if("NOT")) return primary();
  return [negated = nested(&ConditionParser::negation)](const Item& item) { return !negated(item); };
}

ConditionParser::Test ConditionParser::primary() {
  if (take_if("(")) {
    Test inner = nested(&ConditionParser::disjunction);
    expect(")");
    return inner;
  }
  const bool call = at_ + 1 < tokens_.size() && tokens_[at_ + 1] == "(";
  if (call && tokens_[at_] != "size") {
    const std::string name = take();
    expect("(");
    Test test = function(name);
    expect(")");
    return test;
  }
  return comparison();
}

ConditionParser::Test ConditionParser::nested(Test (ConditionParser::*rule)()) {
  if (++depth_ > kMaxOperators) {
    throw names_.invalid(fmt::format("The expression is nested more than {} levels deep", kMaxOperators));
  }
  Test test = (this->*rule)();
  --depth_;
  return test;
}

ConditionParser::Test ConditionParser::function(const std::string& name) {
  if (name == "attribute_exists") {
    return [attribute = path()](const Item& item) { return item.contains(attribute); };
  }
  if (name == "attribute_not_exists") {
    return [attribute = path()](const Item& item) { return !item.contains(attribute); };
  }
  Comparison compare = nullptr;
  if (name == "begins_with") compare = begins_with;
  if (name == "contains") compare = contains;
  if (name == "attribute_type") compare = is_of_type;
  if (compare == nullptr) throw names_.invalid(fmt::format("Invalid function name; function: {}", name));
  const Operand whole = operand();
  expect(",");
  return [compare, whole, part = operand()](const Item& item) {
    const auto left = whole(item);
    const auto right = part(item);
    return left && right && compare(*left, *right);
  };
}

ConditionParser::Test ConditionParser::comparison() {
  const Operand left = operand();
  if (take_if("IN")) return among(left);
  if (take_if("BETWEEN")) {
    const Operand low = operand();
    expect("AND");
    return [left, low, high = operand()](const Item& item) {
      const auto value = left(item);
      const auto from = low(item);
      const auto to = high(item);
      return value && from && to && ordered(*from, *value, std::less_equal<>()) &&
             ordered(*value, *to, std::less_equal<>());
    };
  }
  const std::string token = take();
  const Comparison compare = comparison_named(token);
  if (compare == nullptr) throw names_.syntax_error(token);
  // What is not there differs from everything.
  return [left, compare, right = operand(), differs = token == "<>"](const Item& item) {
    const auto one = left(item);
    const auto other = right(item);
    return one && other ? compare(*one, *other) : differs;
  };
}

ConditionParser::Test ConditionParser::among(const Operand& operand_of_in) {
  std::vector<Operand> choices;
  expect("(");
  do {
    choices.push_back(operand());
  } while (take_if(","));
  expect(")");
  return [operand_of_in, choices](const Item& item) {
    const auto value = operand_of_in(item);
    return value &&
           std::any_of(choices.begin(), choices.end(), [&](const Operand& each) { return each(item) == value; });
  };
}

ConditionParser::Operand ConditionParser::operand() {
  if (at_ + 1 < tokens_.size() && tokens_[at_] == "size" && tokens_[at_ + 1] == "(") {
    at_ += 2;
    Operand size = [name = path()](const Item& item) -> std::optional<Attribute> {
      const auto attribute = attribute_in(item, name);
      return attribute ? size_of(*attribute) : std::nullopt;
    };
    expect(")");
    return size;
  }
  if (at_ < tokens_.size() && tokens_[at_].starts_with(':')) {
    const std::string name = take();
    const auto found = values_.find(name);
    if (found == values_.end()) {
      throw names_.invalid(
          fmt::format("An expression attribute value used in expression is not defined; attribute value: {}", name));
    }
    used_.insert(name);
    return [value = found->second](const Item&) { return std::optional(value); };
  }
  return [name = path()](const Item& item) { return attribute_in(item, name); };
}

std::string ConditionParser::path() { return names_.resolve(take()); }

std::string ConditionParser::take() {
  if (at_ == tokens_.size()) throw names_.syntax_error(kEnd);
  return tokens_[at_++];
}

bool ConditionParser::next_is(std::string_view word) const {
  return at_ < tokens_.size() && upper(tokens_[at_]) == word;
}

bool ConditionParser::take_if(std::string_view word) {
  if (!next_is(word)) return false;
  ++at_;
  return true;
}

void ConditionParser::expect(std::string_view token) {
  if (take_if(token)) return;
  throw names_.syntax_error(at_ < tokens_.size() ? std::string_view(tokens_[at_]) : kEnd);
}

}  // namespace aws::region::dynamodb
