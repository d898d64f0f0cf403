"""IAM and STS as boto3 sees them."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import ACCOUNT, UNCHECKED, WAITER, Conformance, region_for_module, unique

READ_TABLES = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:Get*", "Resource": "*"}]}
)
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
BAD_ARN = "Invalid ARN:  Could not be parsed!"


def setUpModule():
    global region, iam, unchecked, account
    region = region_for_module()
    iam = region.client("iam")
    unchecked = region.client("iam", UNCHECKED)
    account = region.client("sts").get_caller_identity()["Account"]


class WithEntities(Conformance):
    def policy(self):
        name = unique("policy")
        policy = iam.create_policy(PolicyName=name, PolicyDocument=READ_TABLES)["Policy"]
        self.addCleanup(self.gone, iam.delete_policy, PolicyArn=policy["Arn"])
        iam.get_waiter("policy_exists").wait(PolicyArn=policy["Arn"], WaiterConfig=WAITER)
        return policy

    def role(self):
        name = unique("role")
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
        self.addCleanup(self.gone, iam.delete_role, RoleName=name)
        iam.get_waiter("role_exists").wait(RoleName=name, WaiterConfig=WAITER)
        return role

    def profile(self):
        name = unique("profile")
        profile = iam.create_instance_profile(InstanceProfileName=name)["InstanceProfile"]
        self.addCleanup(self.gone, iam.delete_instance_profile, InstanceProfileName=name)
        iam.get_waiter("instance_profile_exists").wait(InstanceProfileName=name, WaiterConfig=WAITER)
        return profile

    def attach(self, role, policy_arn):
        names = {"RoleName": role["RoleName"], "PolicyArn": policy_arn}
        iam.attach_role_policy(**names)
        self.addCleanup(self.gone, iam.detach_role_policy, **names)

    def gone(self, call, **arguments):
        try:
            call(**arguments)
        except iam.exceptions.NoSuchEntityException:
            pass


class Sts(Conformance):
    def test_who_calls(self):
        caller = region.client("sts").get_caller_identity()
        self.assertRegex(caller["Account"], f"^{ACCOUNT}$")
        self.assertRegex(caller["Arn"], f"^arn:aws:iam::{ACCOUNT}:(root|user/.+)$")
        self.assertRegex(caller["UserId"], r"^(AIDA[A-Z2-7]{17}|\d{12})$")

    def test_an_operation_that_it_does_not_have(self):
        self.refused(
            region.client("sts").get_federation_token, "InvalidAction",
            "Could not find operation GetFederationToken for version 2011-06-15", Name="somebody",
        )


class Policies(WithEntities):
    def test_life_of_a_policy(self):
        policy = self.policy()
        self.assertEqual(policy["Arn"], f"arn:aws:iam::{account}:policy/{policy['PolicyName']}")
        self.assertRegex(policy["PolicyId"], "^ANPA[A-Z2-7]{17}$")
        self.assertEqual((policy["Path"], policy["DefaultVersionId"]), ("/", "v1"))
        self.assertEqual((policy["AttachmentCount"], policy["IsAttachable"]), (0, True))
        read = iam.get_policy(PolicyArn=policy["Arn"])["Policy"]
        self.assertEqual({key: read[key] for key in policy}, policy)
        iam.delete_policy(PolicyArn=policy["Arn"])
        text = f"Policy {policy['Arn']} was not found."
        self.refused(iam.get_policy, "NoSuchEntity", text, status=404, PolicyArn=policy["Arn"])
        self.refused(iam.delete_policy, "NoSuchEntity", text, status=404, PolicyArn=policy["Arn"])

    def test_a_name_is_taken_once(self):
        name = self.policy()["PolicyName"]
        self.refused(
            iam.create_policy, "EntityAlreadyExists",
            f"A policy called {name} already exists. Duplicate names are not allowed.",
            status=409, PolicyName=name, PolicyDocument=READ_TABLES,
        )

    def test_a_policy_in_use_stays(self):
        policy, role = self.policy(), self.role()
        self.attach(role, policy["Arn"])
        self.assertEqual(iam.get_policy(PolicyArn=policy["Arn"])["Policy"]["AttachmentCount"], 1)
        self.refused(
            iam.delete_policy, "DeleteConflict", "Cannot delete a policy attached to entities.",
            status=409, PolicyArn=policy["Arn"],
        )

    def test_what_no_policy_can_be(self):
        for document in ("{", "{}", json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]})):
            self.refused_like(
                iam.create_policy, "MalformedPolicyDocument", ".+", PolicyName="refused", PolicyDocument=document
            )
        self.refused_like(
            unchecked.create_policy, "ValidationError",
            r"1 validation error detected: Value .* at 'policyName' failed to satisfy constraint: .*",
            PolicyName="not a name", PolicyDocument=READ_TABLES,
        )
        self.refused(iam.get_policy, "ValidationError", BAD_ARN, PolicyArn="this-is-not-an-arn-at-all")

    def test_policies_of_aws_are_there_and_stay(self):
        self.assertEqual(iam.get_policy(PolicyArn=CORE)["Policy"]["PolicyName"], "AmazonSSMManagedInstanceCore")
        listed = {each["PolicyName"]: each for each in iam.list_policies(Scope="AWS")["Policies"]}
        for name in ("PowerUserAccess", "AmazonEC2FullAccess", "AmazonDynamoDBReadOnlyAccess", "AmazonEC2RoleforSSM"):
            policy = listed[name]
            version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])["PolicyVersion"]
            self.assertEqual(version["Document"]["Version"], "2012-10-17")
            self.assertEqual(version["CreateDate"], policy["UpdateDate"])
        self.refused_like(iam.delete_policy, "AccessDenied", ".+", status=403, PolicyArn=CORE)


class Roles(WithEntities):
    def test_life_of_a_role(self):
        role = self.role()
        name = role["RoleName"]
        self.assertEqual(role["Arn"], f"arn:aws:iam::{account}:role/{name}")
        self.assertRegex(role["RoleId"], "^AROA[A-Z2-7]{17}$")
        read = iam.get_role(RoleName=name)["Role"]
        self.assertEqual((read["AssumeRolePolicyDocument"], read["MaxSessionDuration"]), (TRUST, 3600))
        iam.delete_role(RoleName=name)
        text = f"The role with name {name} cannot be found."
        policy = {"RoleName": name, "PolicyArn": CORE}
        for call, arguments in (
            (iam.get_role, {"RoleName": name}),
            (iam.delete_role, {"RoleName": name}),
            (iam.list_attached_role_policies, {"RoleName": name}),
            (iam.attach_role_policy, policy),
            (iam.detach_role_policy, policy),
        ):
            self.refused(call, "NoSuchEntity", text, status=404, **arguments)

    def test_a_name_is_taken_once(self):
        name = self.role()["RoleName"]
        self.refused(
            iam.create_role, "EntityAlreadyExists", f"Role with name {name} already exists.",
            status=409, RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST),
        )

    def test_a_trust_policy_must_be_json(self):
        self.refused(
            iam.create_role, "MalformedPolicyDocument", "This policy contains invalid Json",
            RoleName="refused", AssumeRolePolicyDocument="{",
        )

    def test_attached_policies_are_listed_in_pages(self):
        role, first, second = self.role(), self.policy(), self.policy()
        for arn in (first["Arn"], second["Arn"], CORE, CORE):  # once more is as good as once
            self.attach(role, arn)
        paginator = iam.get_paginator("list_attached_role_policies")
        pages = list(paginator.paginate(RoleName=role["RoleName"], PaginationConfig={"PageSize": 2}))
        self.assertEqual([page["IsTruncated"] for page in pages], [True, False])
        arns = [policy["PolicyArn"] for page in pages for policy in page["AttachedPolicies"]]
        self.assertCountEqual(arns, [first["Arn"], second["Arn"], CORE])
        self.refused(
            iam.delete_role, "DeleteConflict", "Cannot delete entity, must detach all policies first.",
            status=409, RoleName=role["RoleName"],
        )
        iam.detach_role_policy(RoleName=role["RoleName"], PolicyArn=CORE)
        left = iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
        self.assertEqual({policy["PolicyName"] for policy in left}, {first["PolicyName"], second["PolicyName"]})

    def test_what_cannot_be_attached_or_detached(self):
        name, missing = self.role()["RoleName"], f"arn:aws:iam::{account}:policy/no-such-policy"
        self.refused(
            iam.attach_role_policy, "ValidationError", BAD_ARN, RoleName=name, PolicyArn="this-is-not-an-arn-at-all"
        )
        self.refused(
            iam.attach_role_policy, "NoSuchEntity", f"Policy {missing} does not exist or is not attachable.",
            status=404, RoleName=name, PolicyArn=missing,
        )
        self.refused(
            iam.detach_role_policy, "NoSuchEntity", f"Policy {CORE} was not found.",
            status=404, RoleName=name, PolicyArn=CORE,
        )


class InstanceProfiles(WithEntities):
    def test_a_profile_carries_one_role(self):
        profile, role, other = self.profile(), self.role(), self.role()
        name = profile["InstanceProfileName"]
        self.assertEqual(profile["Arn"], f"arn:aws:iam::{account}:instance-profile/{name}")
        self.assertRegex(profile["InstanceProfileId"], "^AIPA[A-Z2-7]{17}$")
        names = {"InstanceProfileName": name, "RoleName": role["RoleName"]}
        iam.add_role_to_instance_profile(**names)
        self.addCleanup(self.gone, iam.remove_role_from_instance_profile, **names)
        read = iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
        self.assertEqual([role["RoleName"] for role in read["Roles"]], [role["RoleName"]])
        self.refused(
            iam.add_role_to_instance_profile, "LimitExceeded",
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
            status=409, InstanceProfileName=name, RoleName=other["RoleName"],
        )
        text = "Cannot delete entity, must remove roles from instance profile first."
        self.refused(iam.delete_role, "DeleteConflict", text, status=409, RoleName=role["RoleName"])
        self.refused(iam.delete_instance_profile, "DeleteConflict", text, status=409, InstanceProfileName=name)
        iam.remove_role_from_instance_profile(**names)
        self.assertEqual(iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Roles"], [])
        self.refused_like(
            iam.remove_role_from_instance_profile, "NoSuchEntity", f".*{role['RoleName']}.*cannot be found.*",
            status=404, **names,
        )

    def test_a_name_is_taken_once(self):
        name = self.profile()["InstanceProfileName"]
        self.refused(
            iam.create_instance_profile, "EntityAlreadyExists", f"Instance Profile {name} already exists.",
            status=409, InstanceProfileName=name,
        )

    def test_what_is_missing(self):
        text = "Instance Profile no-such-profile cannot be found."
        names = {"InstanceProfileName": "no-such-profile", "RoleName": self.role()["RoleName"]}
        for call, arguments in (
            (iam.get_instance_profile, {"InstanceProfileName": "no-such-profile"}),
            (iam.delete_instance_profile, {"InstanceProfileName": "no-such-profile"}),
            (iam.add_role_to_instance_profile, names),
            (iam.remove_role_from_instance_profile, names),
        ):
            self.refused(call, "NoSuchEntity", text, status=404, **arguments)
        self.refused(
            iam.add_role_to_instance_profile, "NoSuchEntity", "The role with name no-such-role cannot be found.",
            status=404, InstanceProfileName=self.profile()["InstanceProfileName"], RoleName="no-such-role",
        )


if __name__ == "__main__":
    unittest.main()
