#include "region/dynamodb/expressions/projection.h"

#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/expressions/reader.h"

namespace aws::region::dynamodb {
namespace {

std::string name_of_value(const Path& path) {
  auto last = path.end() - 1;
  while (std::holds_alternative<std::size_t>(*last)) --last;
  std::string name = std::get<std::string>(*last);
  for (++last; last != path.end(); ++last) name += fmt::format("[{}]", std::get<std::size_t>(*last));
  return name;
}

}  // namespace

Projection Projection::parse(const std::string& expression, Placeholders& placeholders) {
  ExpressionReader reader("ProjectionExpression", expression, placeholders);
  std::vector<Path> paths;
  do {
    paths.push_back(reader.path());
  } while (reader.take_if(","));
  reader.expect_end();
  check_apart(paths, reader.parameter());
  return Projection(std::move(paths));
}

Projection Projection::of_attributes(const std::vector<std::string>& names) {
  std::vector<Path> paths;
  for (const auto& name : names) paths.push_back({name});
  return Projection(std::move(paths));
}

Projection Projection::of_values(std::vector<Path> paths) {
  Projection projection(std::move(paths));
  projection.values_only_ = true;
  return projection;
}

Item Projection::apply(Item item) const {
  if (everything_) return item;
  if (!values_only_) return project(item, paths_);
  Item values;
  for (const auto& path : paths_) {
    if (const auto* found = find(item, path)) values.insert_or_assign(name_of_value(path), *found);
  }
  return values;
}

std::set<std::string> Projection::attributes() const {
  std::set<std::string> names;
  for (const auto& path : paths_) names.insert(std::get<std::string>(path.front()));
  return names;
}

}  // namespace aws::region::dynamodb
