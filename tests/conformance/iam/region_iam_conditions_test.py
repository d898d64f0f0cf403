"""Policies that ask about tags, of whoever calls, of the request and of the resource, and about what a call wants of a
table: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from limited_user import BOOKS, DENIED, GAMES, LimitedUser
from region_under_test import region_for_module, unique

OF_THE_CALLERS_TEAM = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}


def setUpModule():
    global region, iam
    region = LimitedUser.region = region_for_module()
    iam = region.client("iam")


class Tags(LimitedUser):
    def parameter(self, *tags):
        name = unique("tagged")
        region.client("ssm").put_parameter(Name=name, Value=name, Type="String", Tags=list(tags))
        self.addCleanup(region.client("ssm").delete_parameter, Name=name)
        return name

    def test_of_a_request(self):
        self.may("ssm:AddTagsToResource", {"StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"},
                                           "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}})
        ssm, named = self.client("ssm"), {"ResourceType": "Parameter", "ResourceId": self.parameter()}
        ssm.add_tags_to_resource(Tags=[BOOKS, {"Key": "stage", "Value": "test"}], **named)
        self.denied(ssm.add_tags_to_resource, Tags=[GAMES], **named)
        self.denied(ssm.add_tags_to_resource, Tags=[{"Key": "stage", "Value": "test"}], **named)
        self.denied(ssm.add_tags_to_resource, Tags=[BOOKS, {"Key": "owner", "Value": "ann"}], **named)

    def test_of_what_ec2_makes(self):
        self.may(["ec2:CreateKeyPair", "ec2:CreateTags"], {"StringEquals": {"aws:RequestTag/team": "books"}})
        ec2, name = self.client("ec2"), unique("key")
        self.denied(ec2.create_key_pair, "UnauthorizedOperation", 403, KeyName=name)
        self.denied(ec2.create_key_pair, "UnauthorizedOperation", 403, KeyName=name,
                    TagSpecifications=[{"ResourceType": "key-pair", "Tags": [GAMES]}])
        ec2.create_key_pair(KeyName=name, TagSpecifications=[{"ResourceType": "key-pair", "Tags": [BOOKS]}])
        region.client("ec2").delete_key_pair(KeyName=name)

    def test_of_a_parameter(self):
        ssm = self.client("ssm")
        ours, theirs, nobodys = self.parameter(BOOKS), self.parameter(GAMES), self.parameter()
        for condition in (OF_THE_CALLERS_TEAM, {"StringEquals": {"ssm:resourceTag/team": "books"}}):
            with self.subTest(condition=condition):
                self.may("ssm:GetParameter", condition)
                self.assertEqual(ssm.get_parameter(Name=ours)["Parameter"]["Value"], ours)
                self.denied(ssm.get_parameter, Name=theirs)
                self.denied(ssm.get_parameter, Name=nobodys)
                self.denied(ssm.get_parameter, Name="not-there")

    def test_of_a_security_group(self):
        made = {}
        for tag in (BOOKS, GAMES):
            made[tag["Value"]] = region.client("ec2").create_security_group(
                GroupName=unique("tagged"), Description="of a team",
                TagSpecifications=[{"ResourceType": "security-group", "Tags": [tag]}])["GroupId"]
        self.may("ec2:DeleteSecurityGroup", {"StringEquals": {"ec2:ResourceTag/team": "${aws:PrincipalTag/team}"}})
        ec2 = self.client("ec2")
        self.denied(ec2.delete_security_group, "UnauthorizedOperation", 403, GroupId=made["games"])
        ec2.delete_security_group(GroupId=made["books"])
        region.client("ec2").delete_security_group(GroupId=made["games"])

    def test_of_a_target_group(self):
        elbv2 = region.client("elbv2")
        group = elbv2.create_target_group(Name=unique("tagged"), TargetType="ip", Protocol="HTTP", Port=80,
                                          VpcId=region.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"],
                                          Tags=[GAMES])["TargetGroups"][0]["TargetGroupArn"]
        self.may("elasticloadbalancing:DeleteTargetGroup", OF_THE_CALLERS_TEAM)
        self.denied(self.client("elbv2").delete_target_group, "AccessDenied", 403, TargetGroupArn=group)
        elbv2.add_tags(ResourceArns=[group], Tags=[BOOKS])
        self.client("elbv2").delete_target_group(TargetGroupArn=group)

    def test_of_a_user(self):
        self.may("iam:GetUser", {"StringEquals": {"iam:ResourceTag/team": "books"}})
        self.assertEqual(self.client("iam").get_user(UserName=self.user)["User"]["UserName"], self.user)
        iam.tag_user(UserName=self.user, Tags=[GAMES])
        self.denied(self.client("iam").get_user, "AccessDenied", 403, UserName=self.user)


class Items(LimitedUser):
    def setUp(self):
        super().setUp()
        self.table, whole = unique("scores"), region.client("dynamodb")
        whole.create_table(
            TableName=self.table, BillingMode="PAY_PER_REQUEST", Tags=[BOOKS],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("Player", "Game")],
            KeySchema=[{"AttributeName": "Player", "KeyType": "HASH"}, {"AttributeName": "Game", "KeyType": "RANGE"}],
            GlobalSecondaryIndexes=[{"IndexName": "by-game", "Projection": {"ProjectionType": "ALL"},
                                     "KeySchema": [{"AttributeName": "Game", "KeyType": "HASH"}]}])
        self.addCleanup(whole.delete_table, TableName=self.table)
        for player in (self.user, "bob"):
            whole.put_item(TableName=self.table, Item=self.item(player))
        self.dynamodb = self.client("dynamodb")

    @staticmethod
    def item(player, **more):
        return {"Player": {"S": player}, "Game": {"S": "chess"}, "Secret": {"S": "s"}, **more}

    def of(self, player):
        return {"TableName": self.table, "Key": {"Player": {"S": player}, "Game": {"S": "chess"}}}

    def query(self, expression, value, **more):
        return {"TableName": self.table, "KeyConditionExpression": expression,
                "ExpressionAttributeValues": {":v": {"S": value}}, **more}

    def test_of_whose_keys_they_are(self):
        self.may("dynamodb:*", {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:username}"]}})
        mine, theirs, call = self.of(self.user), self.of("bob"), self.dynamodb
        self.assertIn("Item", call.get_item(**mine))
        self.assertEqual(call.query(**self.query("Player = :v", self.user))["Count"], 1)
        call.put_item(TableName=self.table, Item=self.item(self.user))
        call.update_item(UpdateExpression="SET Score = :v", ExpressionAttributeValues={":v": {"N": "1"}}, **mine)
        for each, arguments in (
                (call.get_item, theirs), (call.delete_item, theirs), (call.query, self.query("Player = :v", "bob")),
                (call.put_item, {"TableName": self.table, "Item": self.item("bob")}),
                (call.update_item, {"UpdateExpression": "REMOVE Secret", **theirs}),
                (call.query, self.query("Game = :v", "chess", IndexName="by-game")),
                (call.query, {"TableName": self.table, "KeyConditions": {
                    "Player": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "bob"}]}}})):
            self.denied(each, **arguments)

    def test_of_whose_keys_they_are_several_at_once(self):
        self.may("dynamodb:*", {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:username}"]}})
        mine, theirs, call = self.of(self.user), self.of("bob"), self.dynamodb
        call.batch_get_item(RequestItems={self.table: {"Keys": [mine["Key"]]}})
        self.denied(call.batch_get_item, RequestItems={self.table: {"Keys": [mine["Key"], theirs["Key"]]}})
        self.denied(call.batch_write_item, RequestItems={self.table: [{"PutRequest": {"Item": self.item("bob")}}]})
        self.denied(call.batch_write_item, RequestItems={self.table: [{"DeleteRequest": {"Key": theirs["Key"]}}]})
        call.transact_get_items(TransactItems=[{"Get": mine}])
        self.denied(call.transact_get_items, TransactItems=[{"Get": mine}, {"Get": theirs}])
        self.denied(call.transact_write_items, TransactItems=[{"Delete": theirs}])
        self.assertEqual(region.client("dynamodb").scan(TableName=self.table)["Count"], 2)

    def test_of_some_attributes(self):
        self.may(["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Scan"], {
            "ForAllValues:StringEquals": {"dynamodb:Attributes": ["Player", "Game", "Score"]},
            "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}})
        mine, call = self.of(self.user), self.dynamodb
        self.assertEqual(call.get_item(ProjectionExpression="Game", **mine)["Item"], {"Game": {"S": "chess"}})
        hidden = {"ExpressionAttributeNames": {"#s": "Secret"}}
        self.denied(call.get_item, ProjectionExpression="Game, #s", **hidden, **mine)
        self.denied(call.get_item, AttributesToGet=["Secret"], **mine)
        self.denied(call.update_item, UpdateExpression="SET Score = #s", **hidden, **mine)
        self.denied(call.update_item, UpdateExpression="REMOVE Score", ConditionExpression="attribute_exists(#s)",
                    **hidden, **mine)
        call.update_item(UpdateExpression="REMOVE Score", **mine)
        call.scan(TableName=self.table, Select="SPECIFIC_ATTRIBUTES", ProjectionExpression="Game")
        self.denied(call.scan, TableName=self.table, Select="ALL_ATTRIBUTES")

    def test_within_transactions_only(self):
        self.may("dynamodb:*", {"StringEquals": {"dynamodb:EnclosingOperation": "TransactWriteItems"}})
        self.denied(self.dynamodb.delete_item, **self.of(self.user))
        self.dynamodb.transact_write_items(TransactItems=[{"Delete": self.of(self.user)}])

    def test_without_whole_scans(self):
        self.may("dynamodb:*", {"BoolIfExists": {"dynamodb:FullTableScan": "false"}})
        self.dynamodb.get_item(**self.of(self.user))
        self.denied(self.dynamodb.scan, TableName=self.table)

    def test_of_a_table_by_its_arn(self):
        self.may("dynamodb:*", {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:username}"]}})
        arn = region.client("dynamodb").describe_table(TableName=self.table)["Table"]["TableArn"]
        mine, theirs = {**self.of(self.user), "TableName": arn}, {**self.of("bob"), "TableName": arn}
        self.assertIn("Item", self.dynamodb.get_item(**mine))
        self.dynamodb.transact_get_items(TransactItems=[{"Get": mine}])
        self.dynamodb.batch_get_item(RequestItems={arn: {"Keys": [mine["Key"]]}})
        self.dynamodb.query(**{**self.query("Player = :v", self.user), "TableName": arn})
        self.denied(self.dynamodb.get_item, **theirs)
        self.denied(self.dynamodb.transact_get_items, TransactItems=[{"Get": theirs}])
        self.denied(self.dynamodb.batch_get_item, RequestItems={arn: {"Keys": [theirs["Key"]]}})
        self.denied(self.dynamodb.query, **{**self.query("Player = :v", "bob"), "TableName": arn})
        self.denied(self.dynamodb.execute_statement, Statement=f'SELECT * FROM "{arn}" WHERE Player = \'bob\'')

    def select(self, rest, **more):
        return {"Statement": f'SELECT Game FROM "{self.table}" {rest}', **more}

    def test_of_statements(self):
        select = self.dynamodb.execute_statement
        mine = f"WHERE Player = '{self.user}'"
        self.may("dynamodb:*", {"BoolIfExists": {"dynamodb:FullTableScan": "false"},
                                "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:username}"]}})
        self.assertEqual(select(**self.select(mine))["Items"], [{"Game": {"S": "chess"}}])
        self.denied(select, **self.select(""))
        self.denied(select, **self.select("WHERE Player = ?", Parameters=[{"S": "bob"}]))
        self.denied(select, **self.select(f"WHERE Player IN ['bob', '{self.user}']"))
        delete = {"Statement": f"DELETE FROM \"{self.table}\" WHERE Player = 'bob' AND Game = 'chess'"}
        answer = self.dynamodb.batch_execute_statement(Statements=[delete])["Responses"][0]
        self.assertEqual(answer["Error"]["Code"], "AccessDenied")
        self.denied(self.dynamodb.execute_transaction, TransactStatements=[delete])

    def test_of_statements_within_transactions_only(self):
        self.may("dynamodb:PartiQLSelect", {"StringEquals": {"dynamodb:EnclosingOperation": "ExecuteTransaction"}})
        read = self.select(f"WHERE Player = '{self.user}' AND Game = 'chess'")
        self.denied(self.dynamodb.execute_statement, **read)
        self.assertEqual(self.dynamodb.execute_transaction(TransactStatements=[read])["Responses"],
                         [{"Item": {"Game": {"S": "chess"}}}])

    def test_of_the_tables_own_policy(self):
        whole = region.newest_client("dynamodb")
        arn = whole.describe_table(TableName=self.table)["Table"]["TableArn"]
        self.refused_like(whole.get_resource_policy, "PolicyNotFoundException", f".*{arn}", ResourceArn=arn)
        self.denied(self.dynamodb.get_item, **self.of("bob"))
        me = {"AWS": iam.get_user(UserName=self.user)["User"]["Arn"]}

        def put(effect, action, **more):
            said = json.dumps({"Version": "2012-10-17", "Statement": {
                "Effect": effect, "Principal": me, "Action": action, "Resource": [arn, f"{arn}/index/*"]}})
            return said, whole.put_resource_policy(ResourceArn=arn, Policy=said, **more)["RevisionId"]

        said, revision = put("Allow", ["dynamodb:GetItem", "dynamodb:Query"], ExpectedRevisionId="NO_POLICY")
        read = whole.get_resource_policy(ResourceArn=arn)
        self.assertEqual((read["Policy"], read["RevisionId"]), (said, revision))
        self.assertIn("Item", self.dynamodb.get_item(**self.of("bob")))
        self.dynamodb.query(**self.query("Game = :v", "chess", IndexName="by-game"))
        self.denied(self.dynamodb.delete_item, **self.of("bob"))
        put("Deny", "dynamodb:*", ExpectedRevisionId=revision)
        self.may("dynamodb:*", {})
        self.refused_like(self.dynamodb.get_item, DENIED, ".* with an explicit deny in a resource-based policy",
                          **self.of("bob"))
        self.refused_like(whole.put_resource_policy, "ValidationException", ".*Json", ResourceArn=arn, Policy="{")
        whole.delete_resource_policy(ResourceArn=arn)
        self.dynamodb.get_item(**self.of("bob"))

    def test_of_a_policy_that_locks_its_author_out(self):
        whole = region.newest_client("dynamodb")
        arn = whole.describe_table(TableName=self.table)["Table"]["TableArn"]
        deny = lambda *actions: json.dumps({"Version": "2012-10-17", "Statement": {
            "Effect": "Deny", "Principal": "*", "Action": actions, "Resource": arn,
            "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/nobody"}}}})
        policy = deny("dynamodb:PutResourcePolicy")
        for confirmed in ({}, {"ConfirmRemoveSelfResourceAccess": False}):
            self.refused(whole.put_resource_policy, DENIED, ResourceArn=arn, Policy=policy, **confirmed, message=(
                "The new resource policy will not allow you to update the resource policy in the future."))
        whole.put_resource_policy(ResourceArn=arn, Policy=deny("dynamodb:GetItem"))
        whole.put_resource_policy(ResourceArn=arn, Policy=policy, ConfirmRemoveSelfResourceAccess=True)
        self.denied(whole.put_resource_policy, ResourceArn=arn, Policy=deny("dynamodb:GetItem"))
        self.denied(whole.put_resource_policy, ResourceArn=arn, Policy=policy, ConfirmRemoveSelfResourceAccess=True)
        whole.delete_resource_policy(ResourceArn=arn)

    def test_of_a_teams_table(self):
        self.may("dynamodb:GetItem", OF_THE_CALLERS_TEAM)
        self.dynamodb.get_item(**self.of(self.user))
        iam.tag_user(UserName=self.user, Tags=[GAMES])
        self.denied(self.dynamodb.get_item, **self.of(self.user))


if __name__ == "__main__":
    unittest.main()
