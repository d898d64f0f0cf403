// Maxima on demand and warm throughput: kept, described, and raised alone.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;

class Throughputs : public ::testing::Test {
 protected:
  static api::CreateTableRequest games(const char* billing_mode) {
    const bool provisioned = std::string_view(billing_mode) == "PROVISIONED";
    api::CreateTableRequest request{
        .AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
        .TableName = "games",
        .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
        .GlobalSecondaryIndexes = {{.IndexName = "again",
                                    .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                                    .Projection = {{.ProjectionType = "ALL"}}}},
        .BillingMode = billing_mode};
    if (provisioned) {
      request.ProvisionedThroughput = {.ReadCapacityUnits = 5, .WriteCapacityUnits = 4};
      request.GlobalSecondaryIndexes[0].ProvisionedThroughput = {.ReadCapacityUnits = 3, .WriteCapacityUnits = 2};
    }
    return request;
  }
  api::TableDescription describe() { return *dynamodb_.DescribeTable({.TableName = "games"}).Table; }
  std::string warm() {
    const auto table = describe();
    const auto text = [](const auto& warm) {
      EXPECT_EQ(warm->Status, "ACTIVE");
      return std::to_string(*warm->ReadUnitsPerSecond) + '/' + std::to_string(*warm->WriteUnitsPerSecond);
    };
    return text(table.WarmThroughput) + ' ' + text(table.GlobalSecondaryIndexes.at(0).WarmThroughput);
  }
  std::string refused(const api::CreateTableRequest& request) {
    return refusal([&] { dynamodb_.CreateTable(request); });
  }
  std::string updated(api::UpdateTableRequest request) {
    request.TableName = "games";
    return refusal([&] { dynamodb_.UpdateTable(request); });
  }
  static api::GlobalSecondaryIndexUpdate of_index(api::UpdateGlobalSecondaryIndexAction update) {
    update.IndexName = "again";
    return {.Update = std::move(update)};
  }

