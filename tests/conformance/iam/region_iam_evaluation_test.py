"""The examples of AWS's user guide for how policies are evaluated, as tables of what is decided: the pages
reference_policies_condition-logic-multiple-context-keys-or-values, _condition-single-vs-multi-valued-context-keys,
_elements_notaction, _elements_notresource, _elements_notprincipal, _variables, access_policies_boundaries and
reference_policies_evaluation-logic, below https://docs.aws.amazon.com/IAM/latest/UserGuide/"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from limited_user import DENIED, LimitedUser
from region_under_test import WAITER, Conformance, region_for_module, unique

ALLOWED, DENY, NOTHING = "allowed", "explicitDeny", "implicitDeny"
THREAD = "arn:aws:dynamodb:us-west-2:123456789012:table/Thread"


def setUpModule():
    global region, iam
    region = LimitedUser.region = region_for_module()
    iam = region.client("iam")


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(action="*", resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action="*", resource="*", **more):
    return allow(action, resource, **more) | {"Effect": "Deny"}


def without(statement, *members):
    return {name: value for name, value in statement.items() if name not in members}


class Examples(Conformance):
    def decision(self, policies, action, resource="*", context=None, boundary=None):
        entries = [{"ContextKeyName": key, "ContextKeyType": "stringList", "ContextKeyValues": values}
                   for key, values in (context or {}).items()]
        more = {"PermissionsBoundaryPolicyInputList": [boundary]} if boundary else {}
        [result] = iam.simulate_custom_policy(PolicyInputList=policies, ActionNames=[action], ResourceArns=[resource],
                                              ContextEntries=entries, **more)["EvaluationResults"]
        return result["EvalDecision"]

    def decides(self, policy, *table, action="dynamodb:GetItem", resource=THREAD):
        """Of each row: the decision, and the context."""
        for expected, context in table:
            with self.subTest(context=context):
                self.assertEqual(self.decision([policy], action, resource, context), expected)

    def test_operators_and_keys_are_all_to_hold_and_one_of_the_values(self):
        department, role, arn = "aws:PrincipalTag/department", "aws:PrincipalTag/role", "aws:PrincipalArn"
        user = "arn:aws:iam::222222222222:user/Ana"
        policy = document(allow(Condition={
            "StringEquals": {department: ["finance", "hr", "legal"], role: ["audit", "security"]},
            "ArnLike": {arn: [user, "arn:aws:iam::222222222222:user/Mary"]}}))
        whole = {department: ["hr"], role: ["audit"], arn: [user]}
        self.decides(policy, (ALLOWED, whole), (ALLOWED, whole | {department: ["legal"], role: ["security"]}),
                     (NOTHING, whole | {department: ["it"]}), (NOTHING, whole | {role: ["hr"]}),
                     (NOTHING, whole | {arn: [user + "nna"]}), (NOTHING, {department: ["hr"], role: ["audit"]}), (NOTHING, {}))

    def test_a_negated_operator_is_none_of_its_values(self):
        key = "aws:PrincipalAccount"
        policy = document(allow(Condition={"StringNotEquals": {key: ["111111111111", "222222222222"]}}))
        self.decides(policy, (NOTHING, {key: ["111111111111"]}), (NOTHING, {key: ["222222222222"]}),
                     (ALLOWED, {key: ["333333333333"]}), (ALLOWED, {}))
        policy = document(allow(), deny(Condition={"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]},
                                                   "StringNotEquals": {key: ["111111111111"]}}))
        self.decides(policy, (DENY, {"aws:SourceIp": ["198.51.100.1"], key: ["333333333333"]}),
                     (ALLOWED, {"aws:SourceIp": ["203.0.113.9"], key: ["333333333333"]}),
                     (ALLOWED, {"aws:SourceIp": ["198.51.100.1"], key: ["111111111111"]}), (DENY, {}))

    def test_of_several_values_all_or_any_are_to_match(self):
        key, listed = "dynamodb:Attributes", ["PostDateTime", "Message", "Tags"]
        self.decides(
            document(allow(Condition={"ForAllValues:StringLike": {key: listed}})),
            (ALLOWED, {key: ["PostDateTime", "Message"]}), (ALLOWED, {key: ["Tags"]}), (NOTHING, {key: ["ID", "Tags"]}),
            (NOTHING, {key: ["PostDateTime", "UserName"]}), (ALLOWED, {}), (ALLOWED, {key: [""]}), (ALLOWED, {key: []}))
        self.decides(
            document(allow(), deny(Condition={"ForAnyValue:StringLike": {key: ["ID", "PostDateTime"]}})),
            (DENY, {key: ["PostDateTime", "Message"]}), (DENY, {key: ["UserName", "Message", "PostDateTime"]}),
            (ALLOWED, {key: ["UserName"]}), (ALLOWED, {}), (ALLOWED, {key: [""]}))
        keys = {"ForAllValues:StringEquals": {"aws:TagKeys": ["environment", "cost-center"]}}
        both = document(allow(Condition=keys | {"Null": {"aws:TagKeys": "false"}}))
        self.decides(both, (ALLOWED, {"aws:TagKeys": ["environment"]}), (NOTHING, {"aws:TagKeys": ["environment", "x"]}),
                     (NOTHING, {"aws:TagKeys": ["Environment"]}), (NOTHING, {}))

    def test_of_several_values_with_a_negated_operator(self):
        key = "aws:TagKeys"
        for name, table in {
            "ForAllValues:StringNotEquals": [(ALLOWED, ["c"]), (NOTHING, ["a", "c"]), (NOTHING, ["a", "b"])],
            "ForAnyValue:StringNotEquals": [(ALLOWED, ["c"]), (ALLOWED, ["a", "c"]), (NOTHING, ["a", "b"])],
            "ForAllValues:StringEquals": [(NOTHING, ["c"]), (NOTHING, ["a", "c"]), (ALLOWED, ["a", "b"])],
            "ForAnyValue:StringEquals": [(NOTHING, ["c"]), (ALLOWED, ["a", "c"]), (ALLOWED, ["a", "b"])],
        }.items():
            self.decides(document(allow(Condition={name: {key: ["a", "b"]}})),
                         *((expected, {key: values}) for expected, values in table))

    def test_all_actions_but_some(self):
        bucket = "arn:aws:s3:::amzn-s3-demo-bucket"
        but_deletion = document(without(allow(resource=[bucket, bucket + "/*"]), "Action") | {"NotAction": "s3:DeleteBucket"})
        but_iam = document(without(allow(), "Action") | {"NotAction": "iam:*"})
        guarded = document(allow(), without(deny(Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}), "Action")
                           | {"NotAction": ["iam:*", "sts:GetSessionToken"]})
        at_home = document(allow(), without(deny(Condition={"StringNotEquals": {"aws:RequestedRegion": [
            "eu-central-1", "eu-west-1"]}}), "Action") | {"NotAction": ["cloudfront:*", "iam:*", "route53:*", "support:*"]})
        here, there = {"aws:RequestedRegion": ["eu-west-1"]}, {"aws:RequestedRegion": ["us-east-1"]}
        for policy, action, context, expected in (
                (but_deletion, "s3:ListBucket", {}, ALLOWED), (but_deletion, "s3:DeleteBucket", {}, NOTHING),
                (but_deletion, "S3:deletebucket", {}, NOTHING), (but_iam, "ec2:RunInstances", {}, ALLOWED),
                (but_iam, "iam:CreateUser", {}, NOTHING), (guarded, "iam:CreateVirtualMFADevice", {}, ALLOWED),
                (guarded, "s3:ListBucket", {"aws:MultiFactorAuthPresent": ["true"]}, ALLOWED),
                (guarded, "s3:ListBucket", {"aws:MultiFactorAuthPresent": ["false"]}, DENY),
                (guarded, "s3:ListBucket", {}, DENY), (at_home, "ec2:RunInstances", here, ALLOWED),
                (at_home, "ec2:RunInstances", there, DENY), (at_home, "iam:CreateUser", there, ALLOWED)):
            with self.subTest(action=action, context=context):
                self.assertEqual(self.decision([policy], action, bucket, context), expected)

    def test_all_resources_but_some(self):
        payroll = "arn:aws:s3:::HRBucket/Payroll"
        policy = document(without(deny("s3:*"), "Resource") | {"NotResource": [payroll, payroll + "/*"]}, allow("s3:*"))
        for resource, expected in ((payroll, ALLOWED), (payroll + "/March", ALLOWED), ("arn:aws:s3:::HRBucket", DENY),
                                   ("arn:aws:s3:::HRBucket/payroll/March", DENY), ("arn:aws:s3:::other", DENY)):
            self.assertEqual(self.decision([policy], "s3:GetObject", resource), expected, resource)

    def test_variables(self):
        home = "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*"
        objects = document(allow("s3:GetObject", home))
        listing = document(allow("s3:GetObject", Condition={"StringLike": {"s3:prefix": ["${aws:username}/*"]}}))
        group = document(allow("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team, 'company-wide'}/*"))
        escaped = document(allow("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/${$}{?}${*}.txt"))
        tagged = document(allow("s3:GetObject", Condition={"StringEquals": {
            "aws:ResourceTag/costCenter": "${aws:PrincipalTag/costCenter}"}}))
        bob = {"aws:username": ["bob"]}
        for policy, path, context, expected in (
                (objects, "bob/x", bob, ALLOWED), (objects, "alice/x", bob, NOTHING), (objects, "bob/x", {}, NOTHING),
                (objects, "*/x", {"aws:username": ["*"]}, ALLOWED), (objects, "bob/x", {"aws:username": ["*"]}, NOTHING),
                (listing, "x", bob | {"s3:prefix": ["bob/a"]}, ALLOWED), (listing, "x", bob | {"s3:prefix": ["bo/a"]}, NOTHING),
                (group, "yellow/x", {"aws:PrincipalTag/team": ["yellow"]}, ALLOWED), (group, "company-wide/x", {}, ALLOWED),
                (group, "company-wide/x", {"aws:PrincipalTag/team": ["yellow"]}, NOTHING),
                (escaped, "${x}*.txt", {}, ALLOWED), (escaped, "${xy}*.txt", {}, NOTHING), (escaped, "${x}a.txt", {}, NOTHING),
                (tagged, "x", {"aws:ResourceTag/costCenter": ["7"], "aws:PrincipalTag/costCenter": ["7"]}, ALLOWED),
                (tagged, "x", {"aws:ResourceTag/costCenter": ["8"], "aws:PrincipalTag/costCenter": ["7"]}, NOTHING),
                (tagged, "x", {"aws:ResourceTag/costCenter": ["${aws:PrincipalTag/costCenter}"]}, NOTHING)):
            with self.subTest(path=path, context=context):
                self.assertEqual(self.decision([policy], "s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/" + path, context),
                                 expected)

    def test_a_boundary_is_what_may_be_allowed_at_most(self):
        """Of access_policies_boundaries: what the policy allows, what the boundary does, and both."""
        boundary = document(allow(["s3:*", "cloudwatch:*", "ec2:*"]))
        self.assertEqual(self.decision([document(allow("iam:CreateUser"))], "iam:CreateUser", boundary=boundary), NOTHING)
        some = document(allow(["s3:*", "iam:*"]), deny("s3:DeleteBucket"))
        for action, expected in (("s3:GetObject", ALLOWED), ("ec2:RunInstances", NOTHING), ("iam:CreateUser", NOTHING),
                                 ("s3:DeleteBucket", DENY), ("sqs:SendMessage", NOTHING)):
            self.assertEqual(self.decision([some], action, boundary=boundary), expected, action)
        self.assertEqual(self.decision([some], "s3:GetObject", boundary=document(allow(), deny("s3:*"))), DENY)


class Requests(LimitedUser):
    """The same where calls are judged, with policies that a simulation does not know."""

    def setUp(self):
        super().setUp()
        self.dynamodb, self.table = region.newest_client("dynamodb"), unique("Thread")
        made = self.dynamodb.create_table(
            TableName=self.table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])["TableDescription"]
        self.addCleanup(self.dynamodb.delete_table, TableName=self.table)
        self.dynamodb.get_waiter("table_exists").wait(TableName=self.table, WaiterConfig=WAITER)
        self.arn, self.me = made["TableArn"], self.iam.get_user(UserName=self.user)["User"]["Arn"]
        self.item = {"TableName": self.table, "Key": {"id": {"S": "1"}}}

    def shared(self, principal, effect="Allow", name="Principal"):
        self.dynamodb.put_resource_policy(ResourceArn=self.arn, Policy=document(
            {"Effect": effect, name: principal, "Action": "dynamodb:GetItem", "Resource": self.arn}))

    def managed(self, *statements):
        arn = self.iam.create_policy(PolicyName=unique("managed"), PolicyDocument=document(*statements))["Policy"]["Arn"]
        self.addCleanup(self.iam.delete_policy, PolicyArn=arn)
        return arn

    def role(self, *statements, **more):
        name = unique("role")
        arn = self.iam.create_role(RoleName=name, **more, AssumeRolePolicyDocument=document(
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}))["Role"]["Arn"]
        self.addCleanup(self.iam.delete_role, RoleName=name)
        if statements:
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
            self.addCleanup(self.iam.delete_role_policy, RoleName=name, PolicyName="own")
        return arn

    def session(self, role, *statements):
        """DynamoDB for a session of the role with that policy, and its ARN."""
        more = {"Policy": document(*statements)} if statements else {}
        made = region.client("sts").assume_role(RoleArn=role, RoleSessionName="night", **more)
        return region.client("dynamodb", keys=made["Credentials"]), made["AssumedRoleUser"]["Arn"]

    def decides(self, client, allowed, reason=None):
        if allowed:
            client.get_item(**self.item)
        else:
            self.refused_like(client.get_item, DENIED, f".*{reason or ''}.*", **self.item)

    def test_a_users_boundary_and_the_tables_policy(self):
        mine, nothing = self.client("dynamodb"), self.managed(allow("s3:*"))
        self.says(allow("dynamodb:*"))
        self.decides(mine, True)
        self.iam.put_user_permissions_boundary(UserName=self.user, PermissionsBoundary=nothing)
        self.addCleanup(self.iam.delete_user_permissions_boundary, UserName=self.user)
        self.decides(mine, False, "no permissions boundary allows")
        self.shared({"AWS": self.me})
        self.decides(mine, True)
        denying = self.managed(allow(), deny("dynamodb:GetItem"))
        self.iam.put_user_permissions_boundary(UserName=self.user, PermissionsBoundary=denying)
        self.decides(mine, False, "with an explicit deny in a permissions boundary")
        self.iam.put_user_permissions_boundary(UserName=self.user, PermissionsBoundary=nothing)

    def test_a_session_has_what_role_and_session_policy_have_in_common(self):
        role = self.role(allow("dynamodb:*"), deny("dynamodb:DeleteItem"))
        for statements, allowed, reason in (
                ((), True, None), ((allow(),), True, None), ((allow("dynamodb:Get*"),), True, None),
                ((allow("s3:*"),), False, "no session policy allows"),
                ((allow(), deny("dynamodb:GetItem")), False, "explicit deny in a session policy")):
            self.decides(self.session(role, *statements)[0], allowed, reason)
        self.refused_like(self.session(role, allow())[0].delete_item, DENIED, ".*explicit deny in an identity-based policy",
                          **self.item)
        self.decides(self.session(self.role(allow("s3:*")), allow())[0], False, "no identity-based policy allows")

    def test_a_session_and_the_tables_policy(self):
        role, narrow = self.role(), [allow("s3:*")]
        for bounded in (role, self.role(PermissionsBoundary=self.managed(allow("s3:*")))):
            plain, whole = self.session(bounded), self.session(bounded, *narrow)
            self.shared({"AWS": bounded})
            self.decides(plain[0], bounded == role)
            self.decides(whole[0], False)
            for client, arn in (plain, whole):
                self.shared({"AWS": arn})
                self.decides(client, True)

    def test_everybody_but_some(self):
        self.says(allow("dynamodb:*"))
        role = self.role(allow("dynamodb:*"))
        client, arn = self.session(role)
        self.shared({"AWS": [self.me]}, "Deny", "NotPrincipal")
        self.decides(self.client("dynamodb"), True)
        self.decides(client, False, "explicit deny in a resource-based policy")
        self.shared({"AWS": [role, arn]}, "Deny", "NotPrincipal")
        self.decides(client, True)
        self.decides(self.client("dynamodb"), False, "explicit deny in a resource-based policy")


if __name__ == "__main__":
    unittest.main()
