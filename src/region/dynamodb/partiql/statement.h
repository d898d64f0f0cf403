// A PartiQL statement as it was written, its parameters filled in: of no table yet, and of no meaning. Values.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "region/dynamodb/expressions/path.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb::partiql {

// Where something stands, as messages say it: "1:34:7", line, column and length.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t length = 0;

  std::string shown() const;
};

struct Expression;

// AND, OR, NOT, a comparison (=, <>, <, <=, >, >=), BETWEEN, IN, IS with the name of one of DynamoDB's types or
// MISSING or BAG, + or -, or a function by its name in small letters.
struct Operation {
  std::string name;
  std::vector<Expression> operands;
};

struct Expression {
  std::variant<Attribute, Path, Operation> is;
  Position at;

  const Attribute* constant() const { return std::get_if<Attribute>(&is); }
  const Path* path() const { return std::get_if<Path>(&is); }
  const Operation* operation() const { return std::get_if<Operation>(&is); }
  // The operation, when it is of this name.
  const Operation* operation(std::string_view name) const {
    const auto* found = operation();
    return found != nullptr && found->name == name ? found : nullptr;
  }
};

struct Source {
  std::string table;
  std::string index;  // "": the table itself
};

struct Ordering {
  std::string attribute;
  bool descending = false;
};

struct Select {
  Source from;
  std::vector<Path> paths;  // none: everything
  std::optional<Expression> where;
  std::vector<Ordering> order;
};

struct Insert {
  Source into;
  Item item;
};

struct Returning {
  bool modified = false;  // else ALL
  bool fresh = false;     // NEW, else OLD

  std::string shown() const;
};

struct Assignment {
  Path path;
  std::optional<Expression> value;  // nothing: REMOVE
};

struct Change {  // UPDATE
  Source table;
  std::vector<Assignment> assignments;
  std::optional<Expression> where;
  std::optional<Returning> returning;
};

struct Delete {
  Source from;
  std::optional<Expression> where;
  std::optional<Returning> returning;
};

struct Exists {  // in a transaction: a check
  Select select;
};

using Statement = std::variant<Select, Insert, Change, Delete, Exists>;

const Source& source_of(const Statement& statement);
bool reads(const Statement& statement);  // a SELECT
const std::optional<Returning>& returning_of(const Statement& statement);

}  // namespace aws::region::dynamodb::partiql
