"""Secondary indexes as boto3 sees them, after the examples of AWS's developer guide."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import WAITER, Conformance, region_for_module, unique


def setUpModule():
    global region, dynamodb
    region = region_for_module()
    dynamodb = region.client("dynamodb")


def schema(hash_key, range_key=None):
    keys = [{"AttributeName": hash_key, "KeyType": "HASH"}]
    return keys + ([{"AttributeName": range_key, "KeyType": "RANGE"}] if range_key else [])


LOCAL = {"IndexName": "LastPostIndex", "KeySchema": schema("Forum", "LastPost"), "Projection": {"ProjectionType": "KEYS_ONLY"}}
GLOBAL = {"IndexName": "ByReplies", "KeySchema": schema("Status", "Replies"),
          "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["Author"]}}
TYPES = {"Forum": "S", "Subject": "S", "LastPost": "S", "Status": "S", "Replies": "N"}


def thread(forum, number, **more):
    item = {"Forum": {"S": forum}, "Subject": {"S": f"{number:02}"}, "LastPost": {"S": f"2026-{12 - number:02}"},
            "Replies": {"N": str(number * 10)}, "Author": {"S": "ann"}, "Text": {"S": "long"}}
    return {**item, **({"Status": {"S": "open"}} if number % 2 else {}), **more}


class Indexes(Conformance):
    def definition(self, name, **changes):
        whole = {
            "TableName": name, "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema("Forum", "Subject"),
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind} for name, kind in TYPES.items()],
            "LocalSecondaryIndexes": [LOCAL], "GlobalSecondaryIndexes": [GLOBAL],
        }
        return {key: value for key, value in {**whole, **changes}.items() if value is not None}

    def setUp(self):
        self.table = unique("Thread")
        dynamodb.create_table(**self.definition(self.table))
        self.addCleanup(dynamodb.delete_table, TableName=self.table)
        dynamodb.get_waiter("table_exists").wait(TableName=self.table, WaiterConfig=WAITER)
        for number in range(1, 7):
            dynamodb.put_item(TableName=self.table, Item=thread("S3", number))

    def query(self, index, attribute, value, **more):
        return dynamodb.query(
            TableName=self.table, IndexName=index, KeyConditionExpression="#k = :v", ExpressionAttributeNames={"#k": attribute},
            ExpressionAttributeValues={":v": {"S": value}}, **more)

    def test_what_is_made_is_described(self):
        table = dynamodb.describe_table(TableName=self.table)["Table"]
        for kind, made, items in (("LocalSecondaryIndexes", LOCAL, 6), ("GlobalSecondaryIndexes", GLOBAL, 3)):
            [index] = table[kind]
            self.assertEqual({key: index[key] for key in made}, made)
            self.assertEqual(index["IndexArn"], f"{table['TableArn']}/index/{made['IndexName']}")
            self.assertEqual(index["ItemCount"], items)
        self.assertEqual(table["GlobalSecondaryIndexes"][0]["IndexStatus"], "ACTIVE")
        self.assertEqual({each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}, TYPES)

    def test_queries(self):
        latest = self.query("LastPostIndex", "Forum", "S3", ScanIndexForward=False, Limit=2)
        self.assertEqual([item["Subject"]["S"] for item in latest["Items"]], ["01", "02"])
        self.assertEqual(set(latest["Items"][0]), {"Forum", "Subject", "LastPost"})
        self.assertEqual(latest["LastEvaluatedKey"], {key: thread("S3", 2)[key] for key in ("Forum", "Subject", "LastPost")})
        whole = self.query("LastPostIndex", "Forum", "S3", Select="ALL_ATTRIBUTES", ConsistentRead=True)["Items"]
        self.assertEqual(whole[0], thread("S3", 6))
        replies = self.query("ByReplies", "Status", "open")["Items"]
        self.assertEqual([item["Replies"]["N"] for item in replies], ["10", "30", "50"])
        self.assertEqual(set(replies[0]), {"Forum", "Subject", "Status", "Replies", "Author"})
        pages = list(dynamodb.get_paginator("query").paginate(
            TableName=self.table, IndexName="ByReplies", PaginationConfig={"PageSize": 1},
            KeyConditionExpression="#s = :o", ExpressionAttributeNames={"#s": "Status"},
            ExpressionAttributeValues={":o": {"S": "open"}}))
        self.assertEqual([item for page in pages for item in page["Items"]], replies)
        self.assertEqual(dynamodb.scan(TableName=self.table, IndexName="ByReplies", Select="COUNT")["Count"], 3)

    def test_what_is_refused(self):
        invalid = "One or more parameter values were invalid: "
        for arguments, text in (
            (("none", "Forum", "S3"), "The table does not have the specified index: none"),
            (("ByReplies", "Forum", "S3"), "Query condition missed key schema element: Status"),
        ):
            with self.subTest(text):
                self.refused(lambda: self.query(*arguments), "ValidationException", text)
        open_ones = ("ByReplies", "Status", "open")
        for more, text in (
            ({"ConsistentRead": True}, "Consistent reads are not supported on global secondary indexes"),
            ({"Select": "ALL_ATTRIBUTES"},
             f"{invalid}Select type ALL_ATTRIBUTES is not supported for global secondary index ByReplies because its "
             "projection type is not ALL"),
            ({"ProjectionExpression": "Author, Subject, Forum, Post"},
             f"{invalid}Global secondary index ByReplies does not project [Post]"),
        ):
            with self.subTest(text):
                self.refused(lambda: self.query(*open_ones, **more), "ValidationException", text)
        self.refused(
            dynamodb.put_item, "ValidationException",
            f"{invalid}Type mismatch for Index Key Replies Expected: N Actual: S IndexName: ByReplies",
            TableName=self.table, Item=thread("S3", 9, Replies={"S": "many"}),
        )
        for changes, text in (
            ({"GlobalSecondaryIndexes": [GLOBAL, GLOBAL]}, f"{invalid}Duplicate index name: ByReplies"),
            ({"GlobalSecondaryIndexes": None},
             f"{invalid}Some AttributeDefinitions are not used. AttributeDefinitions: [Forum, Subject, LastPost, Status, "
             "Replies], keys used: [Forum, LastPost, Subject]"),
            ({"LocalSecondaryIndexes": [{**LOCAL, "KeySchema": schema("Status", "LastPost")}]},
             f"{invalid}Index KeySchema does not have the same leading hash key as table KeySchema for index: "
             "LastPostIndex. index hash key: Status, table hash key: Forum"),
        ):
            with self.subTest(text):
                self.refused(dynamodb.create_table, "ValidationException", text, **self.definition("refused", **changes))

    def test_indexes_cost_capacity(self):
        def cost(table, last_post=0, replies=0):
            return {
                "TableName": self.table, "CapacityUnits": table + last_post + replies,
                "Table": {"CapacityUnits": table},
                **({"LocalSecondaryIndexes": {"LastPostIndex": {"CapacityUnits": last_post}}} if last_post else {}),
                **({"GlobalSecondaryIndexes": {"ByReplies": {"CapacityUnits": replies}}} if replies else {}),
            }

        def put(**more):
            return dynamodb.put_item(TableName=self.table, Item=thread("EC2", 1, **more),
                                     ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]

        self.assertEqual(put(), cost(1, 1, 1))
        self.assertEqual(put(Text={"S": "x" * 5000}), cost(5))
        self.assertEqual(put(Text={"S": "x" * 5000}, Author={"S": "bob"}), cost(5, 0, 1))
        self.assertEqual(put(Text={"S": "x" * 5000}, Replies={"N": "11"}), cost(5, 0, 2))
        by_status = self.query("ByReplies", "Status", "open", ReturnConsumedCapacity="INDEXES")
        self.assertEqual(by_status["ConsumedCapacity"], cost(0, 0, 0.5))
        whole = self.query("LastPostIndex", "Forum", "EC2", Select="ALL_ATTRIBUTES", ReturnConsumedCapacity="INDEXES")
        self.assertEqual(whole["ConsumedCapacity"], cost(1, 0.5))
        key = {name: thread("EC2", 1)[name] for name in ("Forum", "Subject")}
        removed = dynamodb.transact_write_items(
            TransactItems=[{"Delete": {"TableName": self.table, "Key": key}}], ReturnConsumedCapacity="TOTAL")
        self.assertEqual(removed["ConsumedCapacity"],
                         [{"TableName": self.table, "CapacityUnits": 14, "WriteCapacityUnits": 14}])

    def test_the_size_of_collections(self):
        sizes = {"ReturnItemCollectionMetrics": "SIZE"}
        told = {"ItemCollectionKey": {"Forum": {"S": "EC2"}}, "SizeEstimateRangeGB": [0, 1]}
        named = {"TableName": self.table}
        key = {name: thread("EC2", 1)[name] for name in ("Forum", "Subject")}
        self.assertEqual(dynamodb.put_item(Item=thread("EC2", 1), **named, **sizes)["ItemCollectionMetrics"], told)
        self.assertNotIn("ItemCollectionMetrics", dynamodb.put_item(Item=thread("EC2", 1), **named))
        updated = dynamodb.update_item(Key=key, UpdateExpression="SET Author = :a",
                                       ExpressionAttributeValues={":a": {"S": "eve"}}, **named, **sizes)
        self.assertEqual(updated["ItemCollectionMetrics"], told)
        batch = {self.table: [{"PutRequest": {"Item": thread("EC2", each)}} for each in (1, 2)]}
        written = dynamodb.batch_write_item(RequestItems=batch, **sizes)
        self.assertEqual(written["ItemCollectionMetrics"], {self.table: [told]})
        removed = dynamodb.transact_write_items(TransactItems=[{"Delete": {"Key": key, **named}}], **sizes)
        self.assertEqual(removed["ItemCollectionMetrics"], {self.table: [told]})
        self.assertEqual(dynamodb.delete_item(Key=key, **named, **sizes)["ItemCollectionMetrics"], told)

    def test_an_index_comes_and_goes(self):
        create = {"IndexName": "ByAuthor", "KeySchema": schema("Author"), "Projection": {"ProjectionType": "ALL"}}
        update = {"TableName": self.table, "AttributeDefinitions": [{"AttributeName": "Author", "AttributeType": "S"}]}
        made = dynamodb.update_table(GlobalSecondaryIndexUpdates=[{"Create": create}], **update)["TableDescription"]
        self.assertEqual(made["TableStatus"], "UPDATING")
        dynamodb.get_waiter("table_exists").wait(TableName=self.table, WaiterConfig=WAITER)
        self.assertEqual(len(self.query("ByAuthor", "Author", "ann")["Items"]), 6)
        self.refused(dynamodb.update_table, "ValidationException",
                     "One or more parameter values were invalid: Duplicate index name: ByAuthor",
                     GlobalSecondaryIndexUpdates=[{"Create": create}], **update)
        dynamodb.update_table(TableName=self.table, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "ByAuthor"}}])
        self.refused(lambda: self.query("ByAuthor", "Author", "ann"), "ValidationException",
                     "The table does not have the specified index: ByAuthor")
        self.refused(dynamodb.update_table, "ResourceNotFoundException",
                     "Requested resource not found: Table: no-such-table not found", TableName="no-such-table",
                     BillingMode="PAY_PER_REQUEST")


if __name__ == "__main__":
    unittest.main()
