// ExecuteStatement through the service: what statements find and change, and what is refused.
#include <gmock/gmock.h>

#include "region/dynamodb/partiql/statements_fixture.h"

namespace aws::region::dynamodb::partiql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Statements : public StatementsFixture {};

TEST_F(Statements, SelectAnItem) {
  EXPECT_THAT(titles("SELECT title FROM songs WHERE artist = 'Ann' AND \"year\" = 2001"), ElementsAre("b"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE 'Ann' = artist AND \"year\" = ?", {{.N = "2001.0"}}), ElementsAre("b"));
  EXPECT_THAT(titles("SELECT title FROM songs WHERE artist = 'nobody'"), IsEmpty());
}

TEST_F(Statements, SelectBareValues) {
  execute("UPDATE songs SET of = {'album': {'name': 'x', 'sides': [1, 2]}} WHERE artist = 'Ann' AND \"year\" = 2001");
  const auto items =
      execute("SELECT of.album.name, of.album.sides[1], absent FROM songs WHERE artist = 'Ann' AND \"year\" = 2001")
          .Items;
  EXPECT_THAT(items, ElementsAre(Values{{"name", {.S = "x"}}, {"sides[1]", {.N = "2"}}}));
}

TEST_F(Statements, SelectByTheKeyReadNothingElse) {
  const auto units = [&](const char* where) {
    return execute("SELECT title FROM songs WHERE " + std::string(where)).ConsumedCapacity->CapacityUnits;
  };
  execute("INSERT INTO songs VALUE {'artist': 'Cid', 'year': 1, 'text': ?}", {{.S = std::string(100'000, 'x')}});
  EXPECT_EQ(units("artist = 'Ann'"), 0.5);
  EXPECT_EQ(units("artist = 'Cid' AND \"year\" > 1"), 0.5);
  EXPECT_EQ(units("artist = 'Ann' OR artist = 'Bob'"), 0.5);
  EXPECT_EQ(units("artist IN ['Ann', 'Bob']"), 0.5);
  EXPECT_GT(units("title = 'a'"), 10);
  EXPECT_GT(units("NOT artist = 'Cid'"), 10);
  EXPECT_GT(units("artist = 'Ann' OR title = 'a'"), 10);
}

TEST_F(Statements, SelectByConditions) {
  const auto where = [&](const char* condition) {
    return titles("SELECT title FROM songs WHERE " + std::string(condition));
  };
  EXPECT_THAT(where("artist = 'Ann' AND \"year\" BETWEEN 2001 AND 2002"), ElementsAre("b", "c"));
  EXPECT_THAT(where("artist = 'Ann' AND \"year\" > 2000 AND \"year\" < 2002"), ElementsAre("b"));
  EXPECT_THAT(where("artist = 'Ann' AND NOT \"year\" = 2001"), ElementsAre("a", "c"));
  EXPECT_THAT(where("artist = 'Ann' AND \"year\" NOT IN (2000, 2001)"), ElementsAre("c"));
  EXPECT_THAT(where("artist = 'Ann' AND title <> 'a' AND title != 'b'"), ElementsAre("c"));
  EXPECT_THAT(where("title IN ['d', 'a']"), UnorderedElementsAre("a", "d"));
  EXPECT_THAT(where("Begins_With(artist, 'B')"), ElementsAre("d"));
  EXPECT_THAT(where("contains(tags, 'new') = true"), ElementsAre("d"));
  EXPECT_THAT(where("size(tags) = 2"), ElementsAre("d"));
  EXPECT_THAT(where("attribute_type(tags, 'SS') AND ATTRIBUTE_EXISTS(title)"), ElementsAre("d"));
  EXPECT_THAT(where("tags IS NOT MISSING"), ElementsAre("d"));
  EXPECT_THAT(where("artist = 'Ann' AND tags IS MISSING AND (title = 'a' OR title = 'c')"), ElementsAre("a", "c"));
  EXPECT_THAT(where("title IS STRING AND artist = 'Bob'"), ElementsAre("d"));
  EXPECT_THAT(where("title IS NULL"), IsEmpty());
  EXPECT_THAT(where("tags IS BAG"), ElementsAre("d"));
  EXPECT_THAT(where("title IS NOT BAG AND artist = 'Bob'"), ElementsAre("d"));
}

TEST_F(Statements, SelectInOrder) {
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Ann' ORDER BY \"year\" DESC"), ElementsAre("c", "b", "a"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist IN ['Bob', 'Ann']"), ElementsAre("d", "a", "b", "c"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist IN ['Bob', 'Ann'] ORDER BY artist"),
              ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist IN ['Ann', 'Bob'] ORDER BY artist DESC, \"year\" DESC"),
              ElementsAre("d", "c", "b", "a"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Ann' AND \"year\" IN [2002, 2000] ORDER BY \"year\""),
              ElementsAre("a", "c"));
  EXPECT_EQ(refused("SELECT * FROM songs ORDER BY artist"),
            "Must have WHERE clause in the statement when using ORDER BY clause.");
  EXPECT_EQ(refused("SELECT * FROM songs WHERE title = 'a' ORDER BY artist"),
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
  EXPECT_EQ(refused("SELECT * FROM songs WHERE artist = 'Ann' ORDER BY title"),
            "Variable reference title in ORDER BY clause must be part of the primary key");
  EXPECT_THAT(refused("SELECT * FROM songs WHERE artist IN ['Ann', 'Bob'] ORDER BY \"year\""),
              HasSubstr("Must have hash key in ORDER BY clause"));
}

TEST_F(Statements, SelectInTheOrderOfTheHashKeyAlone) {
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Ann' ORDER BY artist"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist IN ['Ann', 'Bob'] ORDER BY artist DESC"),
              ElementsAre("d", "a", "b", "c"));
  EXPECT_THAT(titles("SELECT * FROM songs.by_title WHERE title IN ['b', 'd', 'a'] ORDER BY title DESC"),
              ElementsAre("d", "b", "a"));
  EXPECT_THAT(titles("SELECT * FROM songs.by_title WHERE title IN ['b', 'd', 'a'] ORDER BY title"),
              ElementsAre("a", "b", "d"));
}

TEST_F(Statements, TakeFiftyChoicesOfAHashKeyAndAHundredOfOthers) {
  const auto choices = [](int count, const char* each) {
    std::string list = " IN [" + std::string(each);
    for (int i = 1; i < count; ++i) list += std::string(",") + each;
    return list + "]";
  };
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist" + choices(50, "'Bob'")), ElementsAre("d"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Bob' AND \"year\"" + choices(100, "2000")), ElementsAre("d"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE title" + choices(100, "'d'")), ElementsAre("d"));
  const auto too_many = [](int count) {
    return "The IN operator is provided with too many operands; number of operands: " + std::to_string(count);
  };
  EXPECT_EQ(refused("SELECT * FROM songs WHERE artist" + choices(51, "'Bob'")), too_many(51));
  EXPECT_EQ(refused("SELECT * FROM songs.by_title WHERE title" + choices(51, "'d'")), too_many(51));
  EXPECT_EQ(refused("SELECT * FROM songs WHERE a = 1 OR NOT title" + choices(101, "'d'")), too_many(101));
  EXPECT_EQ(refused("DELETE FROM songs WHERE artist = 'Bob' AND \"year\" = 2000 AND title" + choices(101, "'d'")),
            too_many(101));
}

TEST_F(Statements, SelectNoRowTwice) {
  const auto where = [&](const char* one, const char* other) {
    return std::string("SELECT * FROM songs WHERE artist = 'Ann' AND ") + one + " OR artist = 'Ann' AND " + other;
  };
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Ann' OR artist = 'Ann'"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(titles(where("NOT \"year\" = 2000", "\"year\" = 2002")), ElementsAre("b", "c"));
  EXPECT_THAT(titles(where("\"year\" = 2000", "\"year\" <> 2001")), ElementsAre("a", "c"));
  EXPECT_THAT(titles(where("\"year\" = 2002", "\"year\" = 2000")), ElementsAre("a", "c"));
  for (const auto* overlapping : {"\"year\" > 2000", "title = 'x'", "title <> 'x'"}) {
    EXPECT_EQ(refused(where(overlapping, "\"year\" = 2001")),
              "Overlapping conditions with range keys are not supported in where clause");
  }
}

TEST_F(Statements, SelectPageByPage) {
  for (const std::string statement :
       {"SELECT title FROM songs WHERE artist IN ['Bob', 'Ann'] ORDER BY artist DESC, \"year\" DESC",
        "SELECT * FROM songs", "SELECT * FROM songs WHERE artist = 'Ann'"}) {
    const auto all = titles(statement);
    std::vector<std::string> paged;
    api::ExecuteStatementRequest request{.Statement = statement, .Limit = 1};
    do {
      const auto response = dynamodb_.ExecuteStatement(request);
      for (const auto& item : response.Items) paged.push_back(*item.at("title").S);
      EXPECT_EQ(response.NextToken.has_value(), !response.LastEvaluatedKey.empty());
      request.NextToken = response.NextToken;
    } while (request.NextToken);
    EXPECT_EQ(paged, all) << statement;
  }
}

TEST_F(Statements, GoOnOnlyAsTheyBegan) {
  const auto token = *dynamodb_.ExecuteStatement({.Statement = "SELECT * FROM songs", .Limit = 1}).NextToken;
  const auto refused_with = [&](const char* statement, const std::string& given) {
    return refusal([&] { dynamodb_.ExecuteStatement({.Statement = statement, .NextToken = given}); });
  };
  EXPECT_EQ(refused_with("SELECT title FROM songs", token), "NextToken does not match request");
  EXPECT_EQ(refused_with("SELECT * FROM songs", "bm9uZQ=="), "Invalid NextToken");
  EXPECT_EQ(refused_with("SELECT * FROM songs", "!"), "Invalid NextToken");
}

TEST_F(Statements, SelectFromIndexes) {
  EXPECT_THAT(titles("SELECT * FROM songs.by_title WHERE title = 'b'"), ElementsAre("b"));
  EXPECT_THAT(execute("SELECT * FROM songs.by_length WHERE artist = 'Ann' ORDER BY length DESC").Items,
              ElementsAre(Values{{"artist", {.S = "Ann"}}, {"year", {.N = "2000"}}, {"length", {.N = "9"}}},
                          Values{{"artist", {.S = "Ann"}}, {"year", {.N = "2001"}}, {"length", {.N = "3"}}}));
  EXPECT_THAT(titles("SELECT title FROM songs.by_length WHERE artist = 'Ann'"), ElementsAre("b", "a"));
  EXPECT_EQ(refused("SELECT * FROM songs.none"), "The table does not have the specified index");
  EXPECT_EQ(refused("SELECT tags FROM songs.by_title WHERE title = 'b'"),
            "One or more parameter values were invalid: Global secondary index by_title does not project [tags]");
  EXPECT_EQ(refused("SELECT title FROM songs.by_length WHERE artist = 'Ann' AND title = 'a'"),
            "One or more parameter values were invalid: Secondary index by_length does not project one or more filter "
            "attributes: [title]");
  EXPECT_THAT(titles("SELECT artist FROM songs.by_length WHERE title = 'a'"), IsEmpty());
  EXPECT_EQ(refusal([&] {
              dynamodb_.ExecuteStatement({.Statement = "SELECT * FROM songs.by_title", .ConsistentRead = true});
            }),
            "Strongly consistent read is not supported on Global Secondary Indexes");
}

TEST_F(Statements, SelectRefusesWhatItCannotAsk) {
  const auto where = [&](const char* condition) {
    return refused("SELECT * FROM songs WHERE artist = 'Ann' AND " + std::string(condition));
  };
  EXPECT_EQ(where("title < TRUE"),
            "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL");
  EXPECT_EQ(where("attribute_exists('tags')"),
            "Operator or function requires a document path; operator or function: attribute_exists");
  EXPECT_EQ(where("attribute_exists()"),
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of "
            "operands: 0");
  EXPECT_EQ(where("EXISTS(tags)"), "Unrecognized function: exists at 1:46:6");
  EXPECT_EQ(where("begins_with(title)"),
            "Incorrect number of operands for operator or function; operator or function: begins_with, number of "
            "operands: 1");
  EXPECT_THAT(where("title"), HasSubstr("has to be true or false at 1:46:5"));
  EXPECT_THAT(where("title IS ODD"), HasSubstr("Expected type name"));
  EXPECT_EQ(refused("SELECT * FROM songs WHERE artist = 5"),
            "One or more parameter values were invalid: Condition parameter type does not match schema type");
  EXPECT_EQ(refused("SELECT * FROM none", "ResourceNotFoundException"), "Requested resource not found");
}

TEST_F(Statements, InsertOnce) {
  const auto* insert = "INSERT INTO songs VALUE {'artist': 'Dee', 'year': 1, 'title': ?}";
  const auto response = execute(insert, {{.S = "e"}});
  EXPECT_THAT(response.Items, IsEmpty());
  EXPECT_EQ(response.ConsumedCapacity->CapacityUnits, 2);  // the table and one index
  EXPECT_EQ(refusal([&] { execute(insert, {{.S = "f"}}); }, "DuplicateItemException"),
            "Duplicate primary key exists in table");
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Dee'"), ElementsAre("e"));
  EXPECT_EQ(refused("INSERT INTO songs VALUE {'artist': 'Dee'}"),
            "One or more parameter values were invalid: Missing the key year in the item");
  EXPECT_EQ(refused("INSERT INTO songs VALUE {'artist': 1, 'year': 1}"),
            "One or more parameter values were invalid: Type mismatch for key artist expected: S actual: N");
  EXPECT_THAT(refused("INSERT INTO songs VALUE {'artist': '', 'year': 1}"),
              HasSubstr("empty string value. Key: artist"));
}

TEST_F(Statements, UpdateWhatIsThere) {
  const std::string where = " WHERE artist = 'Bob' AND \"year\" = 2000 ";
  const auto after = [&](const std::string& update) {
    return execute("UPDATE songs " + update + where + "RETURNING MODIFIED NEW *").Items;
  };
  EXPECT_THAT(after("SET plays = 1, l = [1] SET m = {'a': 1}"),
              ElementsAre(Values{{"plays", {.N = "1"}},
                                 {"l", {.L = std::vector<api::AttributeValue>{{.N = "1"}}}},
                                 {"m", {.M = Values{{"a", {.N = "1"}}}}}}));
  EXPECT_THAT(after("SET plays = plays + 2 SET m.b = plays - 1"),
              ElementsAre(Values{{"plays", {.N = "3"}}, {"m", {.M = Values{{"b", {.N = "0"}}}}}}));
  EXPECT_THAT(after("SET l = list_append(l, ['x'])"),
              ElementsAre(Values{{"l", {.L = std::vector<api::AttributeValue>{{.N = "1"}, {.S = "x"}}}}}));
  EXPECT_THAT(after("SET plays = if_not_exists(plays, 0) + 1, other = IF_NOT_EXISTS(other, 'new')"),
              ElementsAre(Values{{"plays", {.N = "4"}}, {"other", {.S = "new"}}}));
  EXPECT_THAT(after("SET tags = set_add(tags, <<'rare'>>)"),
              ElementsAre(Values{{"tags", {.SS = std::vector<std::string>{"new", "rare", "used"}}}}));
  EXPECT_THAT(after("SET tags = SET_DELETE(tags, <<'new', 'rare', 'used'>>)"), IsEmpty());
}

TEST_F(Statements, UpdateAnswersWhatReturningAsksFor) {
  const std::string update = "UPDATE songs SET title = 'z' WHERE artist = 'Bob' AND \"year\" = 2000";
  EXPECT_THAT(execute(update + " RETURNING MODIFIED OLD *").Items, ElementsAre(Values{{"title", {.S = "d"}}}));
  EXPECT_EQ(execute(update + " RETURNING ALL NEW *").Items.at(0).size(), 4U);
  EXPECT_EQ(execute(update + " RETURNING ALL OLD *").Items.at(0).at("title").S, "z");
  EXPECT_THAT(execute(update).Items, IsEmpty());
  EXPECT_THAT(
      execute("UPDATE songs REMOVE title WHERE artist = 'Bob' AND \"year\" = 2000 RETURNING MODIFIED NEW *").Items,
      IsEmpty());
}

TEST_F(Statements, UpdateUnderConditions) {
  const std::string update = "UPDATE songs SET title = 'z' WHERE artist = 'Bob' AND \"year\" = ";
  const auto failed = [&](const std::string& where) {
    return refused(update + where, "ConditionalCheckFailedException");
  };
  EXPECT_EQ(failed("1"), "The conditional request failed");
  EXPECT_EQ(failed("1 AND attribute_not_exists(artist)"), "The conditional request failed");
  EXPECT_EQ(failed("2000 AND title = 'c'"), "The conditional request failed");
  execute(update + "2000 AND title = 'd' AND size(tags) > 1");
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Bob'"), ElementsAre("z"));
  try {
    dynamodb_.ExecuteStatement(
        {.Statement = update + "2000 AND title = 'd'", .ReturnValuesOnConditionCheckFailure = "ALL_OLD"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.members(), HasSubstr(R"("title":{"S":"z"})"));
  }
}

TEST_F(Statements, UpdateRefusesWhatItCannotDo) {
  const auto set = [&](const std::string& assignments) {
    return refused("UPDATE songs SET " + assignments + " WHERE artist = 'Bob' AND \"year\" = 2000");
  };
  EXPECT_EQ(set("tags = set_add(title, <<'x'>>)"),
            "The first argument to SET_ADD must equal the assignment value at 1:25:7");
  EXPECT_EQ(set("tags = set_delete(tags, 'x')"),
            "The second argument to SET_DELETE must be a value with type SET at 1:36:4");
  EXPECT_EQ(set("tags = set_add(tags)"), "SET_ADD must have exactly two arguments at 1:25:7");
  EXPECT_EQ(set("tags = set_add(tags, <<1>>)"), "An operand in the update expression has an incorrect data type");
  EXPECT_EQ(set("title = upper(title)"), "Unrecognized function: upper at 1:26:5");
  EXPECT_EQ(set("title = absent"), "The provided expression refers to an attribute that does not exist in the item");
  EXPECT_EQ(set("artist = 'x'"),
            "One or more parameter values were invalid: Cannot update attribute artist. This attribute is part of the "
            "key");
  EXPECT_THAT(set("a = 1, a = 2"), HasSubstr("Two document paths overlap"));
  for (const std::string where : {"", " WHERE artist = 'Bob'", " WHERE artist = 'Bob' AND \"year\" > 1",
                                  " WHERE artist = 'Bob' AND \"year\" = 1 OR title = 'a'"}) {
    EXPECT_EQ(refused("UPDATE songs SET title = 'z'" + where),
              "Where clause does not contain a mandatory equality on all key attributes");
  }
  EXPECT_EQ(refused("UPDATE songs.by_title SET a = 1 WHERE title = 'd'"),
            "Only SELECT statements can be about an index");
  EXPECT_EQ(refused("UPDATE songs SET title = 'z' WHERE artist = 1 AND \"year\" = 1"),
            "The provided key element does not match the schema");
}

TEST_F(Statements, Delete) {
  const std::string removal = "DELETE FROM songs WHERE artist = 'Bob' AND \"year\" = ";
  EXPECT_THAT(execute(removal + "1").Items, IsEmpty());
  EXPECT_THAT(execute(removal + "1 AND title = 'x' RETURNING ALL OLD *").Items, IsEmpty());
  EXPECT_EQ(refused(removal + "2000 AND title = 'x'", "ConditionalCheckFailedException"),
            "The conditional request failed");
  EXPECT_EQ(refused(removal + "2000 RETURNING MODIFIED OLD *"),
            "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE "
            "statements.");
  EXPECT_EQ(execute(removal + "2000 AND title = 'd' RETURNING ALL OLD *").Items.at(0).at("title").S, "d");
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Bob'"), IsEmpty());
  EXPECT_EQ(refused("DELETE FROM songs"), "Where clause does not contain a mandatory equality on all key attributes");
}

TEST_F(Statements, CheckOnlyInTransactions) {
  EXPECT_THAT(refused("EXISTS(SELECT * FROM songs WHERE artist = 'Bob' AND \"year\" = 2000 AND title = 'd')"),
              HasSubstr("EXISTS can only be used in ExecuteTransaction write requests."));
}

}  // namespace
}  // namespace aws::region::dynamodb::partiql
