"""EC2 Auto Scaling as boto3 sees it, as far as no instance is needed. Those: region_deployment_test.py."""

import unittest

from region_under_test import ACCOUNT, UNCHECKED, Conformance, region_for_module, unique
from through import not_through

NO_INSTANCE = "i-0123456789abcdef0"
NO_TARGETS = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/missing/0123456789abcdef"


LINUX_IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"


def setUpModule():
    global region, autoscaling, unchecked, ec2, image
    region = region_for_module()
    autoscaling = region.client("autoscaling")
    unchecked = region.client("autoscaling", UNCHECKED)
    ec2 = region.client("ec2")
    image = region.client("ssm").get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]


class WithTemplate(Conformance):
    def setUp(self):
        self.template = self.launch_template(ImageId=image, InstanceType="t3.micro")

    def launch_template(self, **data):
        name = unique("template")
        ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
        self.addCleanup(ec2.delete_launch_template, LaunchTemplateName=name)
        return name

    def group_settings(self, **changes):
        whole = {
            "AutoScalingGroupName": unique("group"), "MinSize": 0, "MaxSize": 3,
            "AvailabilityZones": [region.name + zone for zone in "ab"],
            "LaunchTemplate": {"LaunchTemplateName": self.template}, **changes,
        }
        return {key: value for key, value in whole.items() if value is not None}

    def group(self, **changes):
        settings = self.group_settings(**changes)
        autoscaling.create_auto_scaling_group(**settings)
        self.addCleanup(self.remove, settings["AutoScalingGroupName"])
        return settings["AutoScalingGroupName"]

    def read(self, name):
        found = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        return found[0] if found else None

    def remove(self, name):
        if self.read(name):
            autoscaling.delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)


