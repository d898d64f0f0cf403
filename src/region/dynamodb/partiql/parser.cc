#include "region/dynamodb/partiql/parser.h"

#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/partiql/token_reader.h"

namespace aws::region::dynamodb::partiql {
namespace {

class StatementParser {
 public:
  explicit StatementParser(TokenReader& reader) : reader_(reader) {}

  Statement parse() {
    auto parsed = statement();
    reader_.expect_end();
    return parsed;
  }

 private:
  Statement statement() {
    if (reader_.take_if("SELECT")) return select();
    if (reader_.take_if("INSERT")) return insert();
    if (reader_.take_if("UPDATE")) return change();
    if (reader_.take_if("DELETE")) return removal();
    if (reader_.take_if("FROM")) return change_from();
    if (reader_.take_if("EXISTS")) return check();
    throw not_well_formed("Expected data manipulation");
  }

  Select select() {
    Select select;
    if (!reader_.take_if("*")) {
      do {
        select.paths.push_back(selected());
      } while (reader_.take_if(","));
    }
    reader_.expect("FROM");
    select.from = source();
    refuse_alias();
    select.where = where();
    refuse_clauses();
    if (!reader_.take_if("ORDER")) return select;
    reader_.expect("BY");
    do {
      Ordering ordering{.attribute = reader_.name()};
      ordering.descending = reader_.take_if("DESC");
      if (!ordering.descending) reader_.take_if("ASC");
      select.order.push_back(std::move(ordering));
    } while (reader_.take_if(","));
    refuse_clauses();
    return select;
  }

  Path selected() {
    const auto at = reader_.next().at;
    auto path = reader_.path();
    if (reader_.next_is("(")) throw validation("Unexpected path component at " + at.shown());
    return path;
  }

  Insert insert() {
    reader_.expect("INTO");
    Insert insert{.into = source()};
    if (reader_.next_is_name()) throw not_well_formed("Unexpected token after expression");
    if (!reader_.take_if("VALUE")) throw reader_.unexpected();
    if (reader_.next_is("{")) {
      insert.item = reader_.item();
      return insert;
    }
    auto value = reader_.literal();
    auto* item = std::get_if<Item>(&value.value);
    if (item == nullptr) throw validation("The value of an INSERT statement has to be a tuple: {...}");
    insert.item = std::move(*item);
    return insert;
  }

  Change change() {
    Change change{.table = source()};
    refuse_alias();
    change.assignments = assignments();
    change.where = where();
    change.returning = returning();
    return change;
  }

  // The same with the item first: FROM t WHERE id = 1 SET a = 2
  Change change_from() {
    Change change{.table = source()};
    refuse_alias();
    change.where = where();
    change.assignments = assignments();
    change.returning = returning();
    return change;
  }

  std::vector<Assignment> assignments() {
    std::vector<Assignment> assignments;
    while (reader_.next_is("SET") || reader_.next_is("REMOVE")) {
      if (reader_.take().is("REMOVE")) {
        assignments.push_back({.path = reader_.path()});
        continue;
      }
      do {
        Assignment assignment{.path = reader_.path()};
        reader_.expect("=");
        assignment.value = reader_.value();
        assignments.push_back(std::move(assignment));
      } while (reader_.take_if(","));
    }
    if (assignments.empty()) throw reader_.unexpected();
    return assignments;
  }

  Delete removal() {
    reader_.expect("FROM");
    if (!reader_.next_is_name()) throw not_well_formed("Expected identifier for simple path");
    Delete removal{.from = source()};
    refuse_alias();
    removal.where = where();
    removal.returning = returning();
    return removal;
  }

  Exists check() {
    reader_.expect("(");
    reader_.expect("SELECT");
    Exists exists{select()};
    reader_.expect(")");
    return exists;
  }

  Source source() {
    std::vector<std::string> parts;
    do {
      parts.push_back(reader_.name());
      if (parts.back().empty()) throw validation("Path component cannot be an empty string");
    } while (reader_.take_if("."));
    if (parts.size() > 2) throw validation("A path may contain at most 2 components in the FROM clause");
    return {.table = parts[0], .index = parts.size() > 1 ? parts[1] : ""};
  }

  std::optional<Expression> where() {
    return reader_.take_if("WHERE") ? std::optional(reader_.condition()) : std::nullopt;
  }

  std::optional<Returning> returning() {
    if (!reader_.take_if("RETURNING")) return std::nullopt;
    Returning returning;
    returning.modified = reader_.take_if("MODIFIED");
    if (!returning.modified) reader_.expect("ALL");
    returning.fresh = reader_.take_if("NEW");
    if (!returning.fresh) reader_.expect("OLD");
    reader_.expect("*");
    return returning;
  }

  void refuse_alias() {
    if (!reader_.next_is_name() && !reader_.next_is("AS") && !reader_.next_is("AT")) return;
    throw validation("Aliasing is not supported");
  }

  void refuse_clauses() {
    for (const std::string_view clause : {"GROUP", "HAVING", "LIMIT"}) {
      if (!reader_.next_is(clause)) continue;
      throw validation(fmt::format("Unsupported clause: {} at {}", clause, reader_.next().at.shown()));
    }
  }

  TokenReader& reader_;
};

}  // namespace

Statement parse(std::string_view statement, const std::vector<Attribute>& parameters) {
  TokenReader reader(statement, parameters);
  return StatementParser(reader).parse();
}

}  // namespace aws::region::dynamodb::partiql
