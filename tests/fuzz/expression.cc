// DynamoDB's expressions: each line is one of them, read as a condition, an update, a projection and a key condition,
// and what can be read is carried out on an item.
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/projection.h"
#include "region/dynamodb/expressions/update.h"
#include "region/dynamodb/queries/key_condition.h"
#include "region/dynamodb/values/attribute_values.h"
#include "target.h"

namespace aws::fuzz {
namespace {

using namespace region::dynamodb;

Attribute number(const char* text) { return {Number::parse(text)}; }
Attribute text(const char* text) { return {std::string(text)}; }

const Item& item() {
  static const Item kItem = {{"a", number("1")},
                             {"b", text("text")},
                             {"c", {Attribute::Strings{"x", "y"}}},
                             {"d", {Attribute::List{number("1"), text("two"), {Item{{"e", number("-3.5")}}}}}},
                             {"m", {Item{{"n", {Item{{"o", {true}}}}}, {"p", {Binary{"bytes"}}}}}}};
  return kItem;
}

Placeholders placeholders() {
  return {{{"#a", "a"}, {"#r", "m"}},
          {{":a", number("5")},
           {":s", text("text")},
           {":l", {Attribute::List{number("7")}}},
           {":t", {Attribute::Strings{"y", "z"}}}}};
}

void run(const std::string& expression) {
  succeeds([&] {
    auto given = placeholders();
    const auto condition = Condition::parse("ConditionExpression", expression, given);
    require(condition.holds(item()) == condition.holds(item()), "a condition changes its mind");
    static_cast<void>(condition.holds({}));
  });
  succeeds([&] {
    auto given = placeholders();
    const auto projection = Projection::parse(expression, given);
    const auto projected = projection.apply(item());
    for (const auto& [name, attribute] : projected) require(item().contains(name), "a projection makes attributes up");
    require(bytes_of(projected) <= bytes_of(item()), "a projection makes an item larger");
  });
  succeeds([&] {
    auto given = placeholders();
    const auto update = Update::parse(expression, given);
    const auto before = item();
    static_cast<void>(bytes_of(update.apply(before)));
    require(before == item(), "an update changes the item that it reads");
  });
  succeeds([&] {
    auto given = placeholders();
    static_cast<void>(rows_of({{"b", "S"}, KeyAttribute{"a", "N"}}, parse_key_condition(expression, given)));
  });
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) aws::fuzz::run(std::string(aws::fuzz::take_line(rest)));
  return 0;
}
