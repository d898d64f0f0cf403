"""Users, groups and access keys as boto3 sees them, and what can be done with them."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import ACCOUNT, Conformance, region_for_module, unique

READ_ONLY = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"
TAGS = [{"Key": "team", "Value": "books"}]


def policy(effect, action, resource="*"):
    statement = {"Effect": effect, "Action": action, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def setUpModule():
    global region, iam
    region = region_for_module()
    iam = region.client("iam")


class WithUser(Conformance):
    def setUp(self):
        self.user = unique("ann")
        self.made = iam.create_user(UserName=self.user, Path="/team/", Tags=TAGS)["User"]
        self.addCleanup(self.remove)

    def remove(self):
        named = {"UserName": self.user}
        for key in iam.list_access_keys(**named)["AccessKeyMetadata"]:
            iam.delete_access_key(AccessKeyId=key["AccessKeyId"], **named)
        for each in iam.list_attached_user_policies(**named)["AttachedPolicies"]:
            iam.detach_user_policy(PolicyArn=each["PolicyArn"], **named)
        for name in iam.list_user_policies(**named)["PolicyNames"]:
            iam.delete_user_policy(PolicyName=name, **named)
        for group in iam.list_groups_for_user(**named)["Groups"]:
            iam.remove_user_from_group(GroupName=group["GroupName"], **named)
        iam.delete_user(**named)

    def client(self, service, key=None):
        """Of the user, with a new key of theirs."""
        return region.client(service, keys=key or iam.create_access_key(UserName=self.user)["AccessKey"])

    def missing(self, kind, name, call, **arguments):
        self.refused(call, "NoSuchEntity", f"The {kind} with name {name} cannot be found.", status=404, **arguments)


class Users(WithUser):
    def test_life_of_a_user(self):
        self.assertRegex(self.made["Arn"], rf"^arn:aws:iam::{ACCOUNT}:user/team/{self.user}$")
        self.assertRegex(self.made["UserId"], "^AIDA[A-Z0-9]{17}$")
        self.assertEqual(iam.get_user(UserName=self.user)["User"], self.made)
        listed = [user for page in iam.get_paginator("list_users").paginate(PathPrefix="/team/") for user in page["Users"]]
        self.assertIn({key: value for key, value in self.made.items() if key != "Tags"}, listed)
        iam.tag_user(UserName=self.user, Tags=[{"Key": "more", "Value": ""}])
        iam.untag_user(UserName=self.user, TagKeys=["team"])
        self.assertEqual(iam.list_user_tags(UserName=self.user)["Tags"], [{"Key": "more", "Value": ""}])
        renamed = unique("anna")
        iam.update_user(UserName=self.user, NewUserName=renamed)
        self.missing("user", self.user, iam.get_user, UserName=self.user)
        self.user = renamed
        self.refused(iam.create_user, "EntityAlreadyExists", f"User with name {renamed} already exists.", status=409,
                     UserName=renamed)

    def test_what_is_missing(self):
        for call, more in ((iam.delete_user, {}), (iam.update_user, {}), (iam.tag_user, {"Tags": TAGS}),
                           (iam.untag_user, {"TagKeys": ["x"]}), (iam.list_user_tags, {}), (iam.list_user_policies, {}),
                           (iam.list_attached_user_policies, {}), (iam.list_groups_for_user, {}),
                           (iam.list_access_keys, {}), (iam.create_access_key, {}),
                           (iam.put_user_permissions_boundary, {"PermissionsBoundary": READ_ONLY}),
                           (iam.delete_user_permissions_boundary, {}),
                           (iam.attach_user_policy, {"PolicyArn": READ_ONLY})):
            self.missing("user", "nobody", call, UserName="nobody", **more)
        for call in (iam.get_user_policy, iam.delete_user_policy):
            self.missing("user policy", "none", call, UserName=self.user, PolicyName="none")
        self.refused(iam.detach_user_policy, "NoSuchEntity", f"Policy {READ_ONLY} was not found.", status=404,
                     UserName=self.user, PolicyArn=READ_ONLY)
        self.refused_like(iam.put_user_policy, "MalformedPolicyDocument", ".+", UserName=self.user, PolicyName="p",
                          PolicyDocument="{}")

    def test_credentials_of_other_kinds(self):
        named, none = {"UserName": self.user}, f"Login Profile for User {self.user} cannot be found."
        self.refused(iam.get_login_profile, "NoSuchEntity", none, status=404, **named)
        self.refused(iam.delete_login_profile, "NoSuchEntity", none, status=404, **named)
        self.assertEqual(iam.list_mfa_devices(**named)["MFADevices"], [])
        self.assertEqual(iam.list_ssh_public_keys(**named)["SSHPublicKeys"], [])
        self.assertEqual(iam.list_service_specific_credentials(**named)["ServiceSpecificCredentials"], [])
        self.assertEqual(iam.list_signing_certificates(**named)["Certificates"], [])
        for list_them in (iam.list_mfa_devices, iam.list_ssh_public_keys, iam.list_service_specific_credentials,
                          iam.list_signing_certificates):
            self.missing("user", "no-such-user", list_them, UserName="no-such-user")

    def test_a_user_may_what_policies_say(self):
        ssm = self.client("ssm")
        denied = (f"User: {self.made['Arn']} is not authorized to perform: ssm:GetParameter on resource: .* because no "
                  "identity-based policy allows the ssm:GetParameter action")
        self.refused_like(ssm.get_parameter, "AccessDeniedException", denied, Name="none")
        iam.attach_user_policy(UserName=self.user, PolicyArn=READ_ONLY)
        self.refused_like(ssm.get_parameter, "ParameterNotFound", ".*", Name="none")
        iam.put_user_policy(UserName=self.user, PolicyName="own", PolicyDocument=policy("Allow", "ssm:Put*"))
        document = iam.get_user_policy(UserName=self.user, PolicyName="own")["PolicyDocument"]
        self.assertEqual(document, json.loads(policy("Allow", "ssm:Put*")))
        name = unique("mine")
        ssm.put_parameter(Name=name, Value="x", Type="String")
        self.addCleanup(region.client("ssm").delete_parameter, Name=name)
        iam.put_user_permissions_boundary(UserName=self.user, PermissionsBoundary=READ_ONLY)
        boundary = iam.get_user(UserName=self.user)["User"]["PermissionsBoundary"]
        self.assertEqual(boundary["PermissionsBoundaryArn"], READ_ONLY)
        self.refused_like(ssm.put_parameter, "AccessDeniedException", ".*", Name=name, Value="y", Overwrite=True)
        iam.delete_user_permissions_boundary(UserName=self.user)
        ssm.put_parameter(Name=name, Value="y", Overwrite=True)
        iam.put_user_policy(UserName=self.user, PolicyName="no", PolicyDocument=policy("Deny", "ssm:*"))
        self.refused_like(ssm.get_parameter, "AccessDeniedException", ".*explicit deny.*", Name=name)
        self.refused(iam.delete_user, "DeleteConflict", "Cannot delete entity, must delete access keys first.", status=409,
                     UserName=self.user)

    def test_access_keys(self):
        key = iam.create_access_key(UserName=self.user)["AccessKey"]
        sts = self.client("sts", key)
        used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
        self.assertEqual((used["UserName"], used["AccessKeyLastUsed"]), (self.user, {"ServiceName": "N/A", "Region": "N/A"}))
        self.assertEqual(sts.get_caller_identity()["Arn"], self.made["Arn"])
        used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"]
        self.assertEqual((used["ServiceName"], used["Region"]), ("sts", region.name))
        named = {"UserName": self.user, "AccessKeyId": key["AccessKeyId"]}
        iam.update_access_key(Status="Inactive", **named)
        [listed] = iam.list_access_keys(UserName=self.user)["AccessKeyMetadata"]
        self.assertEqual(listed["Status"], "Inactive")
        self.refused(sts.get_caller_identity, "InvalidClientTokenId",
                     "The security token included in the request is invalid.", status=403)
        iam.update_access_key(Status="Active", **named)
        sts.get_caller_identity()
        iam.create_access_key(UserName=self.user)
        self.refused(iam.create_access_key, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", status=409,
                     UserName=self.user)
        iam.delete_access_key(**named)
        missing = f"The Access Key with id {key['AccessKeyId']} cannot be found."
        for call in (iam.delete_access_key, lambda **more: iam.update_access_key(Status="Active", **more)):
            self.refused(call, "NoSuchEntity", missing, status=404, **named)
        self.refused(iam.get_access_key_last_used, "NoSuchEntity", missing, status=404, AccessKeyId=key["AccessKeyId"])

    def test_whoever_names_nobody_is_meant(self):
        iam.put_user_policy(UserName=self.user, PolicyName="iam", PolicyDocument=policy("Allow", "iam:*"))
        mine = self.client("iam")
        self.assertEqual(mine.get_user()["User"]["UserName"], self.user)
        self.assertEqual(len(mine.list_access_keys()["AccessKeyMetadata"]), 1)


class Groups(WithUser):
    def setUp(self):
        super().setUp()
        self.group = unique("readers")
        self.in_group = {"GroupName": self.group, "UserName": self.user}
        iam.create_group(GroupName=self.group, Path="/team/")
        self.addCleanup(self.remove_group)

    def remove_group(self):
        named = {"GroupName": self.group}
        for each in iam.list_attached_group_policies(**named)["AttachedPolicies"]:
            iam.detach_group_policy(PolicyArn=each["PolicyArn"], **named)
        for name in iam.list_group_policies(**named)["PolicyNames"]:
            iam.delete_group_policy(PolicyName=name, **named)
        for user in iam.get_group(**named)["Users"]:
            iam.remove_user_from_group(UserName=user["UserName"], **named)
        iam.delete_group(**named)

    def test_who_is_in_a_group_may_what_it_may(self):
        ssm = self.client("ssm")
        iam.attach_group_policy(GroupName=self.group, PolicyArn=READ_ONLY)
        self.refused_like(ssm.get_parameter, "AccessDeniedException", ".*", Name="none")
        iam.add_user_to_group(**self.in_group)
        self.refused_like(ssm.get_parameter, "ParameterNotFound", ".*", Name="none")
        self.assertEqual([user["UserName"] for user in iam.get_group(GroupName=self.group)["Users"]], [self.user])
        [group] = iam.list_groups_for_user(UserName=self.user)["Groups"]
        self.assertEqual(group, iam.get_group(GroupName=self.group)["Group"])
        self.assertIn(group, iam.list_groups(PathPrefix="/team/")["Groups"])
        iam.put_group_policy(GroupName=self.group, PolicyName="no", PolicyDocument=policy("Deny", "ssm:Get*"))
        self.refused_like(ssm.get_parameter, "AccessDeniedException", ".*explicit deny.*", Name="none")
        self.assertEqual(iam.get_group_policy(GroupName=self.group, PolicyName="no")["PolicyDocument"]["Version"], "2012-10-17")
        [entity] = iam.list_entities_for_policy(PolicyArn=READ_ONLY, EntityFilter="Group")["PolicyGroups"]
        self.assertEqual(entity["GroupName"], self.group)
        self.refused(iam.delete_group, "DeleteConflict", "Cannot delete entity, must remove users from group first.",
                     status=409, GroupName=self.group)
        renamed = unique("others")
        iam.update_group(GroupName=self.group, NewGroupName=renamed)
        self.group = renamed
        self.assertEqual(iam.list_groups_for_user(UserName=self.user)["Groups"][0]["GroupName"], renamed)
        iam.remove_user_from_group(GroupName=renamed, UserName=self.user)
        self.refused_like(ssm.get_parameter, "AccessDeniedException", ".*no identity-based policy.*", Name="none")

    def test_what_is_missing(self):
        self.refused(iam.create_group, "EntityAlreadyExists", f"Group with name {self.group} already exists.", status=409,
                     GroupName=self.group)
        for call, more in ((iam.get_group, {}), (iam.delete_group, {}), (iam.update_group, {}),
                           (iam.list_group_policies, {}), (iam.list_attached_group_policies, {}),
                           (iam.attach_group_policy, {"PolicyArn": READ_ONLY}),
                           (iam.put_group_policy, {"PolicyName": "p", "PolicyDocument": policy("Allow", "*")}),
                           (iam.add_user_to_group, {"UserName": self.user}),
                           (iam.remove_user_from_group, {"UserName": self.user})):
            self.missing("group", "nobody", call, GroupName="nobody", **more)
        for call in (iam.get_group_policy, iam.delete_group_policy):
            self.missing("group policy", "none", call, GroupName=self.group, PolicyName="none")
        self.refused(iam.detach_group_policy, "NoSuchEntity", f"Policy {READ_ONLY} was not found.", status=404,
                     GroupName=self.group, PolicyArn=READ_ONLY)


class Account(WithUser):
    def test_simulations(self):
        iam.attach_user_policy(UserName=self.user, PolicyArn=READ_ONLY)
        iam.put_user_policy(UserName=self.user, PolicyName="no", PolicyDocument=policy("Deny", "ssm:GetParameter"))
        answer = iam.simulate_principal_policy(
            PolicySourceArn=self.made["Arn"], ActionNames=["ssm:GetParameter", "ssm:ListCommands", "ec2:RunInstances"])
        decisions = {each["EvalActionName"]: each["EvalDecision"] for each in answer["EvaluationResults"]}
        self.assertEqual(decisions, {"ssm:GetParameter": "explicitDeny", "ssm:ListCommands": "allowed",
                                     "ec2:RunInstances": "implicitDeny"})
        custom = iam.simulate_custom_policy(
            PolicyInputList=[policy("Allow", "dynamodb:*", "arn:aws:dynamodb:*:*:table/mine")], ActionNames=["dynamodb:Query"],
            ResourceArns=["arn:aws:dynamodb:us-west-2:123456789012:table/mine", "arn:aws:dynamodb:us-west-2:1:table/x"])
        self.assertEqual([each["EvalDecision"] for each in custom["EvaluationResults"]], ["allowed", "implicitDeny"])
        self.assertEqual(custom["EvaluationResults"][0]["MatchedStatements"][0]["SourcePolicyId"], "PolicyInputList.1")
        self.missing("user", "nobody", iam.simulate_principal_policy, ActionNames=["ec2:RunInstances"],
                     PolicySourceArn=self.made["Arn"].replace(self.user, "nobody"))
        self.refused_like(iam.simulate_custom_policy, "MalformedPolicyDocument", ".+", PolicyInputList=["{}"],
                          ActionNames=["ec2:RunInstances"])

    def test_what_a_simulation_was_not_told_is_named(self):
        home = json.dumps({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::homes/${aws:username}",
            "Condition": {"NumericLessThan": {"s3:max-keys": 10}}}})
        arguments = {"PolicyInputList": [home], "ActionNames": ["s3:ListBucket"]}
        [result] = iam.simulate_custom_policy(**arguments)["EvaluationResults"]
        self.assertEqual(result["MissingContextValues"], ["aws:username", "s3:max-keys"])
        entry = {"ContextKeyName": "s3:max-keys", "ContextKeyType": "numeric", "ContextKeyValues": ["5"]}
        [result] = iam.simulate_custom_policy(ContextEntries=[entry], ResourceArns=["arn:aws:s3:::homes/ann"],
                                              **arguments)["EvaluationResults"]
        [of_one] = result["ResourceSpecificResults"]
        self.assertEqual((of_one["EvalResourceName"], of_one["EvalResourceDecision"], of_one["MissingContextValues"]),
                         ("arn:aws:s3:::homes/ann", "implicitDeny", ["aws:username"]))
        self.refused_like(iam.simulate_custom_policy, "InvalidInput", ".*s3:max-keys.*",
                          ContextEntries=[entry | {"ContextKeyValues": ["five"]}], **arguments)
        self.refused_like(iam.simulate_custom_policy, "InvalidInput", ".+", PermissionsBoundaryPolicyInputList=[home, home],
                          **arguments)
        self.refused_like(iam.simulate_custom_policy, "InvalidInput", ".*s3:\\*.*", **arguments | {"ActionNames": ["s3:*"]})

    def test_details(self):
        iam.attach_user_policy(UserName=self.user, PolicyArn=READ_ONLY)
        pages = iam.get_paginator("get_account_authorization_details").paginate(
            Filter=["User", "AWSManagedPolicy"], PaginationConfig={"PageSize": 2})
        users, policies = {}, set()
        for page in pages:
            users |= {user["UserName"]: user for user in page["UserDetailList"]}
            policies |= {each["Arn"] for each in page["Policies"]}
            self.assertEqual(page["RoleDetailList"], [])
        self.assertEqual(users[self.user]["AttachedManagedPolicies"][0]["PolicyArn"], READ_ONLY)
        self.assertIn(READ_ONLY, policies)
        mine = self.client("iam")
        self.refused_like(mine.get_account_authorization_details, "AccessDenied", ".*not authorized to perform.*", status=403)


class Boundaries(Conformance):
    def test_a_role_has_one_too(self):
        role = unique("role")
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))
        self.addCleanup(iam.delete_role, RoleName=role)
        iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=READ_ONLY)
        self.assertEqual(iam.get_role(RoleName=role)["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"], READ_ONLY)
        iam.delete_role_permissions_boundary(RoleName=role)
        self.assertNotIn("PermissionsBoundary", iam.get_role(RoleName=role)["Role"])
        for call, more in ((iam.put_role_permissions_boundary, {"PermissionsBoundary": READ_ONLY}),
                           (iam.delete_role_permissions_boundary, {})):
            self.refused(call, "NoSuchEntity", "The role with name nobody cannot be found.", status=404, RoleName="nobody",
                         **more)


if __name__ == "__main__":
    unittest.main()
