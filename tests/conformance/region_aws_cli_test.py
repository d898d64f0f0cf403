"""The region as the AWS CLI sees it: a call that works and one that does not for each service."""

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

    def test_iam(self):
        role = ("--role-name", unique("role"))
        trust = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"
            },
        }
        self.told("iam", "create-role", *role, "--assume-role-policy-document", json.dumps(trust))
        self.undo("iam", "delete-role", *role)
        self.assertEqual(self.told("iam", "get-role", *role)["Role"]["AssumeRolePolicyDocument"], trust)
        self.refused_cli(
            "NoSuchEntity", "GetRole", "The role with name no-such-role cannot be found.",
            "iam", "get-role", "--role-name", "no-such-role",
        )

    def test_sts(self):
        self.assertEqual(set(self.told("sts", "get-caller-identity")), {"UserId", "Account", "Arn"})
        self.refused_cli(
            "InvalidAction", "GetFederationToken", "Could not find operation GetFederationToken for version 2011-06-15",
            "sts", "get-federation-token", "--name", "somebody",
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

    def test_ssm(self):
        name = ("--name", unique("parameter"))
        made = self.told("ssm", "put-parameter", *name, "--value", "äöü € \n <&>", "--type", "String")
        self.undo("ssm", "delete-parameter", *name)
        self.assertEqual(made, {"Version": 1, "Tier": "Standard"})
        self.assertEqual(self.told("ssm", "get-parameter", *name)["Parameter"]["Value"], "äöü € \n <&>")
        self.refused_cli(
            "ParameterNotFound", "GetParameter", "Parameter no-such-parameter not found.",
            "ssm", "get-parameter", "--name", "no-such-parameter",
        )

    def test_elbv2(self):
        [vpc] = self.told("ec2", "describe-vpcs", "--filters", "Name=is-default,Values=true", "--query", "Vpcs[].VpcId")
        name = unique("targets")
        [group] = self.told(
            "elbv2", "create-target-group", "--name", name, "--protocol", "HTTP", "--port", "80", "--vpc-id", vpc
        )["TargetGroups"]
        self.undo("elbv2", "delete-target-group", "--target-group-arn", group["TargetGroupArn"])
        read = self.told("elbv2", "describe-target-groups", "--names", name)
        self.assertEqual(read["TargetGroups"], [group])
        self.refused_cli(
            "LoadBalancerNotFound", "DescribeLoadBalancers", "Load balancers '[no-such-balancer]' not found",
            "elbv2", "describe-load-balancers", "--names", "no-such-balancer",
        )

    def test_autoscaling(self):
        described = self.told(
            "autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", "no-such-group"
        )
        self.assertEqual(described, {"AutoScalingGroups": []})
        self.refused_cli(
            "ValidationError", "UpdateAutoScalingGroup", "AutoScalingGroup name not found - null",
            "autoscaling", "update-auto-scaling-group", "--auto-scaling-group-name", "no-such-group", "--min-size", "0",
        )


if __name__ == "__main__":
    unittest.main()
