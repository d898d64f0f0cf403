#include "region/dynamodb/partiql/key_branches.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/partiql/condition.h"

namespace aws::region::dynamodb::partiql {
namespace {

using Branches = std::vector<KeyComparisons>;

constexpr std::size_t kMostBranches = 1000;
constexpr std::size_t kMostChoices = 100;
constexpr std::size_t kMostHashChoices = 50;
const Branches kAnything = {{}};

// A comparison, what it is called of a key, and what it is when its sides are exchanged.
struct SignOfKey {
  std::string_view sign;
  std::string_view name;
  std::string_view exchanged;
};
constexpr std::array<SignOfKey, 5> kSignsOfKeys = {
    {{"=", "EQ", "EQ"}, {"<", "LT", "GT"}, {"<=", "LE", "GE"}, {">", "GT", "LT"}, {">=", "GE", "LE"}}};

class BranchFinder {
 public:
  explicit BranchFinder(const KeySchema& schema) : schema_(schema) {}

  Branches of(const Expression& expression) const {
    const auto* operation = expression.operation();
    if (operation == nullptr) return kAnything;
    const auto& [name, operands] = *operation;
    if (name == "AND") return both(of(operands[0]), of(operands[1]));
    if (name == "OR") return either(of(operands[0]), of(operands[1]));
    if (name == "IN") return choices(operands);
    if (name == "BETWEEN") return of_range(operands, "BETWEEN");
    if (name == "begins_with") return of_range(operands, "BEGINS_WITH");
    return comparison(*operation);
  }

 private:
  const std::string* key_in(const Expression& operand) const {
    const auto* path = operand.path();
    if (path == nullptr || path->size() > 1) return nullptr;
    const auto& name = std::get<std::string>(path->front());
    return name == schema_.hash.name || is_range(name) ? &name : nullptr;
  }
  bool is_range(const std::string& name) const { return schema_.range && name == schema_.range->name; }

  // What one part has not, the other may add; where both have something the first is kept, and the clause itself
  // decides of each item.
  static Branches both(const Branches& one, const Branches& other) {
    if (one.size() * other.size() > kMostBranches) return one;
    Branches all;
    for (const auto& left : one) {
      for (const auto& right : other) {
        all.push_back(left);
        all.back().insert(right.begin(), right.end());
      }
    }
    return all;
  }

  static Branches either(Branches one, const Branches& other) {
    one.insert(one.end(), other.begin(), other.end());
    return one;
  }

  Branches choices(const std::vector<Expression>& operands) const {
    const auto* key = key_in(operands.front());
    if (key == nullptr) return kAnything;
    Branches branches;
    for (std::size_t i = 1; i < operands.size(); ++i) {
      const auto* constant = operands[i].constant();
      if (constant == nullptr) return kAnything;
      branches.push_back({{*key, {"EQ", {*constant}}}});
    }
    return branches;
  }

  Branches of_range(const std::vector<Expression>& operands, std::string_view name) const {
    const auto* key = operands.empty() ? nullptr : key_in(operands.front());
    if (key == nullptr || !is_range(*key)) return kAnything;
    std::vector<Attribute> arguments;
    for (std::size_t i = 1; i < operands.size(); ++i) {
      if (const auto* constant = operands[i].constant()) arguments.push_back(*constant);
    }
    if (arguments.size() + 1 < operands.size() || arguments.empty()) return kAnything;
    return {{{*key, {std::string(name), std::move(arguments)}}}};
  }

  Branches comparison(const Operation& operation) const {
    const auto sign = std::ranges::find(kSignsOfKeys, operation.name, &SignOfKey::sign);
    if (sign == kSignsOfKeys.end()) return kAnything;
    const auto& left = operation.operands[0];
    const auto& right = operation.operands[1];
    if (const auto* constant = right.constant()) return compared(left, sign->name, *constant);
    if (const auto* constant = left.constant()) return compared(right, sign->exchanged, *constant);
    return kAnything;
  }

  Branches compared(const Expression& operand, std::string_view name, const Attribute& constant) const {
    const auto* key = key_in(operand);
    if (key == nullptr || (name != "EQ" && !is_range(*key))) return kAnything;
    return {{{*key, {std::string(name), {constant}}}}};
  }

  const KeySchema& schema_;
};

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html
void check_choices(const KeySchema& schema, const Expression& expression) {
  const auto* operation = expression.operation();
  if (operation == nullptr) return;
  for (const auto& operand : operation->operands) check_choices(schema, operand);
  if (operation->name != "IN") return;
  const auto* path = operation->operands.front().path();
  const bool of_hash = path != nullptr && *path == Path{schema.hash.name};
  const auto count = operation->operands.size() - 1;
  if (count <= (of_hash ? kMostHashChoices : kMostChoices)) return;
  throw validation(fmt::format("The IN operator is provided with too many operands; number of operands: {}", count));
}

}  // namespace

std::optional<std::vector<KeyComparisons>> key_branches(const KeySchema& schema,
                                                        const std::optional<Expression>& where) {
  if (!where) return std::nullopt;
  auto branches = BranchFinder(schema).of(*where);
  const bool keyed = std::ranges::all_of(
      branches, [&](const KeyComparisons& comparisons) { return comparisons.contains(schema.hash.name); });
  return keyed ? std::optional(std::move(branches)) : std::nullopt;
}

void check_choices(const KeySchema& schema, const std::optional<Expression>& where) {
  if (where) check_choices(schema, *where);
}

bool negates(const Expression& expression, const std::string& attribute) {
  const auto* operation = expression.operation();
  if (operation == nullptr) return false;
  if (operation->name == "NOT" || operation->name == "<>") return attributes_of(expression).contains(attribute);
  return std::ranges::any_of(operation->operands,
                             [&](const Expression& operand) { return negates(operand, attribute); });
}

std::optional<std::pair<std::string, Attribute>> key_equality(const Expression& part, const KeySchema& schema) {
  if (part.operation("=") == nullptr) return std::nullopt;
  const auto branches = BranchFinder(schema).of(part);
  if (branches.front().empty()) return std::nullopt;
  const auto& [attribute, comparison] = *branches.front().begin();
  return std::pair(attribute, comparison.arguments.front());
}

}  // namespace aws::region::dynamodb::partiql
