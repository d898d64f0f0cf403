// What statements mean as they are written, and what is said of those that cannot be read.
#include "region/dynamodb/partiql/parser.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::region::dynamodb::partiql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Attribute numeric(std::string_view text) { return {Number::parse(text)}; }
Attribute textual(const char* value) { return {std::string(value)}; }

Attribute literal(const std::string& text, const std::vector<Attribute>& parameters = {}) {
  return std::get<Insert>(parse("INSERT INTO t VALUE {'v': " + text + "}", parameters)).item.at("v");
}

std::string complaint(const std::string& statement, const std::vector<Attribute>& parameters = {}) {
  try {
    parse(statement, parameters);
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "ValidationException");
    return error.message();
  }
}

std::string malformed(const std::string& detail) {
  return "Statement wasn't well formed, can't be processed: " + detail;
}

TEST(PartiqlParser, ReadsLiterals) {
  EXPECT_EQ(literal("'it''s'"), textual("it's"));
  EXPECT_EQ(literal("-1.5e2"), numeric("-150"));
  EXPECT_EQ(literal(".5"), numeric("0.5"));
  EXPECT_EQ(literal("true"), Attribute{true});
  EXPECT_EQ(literal("NULL"), Attribute{Null{}});
  EXPECT_EQ(literal("[1, [], 'a']"), (Attribute{Attribute::List{numeric("1"), {Attribute::List{}}, textual("a")}}));
  EXPECT_EQ(literal("{'a': {'b': FALSE}}"), (Attribute{Item{{"a", {Item{{"b", {false}}}}}}}));
  EXPECT_EQ(literal("<<'a', 'b'>>"), (Attribute{Attribute::Strings{"a", "b"}}));
  EXPECT_EQ(literal("<<1, 2>>"), (Attribute{Attribute::Numbers{Number::parse("1"), Number::parse("2")}}));
  EXPECT_EQ(literal("[?, ?]", {textual("a"), {Binary{"b"}}}),
            (Attribute{Attribute::List{textual("a"), {Binary{"b"}}}}));
}

TEST(PartiqlParser, RefusesLiteralsThatAreNone) {
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': <<>>}"), "Empty bags are not supported");
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': <<'x', 'x'>>}"),
            "One or more parameter values were invalid: Input collection [x, x] contains duplicates.");
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': <<'x', 1>>}"), "All that a bag holds has to be of one type");
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': <<[]>>}"), "A bag holds numbers, strings or binaries");
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': 1e126}"),
            "Number overflow. Attempting to store a number with magnitude larger than supported range under root");
  EXPECT_THAT(complaint("INSERT INTO t VALUE {'m': {'x': 1e126}}"), HasSubstr("under root.x"));
  EXPECT_THAT(complaint("INSERT INTO t VALUE {'l': [1, 1e126]}"), HasSubstr("under root[1]"));
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': 1e2147483648}"), malformed(""));
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': 1.5e-2147483647}"), malformed(""));
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': set_add(<<'a'>>, <<'b'>>)}"),
            "Unsupported data type: set_add under key root at 1:27:7");
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'v': 'a', 'v': 'b'}"), "Duplicate key v under root");
  std::string deep = "1";
  for (int i = 0; i < 32; ++i) deep = '[' + deep + ']';
  EXPECT_THAT(complaint("INSERT INTO t VALUE {'v': " + deep + "}"), StartsWith("Nesting Levels"));
}

TEST(PartiqlParser, ReadsASelect) {
  const auto select = std::get<Select>(parse(
      "select a.b[0], \"c d\" -- a note\n from \"T-1\".\"I-1\" /* and\n more */ where a = 1 order by a desc, b", {}));
  EXPECT_EQ(select.from.table, "T-1");
  EXPECT_EQ(select.from.index, "I-1");
  EXPECT_THAT(select.paths, ElementsAre(Path{"a", "b", std::size_t{0}}, Path{"c d"}));
  ASSERT_TRUE(select.where);
  EXPECT_NE(select.where->operation("="), nullptr);
  ASSERT_EQ(select.order.size(), 2U);
  EXPECT_TRUE(select.order[0].descending);
  EXPECT_FALSE(select.order[1].descending);
}

TEST(PartiqlParser, BindsAndTighterThanOrAndNotTighterThanBoth) {
  const auto select =
      std::get<Select>(parse("SELECT * FROM t WHERE NOT a = 1 AND b IN [1, 2] OR c IS NOT MISSING;", {}));
  const auto* either = select.where->operation("OR");
  ASSERT_NE(either, nullptr);
  const auto* both = either->operands[0].operation("AND");
  ASSERT_NE(both, nullptr);
  EXPECT_NE(both->operands[0].operation("NOT"), nullptr);
  EXPECT_NE(both->operands[1].operation("IN"), nullptr);
  EXPECT_NE(either->operands[1].operation("NOT"), nullptr);
}

TEST(PartiqlParser, ReadsAnUpdate) {
  const auto change = std::get<Change>(
      parse("UPDATE t SET a = b + 1, c = list_append(c, [1]) SET d=1 REMOVE e[1] WHERE id = ? RETURNING MODIFIED NEW *",
            {textual("x")}));
  ASSERT_EQ(change.assignments.size(), 4U);
  EXPECT_NE(change.assignments[0].value->operation("+"), nullptr);
  EXPECT_NE(change.assignments[1].value->operation("list_append"), nullptr);
  EXPECT_FALSE(change.assignments[3].value);
  EXPECT_EQ(change.returning->shown(), "RETURNING MODIFIED NEW *");
}

