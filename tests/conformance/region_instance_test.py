"""An instance from the inside: its metadata, its role's credentials and what they allow, and Run Command."""

import json
import shlex
import unittest

from deployment import MANAGED, Deployment
from region_under_test import ACCOUNT, Conformance, region_for_module, unique, until

USER_DATA = """#!/bin/bash
echo once more >> boots
cat > ask.py <<'END'
import os, sys, urllib.error, urllib.request

method, path, *headers = sys.argv[1:]
endpoint = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
request = urllib.request.Request(f"{endpoint}/latest/{path}", method=method)
for header in headers:
    request.add_header(*header.split(": "))
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    answer = error
print(answer.status)
print(answer.read().decode())
END
"""
DENY_TABLES = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "dynamodb:*", "Resource": "*"}]}
)


def setUpModule():
    global region, here, role, instance
    region = region_for_module()
    here = Deployment(region, unittest.addModuleCleanup)
    role = here.profile(MANAGED)
    [instance] = here.in_service(here.group(1, role, USER_DATA))


def ask(method, path, *headers):
    """What the instance's metadata answer when they are asked from within it: a status and a text."""
    command = shlex.join(["python3", "ask.py", method, path, *headers])
    status, text = here.run(instance, command).split("\n", 1)
    return int(status), text.strip()


def metadata(path):
    status, text = ask("GET", path)
    if status != 200:
        raise AssertionError((path, status, text))
    return text


class Metadata(Conformance):
    def test_version_1(self):
        [described] = here.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"]
        for path, value in (
            ("instance-id", instance),
            ("local-ipv4", described["PrivateIpAddress"]),
            ("ami-id", described["ImageId"]),
            ("placement/availability-zone", described["Placement"]["AvailabilityZone"]),
            ("placement/region", region.name),
            ("iam/security-credentials/", role),
        ):
            self.assertEqual(metadata(f"meta-data/{path}"), value)
        self.assertEqual(ask("GET", "meta-data/no-such-thing")[0], 404)
        document = json.loads(metadata("dynamic/instance-identity/document"))
        self.assertEqual((document["instanceId"], document["region"]), (instance, region.name))
        info = json.loads(metadata("meta-data/iam/info"))
        self.assertEqual(info["Code"], "Success")
        self.assertEqual(info["InstanceProfileArn"], described["IamInstanceProfile"]["Arn"])

    def test_version_2(self):
        lifetime, header = "X-aws-ec2-metadata-token-ttl-seconds: ", "X-aws-ec2-metadata-token: "
        status, token = ask("PUT", "api/token", lifetime + "60")
        self.assertEqual(status, 200)
        self.assertEqual(ask("GET", "meta-data/instance-id", header + token), (200, instance))
        for expected, question in (
            (401, ("GET", "meta-data/instance-id", header + "wrong")),
            (400, ("PUT", "api/token")),
            (400, ("PUT", "api/token", lifetime + "21601")),
            (403, ("PUT", "api/token", lifetime + "60", "X-Forwarded-For: 192.0.2.1")),
        ):
            self.assertEqual(ask(*question)[0], expected, question)


class RoleCredentials(Conformance):
    def setUp(self):
        self.keys = json.loads(metadata(f"meta-data/iam/security-credentials/{role}"))

    def client(self, service, **changes):
        keys = {**self.keys, **changes}
        return region.client(service, keys={**keys, "SessionToken": keys["Token"]})

    def test_they_are_the_session_of_this_instance(self):
        self.assertEqual((self.keys["Code"], self.keys["Type"]), ("Success", "AWS-HMAC"))
        self.assertRegex(self.keys["AccessKeyId"], "^ASIA[A-Z2-7]{16}$")
        caller = self.client("sts").get_caller_identity()
        self.assertRegex(caller["Arn"], f"^arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{instance}$")
        self.assertRegex(caller["UserId"], f"^AROA[A-Z2-7]{{17}}:{instance}$")

    def test_what_they_do_not_allow_is_denied_in_the_words_of_each_protocol(self):
        caller = self.client("sts").get_caller_identity()
        account = caller["Account"]

        def sentence(action, resource):
            named = f" on resource: {resource}" if resource else ""
            return (
                f"User: {caller['Arn']} is not authorized to perform: {action}{named} because no identity-based policy "
                f"allows the {action} action"
            )

        table = f"arn:aws:dynamodb:{region.name}:{account}:table/no-such-table"
        self.refused(
            self.client("dynamodb").describe_table, "AccessDeniedException", sentence("dynamodb:DescribeTable", table),
            TableName="no-such-table",
        )
        self.refused(
            self.client("iam").get_role, "AccessDenied",
            sentence("iam:GetRole", f"arn:aws:iam::{account}:role/{role}"), status=403, RoleName=role,
        )
        self.refused(
            self.client("ec2").describe_vpcs, "UnauthorizedOperation",
            f"You are not authorized to perform this operation. {sentence('ec2:DescribeVpcs', '')}", status=403,
        )
        self.refused(
            self.client("ssm").put_parameter, "AccessDeniedException",
            sentence("ssm:PutParameter", f"arn:aws:ssm:{region.name}:{account}:parameter/mine"),
            Name="mine", Value="x", Type="String",
        )
        self.assertEqual(self.client("ssm").get_parameters(Names=["none"])["InvalidParameters"], ["none"])

    def test_a_policy_counts_from_when_it_is_attached(self):
        name = unique("deny")
        arn = here.iam.create_policy(PolicyName=name, PolicyDocument=DENY_TABLES)["Policy"]["Arn"]
        self.addCleanup(here.iam.delete_policy, PolicyArn=arn)
        here.iam.attach_role_policy(RoleName=role, PolicyArn=arn)
        self.addCleanup(here.iam.detach_role_policy, RoleName=role, PolicyArn=arn)
        self.refused_like(
            self.client("dynamodb").list_tables, "AccessDeniedException",
            r"User: \S+ is not authorized to perform: dynamodb:ListTables.* with an explicit deny in an identity-based "
            "policy",
        )

    def test_without_their_token_they_are_nobodys(self):
        text = "The security token included in the request is invalid."
        for service, call, code, said, expected in (
            ("dynamodb", "list_tables", "UnrecognizedClientException", text, 400),
            ("sts", "get_caller_identity", "InvalidClientTokenId", text, 403),
            ("ec2", "describe_vpcs", "AuthFailure",
             "AWS was not able to validate the provided access credentials", 401),
        ):
            for token in (None, "another"):
                client = self.client(service, Token=token)
                self.refused(getattr(client, call), code, said, status=expected)


