#include "region/dynamodb/expressions/path.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

const Attribute* next(const Attribute& from, const PathStep& step) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    const auto* map = std::get_if<Item>(&from.value);
    if (map == nullptr) return nullptr;
    const auto found = map->find(*name);
    return found == map->end() ? nullptr : &found->second;
  }
  const auto* list = std::get_if<Attribute::List>(&from.value);
  const auto index = std::get<std::size_t>(step);
  return list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
}

// The paths that go on from one place, by their next step.
struct Fork {
  std::map<PathStep, Fork> ways;  // none: the whole value
};

Attribute pick(const Attribute& value, const Fork& fork);

Item pick_from(const Item& map, const Fork& fork) {
  Item picked;
  for (const auto& [step, way] : fork.ways) {
    const auto found = map.find(std::get<std::string>(step));
    if (found != map.end()) picked.emplace(found->first, pick(found->second, way));
  }
  return picked;
}

// What is picked out of a list closes up.
Attribute pick(const Attribute& value, const Fork& fork) {
  if (fork.ways.empty()) return value;
  if (const auto* map = std::get_if<Item>(&value.value)) return {pick_from(*map, fork)};
  Attribute::List picked;
  for (const auto& [step, way] : fork.ways) {
    if (const auto* found = next(value, step)) picked.push_back(pick(*found, way));
  }
  return {std::move(picked)};
}

std::string text_of(const PathStep& step) {
  if (const auto* name = std::get_if<std::string>(&step)) return *name;
  return fmt::format("[{}]", std::get<std::size_t>(step));
}

void check_pair(const Path& one, const Path& other, const std::string& parameter) {
  const auto [at, in_other] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  const auto refusal = [&](std::string_view what) {
    return validation(fmt::format(
        "Invalid {}: Two document paths {} with each other; must remove or rewrite one of these paths; path one: {}, "
        "path two: {}",
        parameter, what, shown(one), shown(other)));
  };
  if (at == one.end() || in_other == other.end()) throw refusal("overlap");
  if (at->index() != in_other->index()) throw refusal("conflict");
}

}  // namespace

const Attribute* find(const Item& item, const Path& path) {
  const auto found = item.find(std::get<std::string>(path.front()));
  const Attribute* value = found == item.end() ? nullptr : &found->second;
  for (auto step = path.begin() + 1; step != path.end() && value != nullptr; ++step) value = next(*value, *step);
  return value;
}

std::string shown(const Path& path) {
  std::string text;
  for (const auto& step : path) text += (text.empty() ? "" : ", ") + text_of(step);
  return '[' + text + ']';
}

Item project(const Item& item, const std::vector<Path>& paths) {
  Fork all;
  for (const auto& path : paths) {
    if (find(item, path) == nullptr) continue;
    auto* fork = &all;
    for (const auto& step : path) fork = &fork->ways[step];
  }
  return pick_from(item, all);
}

void check_apart(const std::vector<Path>& paths, const std::string& parameter) {
  for (auto one = paths.begin(); one != paths.end(); ++one) {
    for (auto other = paths.begin(); other != one; ++other) check_pair(*other, *one, parameter);
  }
}

}  // namespace aws::region::dynamodb