  static inline const std::string kWrong = "One or more parameter values were invalid: ";
  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

TEST_F(Throughputs, AreToldOfEveryTable) {
  dynamodb_.CreateTable(games("PAY_PER_REQUEST"));
  EXPECT_EQ(warm(), "12000/4000 12000/4000");
  EXPECT_FALSE(describe().OnDemandThroughput);
  dynamodb_.DeleteTable({.TableName = "games"});
  dynamodb_.CreateTable(games("PROVISIONED"));
  EXPECT_EQ(warm(), "5/4 3/2");
}

TEST_F(Throughputs, AreAsTheyAreAsked) {
  auto request = games("PAY_PER_REQUEST");
  request.OnDemandThroughput = {.MaxReadRequestUnits = 100};
  request.WarmThroughput = {.ReadUnitsPerSecond = 12001};
  request.GlobalSecondaryIndexes[0].OnDemandThroughput = {.MaxReadRequestUnits = 7, .MaxWriteRequestUnits = 8};
  request.GlobalSecondaryIndexes[0].WarmThroughput = {.WriteUnitsPerSecond = 5000};
  dynamodb_.CreateTable(request);
  EXPECT_EQ(warm(), "12001/4000 12000/5000");
  EXPECT_EQ(describe().OnDemandThroughput, api::OnDemandThroughput{.MaxReadRequestUnits = 100});
  EXPECT_EQ(describe().GlobalSecondaryIndexes[0].OnDemandThroughput,
            (api::OnDemandThroughput{.MaxReadRequestUnits = 7, .MaxWriteRequestUnits = 8}));
  RunningDynamoDb again(store_);
  EXPECT_EQ(again.called.DescribeTable({.TableName = "games"}).Table, describe());
}

TEST_F(Throughputs, OfANewTableAreWithinTheirBounds) {
  auto request = games("PAY_PER_REQUEST");
  for (const int units : {0, -1, -2}) {
    request.OnDemandThroughput = {.MaxReadRequestUnits = 1, .MaxWriteRequestUnits = units};
    EXPECT_EQ(refused(request),
              kWrong + "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range");
  }
  request = games("PAY_PER_REQUEST");
  request.WarmThroughput = {.ReadUnitsPerSecond = 11999};
  EXPECT_THAT(refused(request),
              ::testing::StartsWith(kWrong + "Requested ReadUnitsPerSecond for WarmThroughput for table "
                                             "is lower than initial throughput for OnDemand. See: "));
  request = games("PROVISIONED");
  request.WarmThroughput = {.ReadUnitsPerSecond = 5, .WriteUnitsPerSecond = 3};
  EXPECT_EQ(refused(request), kWrong +
                                  "Requested WriteUnitsPerSecond for WarmThroughput for table is lower than "
                                  "WriteCapacityUnits of ProvisionedThroughput");
  request = games("PROVISIONED");
  request.OnDemandThroughput = {.MaxReadRequestUnits = 1};
  EXPECT_EQ(
      refused(request),
      kWrong + "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.");
}

TEST_F(Throughputs, ArePutUpAndMaximaTakenAway) {
  dynamodb_.CreateTable(games("PAY_PER_REQUEST"));
  EXPECT_EQ(updated({.OnDemandThroughput = {{.MaxReadRequestUnits = 9, .MaxWriteRequestUnits = 9}}}), "accepted");
  EXPECT_EQ(updated({.OnDemandThroughput = {{.MaxReadRequestUnits = -1}}}), "accepted");
  EXPECT_EQ(describe().OnDemandThroughput, api::OnDemandThroughput{.MaxWriteRequestUnits = 9});
  EXPECT_EQ(updated({.WarmThroughput = {{.ReadUnitsPerSecond = 13000, .WriteUnitsPerSecond = 4000}}}), "accepted");
  EXPECT_EQ(updated({.GlobalSecondaryIndexUpdates = {of_index({.WarmThroughput = {{.ReadUnitsPerSecond = 20000}}})}}),
            "accepted");
  EXPECT_EQ(warm(), "13000/4000 20000/4000");
  EXPECT_EQ(updated({.WarmThroughput = {{.ReadUnitsPerSecond = 12000}}}),
            kWrong +
                "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, "
                "decreasing WarmThroughput is not supported");
  EXPECT_EQ(updated({.GlobalSecondaryIndexUpdates = {of_index({.WarmThroughput = {{.ReadUnitsPerSecond = 1}}})}}),
            kWrong +
                "Requested ReadUnitsPerSecond for WarmThroughput for index again is lower than current "
                "WarmThroughput, decreasing WarmThroughput is not supported");
  EXPECT_EQ(updated({.GlobalSecondaryIndexUpdates = {of_index({})}}),
            kWrong +
                "The only Updates for index: again when TableThroughputMode is PAY_PER_REQUEST can be to "
                "OnDemandThroughput, WarmThroughput");
}

TEST_F(Throughputs, AreChangedAlone) {
  dynamodb_.CreateTable(games("PAY_PER_REQUEST"));
  EXPECT_EQ(updated({.DeletionProtectionEnabled = true, .WarmThroughput = {{.ReadUnitsPerSecond = 13000}}}),
            kWrong + "WarmThroughput must be the only operation in the request");
  EXPECT_EQ(updated({.DeletionProtectionEnabled = true, .OnDemandThroughput = {{.MaxReadRequestUnits = 9}}}),
            kWrong + "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
}

TEST_F(Throughputs, StayWarmWhateverBecomesOfTheTable) {
  dynamodb_.CreateTable(games("PROVISIONED"));
  EXPECT_EQ(updated({.ProvisionedThroughput = {{.ReadCapacityUnits = 50, .WriteCapacityUnits = 40}}}), "accepted");
  EXPECT_EQ(warm(), "50/40 3/2");
  EXPECT_EQ(updated({.ProvisionedThroughput = {{.ReadCapacityUnits = 1, .WriteCapacityUnits = 1}}}), "accepted");
  EXPECT_EQ(warm(), "50/40 3/2");
  EXPECT_EQ(updated({.OnDemandThroughput = {{.MaxReadRequestUnits = 1}}}),
            kWrong +
                "MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is "
                "PROVISIONED");
  EXPECT_EQ(updated({.BillingMode = "PAY_PER_REQUEST", .OnDemandThroughput = {{.MaxReadRequestUnits = 1}}}),
            "accepted");
  EXPECT_EQ(warm(), "12000/4000 12000/4000");
}

TEST_F(Throughputs, StreamsAndKeysThatAreNotAskedForAreNone) {
  auto request = games("PAY_PER_REQUEST");
  request.StreamSpecification = {.StreamEnabled = false};
  request.SSESpecification = {.Enabled = false};
  dynamodb_.CreateTable(request);
  EXPECT_FALSE(describe().StreamSpecification);
  EXPECT_FALSE(describe().SSEDescription);
  EXPECT_EQ(updated({.StreamSpecification = {{.StreamEnabled = false}}}),
            "Table has no stream to disable: TableName: games");
  EXPECT_EQ(updated({.SSESpecification = {{.Enabled = false}}}), kWrong + "Table is already encrypted by default");
  request.TableName = "other";
  request.SSESpecification = {.Enabled = false, .SSEType = "KMS"};
  EXPECT_EQ(refused(request), kWrong + "SSEType can not be specified if Enabled is false");
  request.SSESpecification = {};
  request.StreamSpecification = {.StreamEnabled = false, .StreamViewType = "KEYS_ONLY"};
  EXPECT_EQ(refused(request),
            kWrong + "Table is being created with a stream disabled, UpdateViewType should not be specified");
  request.StreamSpecification = {.StreamEnabled = true, .StreamViewType = "KEYS_ONLY"};
  EXPECT_EQ(refused(request), "StreamSpecification is not supported by the embedded region.");
}

}  // namespace
}  // namespace aws::region::dynamodb
