"""Tags that are given at creation, read back by boto3."""

import json
import unittest

from region_under_test import Conformance, region_for_module, unique

TAGS = [{"Key": "app", "Value": "library"}, {"Key": "stage", "Value": "test"}]


def setUpModule():
    global region, account
    region = region_for_module()
    account = region.client("sts").get_caller_identity()["Account"]


class Tables(Conformance):
    def test_tags_of_a_table(self):
        dynamodb = region.client("dynamodb")
        name = unique("table")
        table = dynamodb.create_table(
            TableName=name, AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST", Tags=TAGS,
        )["TableDescription"]
        self.addCleanup(dynamodb.delete_table, TableName=name)
        self.assertEqual(dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"], TAGS)
        missing = table["TableArn"] + "-none"
        self.refused(
            dynamodb.list_tags_of_resource, "ResourceNotFoundException",
            f"Requested resource not found: ResourcArn: {missing} not found", ResourceArn=missing,
        )


class Parameters(Conformance):
    def test_tags_of_a_parameter(self):
        ssm = region.client("ssm")
        name = unique("parameter")
        ssm.put_parameter(Name=name, Value="v", Type="String", Tags=TAGS)
        self.addCleanup(ssm.delete_parameter, Name=name)
        self.assertEqual(ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"], TAGS)
        self.refused_like(
            ssm.list_tags_for_resource, "InvalidResourceId", ".+", ResourceType="Parameter", ResourceId=name + "-none"
        )
        self.refused_like(
            ssm.put_parameter, "ValidationException", "Invalid request: tags and overwrite can't be used together.*",
            Name=name, Value="w", Type="String", Tags=TAGS, Overwrite=True,
        )


class LoadBalancers(Conformance):
    def test_tags_of_a_target_group_a_load_balancer_and_a_listener(self):
        elbv2, ec2 = region.client("elbv2"), region.client("ec2")
        subnets = ec2.describe_subnets()["Subnets"][:2]
        name = unique("lb")
        group = elbv2.create_target_group(
            Name=name, Protocol="HTTP", Port=80, VpcId=subnets[0]["VpcId"], Tags=TAGS
        )["TargetGroups"][0]["TargetGroupArn"]
        self.addCleanup(elbv2.delete_target_group, TargetGroupArn=group)
        balancer = elbv2.create_load_balancer(
            Name=name, Subnets=[subnet["SubnetId"] for subnet in subnets], Tags=TAGS[:1]
        )["LoadBalancers"][0]["LoadBalancerArn"]
        self.addCleanup(elbv2.delete_load_balancer, LoadBalancerArn=balancer)
        listener = elbv2.create_listener(
            LoadBalancerArn=balancer, Protocol="HTTP", Port=8080, Tags=TAGS[1:],
            DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
        )["Listeners"][0]["ListenerArn"]
        self.assertEqual(
            elbv2.describe_tags(ResourceArns=[listener, group, balancer])["TagDescriptions"],
            [
                {"ResourceArn": listener, "Tags": TAGS[1:]},
                {"ResourceArn": group, "Tags": TAGS},
                {"ResourceArn": balancer, "Tags": TAGS[:1]},
            ],
        )
        for arn, code, thing in (
            (balancer, "LoadBalancerNotFound", "load balancers"), (group, "TargetGroupNotFound", "target groups"),
            (listener, "ListenerNotFound", "listeners"),
        ):
            self.refused(
                elbv2.describe_tags, code, f"One or more {thing} not found", ResourceArns=[arn[:-1] + "x"]
            )


class Entities(Conformance):
    def test_tags_of_a_role_a_policy_and_a_profile(self):
        iam = region.client("iam")
        name = unique("tagged")
        document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]}
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}
        ]}
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust), Tags=TAGS)
        self.addCleanup(iam.delete_role, RoleName=name)
        policy = iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(document), Tags=TAGS)["Policy"]["Arn"]
        self.addCleanup(iam.delete_policy, PolicyArn=policy)
        iam.create_instance_profile(InstanceProfileName=name, Tags=TAGS)
        self.addCleanup(iam.delete_instance_profile, InstanceProfileName=name)
        self.assertEqual(iam.get_role(RoleName=name)["Role"]["Tags"], TAGS)
        self.assertEqual(iam.get_policy(PolicyArn=policy)["Policy"]["Tags"], TAGS)
        self.assertEqual(iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Tags"], TAGS)


if __name__ == "__main__":
    unittest.main()
