// BatchExecuteStatement and ExecuteTransaction through the service.
#include <gmock/gmock.h>

#include "region/dynamodb/partiql/statements_fixture.h"

namespace aws::region::dynamodb::partiql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::string kBob = "artist = 'Bob' AND \"year\" = 2000";

class SeveralStatements : public StatementsFixture {
 protected:
  api::BatchExecuteStatementResponse batch(const std::vector<std::string>& statements) {
    std::vector<api::BatchStatementRequest> requests;
    for (const auto& each : statements) requests.push_back({.Statement = each});
    return dynamodb_.BatchExecuteStatement({.Statements = requests, .ReturnConsumedCapacity = "TOTAL"});
  }
  // "Code: Message" of the first.
  std::string batch_failure(const std::string& statement) {
    const auto response = batch({statement}).Responses.at(0);
    return response.Error ? *response.Error->Code + ": " + *response.Error->Message : "none";
  }
  api::ExecuteTransactionResponse together(const std::vector<std::string>& statements,
                                           std::optional<std::string> token = {}) {
    std::vector<api::ParameterizedStatement> requests;
    for (const auto& each : statements) requests.push_back({.Statement = each});
    return dynamodb_.ExecuteTransaction(
        {.TransactStatements = requests, .ClientRequestToken = std::move(token), .ReturnConsumedCapacity = "TOTAL"});
  }
  std::string refused_together(const std::vector<std::string>& statements,
                               std::string_view code = "ValidationException") {
    return refusal([&] { together(statements); }, code);
  }
};

TEST_F(SeveralStatements, ReadOneItemEach) {
  const auto response =
      batch({"SELECT title FROM songs WHERE artist = 'Ann' AND \"year\" = 2000",
             "SELECT * FROM songs WHERE artist = 'Ann' AND \"year\" = 1", "SELECT tags FROM songs WHERE " + kBob});
  ASSERT_EQ(response.Responses.size(), 3U);
  EXPECT_EQ(response.Responses[0].Item, (Values{{"title", {.S = "a"}}}));
  EXPECT_EQ(response.Responses[0].TableName, "songs");
  EXPECT_THAT(response.Responses[1].Item, IsEmpty());
  EXPECT_FALSE(response.Responses[1].Error);
  EXPECT_EQ(response.Responses[2].Item.at("tags").SS, (std::vector<std::string>{"new", "used"}));
  EXPECT_EQ(response.ConsumedCapacity.at(0).CapacityUnits, 1.5);
}

TEST_F(SeveralStatements, WriteEachForItself) {
  const auto response =
      batch({"INSERT INTO songs VALUE {'artist': 'Bob', 'year': 2000}",
             "UPDATE songs SET title = 'z' WHERE " + kBob + " RETURNING ALL OLD *", "DELETE FROM none WHERE id = 1",
             "SLECT", "DELETE FROM songs WHERE " + kBob + " AND a = 1"});
  const auto code = [&](std::size_t i) { return response.Responses.at(i).Error.value().Code; };
  EXPECT_EQ(code(0), "DuplicateItem");
  EXPECT_FALSE(response.Responses.at(1).Error);
  EXPECT_EQ(response.Responses.at(1).Item.at("title").S, "d");
  EXPECT_EQ(code(2), "ResourceNotFound");
  EXPECT_EQ(code(3), "ValidationError");
  EXPECT_FALSE(response.Responses.at(3).TableName);
  EXPECT_EQ(code(4), "ConditionalCheckFailed");
  EXPECT_EQ(response.Responses.at(4).TableName, "songs");
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Bob'"), ElementsAre("z"));
}

TEST_F(SeveralStatements, ShowWhatAConditionFailedOn) {
  const auto response = dynamodb_.BatchExecuteStatement(
      {.Statements = {{{.Statement = "DELETE FROM songs WHERE " + kBob + " AND title = 'x'",
                        .ReturnValuesOnConditionCheckFailure = "ALL_OLD"}}}});
  EXPECT_EQ(response.Responses.at(0).Error->Item.at("title").S, "d");
  EXPECT_EQ(response.Responses.at(0).Error->Code, "ConditionalCheckFailed");
}

