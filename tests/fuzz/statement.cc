// PartiQL: each line is a statement, and what can be read is held against a table and an item of it.
#include <algorithm>
#include <string>
#include <vector>

#include "region/dynamodb/partiql/parser.h"
#include "region/dynamodb/partiql/read_statement.h"
#include "region/dynamodb/partiql/write_statement.h"
#include "target.h"

namespace aws::fuzz {
namespace {

using namespace region::dynamodb;

Attribute number(const char* text) { return {Number::parse(text)}; }

const Item& item() {
  static const Item kItem = {{"a", {std::string("text")}},
                             {"b", number("1")},
                             {"c", {Attribute::Strings{"x", "y"}}},
                             {"d", {Attribute::List{number("1"), {Item{{"e", number("-3.5")}}}}}}};
  return kItem;
}

const Table& table() {
  static const Table kTable = {
      .name = "t",
      .hash = {"a", "S"},
      .range = KeyAttribute{"b", "N"},
      .indexes = {{.name = "i", .hash = {"b", "N"}, .projection = "KEYS_ONLY"},
                  {.name = "l", .local = true, .hash = {"a", "S"}, .range = KeyAttribute{"d", "N"}}}};
  return kTable;
}

void read(const partiql::Select& select) {
  succeeds([&] {
    const auto page = partiql::page_of(table(), select, false);
    require(page.filter.holds(item()) == page.filter.holds(item()), "a condition changes its mind");
    static_cast<void>(page.projection.apply(item()));
  });
  succeeds([&] { static_cast<void>(partiql::key_of(table(), select, "a batch")); });
}

void write(const partiql::Statement& statement) {
  succeeds([&] {
    const auto write = partiql::write_of(table(), statement, "ALL_OLD");
    const auto before = item();
    if (write.condition.holds(before)) {
      const auto after = write.outcome(before);
      static_cast<void>(partiql::returned(statement, {before, after}));
    }
    require(before == item(), "a statement changes the item that it reads");
  });
}

void run(const std::string& text) {
  succeeds([&] {
    const auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '?'));
    const auto statement = partiql::parse(text, std::vector<Attribute>(count, Attribute{std::string("text")}));
    const auto* select = std::get_if<partiql::Select>(&statement);
    select != nullptr ? read(*select) : write(statement);
  });
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) aws::fuzz::run(std::string(aws::fuzz::take_line(rest)));
  return 0;
}
