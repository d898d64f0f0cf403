"""Transactions that are under way when the region is killed: nothing is half done, and nothing acknowledged is lost.

Not for CONFORMANCE_ENDPOINT: the region is killed here, fifty times in the middle of five hundred transactions.
"""

import os
import pathlib
import random
import sys
import threading
import unittest

import botocore.exceptions

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import Conformance, OwnRegion, until

TIMES, TRANSACTIONS, CLIENTS = 50, 500, 4
TABLE = {
    "TableName": "ledger", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("id", "kind")],
    "GlobalSecondaryIndexes": [{"IndexName": "by-kind", "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}],
                                "Projection": {"ProjectionType": "KEYS_ONLY"}}],
}
FROM_ANN = {"Key": {"id": {"S": "ann"}}, "UpdateExpression": "ADD money :less, payments :one"}
TO_BOB = {"Key": {"id": {"S": "bob"}}, "UpdateExpression": "ADD money :one, payments :one"}
LESS, ONE = {":less": {"N": "-1"}, ":one": {"N": "1"}}, {":one": {"N": "1"}}


@unittest.skipIf(os.environ.get("CONFORMANCE_ENDPOINT"), "that region is not ours to kill")
class Killed(Conformance):
    def setUp(self):
        self.region = OwnRegion()
        self.addCleanup(self.region.stop)
        self.region.client("dynamodb").create_table(**TABLE)
        self.acknowledged = set()

    def pay(self, client, payment):
        entry = {"id": {"S": payment}, "kind": {"S": "payment"}}
        client.transact_write_items(TransactItems=[
            {"Update": {"TableName": "ledger", "ExpressionAttributeValues": LESS, **FROM_ANN}},
            {"Update": {"TableName": "ledger", "ExpressionAttributeValues": ONE, **TO_BOB}},
            {"Put": {"TableName": "ledger", "Item": entry, "ConditionExpression": "attribute_not_exists(id)"}}])
        self.acknowledged.add(payment)

    def pay_until_it_ends(self, turn, number, enough):
        client = self.region.client("dynamodb")
        try:
            for payment in range(TRANSACTIONS // CLIENTS):
                self.pay(client, f"{turn}-{number}-{payment}")
                if len(self.acknowledged) >= enough:
                    self.reached.set()
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
            pass  # the region is gone; this payment may have been made or not

    def kill_in_the_middle(self, turn):
        self.reached = threading.Event()
        enough = len(self.acknowledged) + random.randrange(1, 60)
        threads = [threading.Thread(target=self.pay_until_it_ends, args=[turn, number, enough])
                   for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        self.assertTrue(self.reached.wait(60))
        self.region.kill()
        for thread in threads:
            thread.join()
        until(lambda: not self.region.here.processes(), "the end of what the region had started")
        self.region.close()
        self.region.start()

    def check(self):
        client = self.region.client("dynamodb")
        items = [item for page in client.get_paginator("scan").paginate(TableName="ledger") for item in page["Items"]]
        payments = {item["id"]["S"] for item in items if "kind" in item}
        accounts = {item["id"]["S"]: item for item in items if "kind" not in item}
        self.assertLessEqual(self.acknowledged, payments)
        self.assertLessEqual(len(payments - self.acknowledged), TIMES * CLIENTS)
        made = {"N": str(len(payments))}
        self.assertEqual([accounts[name]["payments"] for name in ("ann", "bob")], [made, made])
        self.assertEqual((accounts["bob"]["money"], accounts["ann"]["money"]), (made, {"N": f"-{len(payments)}"}))
        pages = client.get_paginator("scan").paginate(TableName="ledger", IndexName="by-kind")
        self.assertEqual({item["id"]["S"] for page in pages for item in page["Items"]}, payments)

    def test_fifty_times(self):
        for turn in range(TIMES):
            self.kill_in_the_middle(turn)
            self.check()


if __name__ == "__main__":
    unittest.main()
