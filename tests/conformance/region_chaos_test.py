"""A region that misbehaves as its chaos file says, as boto3 sees it."""

import base64
import json
import os
import time
import unittest
import urllib.error
import urllib.request

import botocore.config
import botocore.exceptions

from region_under_test import AT_ONCE, Conformance, OwnRegion, unique, until

CHAOS = """
seed 7
throttle 20% dynamodb.ListTables      # boto3 tries again
fail 10% dynamodb.ListTables
lose 100% iam.CreateRole
hang 100% ssm.DeleteParameter
slow 100% 1s sts.GetCallerIdentity
throttle 100% ec2.DescribeVpcs
throttle 100% elbv2.DescribeListeners
throttle 100% ssm.DescribeInstanceInformation
throttle 100% dynamodb.DeleteTable
throttle 100% dynamodb.GetItem
fail 100% iam.DeletePolicy
throttle 100% iam.* by assumed-role/*  # nobody here
delay iam-read 30m                     # a policy read: 36 s at the tests' speed
delay table 100s                       # 2 s
metadata 100%
"""
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
LINUX_IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
PERSISTENT = botocore.config.Config(retries={"mode": "standard", "total_max_attempts": 10})
HASTY = AT_ONCE.merge(botocore.config.Config(read_timeout=1))
LOST = (botocore.exceptions.ConnectionClosedError, botocore.exceptions.ClientError)

ASKS_FOR_METADATA = """#!/bin/bash
curl --silent --noproxy "*" "${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254/}"
echo "status $?"
"""


def setUpModule():
    global region
    if os.environ.get("CONFORMANCE_ENDPOINT"):
        raise unittest.SkipTest("another region does not misbehave when it is told to")
    region = OwnRegion(chaos=CHAOS)
    unittest.addModuleCleanup(region.stop)


