"""Transactions, time to live, tags and backups of DynamoDB as boto3 sees them."""

import pathlib
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import UNCHECKED, WAITER, Conformance, region_for_module, unique, until
from through import boto3_only

CLIENTS, EACH = 8, 100
ACCOUNTS = 5


def setUpModule():
    global region, dynamodb
    region = region_for_module()
    dynamodb = region.client("dynamodb")


def key(name):
    return {"id": {"S": name}}


class WithTable(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.table = unique("accounts")
        cls.arn = dynamodb.create_table(
            TableName=cls.table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        )["TableDescription"]["TableArn"]
        cls.addClassCleanup(dynamodb.delete_table, TableName=cls.table)
        dynamodb.get_waiter("table_exists").wait(TableName=cls.table, WaiterConfig=WAITER)


class Transactions(WithTable):
    def put(self, name, money):
        dynamodb.put_item(TableName=self.table, Item={**key(name), "money": {"N": str(money)}})

    def money(self, *names):
        gets = [{"Get": {"TableName": self.table, "Key": key(name)}} for name in names]
        responses = dynamodb.transact_get_items(TransactItems=gets)["Responses"]
        return [int(each["Item"]["money"]["N"]) for each in responses]

    def step(self, name, amount, **more):
        return {"Update": {
            "TableName": self.table, "Key": key(name), "UpdateExpression": "ADD money :a",
            "ConditionExpression": "money >= :least", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            "ExpressionAttributeValues": {":a": {"N": str(amount)}, ":least": {"N": str(max(0, -amount))}}, **more}}

    def test_all_or_nothing(self):
        self.put("ann", 100)
        self.put("bob", 0)
        dynamodb.transact_write_items(TransactItems=[self.step("ann", -30), self.step("bob", 30)])
        self.assertEqual(self.money("ann", "bob"), [70, 30])
        with self.assertRaises(dynamodb.exceptions.TransactionCanceledException) as caught:
            dynamodb.transact_write_items(TransactItems=[
                self.step("bob", 71), self.step("ann", -71),
                {"ConditionCheck": {"TableName": self.table, "Key": key("eve"),
                                    "ConditionExpression": "attribute_exists(id)"}}])
        self.assertEqual(
            caught.exception.response["Error"]["Message"],
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
            "ConditionalCheckFailed, ConditionalCheckFailed]")
        failed = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
        self.assertEqual(caught.exception.response["CancellationReasons"],
                         [{"Code": "None"}, {**failed, "Item": {**key("ann"), "money": {"N": "70"}}}, failed])
        self.assertEqual(self.money("ann", "bob"), [70, 30])

    def test_a_token_is_good_for_one_time(self):
        self.put("dan", 0)
        token = {"ClientRequestToken": unique("token")}
        for _ in range(3):
            dynamodb.transact_write_items(TransactItems=[self.step("dan", 1)], **token)
        self.assertEqual(self.money("dan"), [1])
        self.refused_like(dynamodb.transact_write_items, "IdempotentParameterMismatchException", ".*client token.*",
                          TransactItems=[self.step("dan", 2)], **token)

    def test_what_no_transaction_can_be(self):
        twice = "Transaction request cannot include multiple operations on one item"
        self.refused(dynamodb.transact_write_items, "ValidationException", twice,
                     TransactItems=[self.step("x", 1), {"Delete": {"TableName": self.table, "Key": key("x")}}])
        self.refused(dynamodb.transact_get_items, "ValidationException", twice,
                     TransactItems=[{"Get": {"TableName": self.table, "Key": key("x")}}] * 2)
        self.refused(dynamodb.transact_write_items, "ValidationException",
                     "TransactItems can only contain one of Check, Put, Update or Delete", TransactItems=[{}])
        loose, at_least = region.client("dynamodb", UNCHECKED), "Member must have length greater than or equal to 1"
        for call in (loose.transact_write_items, loose.transact_get_items):
            self.refused(call, "ValidationException", "1 validation error detected: Value '[]' at 'transactItems' "
                         f"failed to satisfy constraint: {at_least}", TransactItems=[])
        self.refused_like(loose.batch_get_item, "ValidationException", f"1 validation .*keys' failed .*: {at_least}",
                          RequestItems={self.table: {"Keys": []}})

    def test_of_which_part_the_key_is_not_of_the_schema(self):
        wrong = {"id": {"N": "5"}}
        for each, message in (
                ({"Put": {"TableName": self.table, "Item": wrong}},
                 "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N"),
                ({"Delete": {"TableName": self.table, "Key": wrong}},
                 "The provided key element does not match the schema")):
            with self.assertRaises(dynamodb.exceptions.TransactionCanceledException) as caught:
                dynamodb.transact_write_items(TransactItems=[self.step("eve", 1, ConditionExpression="money <> :least"),
                                                             each])
            self.assertEqual(caught.exception.response["CancellationReasons"],
                             [{"Code": "None"}, {"Code": "ValidationError", "Message": message}])
        with self.assertRaises(dynamodb.exceptions.TransactionCanceledException):
            dynamodb.transact_get_items(TransactItems=[{"Get": {"TableName": self.table, "Key": wrong}}])

    @boto3_only("the other clients are asked one call at a time")
    def test_money_is_neither_made_nor_lost(self):
        """Whoever reads all accounts at once sees the same sum, whatever is being moved between them."""
        names = [f"account-{number}" for number in range(ACCOUNTS)]
        for name in names:
            self.put(name, 100)
        sums, failures = set(), []

        def move(number):
            client = region.client("dynamodb")
            for turn in range(EACH):
                source, target = names[(number + turn) % ACCOUNTS], names[(number + 3 * turn + 1) % ACCOUNTS]
                if source == target:
                    continue
                try:
                    client.transact_write_items(TransactItems=[self.step(source, -20), self.step(target, 20)])
                except client.exceptions.TransactionCanceledException as error:
                    failures.append(error.response["CancellationReasons"][0]["Code"])
                sums.add(sum(self.money(*names)))

        threads = [threading.Thread(target=move, args=[number]) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sums, {100 * ACCOUNTS})
        self.assertLessEqual(set(failures), {"ConditionalCheckFailed"})


class Settings(WithTable):
    def test_items_expire(self):
        dynamodb.update_time_to_live(
            TableName=self.table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
        described = dynamodb.describe_time_to_live(TableName=self.table)["TimeToLiveDescription"]
        self.assertEqual(described, {"TimeToLiveStatus": "ENABLED", "AttributeName": "until"})
        self.refused(dynamodb.update_time_to_live, "ValidationException", "TimeToLive is already enabled",
                     TableName=self.table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
        for name, seconds in (("past", -60), ("future", 3600)):
            moment = {"N": str(int(time.time()) + seconds)}
            dynamodb.put_item(TableName=self.table, Item={**key(name), "until": moment})
        until(lambda: "Item" not in dynamodb.get_item(TableName=self.table, Key=key("past")), "the item to expire")
        self.assertIn("Item", dynamodb.get_item(TableName=self.table, Key=key("future")))

    def test_tags(self):
        tags = [{"Key": "team", "Value": "books"}]
        dynamodb.tag_resource(ResourceArn=self.arn, Tags=[*tags, {"Key": "old", "Value": ""}])
        dynamodb.untag_resource(ResourceArn=self.arn, TagKeys=["old"])
        self.assertEqual(dynamodb.list_tags_of_resource(ResourceArn=self.arn)["Tags"], tags)
        for call, more in ((dynamodb.tag_resource, {"Tags": tags}), (dynamodb.untag_resource, {"TagKeys": ["team"]})):
            self.refused_like(call, "ResourceNotFoundException", "Requested resource not found: ResourcArn: .*",
                              ResourceArn=self.arn + "-none", **more)

    def test_backups_are_described(self):
        def recovery(answer):
            return answer["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]

        self.assertEqual(recovery(dynamodb.describe_continuous_backups(TableName=self.table)),
                         {"PointInTimeRecoveryStatus": "DISABLED"})
        enabled = dynamodb.update_continuous_backups(
            TableName=self.table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        self.assertEqual(recovery(enabled)["PointInTimeRecoveryStatus"], "ENABLED")
        for call, more in ((dynamodb.describe_continuous_backups, {}),
                           (dynamodb.update_continuous_backups,
                            {"PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}})):
            self.refused(call, "TableNotFoundException", "Table not found: no-such-table", TableName="no-such-table", **more)

    def test_a_protected_table_stays(self):
        newest = region.newest_client("dynamodb")
        for protected in (True, False):
            newest.update_table(TableName=self.table, DeletionProtectionEnabled=protected)
            table = newest.describe_table(TableName=self.table)["Table"]
            self.assertEqual(table["DeletionProtectionEnabled"], protected)
            if protected:
                self.refused_like(newest.delete_table, "ValidationException", ".*protected against deletion.*",
                                  TableName=self.table)

    def test_a_failed_check_shows_the_item(self):
        newest = region.newest_client("dynamodb")
        item = {**key("seen"), "money": {"N": "1"}}
        dynamodb.put_item(TableName=self.table, Item=item)
        check = {"TableName": self.table, "ConditionExpression": "attribute_not_exists(id)",
                 "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        for call, more in ((newest.put_item, {"Item": item}), (newest.delete_item, {"Key": key("seen")}),
                           (newest.update_item, {"Key": key("seen"), "UpdateExpression": "REMOVE money"})):
            with self.assertRaises(newest.exceptions.ConditionalCheckFailedException) as caught:
                call(**check, **more)
            self.assertEqual(caught.exception.response["Item"], item)

    def test_the_account(self):
        self.assertGreater(dynamodb.describe_limits()["TableMaxReadCapacityUnits"], 0)
        [endpoint] = dynamodb.describe_endpoints()["Endpoints"]
        self.assertEqual(endpoint["Address"], f"dynamodb.{region.name}.amazonaws.com")


if __name__ == "__main__":
    unittest.main()
