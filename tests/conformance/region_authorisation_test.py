"""A policy that allows everything and denies one resource denies that resource, whatever the operation."""

import json
import unittest

from deployment import Deployment
from region_under_test import Conformance, region_for_module, unique

TRUST_THE_ACCOUNT = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
}
DENIALS = {"ec2": ("UnauthorizedOperation", 403), "ssm": ("AccessDeniedException", 400),
           "dynamodb": ("AccessDeniedException", 400)}  # by service
IDLE = "#!/bin/bash\nsleep 600 &\n"


def setUpModule():
    global region, account
    region = region_for_module()
    account = region.client("sts").get_caller_identity()["Account"]


class DeniedByArn(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.deployment = Deployment(region, cls.addClassCleanup)
        cls.profile = cls.deployment.profile()
        cls.group = cls.deployment.group(1, cls.profile, IDLE)
        cls.other = cls.deployment.profile()
        cls.instance = cls.deployment.in_service(cls.group)[0]

    def arn(self, service, resource):
        return f"arn:aws:{service}:{region.name}:{account}:{resource}"

    def client(self, service, denied):
        """Of a role's session that may do anything, but nothing to what is denied."""
        iam, name = region.client("iam"), unique("denied")
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {"Effect": "Deny", "Action": "*", "Resource": denied},
            ],
        }
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST_THE_ACCOUNT))["Role"]["Arn"]
        self.addCleanup(iam.delete_role, RoleName=name)
        arn = iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(policy))["Policy"]["Arn"]
        self.addCleanup(iam.delete_policy, PolicyArn=arn)
        iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        self.addCleanup(iam.detach_role_policy, RoleName=name, PolicyArn=arn)
        keys = region.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        return region.client(service, keys=keys)

    def denies(self, service, denied, operation, **arguments):
        code, status = DENIALS.get(service, ("AccessDenied", 403))
        why = r"\. Encoded authorization failure message: \S+" if service == "ec2" else ""
        self.refused_like(
            getattr(self.client(service, denied), operation), code, f".*with an explicit deny in an identity-based policy{why}",
            status=status, **arguments,
        )

    def test_a_parameter_by_any_of_its_names(self):
        name = unique("/denied/parameter")
        region.client("ssm").put_parameter(Name=name, Value="x", Type="String")
        self.addCleanup(region.client("ssm").delete_parameter, Name=name)
        arn = self.arn("ssm", "parameter" + name)
        for called in (name, name + ":1", arn, arn + ":1"):
            self.denies("ssm", arn, "get_parameter", Name=called)
        self.denies("ssm", arn, "get_parameters", Names=["/other", name + ":1"])
        public = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
        self.denies("ssm", f"arn:aws:ssm:{region.name}::parameter{public}", "get_parameter", Name=public)

    def test_an_index_and_the_parts_of_a_transaction(self):
        table, key = unique("denied"), {"id": {"S": "x"}}
        definition = {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
        region.client("dynamodb").create_table(
            TableName=table, AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            GlobalSecondaryIndexes=[{"IndexName": "index", "KeySchema": definition["KeySchema"],
                                     "Projection": {"ProjectionType": "ALL"}}], **definition)
        self.addCleanup(region.client("dynamodb").delete_table, TableName=table)
        arn = self.arn("dynamodb", f"table/{table}")
        self.denies("dynamodb", f"{arn}/index/index", "scan", TableName=table, IndexName="index")
        self.client("dynamodb", f"{arn}/index/index").scan(TableName=table)
        put = {"Put": {"TableName": table, "Item": key}}
        self.denies("dynamodb", arn, "transact_write_items", TransactItems=[put])
        self.denies("dynamodb", arn, "transact_get_items", TransactItems=[{"Get": {"TableName": table, "Key": key}}])
        self.denies("dynamodb", arn, "batch_get_item", RequestItems={table: {"Keys": [key]}})

    def test_a_command_by_document_and_instance(self):
        document = f"arn:aws:ssm:{region.name}::document/AWS-RunShellScript"
        command = {"DocumentName": "AWS-RunShellScript", "Parameters": {"commands": ["true"]}}
        self.denies("ssm", document, "send_command", InstanceIds=[self.instance], **command)
        instance = self.arn("ec2", f"instance/{self.instance}")
        self.denies("ssm", instance, "send_command", InstanceIds=[self.instance], **command)
        targets = [{"Key": "InstanceIds", "Values": [self.instance]}]
        self.denies("ssm", instance, "send_command", Targets=targets, **command)
        self.denies("ssm", self.arn("ssm", "*"), "describe_parameters")

    def test_a_group_that_is_not_there_yet(self):
        denied = self.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/denied")
        settings = {"MinSize": 0, "MaxSize": 1, "AvailabilityZones": self.deployment.zones,
                    "LaunchTemplate": {"LaunchTemplateName": self.group}}
        self.denies("autoscaling", denied, "create_auto_scaling_group", AutoScalingGroupName="denied", **settings)

    def test_a_group_by_its_arn(self):
        denied = self.deployment.read(self.group)["AutoScalingGroupARN"]
        name = {"AutoScalingGroupName": self.group}
        self.denies("autoscaling", denied, "update_auto_scaling_group", MaxSize=3, **name)
        self.denies("autoscaling", denied, "delete_auto_scaling_group", **name)
        self.denies("autoscaling", denied, "attach_load_balancer_target_groups", TargetGroupARNs=["arn:x"], **name)
        self.denies("autoscaling", denied, "set_desired_capacity", DesiredCapacity=1, **name)
        self.denies("autoscaling", denied, "start_instance_refresh", **name)
        tag = {"Key": "k", "ResourceId": self.group, "ResourceType": "auto-scaling-group"}
        self.denies("autoscaling", denied, "create_or_update_tags", Tags=[tag])

    def test_a_group_by_the_instance_that_is_in_it(self):
        denied = self.deployment.read(self.group)["AutoScalingGroupARN"]
        self.denies(
            "autoscaling", denied, "terminate_instance_in_auto_scaling_group", InstanceId=self.instance,
            ShouldDecrementDesiredCapacity=False,
        )

    def test_an_instance_by_the_association_that_it_has(self):
        ec2 = self.deployment.ec2
        found = ec2.describe_iam_instance_profile_associations(
            Filters=[{"Name": "instance-id", "Values": [self.instance]}]
        )["IamInstanceProfileAssociations"][0]
        self.denies(
            "ec2", self.arn("ec2", f"instance/{self.instance}"), "replace_iam_instance_profile_association",
            AssociationId=found["AssociationId"], IamInstanceProfile={"Name": self.other},
        )

    def test_a_route_table_by_the_association_that_it_has(self):
        ec2 = self.deployment.ec2
        [table] = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [self.deployment.vpc_id]}])[
            "RouteTables"
        ]
        denied = self.arn("ec2", f"route-table/{table['RouteTableId']}")
        association = table["Associations"][0]["RouteTableAssociationId"]
        self.denies("ec2", denied, "disassociate_route_table", AssociationId=association)
        name = {"RouteTableId": table["RouteTableId"]}
        self.denies("ec2", denied, "delete_route", DestinationCidrBlock="0.0.0.0/0", **name)
        self.denies("ec2", self.arn("ec2", "vpc/*"), "create_vpc", CidrBlock="10.0.0.0/16")
        vpc = self.arn("ec2", f"vpc/{self.deployment.vpc_id}")
        self.denies("ec2", vpc, "create_subnet", CidrBlock="10.0.0.0/16", VpcId=self.deployment.vpc_id)

    def test_a_role_that_is_handed_on(self):
        role = f"arn:aws:iam::{account}:role/{self.profile}"
        denial = f".+ is not authorized to perform: iam:PassRole on resource: {role} with an explicit deny.+"
        launch = {"LaunchTemplate": {"LaunchTemplateName": self.group}}
        autoscaling = self.client("autoscaling", role)
        self.refused_like(
            autoscaling.create_auto_scaling_group, "AccessDenied", denial, status=403, MinSize=0, MaxSize=1,
            AutoScalingGroupName=unique("denied"), AvailabilityZones=self.deployment.zones, **launch,
        )
        self.refused_like(
            autoscaling.update_auto_scaling_group, "AccessDenied", denial, status=403, AutoScalingGroupName=self.group,
            **launch,
        )
        autoscaling.update_auto_scaling_group(AutoScalingGroupName=self.group, MaxSize=2)  # hands nothing on
        found = self.deployment.ec2.describe_iam_instance_profile_associations(
            Filters=[{"Name": "instance-id", "Values": [self.instance]}]
        )["IamInstanceProfileAssociations"][0]
        self.refused_like(
            self.client("ec2", role).replace_iam_instance_profile_association, "UnauthorizedOperation",
            f"You are not authorized to perform this operation. User: {denial}", status=403,
            AssociationId=found["AssociationId"], IamInstanceProfile={"Name": self.profile},
        )

    def test_a_launch_template_by_name_and_one_that_is_not_there_yet(self):
        found = self.deployment.ec2.describe_launch_templates(LaunchTemplateNames=[self.group])["LaunchTemplates"][0]
        denied = self.arn("ec2", f"launch-template/{found['LaunchTemplateId']}")
        self.denies("ec2", denied, "delete_launch_template", LaunchTemplateName=self.group)
        self.denies(
            "ec2", self.arn("ec2", "launch-template/*"), "create_launch_template", LaunchTemplateName=unique("denied"),
            LaunchTemplateData={"InstanceType": "t3.micro"},
        )

    def test_a_security_group_by_name(self):
        found = self.deployment.ec2.describe_security_groups(GroupNames=["default"])["SecurityGroups"][0]
        denied = self.arn("ec2", f"security-group/{found['GroupId']}")
        rule = {"GroupName": "default", "IpProtocol": "tcp", "FromPort": 9, "ToPort": 9, "CidrIp": "203.0.113.7/32"}
        self.denies("ec2", denied, "authorize_security_group_ingress", **rule)
        self.denies("ec2", denied, "revoke_security_group_ingress", **rule)

    def test_what_a_load_balancer_is_made_of(self):
        self.denies(
            "elbv2", self.arn("elasticloadbalancing", "targetgroup/denied/*"), "create_target_group", Name="denied",
            Protocol="HTTP", Port=80, VpcId=self.deployment.vpc_id,
        )
        self.denies(
            "elbv2", self.arn("elasticloadbalancing", "loadbalancer/app/denied/*"), "create_load_balancer",
            Name="denied", Subnets=self.deployment.subnets,
        )


if __name__ == "__main__":
    unittest.main()