class Chaos(Conformance):
    def test_boto3_gets_through_what_is_throttled_and_fails_for_a_moment(self):
        dynamodb = region.client("dynamodb", PERSISTENT)
        replies = [dynamodb.list_tables() for _ in range(12)]
        self.assertGreater(sum(reply["ResponseMetadata"]["RetryAttempts"] for reply in replies), 0)

    def test_each_service_throttles_in_its_own_way(self):
        self.refused(region.client("ec2").describe_vpcs, "RequestLimitExceeded", "Request limit exceeded.", status=503)
        self.refused(
            region.client("elbv2").describe_listeners, "Throttling", "Rate exceeded",
            LoadBalancerArn="arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/a/0123456789abcdef",
        )
        self.refused(region.client("ssm").describe_instance_information, "ThrottlingException", "Rate exceeded")
        dynamodb = region.client("dynamodb")
        self.refused(
            dynamodb.delete_table, "ThrottlingException", "Rate of requests exceeds the allowed throughput.",
            TableName="books",
        )
        self.refused_like(
            dynamodb.get_item, "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded.*",
            TableName="books", Key={"Id": {"S": "1"}},
        )

    def test_a_role_whose_creation_was_lost_exists(self):
        iam = region.client("iam")
        seen = set()
        for _ in range(10):
            name = unique("role")
            with self.assertRaises(LOST) as caught:
                iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
            seen.add(type(caught.exception))
            self.assertEqual(iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"], [])
            iam.delete_role(RoleName=name)
        self.assertEqual(len(seen), len(LOST), "half of them break the connection, half are answered with a 500")

    def test_what_fails_has_no_effect(self):
        iam = region.client("iam")
        arn = iam.create_policy(PolicyName=unique("policy"), PolicyDocument=json.dumps(POLICY))["Policy"]["Arn"]
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            iam.delete_policy(PolicyArn=arn)
        response = caught.exception.response
        failure = (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"])
        self.assertIn(failure, [("ServiceFailure", 500), ("ServiceUnavailable", 503)])
        with self.assertRaises(iam.exceptions.EntityAlreadyExistsException):
            iam.create_policy(PolicyName=arn.split("/")[-1], PolicyDocument=json.dumps(POLICY))

    def test_what_hangs_ends_with_the_clients_patience(self):
        ssm = region.client("ssm", HASTY)
        with self.assertRaises(botocore.exceptions.ReadTimeoutError):
            ssm.delete_parameter(Name="a")
        self.refused(ssm.get_parameter, "ParameterNotFound", "Parameter a not found.", Name="a")

    def test_what_is_slow_is_answered_late(self):
        began = time.monotonic()
        region.client("sts").get_caller_identity()
        self.assertGreaterEqual(time.monotonic() - began, 1)

    def test_what_is_new_is_read_late(self):
        iam = region.client("iam")
        name = unique("profile")
        iam.create_instance_profile(InstanceProfileName=name)
        self.addCleanup(iam.delete_instance_profile, InstanceProfileName=name)
        self.refused(
            iam.get_instance_profile, "NoSuchEntity", f"Instance Profile {name} cannot be found.", status=404,
            InstanceProfileName=name,
        )

    def test_a_table_takes_its_time(self):
        dynamodb = region.client("dynamodb", PERSISTENT)
        name = unique("table")
        dynamodb.create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
        )
        seen = []

        def active():
            try:
                seen.append(dynamodb.describe_table(TableName=name)["Table"]["TableStatus"])
            except dynamodb.exceptions.ResourceNotFoundException:
                seen.append("not found")
            return seen[-1] == "ACTIVE"

        until(active, "a table that is active")
        self.assertEqual(list(dict.fromkeys(seen)), ["not found", "CREATING", "ACTIVE"])

    def test_the_metadata_service_is_away(self):
        autoscaling, ec2 = region.client("autoscaling"), region.client("ec2")
        name = unique("group")
        ec2.create_launch_template(
            LaunchTemplateName=name,
            LaunchTemplateData={
                "ImageId": region.client("ssm").get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"],
                "InstanceType": "t3.micro",
                "UserData": base64.b64encode(ASKS_FOR_METADATA.encode()).decode(),
            },
        )
        autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=1, MaxSize=1, AvailabilityZones=["us-west-2a"],
            LaunchTemplate={"LaunchTemplateName": name},
        )
        names = {"AutoScalingGroupName": name}
        self.addCleanup(autoscaling.delete_auto_scaling_group, ForceDelete=True, **names)
        filters = [{"Name": "instance-state-name", "Values": ["running"]}]
        found = until(lambda: ec2.describe_instances(Filters=filters)["Reservations"], "a running instance")
        instance = {"InstanceId": found[0]["Instances"][0]["InstanceId"]}
        # The connection was closed without an answer, says curl.
        until(lambda: "status 52" in ec2.get_console_output(**instance).get("Output", ""), "metadata that nobody serves")

    def test_a_region_says_that_it_misbehaves_and_what_it_does_not_understand(self):
        self.assertIn("this region misbehaves on purpose, as chaos.txt says", region.log.read_text())
        here = region.here
        (here.folder / "wrong.txt").write_text("throttle 10% *\nthrottle 10% s3.*\n")
        status, said = here.run("region", "--listen", "127.0.0.1:0", "--data", here.folder / "none", "--chaos", "wrong.txt")
        self.assertEqual(status, 1)
        self.assertRegex(said, r"^resilient-service: wrong\.txt:2: 's3\.\*' fits no operation of [^\n]*\n$")
        self.assertFalse((here.folder / "none").exists())
        for elsewhere in (["deploy"], ["run", "--endpoint-url", region.endpoint], ["run", "--aws"]):
            status, said = here.run(*elsewhere, "--auto", "--chaos", "chaos.txt")
            self.assertEqual(status, 2)
            self.assertRegex(said, r"^resilient-service: --chaos [^\n]*; see --help\n$")


if __name__ == "__main__":
    unittest.main()
