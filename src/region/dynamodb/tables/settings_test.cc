// What is set on a table beside its definition.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::IsEmpty;
using Values = std::map<std::string, api::AttributeValue>;

class Settings : public ::testing::Test {
 protected:
  Settings() {
    dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
                           .TableName = "sessions",
                           .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                           .BillingMode = "PAY_PER_REQUEST"});
  }
  void expire_by(const char* attribute, bool enabled = true) {
    dynamodb_.UpdateTimeToLive(
        {.TableName = "sessions", .TimeToLiveSpecification = {{.Enabled = enabled, .AttributeName = attribute}}});
  }
  void put(const std::string& id, std::chrono::seconds from_now) {
    const auto moment = running_.clock.now().time_since_epoch() + from_now;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(moment).count();
    dynamodb_.PutItem(
        {.TableName = "sessions", .Item = {{"id", {.S = id}}, {"until", {.N = std::to_string(seconds)}}}});
  }
  int items() { return *dynamodb_.Scan({.TableName = "sessions", .Select = "COUNT"}).Count; }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

TEST_F(Settings, ItemsExpire) {
  using std::chrono::hours;
  using std::chrono::seconds;
  put("soon", seconds(100));
  put("later", hours(10));
  put("gone", seconds(-100));
  put("long gone", hours(-24 * 365 * 6));
  dynamodb_.PutItem({.TableName = "sessions", .Item = {{"id", {.S = "text"}}, {"until", {.S = "1"}}}});
  running_.clock.advance(seconds(60));
  EXPECT_EQ(items(), 5);
  expire_by("until");
  running_.clock.advance(seconds(30));
  EXPECT_EQ(items(), 4);
  running_.clock.advance(seconds(60));
  EXPECT_EQ(items(), 3);
  running_.clock.advance(hours(11));
  EXPECT_EQ(items(), 2);  // the one that is taken for a mistake, and the text
}

TEST_F(Settings, ManyItemsExpirePieceByPiece) {
  for (int i = 0; i < 2500; ++i) put(std::to_string(i), std::chrono::seconds(-1));
  expire_by("until");
  running_.clock.advance(std::chrono::seconds(10));
  EXPECT_EQ(items(), 1500);
  running_.clock.advance(std::chrono::seconds(30));
  EXPECT_EQ(items(), 0);
}

TEST_F(Settings, TimeToLiveIsTurnedOnAndOff) {
  const auto status = [&] { return *dynamodb_.DescribeTimeToLive({.TableName = "sessions"}).TimeToLiveDescription; };
  EXPECT_EQ(status(), (api::TimeToLiveDescription{.TimeToLiveStatus = "DISABLED"}));
  EXPECT_EQ(refusal([&] { expire_by("until", false); }), "TimeToLive is already disabled");
  expire_by("until");
  EXPECT_EQ(status(), (api::TimeToLiveDescription{.TimeToLiveStatus = "ENABLED", .AttributeName = "until"}));
  EXPECT_EQ(refusal([&] { expire_by("until"); }), "TimeToLive is already enabled");
  EXPECT_EQ(refusal([&] { expire_by("other", false); }),
            "TimeToLive is active on a different AttributeName: current AttributeName is until");
  expire_by("until", false);
  EXPECT_EQ(status().TimeToLiveStatus, "DISABLED");
}

TEST_F(Settings, TagsComeAndGo) {
  const std::string arn = "arn:aws:dynamodb:us-west-2:123456789012:table/sessions";
  dynamodb_.TagResource({.ResourceArn = arn, .Tags = {{.Key = "a", .Value = "1"}, {.Key = "b", .Value = "2"}}});
  dynamodb_.TagResource({.ResourceArn = arn, .Tags = {{.Key = "a", .Value = "3"}}});
  dynamodb_.UntagResource({.ResourceArn = arn, .TagKeys = {"b", "none"}});
  EXPECT_EQ(dynamodb_.ListTagsOfResource({.ResourceArn = arn}).Tags,
            (std::vector<api::Tag>{{.Key = "a", .Value = "3"}}));
  EXPECT_EQ(refusal([&] { dynamodb_.TagResource({.ResourceArn = arn + "x"}); }, "ResourceNotFoundException"),
            "Requested resource not found: ResourcArn: " + arn + "x not found");
}

TEST_F(Settings, BackupsAreDescribedAndNotMade) {
  const auto recovery = [&] {
    return *dynamodb_.DescribeContinuousBackups({.TableName = "sessions"})
                .ContinuousBackupsDescription->PointInTimeRecoveryDescription;
  };
  EXPECT_EQ(recovery().PointInTimeRecoveryStatus, "DISABLED");
  dynamodb_.UpdateContinuousBackups(
      {.TableName = "sessions", .PointInTimeRecoverySpecification = {{.PointInTimeRecoveryEnabled = true}}});
  EXPECT_EQ(recovery().PointInTimeRecoveryStatus, "ENABLED");
  EXPECT_EQ(recovery().EarliestRestorableDateTime, running_.clock.now());
  EXPECT_EQ(refusal([&] { dynamodb_.DescribeContinuousBackups({.TableName = "none"}); }, "TableNotFoundException"),
            "Table not found: none");
}

TEST_F(Settings, AProtectedTableStays) {
  dynamodb_.UpdateTable({.TableName = "sessions", .DeletionProtectionEnabled = true});
  EXPECT_EQ(dynamodb_.DescribeTable({.TableName = "sessions"}).Table->DeletionProtectionEnabled, true);
  EXPECT_THAT(refusal([&] { dynamodb_.DeleteTable({.TableName = "sessions"}); }),
              ::testing::StartsWith("Resource cannot be deleted as it is currently protected against deletion."));
  dynamodb_.UpdateTable({.TableName = "sessions", .DeletionProtectionEnabled = false});
  dynamodb_.DeleteTable({.TableName = "sessions"});
}

TEST_F(Settings, CapacityChanges) {
  dynamodb_.UpdateTable({.TableName = "sessions",
                         .BillingMode = "PROVISIONED",
                         .ProvisionedThroughput = {{.ReadCapacityUnits = 3, .WriteCapacityUnits = 4}}});
  const auto table = *dynamodb_.DescribeTable({.TableName = "sessions"}).Table;
  EXPECT_EQ(table.ProvisionedThroughput->WriteCapacityUnits, 4);
  EXPECT_EQ(
      refusal([&] { dynamodb_.UpdateTable({.TableName = "sessions", .BillingMode = "PROVISIONED"}); }),
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified "
      "when BillingMode is PROVISIONED");
}

TEST_F(Settings, TheAccountHasItsLimitsAndItsEndpoint) {
  EXPECT_EQ(dynamodb_.DescribeLimits({}).TableMaxReadCapacityUnits, 40'000);
  EXPECT_EQ(dynamodb_.DescribeEndpoints({}).Endpoints.at(0).Address, "dynamodb.us-west-2.amazonaws.com");
}

}  // namespace
}  // namespace aws::region::dynamodb