class RunCommand(Conformance):
    def test_a_managed_instance_runs_commands(self):
        [node] = until(lambda: here.managed(instance), "the instance is managed")
        self.assertEqual((node["PingStatus"], node["PlatformType"]), ("Online", "Linux"))
        self.assertEqual(node["ResourceType"], "EC2Instance")
        self.assertEqual(here.run(instance, "echo a", "echo b >&2", "whoami"), "a\nroot\n")

    def test_a_command_that_fails(self):
        command = here.send(instance, "echo before", "exit 7")
        failed = until(lambda: self.ended(command), "the end of the command")
        self.assertEqual((failed["Status"], failed["StatusDetails"], failed["ResponseCode"]), ("Failed", "Failed", 7))
        self.assertEqual((failed["StandardOutputContent"], failed["PluginName"]), ("before\n", "aws:runShellScript"))

    def test_a_command_that_takes_too_long(self):
        command = here.send(instance, "sleep 3600", executionTimeout="5")
        late = until(lambda: self.ended(command), "the end of the command")
        self.assertEqual((late["Status"], late["StatusDetails"]), ("TimedOut", "ExecutionTimedOut"))

    def ended(self, command):
        invocation = here.invocation(command, instance)
        return invocation if invocation["Status"] not in ("Pending", "InProgress", "Delayed") else None


class Profiles(Conformance):
    def association(self):
        filters = [{"Name": "instance-id", "Values": [instance]}]
        return here.ec2.describe_iam_instance_profile_associations(Filters=filters)["IamInstanceProfileAssociations"][0]

    def replace(self, profile):
        return here.ec2.replace_iam_instance_profile_association(
            AssociationId=self.association()["AssociationId"], IamInstanceProfile={"Name": profile}
        )["IamInstanceProfileAssociation"]

    def test_a_profile_is_replaced_and_the_old_association_is_gone(self):
        old, other = self.association(), here.profile(MANAGED)
        self.assertEqual(old["State"], "associated")
        self.addCleanup(self.replace, role)
        new = self.replace(other)
        self.assertEqual(new["State"], "associating")
        self.assertNotEqual(new["AssociationId"], old["AssociationId"])
        self.assertEqual(set(new["IamInstanceProfile"]), {"Arn", "Id"})
        until(lambda: self.association()["State"] == "associated", "associated")
        self.assertEqual(metadata("meta-data/iam/security-credentials/"), other)
        self.refused(
            here.ec2.replace_iam_instance_profile_association, "InvalidAssociationID.NotFound",
            f"An invalid association-id of '{old['AssociationId']}' was given",
            AssociationId=old["AssociationId"], IamInstanceProfile={"Name": role},
        )
        self.refused(
            here.ec2.replace_iam_instance_profile_association, "InvalidParameterValue",
            "Value (no-such-profile) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile "
            "name",
            AssociationId=new["AssociationId"], IamInstanceProfile={"Name": "no-such-profile"},
        )

    def test_a_reboot_keeps_the_instance_and_does_not_repeat_its_user_data(self):
        process = here.send(instance, "sleep 3600")
        until(lambda: here.invocation(process, instance)["Status"] == "InProgress", "a process to be ended")
        here.ec2.reboot_instances(InstanceIds=[instance])
        until(lambda: here.invocation(process, instance)["Status"] == "Failed", "its end")
        self.assertEqual(here.run(instance, "cat boots"), "once more\n")
        state = here.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["State"]
        self.assertEqual(state, {"Code": 16, "Name": "running"})


if __name__ == "__main__":
    unittest.main()
