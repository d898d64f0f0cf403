"""Tags that come with what is made need a permission of their own, and tags of what is there decide about it:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from limited_user import BOOKS, DENIED, GAMES, LimitedUser
from region_under_test import WAITER, region_for_module, unique

TRUST = json.dumps({"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}})
NOTHING = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})
UNAUTHORIZED = ("UnauthorizedOperation", 403)
IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
ANSWER = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
OURS = {"StringEquals": {"elasticloadbalancing:ResourceTag/team": "books"}}


def setUpModule():
    global region, subnets, vpc
    region = LimitedUser.region = region_for_module()
    found = region.client("ec2").describe_subnets()["Subnets"]
    subnets, vpc = [each["SubnetId"] for each in found[:2]], found[0]["VpcId"]


class AtCreation(LimitedUser):
    def needs(self, service, making, tagging, call, tags, remove, **arguments):
        """Without tags the one action is enough, with tags it takes both."""
        whole, limited = region.client(service), self.client(service)
        self.says({"Effect": "Allow", "Action": making, "Resource": "*"})
        getattr(limited, call)(**arguments)
        remove(whole)
        code, status = {"ec2": UNAUTHORIZED, "ssm": (DENIED, 400), "dynamodb": (DENIED, 400)}.get(
            service, ("AccessDenied", 403))
        self.refused_like(getattr(limited, call), code, f".*not authorized to perform: {tagging} on resource: arn:aws:.*",
                          status=status, **tags, **arguments)
        self.says({"Effect": "Allow", "Action": [making, tagging], "Resource": "*"})
        getattr(limited, call)(**tags, **arguments)
        remove(whole)

    def test_of_identity_and_access_management(self):
        name, tags = unique("tagged"), {"Tags": [BOOKS]}
        arn = f"arn:aws:iam::{self.iam.get_user(UserName=self.user)['User']['Arn'].split(':')[4]}:policy/{name}"
        for making, tagging, call, arguments, remove in (
                ("iam:CreateUser", "iam:TagUser", "create_user", {"UserName": name},
                 lambda iam: iam.delete_user(UserName=name)),
                ("iam:CreateRole", "iam:TagRole", "create_role", {"RoleName": name, "AssumeRolePolicyDocument": TRUST},
                 lambda iam: iam.delete_role(RoleName=name)),
                ("iam:CreatePolicy", "iam:TagPolicy", "create_policy", {"PolicyName": name, "PolicyDocument": NOTHING},
                 lambda iam: iam.delete_policy(PolicyArn=arn)),
                ("iam:CreateInstanceProfile", "iam:TagInstanceProfile", "create_instance_profile",
                 {"InstanceProfileName": name}, lambda iam: iam.delete_instance_profile(InstanceProfileName=name))):
            with self.subTest(tagging):
                self.needs("iam", making, tagging, call, tags, remove, **arguments)

    def test_of_a_parameter(self):
        name = unique("tagged")
        self.needs("ssm", "ssm:PutParameter", "ssm:AddTagsToResource", "put_parameter", {"Tags": [BOOKS]},
                   lambda ssm: ssm.delete_parameter(Name=name), Name=name, Value="x", Type="String")

    def test_of_a_table(self):
        name = unique("tagged")

        def remove(dynamodb):
            dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig=WAITER)
            dynamodb.delete_table(TableName=name)
            dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=WAITER)

        self.needs("dynamodb", "dynamodb:CreateTable", "dynamodb:TagResource", "create_table", {"Tags": [BOOKS]}, remove,
                   TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                   AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])

    def test_of_what_ec2_makes(self):
        name = unique("tagged")
        self.needs("ec2", "ec2:CreateSecurityGroup", "ec2:CreateTags", "create_security_group",
                   {"TagSpecifications": [{"ResourceType": "security-group", "Tags": [BOOKS]}]},
                   lambda ec2: ec2.delete_security_group(GroupName=name), GroupName=name, Description="of a team")
        self.needs("ec2", "ec2:CreateLaunchTemplate", "ec2:CreateTags", "create_launch_template",
                   {"TagSpecifications": [{"ResourceType": "launch-template", "Tags": [BOOKS]}]},
                   lambda ec2: ec2.delete_launch_template(LaunchTemplateName=name), LaunchTemplateName=name,
                   LaunchTemplateData={"InstanceType": "t3.micro"})

    def test_of_what_ec2_makes_and_nothing_else(self):
        ec2, name = self.client("ec2"), unique("tagged")
        self.says({"Effect": "Allow", "Action": ["ec2:CreateSecurityGroup", "ec2:CreateKeyPair"], "Resource": "*"},
                  {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
                   "Condition": {"StringEquals": {"ec2:CreateAction": "CreateKeyPair"}}})
        tags = lambda kind: [{"ResourceType": kind, "Tags": [BOOKS]}]
        key = ec2.create_key_pair(KeyName=name, TagSpecifications=tags("key-pair"))["KeyPairId"]
        self.addCleanup(region.client("ec2").delete_key_pair, KeyName=name)
        self.denied(ec2.create_security_group, *UNAUTHORIZED, GroupName=name, Description="of a team",
                    TagSpecifications=tags("security-group"))
        self.denied(ec2.create_tags, *UNAUTHORIZED, Resources=[key], Tags=[GAMES])

    def test_of_instances_by_their_template(self):
        whole, name = region.client("ec2"), unique("tagged")
        image = region.client("ssm").get_parameter(Name=IMAGE)["Parameter"]["Value"]
        whole.create_launch_template(LaunchTemplateName=name, LaunchTemplateData={
            "ImageId": image, "InstanceType": "t3.micro",
            "TagSpecifications": [{"ResourceType": "instance", "Tags": [BOOKS]}]})
        self.addCleanup(whole.delete_launch_template, LaunchTemplateName=name)
        launch = {"MinCount": 1, "MaxCount": 1, "LaunchTemplate": {"LaunchTemplateName": name}, "DryRun": True}
        run = self.client("ec2").run_instances
        allow = {"Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*"}
        self.says(allow)
        self.refused_like(run, "UnauthorizedOperation", ".*ec2:CreateTags on resource: arn:aws:ec2:.*:instance/\\*.*",
                          status=403, **launch)
        self.says(allow, {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
                          "Condition": {"StringEquals": {"ec2:CreateAction": "RunInstances",
                                                         "aws:RequestTag/team": "books"}}})
        self.refused_like(run, "DryRunOperation", ".*", status=412, **launch)

    def test_of_a_target_group(self):
        name = unique("tagged")
        self.needs("elbv2", "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:AddTags",
                   "create_target_group", {"Tags": [BOOKS]},
                   lambda elbv2: elbv2.delete_target_group(
                       TargetGroupArn=elbv2.describe_target_groups(Names=[name])["TargetGroups"][0]["TargetGroupArn"]),
                   Name=name, TargetType="ip", Protocol="HTTP", Port=80, VpcId=vpc)


class OfBalancers(LimitedUser):
    @classmethod
    def setUpClass(cls):
        cls.whole = region.client("elbv2")
        made = cls.whole.create_load_balancer(Name=unique("tagged"), Subnets=subnets)["LoadBalancers"][0]
        cls.balancer = made["LoadBalancerArn"]
        cls.addClassCleanup(cls.whole.get_waiter("load_balancers_deleted").wait, LoadBalancerArns=[cls.balancer],
                            WaiterConfig=WAITER)
        cls.addClassCleanup(cls.whole.delete_load_balancer, LoadBalancerArn=cls.balancer)
        cls.port = 8000

    def listener(self, *tags, client=None):
        type(self).port += 1
        more = {"Tags": list(tags)} if tags else {}
        arn = (client or self.whole).create_listener(LoadBalancerArn=self.balancer, Protocol="HTTP", Port=self.port,
                                                     DefaultActions=[ANSWER], **more)["Listeners"][0]["ListenerArn"]
        self.addCleanup(self.gone, arn)
        return arn

    def gone(self, arn):
        if arn in [each["ListenerArn"] for each in self.whole.describe_listeners(LoadBalancerArn=self.balancer)["Listeners"]]:
            self.whole.delete_listener(ListenerArn=arn)

    def rule(self, listener, priority, *tags, client=None):
        more = {"Tags": list(tags)} if tags else {}
        return (client or self.whole).create_rule(
            ListenerArn=listener, Priority=priority, Actions=[ANSWER],
            Conditions=[{"Field": "path-pattern", "Values": [f"/{priority}"]}], **more)["Rules"][0]["RuleArn"]

    def test_listeners_and_rules_are_tagged_by_themselves(self):
        limited = self.client("elbv2")
        making = {"Effect": "Allow", "Resource": "*",
                  "Action": ["elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule"]}
        self.says(making)
        listener = self.listener(client=limited)
        new_listener = listener.rpartition("/")[0] + "/*"
        new_rule = listener.replace(":listener/", ":listener-rule/") + "/*"
        self.rule(listener, 1, client=limited)
        for call, arn in ((lambda: self.listener(BOOKS, client=limited), new_listener),
                          (lambda: self.rule(listener, 2, BOOKS, client=limited), new_rule)):
            self.refused(call, "AccessDenied", status=403, message=(
                f"User: {self.iam.get_user(UserName=self.user)['User']['Arn']} is not authorized to perform: "
                f"elasticloadbalancing:AddTags on resource: {arn} because no identity-based policy allows the "
                "elasticloadbalancing:AddTags action"))
        self.says(making, {"Effect": "Allow", "Action": "elasticloadbalancing:AddTags", "Resource": [new_listener, new_rule],
                           "Condition": {"StringLike": {"elasticloadbalancing:CreateAction": "Create*"}}})
        self.rule(self.listener(BOOKS, client=limited), 1)
        self.rule(listener, 2, BOOKS, client=limited)
        self.denied(limited.add_tags, "AccessDenied", 403, ResourceArns=[listener], Tags=[BOOKS])

    def test_a_listener_is_known_by_its_tags(self):
        self.may(["elasticloadbalancing:ModifyListener", "elasticloadbalancing:DeleteListener",
                  "elasticloadbalancing:CreateRule"], OURS)
        limited, ours, theirs = self.client("elbv2"), self.listener(BOOKS), self.listener(GAMES)
        self.denied(limited.modify_listener, "AccessDenied", 403, ListenerArn=theirs, DefaultActions=[ANSWER])
        self.denied(limited.delete_listener, "AccessDenied", 403, ListenerArn=theirs)
        self.denied(lambda: self.rule(theirs, 1, client=limited), "AccessDenied", 403)
        limited.modify_listener(ListenerArn=ours, DefaultActions=[ANSWER])
        self.rule(ours, 1, client=limited)
        limited.delete_listener(ListenerArn=ours)

    def test_a_rule_is_known_by_its_tags(self):
        self.may(["elasticloadbalancing:ModifyRule", "elasticloadbalancing:DeleteRule",
                  "elasticloadbalancing:SetRulePriorities"], OURS)
        limited, listener = self.client("elbv2"), self.listener()
        ours, theirs = self.rule(listener, 1, BOOKS), self.rule(listener, 2, GAMES)
        self.denied(limited.modify_rule, "AccessDenied", 403, RuleArn=theirs, Actions=[ANSWER])
        self.denied(limited.delete_rule, "AccessDenied", 403, RuleArn=theirs)
        both = [{"RuleArn": ours, "Priority": 4}, {"RuleArn": theirs, "Priority": 5}]
        self.denied(limited.set_rule_priorities, "AccessDenied", 403, RulePriorities=both)
        limited.set_rule_priorities(RulePriorities=both[:1])
        limited.modify_rule(RuleArn=ours, Actions=[ANSWER])
        self.whole.add_tags(ResourceArns=[theirs], Tags=[BOOKS])
        limited.delete_rule(RuleArn=theirs)


class OfGroups(LimitedUser):
    def setUp(self):
        super().setUp()
        self.whole, ec2, self.template = region.client("autoscaling"), region.client("ec2"), unique("tagged")
        image = region.client("ssm").get_parameter(Name=IMAGE)["Parameter"]["Value"]
        ec2.create_launch_template(LaunchTemplateName=self.template,
                                   LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"})
        self.addCleanup(ec2.delete_launch_template, LaunchTemplateName=self.template)
        self.limited = self.client("autoscaling")

    def group(self, *tags, client=None):
        name = unique("tagged")
        (client or self.whole).create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=0, MaxSize=0, AvailabilityZones=[region.name + "a"], Tags=[
                {**tag, "PropagateAtLaunch": False} for tag in tags],
            LaunchTemplate={"LaunchTemplateName": self.template})
        self.addCleanup(self.gone, name)
        return name

    def gone(self, name):
        if self.whole.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]:
            self.whole.delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)

    def test_a_group_is_known_by_its_tags(self):
        ours, theirs, nobodys = self.group(BOOKS), self.group(GAMES), self.group()
        tag = lambda group: {"ResourceId": group, "ResourceType": "auto-scaling-group", "PropagateAtLaunch": False}
        for key in ("autoscaling:ResourceTag/team", "aws:ResourceTag/team"):
            with self.subTest(key):
                self.may("autoscaling:*", {"StringEquals": {key: "${aws:PrincipalTag/team}"}})
                for group in (theirs, nobodys):
                    for call, more in ((self.limited.update_auto_scaling_group, {"MaxSize": 1}),
                                       (self.limited.set_desired_capacity, {"DesiredCapacity": 0}),
                                       (self.limited.delete_auto_scaling_group, {})):
                        self.denied(call, "AccessDenied", 403, AutoScalingGroupName=group, **more)
                self.denied(self.limited.create_or_update_tags, "AccessDenied", 403, Tags=[{**tag(theirs), **BOOKS}])
                self.limited.update_auto_scaling_group(AutoScalingGroupName=ours, MaxSize=1)
                self.limited.create_or_update_tags(Tags=[{**tag(ours), "Key": "stage", "Value": "test"}])
        self.whole.create_or_update_tags(Tags=[{**tag(theirs), **BOOKS}])
        self.limited.delete_auto_scaling_group(AutoScalingGroupName=theirs)

    def test_a_group_is_made_with_tags_that_may_be(self):
        for key in ("aws:RequestTag/team", "autoscaling:ResourceTag/team"):
            with self.subTest(key):
                self.may("autoscaling:CreateAutoScalingGroup", {"StringEquals": {key: "books"}})
                self.denied(lambda: self.group(client=self.limited), "AccessDenied", 403)
                self.denied(lambda: self.group(GAMES, client=self.limited), "AccessDenied", 403)
                self.group(BOOKS, client=self.limited)


if __name__ == "__main__":
    unittest.main()
