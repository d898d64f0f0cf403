#include "region/dynamodb/expressions/projection.h"

#include "region/dynamodb/expressions/reader.h"

namespace aws::region::dynamodb {

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

std::set<std::string> Projection::attributes() const {
  std::set<std::string> names;
  for (const auto& path : paths_) names.insert(std::get<std::string>(path.front()));
  return names;
}

}  // namespace aws::region::dynamodb
