#include "region/dynamodb/partiql/statement.h"

#include <fmt/format.h>

#include <type_traits>

namespace aws::region::dynamodb::partiql {

std::string Position::shown() const { return fmt::format("{}:{}:{}", line, column, length); }

std::string Returning::shown() const {
  return fmt::format("RETURNING {} {} *", modified ? "MODIFIED" : "ALL", fresh ? "NEW" : "OLD");
}

const Source& source_of(const Statement& statement) {
  return std::visit(
      [](const auto& is) -> const Source& {
        using T = std::decay_t<decltype(is)>;
        if constexpr (std::is_same_v<T, Insert>)
          return is.into;
        else if constexpr (std::is_same_v<T, Change>)
          return is.table;
        else if constexpr (std::is_same_v<T, Exists>)
          return is.select.from;
        else
          return is.from;
      },
      statement);
}

bool reads(const Statement& statement) { return std::holds_alternative<Select>(statement); }

const std::optional<Returning>& returning_of(const Statement& statement) {
  static const std::optional<Returning> kNothing;
  if (const auto* change = std::get_if<Change>(&statement)) return change->returning;
  if (const auto* removal = std::get_if<Delete>(&statement)) return removal->returning;
  return kNothing;
}

}  // namespace aws::region::dynamodb::partiql
