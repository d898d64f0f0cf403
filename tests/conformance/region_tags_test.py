"""Tags that are given at creation, read back by boto3."""

import json
import unittest

from deployment import LINUX_IMAGE, Deployment
from region_under_test import Conformance, region_for_module, unique, until

TOO_MANY = [{"Key": f"k{number}", "Value": "v"} for number in range(51)]
RESERVED = [{"Key": "aws:app", "Value": "library"}]
NOT_ALLOWED = "aws: prefixed tag key names are not allowed for external use."
TAGS = [{"Key": "app", "Value": "library"}, {"Key": "stage", "Value": "test"}]


def setUpModule():
    global region, account
    region = region_for_module()
    account = region.client("sts").get_caller_identity()["Account"]


class Tables(Conformance):
    def test_tags_of_a_table(self):
        dynamodb = region.client("dynamodb")
        name = unique("table")
        settings = {
            "TableName": name, "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
        }
        for tags in (RESERVED, TOO_MANY):
            self.refused_like(dynamodb.create_table, "ValidationException", "One or more.*", Tags=tags, **settings)
        table = dynamodb.create_table(Tags=TAGS, **settings)["TableDescription"]
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
        create = {"Name": name, "Value": "v", "Type": "String"}
        self.refused(ssm.put_parameter, "ValidationException", NOT_ALLOWED, Tags=RESERVED, **create)
        self.refused_like(ssm.put_parameter, "TooManyTagsError", ".+", Tags=TOO_MANY, **create)
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
        create = {"Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": subnets[0]["VpcId"]}
        text = "Tag key 'aws:app' cannot start with 'aws:'"
        self.refused(elbv2.create_target_group, "ValidationError", text, Tags=RESERVED, **create)
        self.refused_like(elbv2.create_target_group, "TooManyTags", ".+", Tags=TOO_MANY, **create)
        group = elbv2.create_target_group(
            Tags=TAGS, **create
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
        create = {"RoleName": name, "AssumeRolePolicyDocument": json.dumps(trust)}
        self.refused(iam.create_role, "InvalidInput", NOT_ALLOWED, Tags=RESERVED, **create)
        self.refused_like(iam.create_role, "ValidationError", "1 validation error detected.*", Tags=TOO_MANY, **create)
        iam.create_role(Tags=TAGS, **create)
        self.addCleanup(iam.delete_role, RoleName=name)
        policy = iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(document), Tags=TAGS)["Policy"]["Arn"]
        self.addCleanup(iam.delete_policy, PolicyArn=policy)
        iam.create_instance_profile(InstanceProfileName=name, Tags=TAGS)
        self.addCleanup(iam.delete_instance_profile, InstanceProfileName=name)
        self.assertEqual(iam.get_role(RoleName=name)["Role"]["Tags"], TAGS)
        self.assertEqual(iam.get_policy(PolicyArn=policy)["Policy"]["Tags"], TAGS)
        self.assertEqual(iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Tags"], TAGS)


class Groups(Conformance):
    def test_tags_of_a_group_go_to_its_instances_when_they_are_meant_to(self):
        deployment = Deployment(region, self.addCleanup)
        autoscaling, ec2 = deployment.autoscaling, deployment.ec2
        name = unique("tagged")
        image = region.client("ssm").get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]
        ec2.create_launch_template(
            LaunchTemplateName=name, LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"},
            TagSpecifications=[{"ResourceType": "launch-template", "Tags": TAGS}],
        )
        self.addCleanup(ec2.delete_launch_template, LaunchTemplateName=name)
        template = ec2.describe_launch_templates(Filters=[{"Name": "tag:app", "Values": ["library"]}])
        self.assertIn(name, [each["LaunchTemplateName"] for each in template["LaunchTemplates"]])

        create = {
            "AutoScalingGroupName": name, "MinSize": 1, "MaxSize": 1, "AvailabilityZones": deployment.zones[:1],
            "LaunchTemplate": {"LaunchTemplateName": name},
        }
        self.refused(
            autoscaling.create_auto_scaling_group, "ValidationError", NOT_ALLOWED, Tags=RESERVED, **create
        )
        self.refused_like(
            autoscaling.create_auto_scaling_group, "LimitExceeded", ".+", Tags=TOO_MANY, **create
        )
        marked = unique("marked")
        autoscaling.create_auto_scaling_group(
            Tags=[
                {"Key": "marked", "Value": marked, "PropagateAtLaunch": True},
                {"Key": "stage", "Value": "test", "PropagateAtLaunch": False},
            ],
            **create,
        )
        self.addCleanup(deployment.remove_group, name)
        of_the_group = {"ResourceId": name, "ResourceType": "auto-scaling-group"}
        self.assertEqual(deployment.read(name)["Tags"], [
            {**of_the_group, "Key": "marked", "Value": marked, "PropagateAtLaunch": True},
            {**of_the_group, "Key": "stage", "Value": "test", "PropagateAtLaunch": False},
        ])

        until(lambda: deployment.in_service(name), "an instance in service")
        found = ec2.describe_instances(Filters=[{"Name": "tag:marked", "Values": [marked]}])["Reservations"]
        self.assertEqual(len(found), 1)
        tags = {tag["Key"]: tag["Value"] for tag in found[0]["Instances"][0]["Tags"]}
        self.assertEqual(tags["aws:autoscaling:groupName"], name)
        self.assertNotIn("stage", tags)


if __name__ == "__main__":
    unittest.main()
