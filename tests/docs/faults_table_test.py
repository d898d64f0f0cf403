"""What the table of docs/faults.md says that a client meets under each rule, boto3 meets."""

import collections
import itertools
import re
import sys
import unittest

import botocore.config
import botocore.exceptions

sys.dont_write_bytecode = True  # the folder of the sources stays clean
from console import ROOT  # noqa: E402

sys.path.insert(0, str(ROOT / "tests" / "conformance"))
from region_under_test import AT_ONCE, OwnRegion, until  # noqa: E402

PAGE = ROOT / "docs" / "faults.md"
ROW = re.compile(r"^\|[^|\n]*\| `([^`\n]+)` \|[^|\n]*\|$", re.MULTILINE)
AS_USUAL = botocore.config.Config(retries={"mode": "standard"})
USERS = 20
IMPATIENT = AT_ONCE.merge(botocore.config.Config(read_timeout=1))
TRUST = """{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"""


def outcome(call, **arguments):
    try:
        call(**arguments)
        return "done"
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    except botocore.exceptions.BotoCoreError as error:
        return type(error).__name__


def outcomes(calls):
    return collections.Counter(itertools.starmap(lambda call, arguments: outcome(call, **arguments), calls))


def for_users(call, count=USERS):
    return [(call, {"UserName": f"user-{number}"}) for number in range(count)]


class Rules(unittest.TestCase):
    def region(self, rule):
        region = OwnRegion(chaos=rule, speed=10)
        self.addCleanup(region.stop)
        return region

    def test_all_are_here(self):
        tried = {name for name in vars(type(self)) if name.startswith("test_")}
        rules = ROW.findall(PAGE.read_text())
        self.assertGreater(len(rules), 0)
        for rule in rules:
            self.assertIn("test_" + "_".join(re.findall(r"[a-z]+", rule.lower())), tried)

    def test_throttle(self):
        region = self.region("throttle 20% *")
        tables = [(region.client("dynamodb").list_tables, {})] * 20
        self.assertEqual(set(outcomes(tables)), {"done", "ThrottlingException"})
        patient = [(region.client("dynamodb", AS_USUAL).list_tables, {})] * 3
        self.assertEqual(set(outcomes(patient)), {"done"})

    def test_lose_create(self):
        region = self.region("lose 20% *.Create*")
        met = outcomes(for_users(region.client("iam", AS_USUAL).create_user))
        self.assertEqual(set(met), {"done", "EntityAlreadyExists"})
        self.assertEqual(len(region.client("iam").list_users()["Users"]), USERS + 1)  # with the administrator

    def test_hang(self):
        met = outcomes([(self.region("hang 5% *").client("dynamodb", IMPATIENT).list_tables, {})] * 40)
        self.assertEqual(set(met), {"done", "ReadTimeoutError"})

    def test_delay_table_s(self):
        tables = self.region("delay table 20s").client("dynamodb")
        tables.create_table(
            TableName="notes", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
        )
        seen = []

        def is_active():
            met = outcome(tables.describe_table, TableName="notes")
            seen.append(tables.describe_table(TableName="notes")["Table"]["TableStatus"] if met == "done" else met)
            return seen[-1] == "ACTIVE"

        until(is_active, "the table to be there")
        # A machine under load may look too late for the first of them.
        states = ["ResourceNotFoundException", "CREATING", "ACTIVE"]
        self.assertIn([*dict.fromkeys(seen)], (states, states[1:]))

    def test_delay_iam_read_s(self):
        roles = self.region("delay iam-read 10s").client("iam")
        roles.create_role(RoleName="late", AssumeRolePolicyDocument=TRUST)
        self.assertEqual(outcome(roles.get_role, RoleName="late"), "NoSuchEntity")
        until(lambda: outcome(roles.get_role, RoleName="late") == "done", "the role to be known")

    def test_fail_delete(self):
        users = self.region("fail 20% *.Delete*").client("iam")
        outcomes(for_users(users.create_user))
        met = outcomes(for_users(users.delete_user))
        self.assertEqual(set(met), {"done", "ServiceFailure", "ServiceUnavailable"})
        self.assertEqual(len(users.list_users()["Users"]), USERS - met["done"] + 1)


if __name__ == "__main__":
    unittest.main()