TEST(PartiqlParser, SaysWhatIsNotWellFormed) {
  EXPECT_EQ(complaint("SLECT * FROM t"), malformed("Expected data manipulation"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = 1 foo"), malformed("Unexpected token after expression"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = 1)"), malformed("Unexpected token after expression"));
  EXPECT_EQ(complaint("DELETE FROM t WHERE a = 1 ORDER BY a"), malformed("Unexpected token after expression"));
  EXPECT_EQ(complaint("SELECT * FROM t ORDER BY a WHERE a = 1"), malformed("Unexpected token after expression"));
  EXPECT_EQ(complaint("INSERT INTO t VALUE {'a': 1} foo"), malformed("Unexpected token after expression"));
  EXPECT_EQ(complaint("INSERT INTO t u VALUE {'a': 1}"), malformed("Unexpected token after expression"));
  EXPECT_EQ(complaint("INSERT INTO t VALUES (1)"), malformed("Unexpected keyword"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE (a = 1"), malformed("Expected RIGHT_PAREN"));
  EXPECT_EQ(complaint("SELECT m.inner FROM t"), malformed("Invalid path dot component"));
  EXPECT_EQ(complaint("SELECT l[-1] FROM t"), malformed("Invalid path bracket component"));
  for (const auto* bad : {"SELECT * FROM t # note", "SELECT * FROM t /* note", "SELECT * FROM \"t"}) {
    EXPECT_EQ(complaint(bad), malformed("")) << bad;
  }
  EXPECT_EQ(complaint("SELECT * FROM t WHERE " + std::string(200, '(')),
            "Nesting Levels have exceeded supported limits");
}

TEST(PartiqlParser, SaysWhatIsMissing) {
  for (const auto* bad : {"SELECT * FROM t WHERE", "DELETE FROM t WHERE;", "UPDATE t SET a = 1 WHERE  ",
                          "SELECT * FROM t WHERE NOT", "SELECT * FROM t WHERE (", "SELECT * FROM"}) {
    EXPECT_EQ(complaint(bad), malformed("Unexpected term")) << bad;
  }
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = 1 AND"),
            malformed("Missing right-hand side expression of infix operator"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE ORDER BY a"), malformed("Unexpected keyword"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE IS NULL"), malformed("Unexpected operator"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = LIKE"), malformed("Unexpected operator"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a IS FOO"), malformed("Expected type name"));
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a IS Integer"), "Unsupported type name: Integer at 1:28:7");
  EXPECT_EQ(complaint("DELETE FROM WHERE a = 1"), malformed("Expected identifier for simple path"));
}

TEST(PartiqlParser, ReadsAnUpdateThatBeginsWithItsItem) {
  const auto change = std::get<Change>(parse("FROM t WHERE id = 'x' SET a = 1 REMOVE b RETURNING ALL NEW *", {}));
  EXPECT_EQ(change.table.table, "t");
  EXPECT_TRUE(change.where);
  EXPECT_EQ(change.assignments.size(), 2U);
  EXPECT_TRUE(change.returning->fresh);
  EXPECT_EQ(complaint("FROM t SET a = 1 WHERE id = 'x'"), malformed("Unexpected token after expression"));
}

TEST(PartiqlParser, SaysWhatItDoesNotTake) {
  for (const auto* aliased : {"SELECT * FROM t u WHERE a = 1", "SELECT * FROM t AS u", "UPDATE t u SET a = 1",
                              "DELETE FROM t u WHERE a = 1"}) {
    EXPECT_EQ(complaint(aliased), "Aliasing is not supported") << aliased;
  }
  EXPECT_EQ(complaint("SELECT * FROM a.b.c"), "A path may contain at most 2 components in the FROM clause");
  EXPECT_EQ(complaint("SELECT * FROM \"t\".\"\""), "Path component cannot be an empty string");
  EXPECT_EQ(complaint("SELECT size(a) FROM t"), "Unexpected path component at 1:8:4");
  EXPECT_EQ(complaint("SELECT * FROM t\n LIMIT 5"), "Unsupported clause: LIMIT at 2:2:5");
}

TEST(PartiqlParser, CountsInCharacters) {
  EXPECT_EQ(complaint("SELECT * FROM \"tä€😀\"\n LIMIT 5"), "Unsupported clause: LIMIT at 2:2:5");
  EXPECT_EQ(complaint("SELECT * FROM \"tä€😀\" LIMIT 5"), "Unsupported clause: LIMIT at 1:22:5");
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = 'ü' AND b IS Integer"), "Unsupported type name: Integer at 1:40:7");
}

TEST(PartiqlParser, TakesAsManyParametersAsThereAreQuestionMarks) {
  const auto* expected = "Number of parameters in request and statement don't match.";
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = ?"), expected);
  EXPECT_EQ(complaint("SELECT * FROM t WHERE a = '?'", {textual("x")}), expected);
}

}  // namespace
}  // namespace aws::region::dynamodb::partiql
