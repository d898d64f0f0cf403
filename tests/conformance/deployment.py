"""Instances for the conformance tests: an Auto Scaling group in surroundings of its own, and all of it gone again."""

import base64
import json

import botocore.exceptions

from region_under_test import WAITER, unique, until

LINUX_IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
MANAGED = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


class Deployment:
    """`cleanup` is a test's addCleanup, a class's addClassCleanup or a module's: what is created is undone by it."""

    def __init__(self, region, cleanup):
        self.cleanup = cleanup
        for service in ("autoscaling", "ec2", "elbv2", "iam", "ssm"):
            setattr(self, service, region.client(service))
        self.zones = [region.name + zone for zone in "ab"]
        found = self.ec2.describe_subnets(Filters=[{"Name": "availability-zone", "Values": self.zones}])["Subnets"]
        self.subnets, self.vpc_id = [subnet["SubnetId"] for subnet in found], found[0]["VpcId"]

    def profile(self, *policy_arns):
        """An instance profile and the role in it, of one name, which carries these policies."""
        name = unique("role")
        profile = {"InstanceProfileName": name}
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
        self.cleanup(self.iam.delete_role, RoleName=name)
        for arn in policy_arns:
            self.iam.attach_role_policy(RoleName=name, PolicyArn=arn)
            self.cleanup(self.iam.detach_role_policy, RoleName=name, PolicyArn=arn)
        self.iam.create_instance_profile(**profile)
        self.cleanup(self.iam.delete_instance_profile, **profile)
        self.iam.add_role_to_instance_profile(RoleName=name, **profile)
        self.cleanup(self.iam.remove_role_from_instance_profile, RoleName=name, **profile)
        self.iam.get_waiter("instance_profile_exists").wait(WaiterConfig=WAITER, **profile)
        return name

    def group(self, size, profile, user_data, zones=None):
        name = unique("group")
        self.ec2.create_launch_template(
            LaunchTemplateName=name,
            LaunchTemplateData={
                "ImageId": self.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"],
                "InstanceType": "t3.micro",
                "IamInstanceProfile": {"Name": profile},
                "UserData": base64.b64encode(user_data.encode()).decode(),
            },
        )
        self.cleanup(self.ec2.delete_launch_template, LaunchTemplateName=name)
        self.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=size, MaxSize=size + 1,
            AvailabilityZones=zones or self.zones, LaunchTemplate={"LaunchTemplateName": name},
        )
        self.cleanup(self.remove_group, name)
        until(lambda: len(self.in_service(name)) == size, f"{size} instances in service")
        return name

    def read(self, group):
        return self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"][0]

    def in_service(self, group):
        """Ids of the instances."""
        members = self.read(group)["Instances"]
        return [member["InstanceId"] for member in members if member["LifecycleState"] == "InService"]

    def remove_group(self, group):
        instances = [member["InstanceId"] for member in self.read(group)["Instances"]]
        self.autoscaling.delete_auto_scaling_group(AutoScalingGroupName=group, ForceDelete=True)
        names = {"AutoScalingGroupNames": [group]}
        until(lambda: not self.autoscaling.describe_auto_scaling_groups(**names)["AutoScalingGroups"], "no group left")
        if instances:
            self.ec2.get_waiter("instance_terminated").wait(InstanceIds=instances, WaiterConfig=WAITER)

    def target_group(self, **settings):
        whole = {"Name": unique("targets"), "Protocol": "HTTP", "VpcId": self.vpc_id, **settings}
        arn = self.elbv2.create_target_group(**whole)["TargetGroups"][0]["TargetGroupArn"]
        self.cleanup(self.elbv2.delete_target_group, TargetGroupArn=arn)
        return arn

    def load_balancer(self, target_group_arn, port):
        """The address that it answers at."""
        made = self.elbv2.create_load_balancer(Name=unique("balancer"), Subnets=self.subnets)["LoadBalancers"][0]
        arns = {"LoadBalancerArns": [made["LoadBalancerArn"]]}
        self.cleanup(self.elbv2.get_waiter("load_balancers_deleted").wait, WaiterConfig=WAITER, **arns)
        self.cleanup(self.elbv2.delete_load_balancer, LoadBalancerArn=made["LoadBalancerArn"])
        self.elbv2.get_waiter("load_balancer_available").wait(WaiterConfig=WAITER, **arns)
        self.elbv2.create_listener(
            LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTP", Port=port,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": target_group_arn}],
        )
        return f"{made['DNSName']}:{port}"

    def managed(self, instance_id):
        filters = [{"Key": "InstanceIds", "Values": [instance_id]}]
        return self.ssm.describe_instance_information(Filters=filters)["InstanceInformationList"]

    def send(self, instance_id, *commands, **parameters):
        """Sends lines of shell to an instance as soon as it is managed. The command's id."""
        until(lambda: self.managed(instance_id), f"{instance_id} is managed")
        values = {name: [value] for name, value in parameters.items()}
        return self.ssm.send_command(
            InstanceIds=[instance_id], DocumentName="AWS-RunShellScript",
            Parameters={"commands": list(commands), **values},
        )["Command"]["CommandId"]

    def invocation(self, command_id, instance_id):
        return self.ssm.get_command_invocation(CommandId=command_id, InstanceId=instance_id)

    def run(self, instance_id, *commands):
        """What they print."""
        command_id = self.send(instance_id, *commands)
        ids = {"CommandId": command_id, "InstanceId": instance_id}
        try:
            self.ssm.get_waiter("command_executed").wait(WaiterConfig=WAITER, **ids)
        except botocore.exceptions.WaiterError as error:
            raise AssertionError(self.invocation(command_id, instance_id)) from error
        return self.invocation(command_id, instance_id)["StandardOutputContent"]
