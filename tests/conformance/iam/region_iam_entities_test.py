"""What tools read, change and tag around IAM's roles, policies and profiles, as boto3 sees it."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import ROOT, Conformance, region_for_module, unique

sys.path.append(str(ROOT / "tests" / "aws"))
from authority import Authority  # noqa: E402


def document(*actions):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


def trust(principal):
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }


EC2 = {"Service": "ec2.amazonaws.com"}
MISSING = "The role with name missing cannot be found."


def setUpModule():
    global region, iam, account
    region = region_for_module()
    iam = region.client("iam")
    account = region.client("sts").get_caller_identity()["Account"]


class WithEntities(Conformance):
    def role(self, principal=EC2, **settings):
        name = unique("role")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust(principal)), **settings)
        self.addCleanup(iam.delete_role, RoleName=name)
        return name

    def policy(self, *actions, **settings):
        arn = iam.create_policy(
            PolicyName=unique("policy"), PolicyDocument=json.dumps(document(*actions)), **settings
        )["Policy"]["Arn"]
        self.addCleanup(iam.delete_policy, PolicyArn=arn)
        return arn

    def profile(self, role=None, **settings):
        name = unique("profile")
        iam.create_instance_profile(InstanceProfileName=name, **settings)
        self.addCleanup(iam.delete_instance_profile, InstanceProfileName=name)
        if role:
            iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
            self.addCleanup(iam.remove_role_from_instance_profile, InstanceProfileName=name, RoleName=role)
        return name

    def attach(self, role, arn):
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)
        self.addCleanup(iam.detach_role_policy, RoleName=role, PolicyArn=arn)


class Roles(WithEntities):
    def test_what_is_changed_is_read(self):
        name = self.role(Description="before")
        iam.update_role(RoleName=name, Description="after", MaxSessionDuration=7200)
        iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(trust({"AWS": account})))
        role = iam.get_role(RoleName=name)["Role"]
        self.assertEqual((role["Description"], role["MaxSessionDuration"]), ("after", 7200))
        self.assertEqual(role["AssumeRolePolicyDocument"], trust({"AWS": account}))

    def test_what_cannot_be_changed(self):
        name = self.role()
        self.refused(iam.update_role, "NoSuchEntity", MISSING, status=404, RoleName="missing")
        self.refused_like(
            iam.update_assume_role_policy, "MalformedPolicyDocument", ".+", RoleName=name, PolicyDocument="{"
        )

    def test_are_listed_by_path_in_pages(self):
        path = f"/{unique('path')}/"
        names = sorted(self.role(Path=path) for _ in range(3))
        pages = list(iam.get_paginator("list_roles").paginate(PathPrefix=path, PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["Roles"]) for page in pages], [2, 1])
        listed = [role for page in pages for role in page["Roles"]]
        self.assertEqual([role["RoleName"] for role in listed], names)
        self.assertEqual(listed[0]["Arn"], f"arn:aws:iam::{account}:role{path}{names[0]}")
        self.assertEqual(listed[0]["AssumeRolePolicyDocument"], trust(EC2))
        self.assertEqual(listed[0]["MaxSessionDuration"], 3600)

    def test_tags(self):
        name = self.role(Tags=[{"Key": "first", "Value": "1"}])
        iam.tag_role(RoleName=name, Tags=[{"Key": "second", "Value": "2"}, {"Key": "first", "Value": "3"}])
        tags = {"first": "3", "second": "2"}
        self.assertEqual({tag["Key"]: tag["Value"] for tag in iam.list_role_tags(RoleName=name)["Tags"]}, tags)
        iam.untag_role(RoleName=name, TagKeys=["first", "absent"])
        self.assertEqual(iam.get_role(RoleName=name)["Role"]["Tags"], [{"Key": "second", "Value": "2"}])
        self.refused(iam.list_role_tags, "NoSuchEntity", MISSING, status=404, RoleName="missing")
        self.refused(
            iam.tag_role, "InvalidInput", "aws: prefixed tag key names are not allowed for external use.",
            RoleName=name, Tags=[{"Key": "aws:x", "Value": ""}],
        )
        self.refused_like(iam.untag_role, "NoSuchEntity", ".+", status=404, RoleName="missing", TagKeys=["x"])


class InlinePolicies(WithEntities):
    def test_life(self):
        role = self.role()
        iam.put_role_policy(RoleName=role, PolicyName="in", PolicyDocument=json.dumps(document("ssm:Get*")))
        read = iam.get_role_policy(RoleName=role, PolicyName="in")
        self.assertEqual((read["RoleName"], read["PolicyName"]), (role, "in"))
        self.assertEqual(read["PolicyDocument"], document("ssm:Get*"))
        self.assertEqual(iam.list_role_policies(RoleName=role)["PolicyNames"], ["in"])
        self.refused(
            iam.delete_role, "DeleteConflict", "Cannot delete entity, must delete policies first.", status=409,
            RoleName=role,
        )
        iam.delete_role_policy(RoleName=role, PolicyName="in")
        for call in (iam.get_role_policy, iam.delete_role_policy):
            self.refused(
                call, "NoSuchEntity", "The role policy with name in cannot be found.", status=404, RoleName=role,
                PolicyName="in",
            )
        self.refused_like(
            iam.put_role_policy, "MalformedPolicyDocument", ".+", RoleName=role, PolicyName="in", PolicyDocument="{}"
        )
        self.refused(iam.list_role_policies, "NoSuchEntity", MISSING, status=404, RoleName="missing")

    def test_are_what_a_session_may_do(self):
        role = self.role({"AWS": "*"})
        arn = iam.get_role(RoleName=role)["Role"]["Arn"]
        keys = region.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
        theirs = region.client("iam", keys=keys)
        self.refused_like(theirs.get_role, "AccessDenied", ".+", status=403, RoleName=role)
        iam.put_role_policy(RoleName=role, PolicyName="in", PolicyDocument=json.dumps(document("iam:GetRole")))
        self.assertEqual(theirs.get_role(RoleName=role)["Role"]["RoleName"], role)
        iam.delete_role_policy(RoleName=role, PolicyName="in")
        self.refused_like(theirs.get_role, "AccessDenied", ".+", status=403, RoleName=role)


class Policies(WithEntities):
    def test_versions(self):
        arn = self.policy("ssm:Get*")
        made = iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(document("ssm:Put*")))
        self.assertEqual(made["PolicyVersion"]["VersionId"], "v2")
        self.assertFalse(made["PolicyVersion"]["IsDefaultVersion"])
        first = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]
        self.assertEqual((first["Document"], first["IsDefaultVersion"]), (document("ssm:Get*"), True))
        iam.set_default_policy_version(PolicyArn=arn, VersionId="v2")
        self.assertEqual(iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"], "v2")
        pages = iam.get_paginator("list_policy_versions").paginate(PolicyArn=arn, PaginationConfig={"PageSize": 1})
        listed = [version for page in pages for version in page["Versions"]]
        self.assertEqual([(v["VersionId"], v["IsDefaultVersion"]) for v in listed], [("v2", True), ("v1", False)])
        self.refused_like(iam.delete_policy, "DeleteConflict", "This policy has more.+", status=409, PolicyArn=arn)
        self.refused(
            iam.delete_policy_version, "DeleteConflict", "Cannot delete the default version of a policy.", status=409,
            PolicyArn=arn, VersionId="v2",
        )
        iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
        for call in (iam.get_policy_version, iam.set_default_policy_version, iam.delete_policy_version):
            self.refused_like(call, "NoSuchEntity", ".+ version v1 .+", status=404, PolicyArn=arn, VersionId="v1")

    def test_are_listed(self):
        path = f"/{unique('path')}/"
        arn = self.policy("ssm:Get*", Path=path)
        listed = iam.list_policies(Scope="Local", PathPrefix=path)["Policies"]
        self.assertEqual([policy["Arn"] for policy in listed], [arn])
        self.assertEqual(listed[0]["AttachmentCount"], 0)
        self.assertEqual(iam.list_policies(Scope="Local", PathPrefix=path, OnlyAttached=True)["Policies"], [])
        self.attach(self.role(), arn)
        self.assertEqual(len(iam.list_policies(PathPrefix=path, OnlyAttached=True)["Policies"]), 1)
        used = iam.list_policies(PathPrefix=path, PolicyUsageFilter="PermissionsBoundary")["Policies"]
        self.assertEqual(used, [])
        pages = iam.get_paginator("list_policies").paginate(Scope="AWS", PaginationConfig={"PageSize": 2})
        names = [policy["PolicyName"] for page in pages for policy in page["Policies"]]
        self.assertEqual(len(names), len(set(names)))
        self.assertIn("AmazonSSMManagedInstanceCore", names)

    def test_know_who_uses_them(self):
        arn, role = self.policy("ssm:Get*"), self.role()
        self.attach(role, arn)
        bounded = self.role(PermissionsBoundary=arn)
        used = iam.list_entities_for_policy(PolicyArn=arn)
        self.assertEqual({user["RoleName"] for user in used["PolicyRoles"]}, {role, bounded})
        self.assertEqual((used["PolicyUsers"], used["PolicyGroups"], used["IsTruncated"]), ([], [], False))
        used = iam.list_entities_for_policy(PolicyArn=arn, PolicyUsageFilter="PermissionsBoundary")
        self.assertEqual([user["RoleName"] for user in used["PolicyRoles"]], [bounded])
        self.assertEqual(iam.list_entities_for_policy(PolicyArn=arn, EntityFilter="User")["PolicyRoles"], [])
        self.refused_like(
            iam.list_entities_for_policy, "NoSuchEntity", ".+", status=404,
            PolicyArn=f"arn:aws:iam::{account}:policy/missing",
        )

    def test_tags(self):
        arn = self.policy("ssm:Get*", Tags=[{"Key": "first", "Value": "1"}])
        iam.tag_policy(PolicyArn=arn, Tags=[{"Key": "second", "Value": "2"}])
        page = iam.list_policy_tags(PolicyArn=arn, MaxItems=1)
        self.assertEqual(([tag["Key"] for tag in page["Tags"]], page["IsTruncated"]), (["first"], True))
        page = iam.list_policy_tags(PolicyArn=arn, Marker=page["Marker"])
        self.assertEqual(([tag["Key"] for tag in page["Tags"]], page["IsTruncated"]), (["second"], False))
        iam.untag_policy(PolicyArn=arn, TagKeys=["first"])
        self.assertEqual(iam.list_policy_tags(PolicyArn=arn)["Tags"], [{"Key": "second", "Value": "2"}])
        self.refused(
            iam.tag_policy, "AccessDenied", "Policy is outside your own account.", status=403,
            PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess", Tags=[{"Key": "a", "Value": "b"}],
        )
        missing = f"arn:aws:iam::{account}:policy/missing"
        self.refused_like(iam.untag_policy, "NoSuchEntity", ".+", status=404, PolicyArn=missing, TagKeys=["x"])


class ServerCertificates(WithEntities):
    def test_life(self):
        with tempfile.TemporaryDirectory() as folder:
            authority = Authority(pathlib.Path(folder) / "authority")
            body, key = (path.read_text() for path in authority.issue("shop.invalid"))
            other = authority.issue("blog.invalid")[1].read_text()
        name, renamed, path = unique("certificate"), unique("certificate"), f"/{unique('shops')}/"
        team = [{"Key": "team", "Value": "web"}]
        request = {"ServerCertificateName": name, "Path": path, "CertificateBody": body, "PrivateKey": key}
        made = iam.upload_server_certificate(**request, Tags=team)["ServerCertificateMetadata"]
        self.assertEqual(made["Arn"], f"arn:aws:iam::{account}:server-certificate{path}{name}")
        read = iam.get_server_certificate(ServerCertificateName=name)["ServerCertificate"]
        self.assertEqual((read["CertificateBody"].strip(), read["Tags"]), (body.strip(), team))
        self.assertEqual(read["ServerCertificateMetadata"], made)
        self.refused(iam.upload_server_certificate, "EntityAlreadyExists",
                     f"The Server Certificate with name {name} already exists.", status=409, **request)
        request["ServerCertificateName"] = unique("certificate")
        self.refused_like(iam.upload_server_certificate, "KeyPairMismatch", ".+", **{**request, "PrivateKey": other})
        self.refused_like(iam.upload_server_certificate, "MalformedCertificate", ".+", **{**request, "CertificateBody": "x"})

        iam.update_server_certificate(ServerCertificateName=name, NewServerCertificateName=renamed)
        pages = iam.get_paginator("list_server_certificates").paginate(PathPrefix=path)
        [listed] = pages.build_full_result()["ServerCertificateMetadataList"]
        self.assertEqual(listed["ServerCertificateName"], renamed)
        iam.tag_server_certificate(ServerCertificateName=renamed, Tags=[{"Key": "stage", "Value": "test"}])
        iam.untag_server_certificate(ServerCertificateName=renamed, TagKeys=["team"])
        self.assertEqual(iam.list_server_certificate_tags(ServerCertificateName=renamed)["Tags"],
                         [{"Key": "stage", "Value": "test"}])
        iam.delete_server_certificate(ServerCertificateName=renamed)
        gone = f"The Server Certificate with name {renamed} cannot be found."
        for call, arguments in (
            (iam.get_server_certificate, {}), (iam.delete_server_certificate, {}), (iam.update_server_certificate, {}),
            (iam.list_server_certificate_tags, {}), (iam.tag_server_certificate, {"Tags": team}),
            (iam.untag_server_certificate, {"TagKeys": ["team"]}),
        ):
            self.refused(call, "NoSuchEntity", gone, status=404, ServerCertificateName=renamed, **arguments)


class InstanceProfiles(WithEntities):
    def test_are_listed(self):
        path, role = f"/{unique('path')}/", self.role()
        with_role, without = self.profile(role, Path=path), self.profile(Path=path)
        pages = iam.get_paginator("list_instance_profiles").paginate(
            PathPrefix=path, PaginationConfig={"PageSize": 1}
        )
        listed = [profile for page in pages for profile in page["InstanceProfiles"]]
        self.assertEqual([p["InstanceProfileName"] for p in listed], sorted([with_role, without]))
        self.assertEqual(sorted(len(p["Roles"]) for p in listed), [0, 1])
        of_role = iam.list_instance_profiles_for_role(RoleName=role)["InstanceProfiles"]
        self.assertEqual([p["InstanceProfileName"] for p in of_role], [with_role])
        self.assertEqual(of_role[0]["Roles"][0]["RoleName"], role)
        self.refused(iam.list_instance_profiles_for_role, "NoSuchEntity", MISSING, status=404, RoleName="missing")

    def test_tags(self):
        name = {"InstanceProfileName": self.profile()}
        iam.tag_instance_profile(Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}], **name)
        iam.untag_instance_profile(TagKeys=["a"], **name)
        self.assertEqual(iam.list_instance_profile_tags(**name)["Tags"], [{"Key": "b", "Value": "2"}])
        self.refused(
            iam.list_instance_profile_tags, "NoSuchEntity", "Instance Profile missing cannot be found.", status=404,
            InstanceProfileName="missing",
        )


if __name__ == "__main__":
    unittest.main()
