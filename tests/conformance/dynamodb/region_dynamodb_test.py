"""DynamoDB's tables and items as boto3 sees them."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import ACCOUNT, UNCHECKED, WAITER, Conformance, region_for_module, unique

THROUGHPUT = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
KEYS = [{"AttributeName": "MediaType", "KeyType": "HASH"}, {"AttributeName": "ItemId", "KeyType": "RANGE"}]
ATTRIBUTES = [
    {"AttributeName": "MediaType", "AttributeType": "S"},
    {"AttributeName": "ItemId", "AttributeType": "N"},
]
NOT_FOUND = "Requested resource not found"


def setUpModule():
    global region, dynamodb, unchecked
    region = region_for_module()
    dynamodb = region.client("dynamodb")
    unchecked = region.client("dynamodb", UNCHECKED)


def definition(name, **changes):
    whole = {
        "TableName": name,
        "AttributeDefinitions": ATTRIBUTES,
        "KeySchema": KEYS,
        "ProvisionedThroughput": THROUGHPUT,
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def book(number, **more):
    return {"MediaType": {"S": "Book"}, "ItemId": {"N": str(number)}, **more}


class WithTable(Conformance):
    def setUp(self):
        self.table = self.create(unique("table"))

    def create(self, name, **changes):
        dynamodb.create_table(**definition(name, **changes))
        self.addCleanup(self.remove, name)
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig=WAITER)
        return name

    def remove(self, name):
        try:
            dynamodb.delete_table(TableName=name)
        except dynamodb.exceptions.ResourceNotFoundException:
            return
        dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=WAITER)


class Throughputs(WithTable):
    def test_on_demand_and_warm(self):
        newest, name = region.newest_client("dynamodb"), unique("warm")
        whole = definition(name, ProvisionedThroughput=None, BillingMode="PAY_PER_REQUEST")
        warm = newest.describe_table(TableName=self.table)["Table"]["WarmThroughput"]
        self.assertEqual(warm["Status"], "ACTIVE")
        self.assertEqual(warm["ReadUnitsPerSecond"], THROUGHPUT["ReadCapacityUnits"])
        self.refused_like(newest.create_table, "ValidationException", ".*is lower than initial throughput for OnDemand.*",
                          **whole, WarmThroughput={"ReadUnitsPerSecond": 1, "WriteUnitsPerSecond": 1})
        newest.create_table(**whole, OnDemandThroughput={"MaxReadRequestUnits": 100},
                            WarmThroughput={"ReadUnitsPerSecond": 12001}, StreamSpecification={"StreamEnabled": False},
                            SSESpecification={"Enabled": False})
        self.addCleanup(self.remove, name)
        newest.get_waiter("table_exists").wait(TableName=name, WaiterConfig=WAITER)
        table = newest.describe_table(TableName=name)["Table"]
        self.assertEqual(table["WarmThroughput"],
                         {"ReadUnitsPerSecond": 12001, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"})
        self.assertEqual(table["OnDemandThroughput"], {"MaxReadRequestUnits": 100})
        self.assertFalse({"StreamSpecification", "SSEDescription"} & set(table))
        newest.update_table(TableName=name, OnDemandThroughput={"MaxReadRequestUnits": -1})
        self.assertNotIn("OnDemandThroughput", newest.describe_table(TableName=name)["Table"])
        self.refused(newest.update_table, "ValidationException", f"Table has no stream to disable: TableName: {name}",
                     TableName=name, StreamSpecification={"StreamEnabled": False})
        for enabled in ({"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}},
                        {"SSESpecification": {"Enabled": True}}):
            self.refused(newest.update_table, "ValidationException", TableName=name, **enabled,
                         message=f"{next(iter(enabled))} is not supported by the embedded region.")


class Tables(WithTable):
    def test_life_of_a_table(self):
        name = unique("life")
        created = dynamodb.create_table(**definition(name))["TableDescription"]
        self.addCleanup(self.remove, name)
        self.assertEqual(created["TableStatus"], "CREATING")
        self.assertEqual((created["ItemCount"], created["TableSizeBytes"]), (0, 0))
        self.assertRegex(created["TableArn"], f"^arn:aws:dynamodb:{region.name}:{ACCOUNT}:table/{name}$")
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig=WAITER)
        described = dynamodb.describe_table(TableName=name)["Table"]
        self.assertEqual(described["TableStatus"], "ACTIVE")
        self.assertEqual(described["KeySchema"], KEYS)
        self.assertCountEqual(described["AttributeDefinitions"], ATTRIBUTES)
        self.assertEqual(described["TableId"], created["TableId"])
        self.assertEqual(described["ProvisionedThroughput"], {"NumberOfDecreasesToday": 0, **THROUGHPUT})
        deleted = dynamodb.delete_table(TableName=name)["TableDescription"]
        self.assertEqual(deleted["TableStatus"], "DELETING")
        self.assertFalse({"KeySchema", "AttributeDefinitions", "CreationDateTime"} & deleted.keys())
        dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=WAITER)

    def test_tables_are_listed_in_pages(self):
        names = {self.table, *(self.create(unique("table")) for _ in range(3))}
        pages = list(dynamodb.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2}))
        self.assertGreater(len(pages), 1)
        self.assertTrue(all(len(page["TableNames"]) <= 2 for page in pages))
        self.assertLessEqual(names, {name for page in pages for name in page["TableNames"]})
        self.refused(
            unchecked.list_tables, "ValidationException",
            "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value "
            "less than or equal to 100", Limit=101,
        )

    def test_a_name_is_taken_once(self):
        self.refused(
            dynamodb.create_table, "ResourceInUseException", f"Table already exists: {self.table}",
            **definition(self.table),
        )

    def test_no_such_table(self):
        text = f"{NOT_FOUND}: Table: no-such-table not found"
        self.refused(dynamodb.describe_table, "ResourceNotFoundException", text, TableName="no-such-table")
        self.refused(dynamodb.delete_table, "ResourceNotFoundException", text, TableName="no-such-table")

    def test_what_no_table_can_be(self):
        invalid = "One or more parameter values were invalid: "
        both = "ReadCapacityUnits and WriteCapacityUnits "
        for changes, text in (
            ({"ProvisionedThroughput": None},
             f"{invalid}{both}must both be specified when BillingMode is PROVISIONED"),
            ({"BillingMode": "PAY_PER_REQUEST"},
             f"{invalid}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
             "PAY_PER_REQUEST"),
            ({"AttributeDefinitions": [*ATTRIBUTES, {"AttributeName": "More", "AttributeType": "S"}]},
             f"{invalid}Number of attributes in KeySchema does not exactly match number of attributes defined in "
             "AttributeDefinitions"),
            ({"KeySchema": [{"AttributeName": "ItemId", "KeyType": "RANGE"}], "AttributeDefinitions": ATTRIBUTES[1:]},
             "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
            ({"KeySchema": [KEYS[0], {"AttributeName": "ItemId", "KeyType": "SORT"}]},
             "1 validation error detected: Value 'SORT' at 'keySchema.2.member.keyType' failed to satisfy constraint: "
             "Member must satisfy enum value set: [HASH, RANGE]"),
        ):
            with self.subTest(text):
                self.refused(unchecked.create_table, "ValidationException", text, **definition("refused", **changes))


class Items(WithTable):
    def test_a_put_replaces_and_returns_the_old_item(self):
        first = book(1, Title={"S": "303"}, Tags={"L": [{"BOOL": True}, {"NULL": True}, {"B": b"\x00\xff"}]})
        self.assertNotIn("Attributes", dynamodb.put_item(TableName=self.table, Item=first))
        answer = dynamodb.get_item(TableName=self.table, Key=book(1), ReturnConsumedCapacity="TOTAL")
        self.assertEqual(answer["Item"], first)
        headers = answer["ResponseMetadata"]["HTTPHeaders"]
        self.assertRegex(headers["x-amzn-requestid"], "^[0-9A-Z]{52}$")
        self.assertRegex(headers["x-amz-crc32"], r"^\d+$")  # botocore retries when it is wrong, and here it may not
        self.assertEqual(answer["ConsumedCapacity"], {"TableName": self.table, "CapacityUnits": 0.5})
        put = dynamodb.put_item(TableName=self.table, Item=book(1), ReturnValues="ALL_OLD")
        self.assertEqual(put["Attributes"], first)
        self.assertEqual(dynamodb.get_item(TableName=self.table, Key=book("1.0"))["Item"], book(1))

    def test_an_item_that_is_not_there(self):
        self.assertNotIn("Item", dynamodb.get_item(TableName=self.table, Key=book(7)))

    def test_a_projection(self):
        dynamodb.put_item(TableName=self.table, Item=book(2, Title={"S": "a"}, Name={"S": "b"}))
        answer = dynamodb.get_item(
            TableName=self.table, Key=book(2), ProjectionExpression="Title, #n", ExpressionAttributeNames={"#n": "Name"}
        )
        self.assertEqual(answer["Item"], {"Title": {"S": "a"}, "Name": {"S": "b"}})

    def test_a_condition(self):
        condition = {"TableName": self.table, "ConditionExpression": "attribute_not_exists(ItemId)"}
        dynamodb.put_item(Item=book(3), **condition)
        self.refused(
            dynamodb.put_item, "ConditionalCheckFailedException", "The conditional request failed",
            Item=book(3), **condition,
        )

    def test_a_batch_puts_and_deletes(self):
        def batch(*requests):
            return dynamodb.batch_write_item(RequestItems={self.table: list(requests)})

        puts = [{"PutRequest": {"Item": book(number)}} for number in range(25)]
        self.assertEqual(batch(*puts)["UnprocessedItems"], {})
        batch({"DeleteRequest": {"Key": book(0)}}, {"PutRequest": {"Item": book(25)}})
        self.assertNotIn("Item", dynamodb.get_item(TableName=self.table, Key=book(0)))
        self.assertEqual(dynamodb.describe_table(TableName=self.table)["Table"]["TableStatus"], "ACTIVE")
        self.refused(
            dynamodb.batch_write_item, "ValidationException", "Provided list of item keys contains duplicates",
            RequestItems={self.table: [{"PutRequest": {"Item": book("1")}}, {"PutRequest": {"Item": book("1.0")}}]},
        )
        self.refused_like(
            dynamodb.batch_write_item, "ValidationException",
            r"1 validation error detected: Value '.*' at 'requestItems' failed to satisfy constraint: Map value must "
            r"satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater "
            r"than or equal to 1\]",
            RequestItems={self.table: [{"PutRequest": {"Item": book(number)}} for number in range(26)]},
        )

    def test_nothing_is_not_the_same_as_an_empty_map(self):
        self.refused_like(
            unchecked.batch_write_item, "ValidationException",
            r"1 validation error detected: Value '\{\}' at 'requestItems' failed to satisfy constraint: Member must have "
            r"length greater than or equal to 1", RequestItems={},
        )
        self.refused_like(
            unchecked.batch_write_item, "ValidationException",
            r"1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be "
            r"null",
        )
        self.refused(
            dynamodb.put_item, "ValidationException", "ExpressionAttributeValues must not be empty",
            TableName=self.table, Item=book(1), ConditionExpression="attribute_not_exists(ItemId)",
            ExpressionAttributeValues={},
        )
        self.refused(
            dynamodb.get_item, "ValidationException", "ExpressionAttributeNames must not be empty",
            TableName=self.table, Key=book(1), ProjectionExpression="ItemId", ExpressionAttributeNames={},
        )

    def test_the_data_plane_has_its_own_words_for_a_missing_table(self):
        for call, arguments in (
            (dynamodb.get_item, {"TableName": "no-such-table", "Key": book(1)}),
            (dynamodb.put_item, {"TableName": "no-such-table", "Item": book(1)}),
            (dynamodb.batch_write_item,
             {"RequestItems": {"no-such-table": [{"PutRequest": {"Item": book(1)}}]}}),
        ):
            self.refused(call, "ResourceNotFoundException", NOT_FOUND, **arguments)

    def test_what_no_item_can_be(self):
        invalid = "One or more parameter values were invalid: "
        supplied = "Supplied AttributeValue "
        for item, text in (
            ({"MediaType": {"S": "Book"}}, f"{invalid}Missing the key ItemId in the item"),
            ({"MediaType": {"S": "Book"}, "ItemId": {"S": "1"}},
             f"{invalid}Type mismatch for key ItemId expected: N actual: S"),
            (book("one"), "The parameter cannot be converted to a numeric value: one"),
            (book("1" * 39), "Attempting to store more than 38 significant digits in a Number"),
            (book("1e126"),
             "Number overflow. Attempting to store a number with magnitude larger than supported range"),
            (book(1, Title={}), f"{supplied}is empty, must contain exactly one of the supported datatypes"),
        ):
            with self.subTest(text):
                self.refused(unchecked.put_item, "ValidationException", text, TableName=self.table, Item=item)
        self.refused(
            dynamodb.get_item, "ValidationException", "The provided key element does not match the schema",
            TableName=self.table, Key={"MediaType": {"S": "Book"}},
        )

    def test_numbers_are_normal(self):
        for written, read in (("01", "1"), ("1.50", "1.5"), ("1e2", "100"), ("-0.0", "0")):
            dynamodb.put_item(TableName=self.table, Item=book(1, Number={"N": written}))
            item = dynamodb.get_item(TableName=self.table, Key=book(1))["Item"]
            self.assertEqual(item["Number"], {"N": read})


if __name__ == "__main__":
    unittest.main()