class Groups(WithTemplate):
    def test_life_of_an_empty_group(self):
        name = self.group()
        read = self.read(name)
        self.assertRegex(
            read["AutoScalingGroupARN"],
            f"^arn:aws:autoscaling:{region.name}:{ACCOUNT}:autoScalingGroup:[0-9a-f-]{{36}}:"
            f"autoScalingGroupName/{name}$",
        )
        defaults = {
            "MinSize": 0, "MaxSize": 3, "DesiredCapacity": 0, "DefaultCooldown": 300, "HealthCheckType": "EC2",
            "HealthCheckGracePeriod": 0, "TerminationPolicies": ["Default"], "Instances": [],
            "NewInstancesProtectedFromScaleIn": False,
        }
        self.assertEqual({key: read[key] for key in defaults}, defaults)
        self.assertEqual(read["LaunchTemplate"]["LaunchTemplateName"], self.template)
        self.assertNotIn("Status", read)
        autoscaling.update_auto_scaling_group(AutoScalingGroupName=name, MaxSize=5, DefaultCooldown=10)
        changed = self.read(name)
        self.assertEqual((changed["MinSize"], changed["MaxSize"], changed["DefaultCooldown"]), (0, 5, 10))
        self.assertEqual(autoscaling.describe_scaling_activities(AutoScalingGroupName=name)["Activities"], [])
        autoscaling.delete_auto_scaling_group(AutoScalingGroupName=name)
        self.assertIsNone(self.read(name))

    def test_metrics(self):
        name = self.group()
        [granularity] = autoscaling.describe_metric_collection_types()["Granularities"]
        autoscaling.enable_metrics_collection(AutoScalingGroupName=name, Metrics=["GroupMinSize"], **granularity)
        self.assertEqual(self.read(name)["EnabledMetrics"], [{"Metric": "GroupMinSize", **granularity}])
        autoscaling.disable_metrics_collection(AutoScalingGroupName=name)
        self.assertEqual(self.read(name)["EnabledMetrics"], [])
        for call, more in ((autoscaling.enable_metrics_collection, granularity), (autoscaling.disable_metrics_collection, {})):
            self.refused(call, "ValidationError", "Invalid metric name: Colour", AutoScalingGroupName=name,
                         Metrics=["Colour"], **more)

    @not_through("javascript", "the SDK of package-lock.json is older than some of these members")
    def test_what_aws_has_added_since(self):
        newest = region.newest_client("autoscaling")
        name = self.group()
        newest.update_auto_scaling_group(AutoScalingGroupName=name, DeletionProtection="prevent-all-deletion")
        [read] = newest.describe_auto_scaling_groups(AutoScalingGroupNames=[name], IncludeInstances=False)[
            "AutoScalingGroups"]
        self.assertEqual(read["DeletionProtection"], "prevent-all-deletion")
        self.assertEqual(read["AvailabilityZoneDistribution"], {"CapacityDistributionStrategy": "balanced-best-effort"})
        self.assertEqual(read["CapacityReservationSpecification"], {"CapacityReservationPreference": "default"})
        self.refused_like(newest.delete_auto_scaling_group, "ValidationError", ".*deletion protection.*",
                          AutoScalingGroupName=name, ForceDelete=True)
        newest.update_auto_scaling_group(AutoScalingGroupName=name, DeletionProtection="none")
        self.assertEqual(newest.describe_traffic_sources(AutoScalingGroupName=name)["TrafficSources"], [])
        self.refused_like(newest.update_auto_scaling_group, "ValidationError", ".*AvailabilityZoneDistribution.*",
                          AutoScalingGroupName=name,
                          AvailabilityZoneDistribution={"CapacityDistributionStrategy": "balanced-only"})

    def test_groups_are_described_in_pages(self):
        names = {self.group() for _ in range(3)}
        paginator = autoscaling.get_paginator("describe_auto_scaling_groups")
        pages = list(paginator.paginate(PaginationConfig={"PageSize": 2}))
        self.assertGreater(len(pages), 1)
        seen = {group["AutoScalingGroupName"] for page in pages for group in page["AutoScalingGroups"]}
        self.assertLessEqual(names, seen)
        self.refused_like(autoscaling.describe_auto_scaling_groups, "InvalidNextToken", ".+", NextToken="no-such-token")

    def test_a_name_is_taken_once(self):
        name = self.group()
        self.refused(
            autoscaling.create_auto_scaling_group, "AlreadyExists",
            f"AutoScalingGroup by this name already exists - A group with the name {name} already exists",
            **self.group_settings(AutoScalingGroupName=name),
        )

    def test_what_no_group_can_be(self):
        for changes, text in (
            ({"LaunchTemplate": None},
             "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
             "MixedInstancesPolicy parameter."),
            ({"LaunchTemplate": {"Version": "1"}},
             "Valid requests must contain either launchTemplateId or LaunchTemplateName"),
            ({"AvailabilityZones": None}, "At least one Availability Zone or VPC Subnet is required."),
            ({"LaunchTemplate": {"LaunchTemplateName": "no-such-template"}},
             "You must use a valid fully-formed launch template. The specified launch template, with template name "
             "no-such-template, does not exist."),
        ):
            with self.subTest(text):
                self.refused(
                    unchecked.create_auto_scaling_group, "ValidationError", text, **self.group_settings(**changes)
                )
        for changes in ({"MaxSize": -1}, {"MinSize": 4}, {"DesiredCapacity": 4}, {"AvailabilityZones": ["us-west-2z"]}):
            with self.subTest(changes):
                self.refused_like(
                    autoscaling.create_auto_scaling_group, "ValidationError", ".+", **self.group_settings(**changes)
                )

    def test_templates_that_cannot_launch(self):
        profile = {"Name": "no-such-profile"}
        for data, text in (
            ({"InstanceType": "t3.micro"}, "The request must contain the parameter ImageId"),
            ({"ImageId": image, "InstanceType": "t3.micro", "IamInstanceProfile": profile},
             "Value (no-such-profile) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile "
             "name"),
        ):
            template = {"LaunchTemplateName": self.launch_template(**data)}
            self.refused(
                autoscaling.create_auto_scaling_group, "ValidationError",
                f"You must use a valid fully-formed launch template. {text}",
                **self.group_settings(LaunchTemplate=template),
            )

    def test_groups_and_instances_that_are_not_there(self):
        missing = {"AutoScalingGroupName": "no-such-group"}
        text = "AutoScalingGroup name not found - AutoScalingGroup 'no-such-group' not found"
        self.assertIsNone(self.read("no-such-group"))
        self.refused(
            autoscaling.update_auto_scaling_group, "ValidationError", "AutoScalingGroup name not found - null",
            MinSize=0, **missing,
        )
        self.refused(
            autoscaling.attach_load_balancer_target_groups, "ValidationError", text,
            TargetGroupARNs=[NO_TARGETS], **missing,
        )
        self.refused_like(autoscaling.delete_auto_scaling_group, "ValidationError", ".*not found.*", **missing)
        self.refused_like(autoscaling.describe_scaling_activities, "ValidationError", ".*not found.*", **missing)
        self.refused(
            autoscaling.terminate_instance_in_auto_scaling_group, "ValidationError",
            f"Instance Id not found - No managed instance found for instance ID: {NO_INSTANCE}",
            InstanceId=NO_INSTANCE, ShouldDecrementDesiredCapacity=False,
        )

    def test_a_target_group_that_is_not_there(self):
        self.refused_like(
            autoscaling.attach_load_balancer_target_groups, "ValidationError", ".+",
            AutoScalingGroupName=self.group(), TargetGroupARNs=[NO_TARGETS],
        )


if __name__ == "__main__":
    unittest.main()
