#include "region/dynamodb/expressions/update.h"

#include <algorithm>
#include <map>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/update_parser.h"

namespace aws::region::dynamodb {
namespace {

Error invalid_path() { return validation("The document path provided in the update expression is invalid for update"); }

Attribute* find_within(Item& item, const Path& path) { return const_cast<Attribute*>(find(item, path)); }

void put_into(Attribute& container, const PathStep& step, Attribute value) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    auto* map = std::get_if<Item>(&container.value);
    if (map == nullptr) throw invalid_path();
    map->insert_or_assign(*name, std::move(value));
    return;
  }
  auto* list = std::get_if<Attribute::List>(&container.value);
  if (list == nullptr) throw invalid_path();
  const auto index = std::get<std::size_t>(step);
  if (index < list->size()) {
    (*list)[index] = std::move(value);
  } else {
    list->push_back(std::move(value));  // wherever beyond the end
  }
}

void remove_from(Attribute& container, const PathStep& step) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    auto* map = std::get_if<Item>(&container.value);
    if (map == nullptr) throw invalid_path();
    map->erase(*name);
    return;
  }
  auto* list = std::get_if<Attribute::List>(&container.value);
  if (list == nullptr) throw invalid_path();
  const auto index = std::get<std::size_t>(step);
  if (index < list->size()) list->erase(list->begin() + static_cast<std::ptrdiff_t>(index));
}

void change(Item& item, const Path& path, std::optional<Attribute> value) {
  if (path.size() == 1) {
    const auto& name = std::get<std::string>(path.front());
    if (value) {
      item.insert_or_assign(name, std::move(*value));
    } else {
      item.erase(name);
    }
    return;
  }
  auto* container = find_within(item, Path(path.begin(), path.end() - 1));
  if (container == nullptr) throw invalid_path();
  if (value) {
    put_into(*container, path.back(), std::move(*value));
  } else {
    remove_from(*container, path.back());
  }
}

template <class Set>
std::optional<Attribute> united(const Attribute* before, const Set& more) {
  if (before == nullptr) return Attribute{more};
  const auto* set = std::get_if<Set>(&before->value);
  if (set == nullptr) throw wrong_update_operand();
  Set all = *set;
  all.insert(more.begin(), more.end());
  return Attribute{std::move(all)};
}

// A set that nothing is left of goes.
template <class Set>
std::optional<Attribute> without(const Attribute* before, const Set& less) {
  if (before == nullptr) return std::nullopt;
  const auto* set = std::get_if<Set>(&before->value);
  if (set == nullptr) throw wrong_update_operand();
  Set rest;
  std::ranges::set_difference(*set, less, std::inserter(rest, rest.end()));
  return rest.empty() ? std::nullopt : std::optional(Attribute{std::move(rest)});
}

}  // namespace

Update Update::parse(const std::string& expression, Placeholders& placeholders) {
  ExpressionReader reader("UpdateExpression", expression, placeholders);
  Update update(UpdateParser(reader).parse());
  update.attributes_ = reader.attributes();
  check_apart(update.paths(), reader.parameter());
  return update;
}

// What comes to the end of a list comes in the order of its indexes. What goes out of one goes last, the highest index
// first, so that all indexes are those of the item before.
Item Update::apply(const Item& before) const {
  Item after = before;
  std::vector<Path> gone;
  std::map<Path, Attribute> set;
  for (const auto& [path, outcome] : actions_) {
    if (auto value = outcome(before)) {
      set.emplace(path, std::move(*value));
    } else {
      gone.push_back(path);
    }
  }
  for (auto& [path, value] : set) change(after, path, std::move(value));
  std::ranges::sort(gone, std::greater<>());
  for (const auto& path : gone) change(after, path, std::nullopt);
  return after;
}

std::vector<Path> Update::paths() const {
  std::vector<Path> paths;
  for (const auto& action : actions_) paths.push_back(action.path);
  return paths;
}

std::optional<Attribute> added(const Attribute* before, const Attribute& operand) {
  if (const auto* more = std::get_if<Number>(&operand.value)) {
    if (before == nullptr) return operand;
    const auto* number = std::get_if<Number>(&before->value);
    if (number == nullptr) throw wrong_update_operand();
    return Attribute{*number + *more};
  }
  if (const auto* texts = std::get_if<Attribute::Strings>(&operand.value)) return united(before, *texts);
  if (const auto* numbers = std::get_if<Attribute::Numbers>(&operand.value)) return united(before, *numbers);
  return united(before, std::get<Attribute::Binaries>(operand.value));
}

std::optional<Attribute> deleted(const Attribute* before, const Attribute& operand) {
  if (const auto* texts = std::get_if<Attribute::Strings>(&operand.value)) return without(before, *texts);
  if (const auto* numbers = std::get_if<Attribute::Numbers>(&operand.value)) return without(before, *numbers);
  return without(before, std::get<Attribute::Binaries>(operand.value));
}

}  // namespace aws::region::dynamodb