TEST_F(SeveralStatements, OfABatchReadByWholeKeys) {
  const auto* expected =
      "ValidationError: Select statements within BatchExecuteStatement must specify the primary key in the where "
      "clause.";
  EXPECT_EQ(batch_failure("SELECT * FROM songs"), expected);
  EXPECT_EQ(batch_failure("SELECT * FROM songs WHERE artist = 'Bob'"), expected);
  EXPECT_EQ(batch_failure("SELECT * FROM songs WHERE attribute_exists(tags) AND " + kBob), expected);
  EXPECT_EQ(batch_failure("SELECT * FROM songs.by_title WHERE title = 'd' AND " + kBob), expected);
  EXPECT_EQ(batch_failure("SELECT * FROM songs WHERE artist = 1 AND \"year\" = 1"),
            "ValidationError: The provided key element does not match the schema");
  EXPECT_THAT(refusal([&] {
                batch({"SELECT * FROM songs WHERE " + kBob, "DELETE FROM songs WHERE " + kBob});
              }),
              HasSubstr("API does not support both read and write operations in the same request."));
}

TEST_F(SeveralStatements, TakeEffectTogetherOrNotAtAll) {
  const auto response =
      together({"INSERT INTO songs VALUE {'artist': 'Eve', 'year': 1, 'title': 'e'}",
                "UPDATE songs SET title = 'z' WHERE " + kBob,
                "EXISTS(SELECT * FROM songs WHERE artist = 'Ann' AND \"year\" = 2000 AND title = 'a')",
                "DELETE FROM songs WHERE artist = 'nobody' AND \"year\" = 1"});
  EXPECT_THAT(response.Responses, IsEmpty());
  EXPECT_GT(*response.ConsumedCapacity.at(0).WriteCapacityUnits, 7);
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist IN ['Eve', 'Bob']"), ElementsAre("e", "z"));

  try {
    together({"DELETE FROM songs WHERE " + kBob, "INSERT INTO songs VALUE {'artist': 'Eve', 'year': 1}",
              "UPDATE songs SET a = 1 WHERE artist = 'nobody' AND \"year\" = 1",
              "EXISTS(SELECT * FROM songs WHERE artist = 'Ann' AND \"year\" = 2000 AND title = 'b')"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(),
              "Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem, "
              "ConditionalCheckFailed, ConditionalCheckFailed]");
    EXPECT_THAT(error.members(), HasSubstr("Duplicate primary key exists in table"));
  }
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Bob'"), ElementsAre("z"));
}

TEST_F(SeveralStatements, NameATableAsTheyAreAsked) {
  const std::string arn = *dynamodb_.DescribeTable({.TableName = "songs"}).Table->TableArn;
  EXPECT_EQ(together({"UPDATE \"" + arn + "\" SET a = 1 WHERE " + kBob}).ConsumedCapacity.at(0).TableName, arn);
  EXPECT_EQ(together({"SELECT * FROM \"" + arn + "\" WHERE " + kBob}).ConsumedCapacity.at(0).TableName, arn);
}

TEST_F(SeveralStatements, SayOfWhichPartAnIndexsKeyIsOfAnotherType) {
  try {
    together(
        {"UPDATE songs SET a = 1 WHERE " + kBob, "INSERT INTO songs VALUE {'artist': 'Eve', 'year': 1, 'title': 5}"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("[None, ValidationError]"));
    EXPECT_THAT(error.members(), HasSubstr("Type mismatch for Index Key title Expected: S Actual: N"));
  }
}

TEST_F(SeveralStatements, AreCarriedOutOnceForAToken) {
  execute("UPDATE songs SET plays = 0 WHERE " + kBob);
  const std::string play = "UPDATE songs SET plays = plays + 1 WHERE " + kBob;
  EXPECT_EQ(together({play}, "token").ConsumedCapacity.at(0).WriteCapacityUnits, 2);
  EXPECT_EQ(together({play}, "token").ConsumedCapacity.at(0).ReadCapacityUnits, 2);
  EXPECT_EQ(execute("SELECT plays FROM songs WHERE " + kBob).Items.at(0).at("plays").N, "1");
  EXPECT_THAT(refusal([&] { together({play + " AND plays = 1"}, "token"); }, "IdempotentParameterMismatchException"),
              HasSubstr("same client token"));
}

TEST_F(SeveralStatements, AreReadTogether) {
  const auto response = together(
      {"SELECT title FROM songs WHERE " + kBob, "SELECT * FROM songs WHERE artist = 'nobody' AND \"year\" = 1"});
  ASSERT_EQ(response.Responses.size(), 2U);
  EXPECT_EQ(response.Responses[0].Item, (Values{{"title", {.S = "d"}}}));
  EXPECT_THAT(response.Responses[1].Item, IsEmpty());
  EXPECT_EQ(response.ConsumedCapacity.at(0).ReadCapacityUnits, 4);
  EXPECT_THAT(
      refused_together({"SELECT * FROM songs WHERE artist = 1 AND \"year\" = 1"}, "TransactionCanceledException"),
      HasSubstr("[ValidationError]"));
}

TEST_F(SeveralStatements, OfATransactionAreRefusedWhenTheyAreNone) {
  const std::string start = "Validation failed in TransactStatements[0]: ";
  EXPECT_EQ(refused_together({"UPDATE songs SET a = 1 WHERE " + kBob + " RETURNING ALL NEW *"}),
            start + "RETURNING clause is not supported in ExecuteTransaction.");
  EXPECT_EQ(refused_together({"SELECT * FROM songs WHERE attribute_exists(tags) AND " + kBob}),
            start + "Select statements within ExecuteTransaction must specify the primary key in the where clause.");
  EXPECT_EQ(refused_together({"SELECT * FROM songs.by_title WHERE title = 'x'"}),
            start + "Reads on indices are not supported within transactions.");
  EXPECT_EQ(refused_together({"EXISTS(SELECT * FROM songs WHERE " + kBob + ")"}),
            start + "EXISTS() must contain a single item read with additional condition");
  EXPECT_THAT(refused_together({"DELETE FROM songs WHERE " + kBob, "SLECT"}),
              StartsWith("Validation failed in TransactStatements[1]: Statement wasn't well formed"));
  EXPECT_EQ(refused_together({"DELETE FROM songs WHERE " + kBob, "UPDATE songs SET a = 1 WHERE " + kBob}),
            "Transaction request cannot include multiple operations on one item");
  EXPECT_THAT(refused_together({"DELETE FROM songs WHERE " + kBob, "SELECT * FROM songs WHERE " + kBob}),
              HasSubstr("API does not support both read and write operations in the same request."));
  EXPECT_EQ(refused_together({"DELETE FROM none WHERE id = 1"}, "ResourceNotFoundException"),
            "Requested resource not found");
}

// Notes what is asked for, and denies one action.
class Asked final : public contract::Authority {
 public:
  void require(const contract::Call&, std::string_view action, const std::string& resource,
               const contract::Circumstances& more) const override {
    actions.push_back(std::string(action) + ' ' + resource);
    circumstances.push_back(more);
    if (action == denied) throw Error("AccessDeniedException", "no");
  }
  std::string denied;
  mutable std::vector<std::string> actions;
  mutable std::vector<contract::Circumstances> circumstances;
};

class Permissions : public StatementsFixture {
 protected:
  contract::Circumstances asked_for(const std::string& statement) {
    const api::ExecuteStatementRequest request{.Statement = statement};
    api::ExecuteStatementResponse response;
    running_.handlers.call({.operation = api::operations::ExecuteStatement, .authority = &asked_}, &request, &response);
    return asked_.circumstances.back();
  }
  const std::string songs_ = "arn:aws:dynamodb:us-west-2:123456789012:table/songs";
  Asked asked_;
};

TEST_F(Permissions, AreTheStatementsOwn) {
  asked_for("SELECT * FROM songs.by_title");
  asked_for("INSERT INTO songs VALUE {'artist': 'Eve', 'year': 1}");
  asked_for("UPDATE songs SET a = 1 WHERE artist = 'Eve' AND \"year\" = 1");
  asked_for("DELETE FROM songs WHERE artist = 'Eve' AND \"year\" = 1");
  EXPECT_THAT(asked_.actions,
              ElementsAre("dynamodb:PartiQLSelect " + songs_ + "/index/by_title", "dynamodb:PartiQLInsert " + songs_,
                          "dynamodb:PartiQLUpdate " + songs_, "dynamodb:PartiQLDelete " + songs_));
}

TEST_F(Permissions, MayDependOnWhatAStatementNames) {
  using Keys = contract::Circumstances;
  EXPECT_EQ(asked_for("SELECT title, tags[0] FROM songs WHERE artist IN ['Ann', 'Bob']"),
            (Keys{{"dynamodb:LeadingKeys", {"Ann", "Bob"}},
                  {"dynamodb:Attributes", {"artist", "tags", "title"}},
                  {"dynamodb:Select", {"SPECIFIC_ATTRIBUTES"}}}));
  EXPECT_EQ(asked_for("SELECT * FROM songs WHERE title = 'a'"), (Keys{{"dynamodb:Attributes", {"title"}},
                                                                      {"dynamodb:FullTableScan", {"true"}},
                                                                      {"dynamodb:Select", {"ALL_ATTRIBUTES"}}}));
  EXPECT_EQ(
      asked_for("UPDATE songs SET a = if_not_exists(c, 1) WHERE artist = 'Ann' AND \"year\" = 2000 AND title = 'a' "
                "RETURNING MODIFIED NEW *"),
      (Keys{{"dynamodb:LeadingKeys", {"Ann"}},
            {"dynamodb:Attributes", {"a", "artist", "c", "title", "year"}},
            {"dynamodb:ReturnValues", {"UPDATED_NEW"}}}));
}

TEST_F(Permissions, OfABatchAreEachStatementsOwn) {
  const api::BatchExecuteStatementRequest request{
      .Statements = {{{.Statement = "DELETE FROM songs WHERE artist = 'Bob' AND \"year\" = 2000"},
                      {.Statement = "UPDATE songs SET a = 1 WHERE artist = 'Ann' AND \"year\" = 2000"}}}};
  api::BatchExecuteStatementResponse response;
  asked_.denied = "dynamodb:PartiQLDelete";
  running_.handlers.call({.operation = api::operations::BatchExecuteStatement, .authority = &asked_}, &request,
                         &response);
  EXPECT_EQ(response.Responses.at(0).Error->Code, "AccessDenied");
  EXPECT_FALSE(response.Responses.at(1).Error);
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Bob'"), ElementsAre("d"));
}

TEST_F(Permissions, OfATransactionAreThoseOfAll) {
  const api::ExecuteTransactionRequest request{
      .TransactStatements = {{{.Statement = "UPDATE songs SET a = 1 WHERE artist = 'Ann' AND \"year\" = 2000"},
                              {.Statement = "DELETE FROM songs WHERE artist = 'Bob' AND \"year\" = 2000"}}}};
  api::ExecuteTransactionResponse response;
  asked_.denied = "dynamodb:PartiQLDelete";
  const contract::Call call{.operation = api::operations::ExecuteTransaction, .authority = &asked_};
  EXPECT_EQ(refusal([&] { running_.handlers.call(call, &request, &response); }, "AccessDeniedException"), "no");
  EXPECT_THAT(asked_.circumstances.front().at("dynamodb:EnclosingOperation"), ElementsAre("ExecuteTransaction"));
  EXPECT_THAT(titles("SELECT * FROM songs WHERE artist = 'Ann' AND a = 1"), IsEmpty());
}

}  // namespace
}  // namespace aws::region::dynamodb::partiql
