"""The AWS CLI as it is typed: its shorthand, its queries, what it prints and what it ends with. (What it makes of each
operation: through/.)"""

import json
import subprocess
import unittest

from region_under_test import Conformance, region_for_module, unique

AWS = "/usr/bin/aws"
FAILED = 254  # what the CLI ends with when a service refused
NO_INSTANCE = "i-0123456789abcdef0"


def setUpModule():
    global region
    region = region_for_module()


class Cli(Conformance):
    def aws(self, *arguments):
        return subprocess.run(
            [AWS, "--endpoint-url", region.endpoint, "--output", "json", *arguments],
            env=region.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        )

    def told(self, *arguments):
        done = self.aws(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout or "null")

    def refused_cli(self, code, operation, text, *arguments):
        done = self.aws(*arguments)
        said = f"An error occurred ({code}) when calling the {operation} operation: {text}"
        self.assertEqual((done.returncode, done.stdout, done.stderr.strip()), (FAILED, "", said))

    def undo(self, *arguments):
        self.addCleanup(self.told, *arguments)

    def test_dynamodb(self):
        table = ("--table-name", unique("table"))
        made = self.told(
            "dynamodb", "create-table", *table, "--attribute-definitions", "AttributeName=Id,AttributeType=S",
            "--key-schema", "AttributeName=Id,KeyType=HASH", "--billing-mode", "PAY_PER_REQUEST",
        )["TableDescription"]
        self.undo("dynamodb", "delete-table", *table)
        self.assertEqual(made["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        self.told("dynamodb", "wait", "table-exists", *table)
        self.told("dynamodb", "put-item", *table, "--item", '{"Id": {"S": "a"}, "Set": {"SS": ["x", "y"]}}')
        read = self.told("dynamodb", "get-item", *table, "--key", '{"Id": {"S": "a"}}')
        self.assertEqual(read["Item"], {"Id": {"S": "a"}, "Set": {"SS": ["x", "y"]}})
        self.refused_cli(
            "ResourceNotFoundException", "DescribeTable",
            "Requested resource not found: Table: no-such-table not found",
            "dynamodb", "describe-table", "--table-name", "no-such-table",
        )

    def test_ec2(self):
        zones = self.told(
            "ec2", "describe-availability-zones", "--query", "AvailabilityZones[].ZoneName", "--region", region.name
        )
        self.assertEqual(zones, [region.name + letter for letter in "abcd"])
        self.refused_cli(
            "InvalidInstanceID.NotFound", "DescribeInstances", f"The instance ID '{NO_INSTANCE}' does not exist",
            "ec2", "describe-instances", "--instance-ids", NO_INSTANCE,
        )


if __name__ == "__main__":
    unittest.main()
