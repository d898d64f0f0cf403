"""Roles that are assumed, as boto3 sees it: who may, what the session may, and when it ends."""

import base64
import datetime
import json
import unittest

from region_under_test import Conformance, region_for_module, unique

READ_ROLES = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:GetRole", "Resource": "*"}]}
)
ANYTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
ASSUME_NOTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"}]}
)


def setUpModule():
    global region, iam, sts, account, me
    region = region_for_module()
    iam, sts = region.client("iam"), region.client("sts")
    caller = sts.get_caller_identity()
    account, me = caller["Account"], caller["Arn"]


class AssumedRoles(Conformance):
    def role(self, principal, condition=None, action="sts:AssumeRole", **settings):
        """Its ARN."""
        statement = {"Effect": "Allow", "Principal": principal, "Action": action}
        if condition:
            statement["Condition"] = condition
        trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        name = unique("role")
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, **settings)["Role"]
        self.addCleanup(iam.delete_role, RoleName=name)
        return role["Arn"]

    def attach(self, role_arn, document):
        name = role_arn.rpartition("/")[2]
        policy = iam.create_policy(PolicyName=unique("policy"), PolicyDocument=document)["Policy"]["Arn"]
        self.addCleanup(iam.delete_policy, PolicyArn=policy)
        iam.attach_role_policy(RoleName=name, PolicyArn=policy)
        self.addCleanup(iam.detach_role_policy, RoleName=name, PolicyArn=policy)

    def session(self, role_arn, **arguments):
        """Clients of a session of the role."""
        return self.clients_of(sts.assume_role(RoleArn=role_arn, RoleSessionName="night", **arguments)["Credentials"])

    def clients_of(self, keys):
        return lambda service: region.client(service, keys=keys)

    def denied(self, caller, role_arn, **arguments):
        self.refused(
            arguments.pop("by", sts).assume_role, "AccessDenied",
            f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role_arn}",
            status=403, RoleArn=role_arn, RoleSessionName="night", **arguments,
        )

    def test_a_session_is_who_it_says_and_may_what_its_role_may(self):
        arn = self.role({"AWS": account})
        self.attach(arn, READ_ROLES)
        name = arn.rpartition("/")[2]
        assumed = sts.assume_role(RoleArn=arn, RoleSessionName="night")
        user = assumed["AssumedRoleUser"]
        self.assertEqual(user["Arn"], f"arn:aws:sts::{account}:assumed-role/{name}/night")
        self.assertRegex(user["AssumedRoleId"], "^AROA[A-Z2-7]{17}:night$")
        self.assertRegex(assumed["Credentials"]["AccessKeyId"], "^ASIA[A-Z2-7]{16}$")

        client = self.session(arn)
        caller = client("sts").get_caller_identity()
        self.assertEqual((caller["Arn"], caller["UserId"]), (user["Arn"], user["AssumedRoleId"]))
        self.assertEqual(client("iam").get_role(RoleName=name)["Role"]["Arn"], arn)
        self.refused_like(
            client("dynamodb").list_tables, "AccessDeniedException",
            f"User: {user['Arn']} is not authorized to perform: dynamodb:ListTables.*",
        )

    def test_a_users_session_is_the_user_but_for_iam(self):
        keys = sts.get_session_token(DurationSeconds=900)["Credentials"]
        self.assertRegex(keys["AccessKeyId"], "^ASIA[A-Z2-7]{16}$")
        left = keys["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
        self.assertAlmostEqual(left.total_seconds(), 900, delta=30)
        client = self.clients_of(keys)
        self.assertEqual(client("sts").get_caller_identity()["Arn"], me)
        self.assertIn("TableNames", client("dynamodb").list_tables())
        invalid = "The security token included in the request is invalid."
        self.refused(client("iam").list_roles, "InvalidClientTokenId", invalid, status=403)
        self.refused(client("sts").get_session_token, "AccessDenied",
                     "Cannot call GetSessionToken with session credentials", status=403)
        self.assertEqual(sts.get_access_key_info(AccessKeyId=keys["AccessKeyId"])["Account"], account)
        self.refused_like(sts.get_access_key_info, "InvalidClientTokenId", ".+", status=403,
                          AccessKeyId="AKIAAAAAAAAAAAAAAAAA")

    def test_a_denial_of_ec2_is_decoded(self):
        client = self.session(self.role({"AWS": account}))
        text = self.refusal(client("ec2").delete_security_group, code="UnauthorizedOperation", status=403,
                            GroupId="sg-0123456789abcdef0")
        encoded = text.partition("Encoded authorization failure message: ")[2]
        decoded = json.loads(sts.decode_authorization_message(EncodedMessage=encoded)["DecodedMessage"])
        self.assertEqual((decoded["allowed"], decoded["explicitDeny"]), (False, False))
        self.assertEqual(decoded["context"]["action"], "ec2:DeleteSecurityGroup")
        self.refused(sts.decode_authorization_message, "InvalidAuthorizationMessageException", "Message is not valid",
                     EncodedMessage="nothing")
        self.refused_like(client("sts").decode_authorization_message, "AccessDenied", ".*sts:DecodeAuthorizationMessage.*",
                          status=403, EncodedMessage=encoded)

    def test_a_denial_of_ec2_names_the_statements_that_deny(self):
        role = self.role({"AWS": account})
        deny = {"Sid": "HandsOff", "Effect": "Deny", "Action": ["ec2:Delete*"], "Resource": "*",
                "Condition": {"StringLike": {"aws:RequestedRegion": "us-*"}}}
        self.attach(role, json.dumps({"Version": "2012-10-17", "Statement": [deny]}))
        text = self.refusal(self.session(role)("ec2").delete_security_group, code="UnauthorizedOperation", status=403,
                            GroupId="sg-0123456789abcdef0")
        encoded = text.partition("Encoded authorization failure message: ")[2]
        decoded = json.loads(sts.decode_authorization_message(EncodedMessage=encoded)["DecodedMessage"])
        values = lambda *texts: {"items": [{"value": each} for each in texts]}
        self.assertTrue(decoded["explicitDeny"])
        self.assertEqual(decoded["matchedStatements"]["items"], [{
            "statementId": "HandsOff", "effect": "DENY", "principalGroups": values(), "actions": values("ec2:Delete*"),
            "principals": values(decoded["context"]["principal"]["id"].partition(":")[0]), "resources": values("*"),
            "conditions": {"items": [{"key": "aws:RequestedRegion", "values": values("us-*")}]}}])

    def test_a_session_lasts_as_long_as_was_asked(self):
        arn = self.role({"AWS": account}, MaxSessionDuration=7200)
        for seconds in (900, 7200):
            assumed = sts.assume_role(RoleArn=arn, RoleSessionName="night", DurationSeconds=seconds)
            left = assumed["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
            self.assertAlmostEqual(left.total_seconds(), seconds, delta=30)
        self.refused(
            sts.assume_role, "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            RoleArn=arn, RoleSessionName="night", DurationSeconds=7201,
        )

    def test_whom_the_trust_policy_does_not_name_is_denied(self):
        self.denied(me, self.role({"Service": "ec2.amazonaws.com"}))
        self.denied(me, self.role({"AWS": f"arn:aws:iam::{account}:user/somebody-else"}))
        self.denied(me, f"arn:aws:iam::{account}:role/{unique('none')}")
        self.assertTrue(self.session(self.role({"AWS": me})))
        self.assertTrue(self.session(self.role({"AWS": f"arn:aws:iam::{account}:root"})))
        self.assertTrue(self.session(self.role({"AWS": "*"})))

    def test_a_condition_of_the_trust_policy_holds(self):
        arn = self.role({"AWS": account}, {"StringEquals": {"sts:ExternalId": "open-sesame"}})
        self.denied(me, arn)
        self.denied(me, arn, ExternalId="guess")
        self.assertTrue(self.session(arn, ExternalId="open-sesame"))
        self.assertTrue(self.session(self.role({"AWS": account}, {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}})))
        self.denied(me, self.role({"AWS": account}, {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}))
        self.denied(me, self.role({"AWS": account}, {"StringNotEquals": {"sts:RoleSessionName": "night"}}))

    def test_a_role_of_a_role_has_to_be_allowed_at_both_ends(self):
        first = self.role({"AWS": account})
        second = self.role({"AWS": first})
        night = f"arn:aws:sts::{account}:assumed-role/{first.rpartition('/')[2]}/night"
        chained = self.session(first)("sts")
        call = {"RoleArn": second, "RoleSessionName": "night"}
        sentence = f"User: {night} is not authorized to perform: sts:AssumeRole on resource: {second}"
        self.refused(
            chained.assume_role, "AccessDenied",
            f"{sentence} because no identity-based policy allows the sts:AssumeRole action", status=403, **call,
        )
        self.attach(first, json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": second}],
        }))
        self.assertEqual(
            chained.assume_role(**call)["AssumedRoleUser"]["Arn"],
            f"arn:aws:sts::{account}:assumed-role/{second.rpartition('/')[2]}/night",
        )
        self.refused(
            chained.assume_role, "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
            DurationSeconds=3601, **call,
        )
        self.attach(first, ASSUME_NOTHING)
        self.refused(
            chained.assume_role, "AccessDenied", f"{sentence} with an explicit deny in an identity-based policy",
            status=403, **call,
        )

    def test_a_session_may_no_more_than_its_policies(self):
        role = self.role({"AWS": account})
        self.attach(role, ANYTHING)
        made = sts.assume_role(RoleArn=role, RoleSessionName="night", Policy=READ_ROLES)
        self.assertGreater(made["PackedPolicySize"], 0)
        narrow = self.clients_of(made["Credentials"])
        narrow("iam").get_role(RoleName=role.rpartition("/")[2])
        self.refused_like(narrow("ssm").describe_parameters, "AccessDeniedException",
                          ".* because no session policy allows the ssm:DescribeParameters action")
        managed = self.session(role, PolicyArns=[{"arn": "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"}])
        managed("ssm").describe_parameters()
        self.refused_like(managed("iam").list_users, "AccessDenied", ".* because no session policy .*", status=403)
        denying = self.session(role, Policy=ASSUME_NOTHING)
        self.refused_like(denying("sts").assume_role, "AccessDenied", ".* with an explicit deny in a session policy",
                          status=403, RoleArn=role, RoleSessionName="again")
        self.refused(sts.assume_role, "MalformedPolicyDocument", "This policy contains invalid Json", RoleArn=role,
                     RoleSessionName="night", Policy="{")

    def test_a_session_is_given_tags(self):
        tags = {"Tags": [{"Key": "team", "Value": "books"}]}
        bare = self.role({"AWS": account})
        self.refused(sts.assume_role, "AccessDenied", status=403, RoleArn=bare, RoleSessionName="night", **tags,
                     message=f"User: {me} is not authorized to perform: sts:TagSession on resource: {bare}")
        role = self.role({"AWS": account}, action=["sts:AssumeRole", "sts:TagSession"],
                         Tags=[{"Key": "Team", "Value": "games"}])
        of_books = {"StringEquals": {"aws:PrincipalTag/team": "books"}}
        self.attach(role, ANYTHING.replace('"*"}', '"*", "Condition": ' + json.dumps(of_books) + "}"))
        self.session(role, **tags)("ssm").describe_parameters()
        self.refused_like(self.session(role)("ssm").describe_parameters, "AccessDeniedException", ".*not authorized.*")


    def test_transitive_tags_and_the_source_identity_go_on(self):
        verbs = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        first, second = self.role({"AWS": account}, action=verbs), self.role({"AWS": account}, action=verbs)
        bare = self.role({"AWS": account})
        self.attach(first, ANYTHING)
        mine = {"StringEquals": {"aws:PrincipalTag/team": "books", "aws:SourceIdentity": "Ada"},
                "Null": {"aws:PrincipalTag/room": "true"}}
        self.attach(second, ANYTHING.replace('"*"}', '"*", "Condition": ' + json.dumps(mine) + "}"))
        self.refused(sts.assume_role, "AccessDenied", status=403, RoleArn=bare, RoleSessionName="night",
                     message=f"User: {me} is not authorized to perform: sts:SetSourceIdentity on resource: {bare}",
                     SourceIdentity="Ada")
        given = {"Tags": [{"Key": "team", "Value": "books"}, {"Key": "room", "Value": "1"}]}
        self.refused(sts.assume_role, "InvalidParameterValue", RoleArn=first, RoleSessionName="night", **given,
                     TransitiveTagKeys=["floor"],
                     message="The specified transitive tag key must be included in the requested tags.")
        chained = self.session(first, SourceIdentity="Ada", TransitiveTagKeys=["team"], **given)("sts")
        call = {"RoleArn": second, "RoleSessionName": "night"}
        made = chained.assume_role(**call)
        self.assertEqual(made["SourceIdentity"], "Ada")
        self.clients_of(made["Credentials"])("ssm").describe_parameters()
        self.refused(chained.assume_role, "ValidationError", **call, SourceIdentity="Bob",
                     message="The source identity is already set for this assume role session")
        self.refused(chained.assume_role, "InvalidParameterValue", **call, Tags=[{"Key": "team", "Value": "games"}],
                     message="One of the specified transitive tag keys can't be set because it conflicts with a "
                             "transitive tag key from the calling session.")
        self.refused_like(chained.assume_role, "AccessDenied", ".*sts:TagSession.*", status=403, RoleArn=bare,
                          RoleSessionName="night")

    def test_the_trust_policy_looks_at_the_source_identity_and_the_transitive_tags(self):
        role = self.role({"AWS": account}, {"StringLike": {"sts:SourceIdentity": "A*"}},
                         action=["sts:AssumeRole", "sts:SetSourceIdentity"])
        self.denied(me, role)
        self.denied(me, role, SourceIdentity="Bob")
        self.assertTrue(self.session(role, SourceIdentity="Ada"))
        role = self.role({"AWS": account}, {"ForAllValues:StringEquals": {"sts:TransitiveTagKeys": ["team"]}},
                         action=["sts:AssumeRole", "sts:TagSession"])
        tags = [{"Key": "team", "Value": "books"}, {"Key": "room", "Value": "1"}]
        self.denied(me, role, Tags=tags, TransitiveTagKeys=["room"])
        self.assertTrue(self.session(role, Tags=tags, TransitiveTagKeys=["team"]))


class WebIdentities(Conformance):
    def test_the_account_has_no_provider(self):
        claims = base64.urlsafe_b64encode(json.dumps({"iss": "https://id.example.com", "sub": "ada"}).encode())
        arguments = {"RoleArn": f"arn:aws:iam::{account}:role/helper", "RoleSessionName": "night"}
        self.refused(
            sts.assume_role_with_web_identity, "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://id.example.com",
            WebIdentityToken=f"e30.{claims.decode().rstrip('=')}.c2ln", **arguments,
        )
        self.refused(
            sts.assume_role_with_web_identity, "InvalidIdentityToken",
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
            WebIdentityToken="no token", **arguments,
        )


if __name__ == "__main__":
    unittest.main()
