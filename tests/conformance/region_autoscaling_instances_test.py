"""Auto Scaling around running instances, as boto3 sees it: standby, attached and detached, health, refreshes."""

import unittest

from deployment import Deployment
from region_under_test import WAITER, Conformance, region_for_module, until

USER_DATA = "#!/bin/bash\necho started\n"
NOBODY = "i-0123456789abcdef0"


def setUpModule():
    global region, autoscaling, ec2, elbv2
    region = region_for_module()
    autoscaling = region.client("autoscaling")
    ec2 = region.client("ec2")
    elbv2 = region.client("elbv2")


class AroundInstances(Conformance):
    def setUp(self):
        self.here = Deployment(region, self.addCleanup)
        self.group = self.here.group(2, self.here.profile(), USER_DATA)
        self.named = {"AutoScalingGroupName": self.group}
        autoscaling.update_auto_scaling_group(MinSize=0, MaxSize=4, **self.named)

    def members(self, state):
        found = self.here.read(self.group)["Instances"]
        return [member["InstanceId"] for member in found if member["LifecycleState"] == state]

    def until_in_service(self, count):
        until(
            lambda: len(self.members("InService")) == count == len(self.here.read(self.group)["Instances"]),
            f"{count} in service and no other",
        )
        return self.members("InService")

    def group_tag(self, instance):
        filters = [{"Name": "resource-id", "Values": [instance]}]
        tags = {tag["Key"]: tag["Value"] for tag in ec2.describe_tags(Filters=filters)["Tags"]}
        return tags.get("aws:autoscaling:groupName")

    def state(self, instance):
        [found] = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"]
        return found["State"]["Name"]


class Transfers(AroundInstances):
    def registered(self, target_group):
        found = elbv2.describe_target_health(TargetGroupArn=target_group)["TargetHealthDescriptions"]
        return {
            target["Target"]["Id"] for target in found if target["TargetHealth"]["State"] != "draining"
        }

    def test_standby_and_back(self):
        target_group = self.here.target_group(Port=8080)
        autoscaling.attach_load_balancer_target_groups(TargetGroupARNs=[target_group], **self.named)
        both = set(self.members("InService"))
        until(lambda: self.registered(target_group) == both, "both are registered")
        instance = self.members("InService")[0]
        answer = autoscaling.enter_standby(
            InstanceIds=[instance], ShouldDecrementDesiredCapacity=True, **self.named
        )
        [activity] = answer["Activities"]
        self.assertEqual(activity["Description"], f"Moving EC2 instance to Standby: {instance}")
        self.assertRegex(
            activity["Cause"],
            rf"^At \S+Z instance {instance} was moved to standby in response to a user request, shrinking the capacity "
            r"from 2 to 1\.$",
        )
        until(lambda: self.members("Standby") == [instance], "it is on standby")
        self.assertNotIn(instance, self.registered(target_group))
        self.assertEqual(self.state(instance), "running")
        [details] = autoscaling.describe_auto_scaling_instances(InstanceIds=[instance])["AutoScalingInstances"]
        self.assertEqual((details["LifecycleState"], details["HealthStatus"]), ("Standby", "HEALTHY"))
        autoscaling.exit_standby(InstanceIds=[instance], **self.named)
        self.assertIn(instance, self.until_in_service(2))
        self.assertEqual(self.registered(target_group), both)

    def test_detached_and_attached_again(self):
        instance = self.members("InService")[1]
        self.assertEqual(self.group_tag(instance), self.group)
        answer = autoscaling.detach_instances(
            InstanceIds=[instance], ShouldDecrementDesiredCapacity=True, **self.named
        )
        self.assertEqual(answer["Activities"][0]["Description"], f"Detaching EC2 instance: {instance}")
        self.assertNotIn(instance, self.until_in_service(1))
        self.assertEqual(self.state(instance), "running")
        self.assertIsNone(self.group_tag(instance))
        autoscaling.attach_instances(InstanceIds=[instance], **self.named)
        self.assertIn(instance, self.until_in_service(2))
        self.assertEqual(self.group_tag(instance), self.group)
        self.assertEqual(self.here.read(self.group)["DesiredCapacity"], 2)
        ended = autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=instance, ShouldDecrementDesiredCapacity=True
        )
        self.assertEqual(ended["Activity"]["Description"], f"Terminating EC2 instance: {instance}")
        self.assertNotIn(instance, self.until_in_service(1))

    def test_what_is_refused(self):
        instance = self.members("InService")[0]
        autoscaling.update_auto_scaling_group(MinSize=2, MaxSize=2, **self.named)
        sizes = f"AutoScalingGroup {self.group} has min-size=2, max-size=2, and desired-size=2. To "
        appropriately = ", please update the AutoScalingGroup sizes appropriately."
        down = {"ShouldDecrementDesiredCapacity": True, **self.named}
        nobody = f"The instance {NOBODY} is not part of Auto Scaling group {self.group}."
        for call, text, arguments in (
            (autoscaling.enter_standby, f"{sizes}place into standby 1 instance{appropriately}",
             {"InstanceIds": [instance], **down}),
            (autoscaling.detach_instances, f"{sizes}detach 1 instance{appropriately}",
             {"InstanceIds": [instance], **down}),
            (autoscaling.attach_instances, f"{sizes}attach 1 more instance{appropriately}",
             {"InstanceIds": [NOBODY], **self.named}),
            (autoscaling.exit_standby, f"The instance {instance} is not in Standby.",
             {"InstanceIds": [instance], **self.named}),
            (autoscaling.enter_standby, nobody, {"InstanceIds": [NOBODY], **down}),
            (autoscaling.detach_instances, nobody, {"InstanceIds": [NOBODY], **down}),
            (autoscaling.set_instance_protection, nobody,
             {"InstanceIds": [NOBODY], "ProtectedFromScaleIn": True, **self.named}),
            (autoscaling.set_instance_health,
             f"Instance Id not found - No managed instance found for instance ID: {NOBODY}",
             {"InstanceId": NOBODY, "HealthStatus": "Unhealthy"}),
        ):
            with self.subTest(text):
                self.refused(call, "ValidationError", text, **arguments)


class HealthAndProtection(AroundInstances):
    def test_what_is_called_unhealthy_is_replaced(self):
        sick = self.members("InService")[0]
        autoscaling.set_instance_health(InstanceId=sick, HealthStatus="Unhealthy", ShouldRespectGracePeriod=False)
        ec2.get_waiter("instance_terminated").wait(InstanceIds=[sick], WaiterConfig=WAITER)
        self.assertNotIn(sick, self.until_in_service(2))

    def test_what_is_protected_stays(self):
        stays, goes = self.members("InService")
        autoscaling.set_instance_protection(InstanceIds=[stays], ProtectedFromScaleIn=True, **self.named)
        autoscaling.set_desired_capacity(DesiredCapacity=1, **self.named)
        self.assertEqual(self.until_in_service(1), [stays])
        ec2.get_waiter("instance_terminated").wait(InstanceIds=[goes], WaiterConfig=WAITER)
        self.refused(
            autoscaling.set_desired_capacity, "ValidationError",
            "New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.", DesiredCapacity=5,
            **self.named,
        )

    def test_processes_are_suspended_and_resumed(self):
        autoscaling.suspend_processes(ScalingProcesses=["Launch"], **self.named)
        [suspended] = self.here.read(self.group)["SuspendedProcesses"]
        self.assertEqual(suspended["ProcessName"], "Launch")
        self.assertRegex(suspended["SuspensionReason"], r"^User suspended at \S+Z$")
        autoscaling.set_desired_capacity(DesiredCapacity=3, **self.named)
        self.assertEqual(len(self.here.read(self.group)["Instances"]), 2)
        autoscaling.resume_processes(**self.named)
        self.until_in_service(3)
        self.assertEqual(self.here.read(self.group)["SuspendedProcesses"], [])
        self.refused_like(
            autoscaling.suspend_processes, "ValidationError", ".*Fly.*", ScalingProcesses=["Fly"], **self.named
        )


class Refreshes(AroundInstances):
    def refresh(self, refresh_id):
        found = autoscaling.describe_instance_refreshes(InstanceRefreshIds=[refresh_id], **self.named)
        return found["InstanceRefreshes"][0]

    def until_ended(self, refresh_id):
        return until(
            lambda: (refresh := self.refresh(refresh_id)) and "EndTime" in refresh and refresh, "the refresh has ended"
        )

    def test_instances_get_the_new_version_of_the_template(self):
        before = self.members("InService")
        ec2.create_launch_template_version(
            LaunchTemplateName=self.group, SourceVersion="1", LaunchTemplateData={"InstanceType": "t3.small"}
        )
        wanted = {"LaunchTemplateName": self.group, "Version": "2"}
        refresh_id = region.newest_client("autoscaling").start_instance_refresh(
            DesiredConfiguration={"LaunchTemplate": wanted},
            Preferences={"MinHealthyPercentage": 50, "InstanceWarmup": 0, "BakeTime": 60}, **self.named,
        )["InstanceRefreshId"]
        until(lambda: self.refresh(refresh_id)["Status"] == "Baking", "it bakes")
        ended = self.until_ended(refresh_id)
        self.assertEqual((ended["Status"], ended["PercentageComplete"]), ("Successful", 100))
        self.assertEqual(ended["Preferences"]["MinHealthyPercentage"], 50)
        after = self.until_in_service(2)
        self.assertFalse(set(before) & set(after))
        group = self.here.read(self.group)
        self.assertEqual({member["InstanceType"] for member in group["Instances"]}, {"t3.small"})
        self.assertEqual(group["LaunchTemplate"]["Version"], "2")

    def test_one_at_a_time_which_can_be_cancelled(self):
        warm_up = {"InstanceWarmup": 3600}
        refresh_id = autoscaling.start_instance_refresh(Preferences=warm_up, **self.named)["InstanceRefreshId"]
        self.refused(
            autoscaling.start_instance_refresh, "InstanceRefreshInProgress",
            "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
            **self.named,
        )
        self.assertEqual(autoscaling.cancel_instance_refresh(**self.named)["InstanceRefreshId"], refresh_id)
        self.assertIn(self.refresh(refresh_id)["Status"], ("Cancelling", "Cancelled"))

    def test_what_is_not_there(self):
        self.refused(
            autoscaling.cancel_instance_refresh, "ActiveInstanceRefreshNotFound",
            f"No in progress or pending Instance Refresh found for Auto Scaling group {self.group}", **self.named,
        )
        text = "AutoScalingGroup name not found - AutoScalingGroup 'no-such-group' not found"
        for call in (autoscaling.start_instance_refresh, autoscaling.describe_instance_refreshes):
            self.refused(call, "ValidationError", text, AutoScalingGroupName="no-such-group")


class TagsAndTargetGroups(AroundInstances):
    def test_tags(self):
        def tag(key, value):
            whose = {"ResourceId": self.group, "ResourceType": "auto-scaling-group"}
            return {"Key": key, "Value": value, "PropagateAtLaunch": True, **whose}

        autoscaling.create_or_update_tags(Tags=[tag("team", "a"), tag("stage", "test")])
        autoscaling.create_or_update_tags(Tags=[tag("team", "b")])
        ours = {"Name": "auto-scaling-group", "Values": [self.group]}
        found = autoscaling.describe_tags(Filters=[ours])["Tags"]
        self.assertEqual(found, [tag("stage", "test"), tag("team", "b")])
        autoscaling.set_desired_capacity(DesiredCapacity=3, **self.named)
        newest = self.until_in_service(3)[-1]
        filters = [{"Name": "resource-id", "Values": [newest]}, {"Name": "key", "Values": ["team"]}]
        self.assertEqual(ec2.describe_tags(Filters=filters)["Tags"][0]["Value"], "b")
        autoscaling.delete_tags(Tags=[tag("team", "b")])
        self.assertEqual(len(autoscaling.describe_tags(Filters=[ours])["Tags"]), 1)
        self.refused_like(
            autoscaling.describe_tags, "ValidationError", "Filter type colour is not correct.*",
            Filters=[{"Name": "colour", "Values": ["red"]}],
        )
        missing = {**tag("x", "y"), "ResourceId": "no-such-group"}
        self.refused_like(autoscaling.create_or_update_tags, "ValidationError", ".*not found", Tags=[missing])

    def test_target_groups_come_and_go(self):
        target_group = self.here.target_group(Port=8080)
        source = {"TrafficSources": [{"Identifier": target_group}], **self.named}
        autoscaling.attach_traffic_sources(**source)
        [seen] = autoscaling.describe_load_balancer_target_groups(**self.named)["LoadBalancerTargetGroups"]
        self.assertEqual(seen["LoadBalancerTargetGroupARN"], target_group)
        self.assertIn(seen["State"], ("Adding", "Added"))
        states = autoscaling.describe_traffic_sources(TrafficSourceType="elbv2", **self.named)["TrafficSources"]
        self.assertEqual([state["TrafficSource"] for state in states], [target_group])
        autoscaling.detach_traffic_sources(**source)
        until(
            lambda: not autoscaling.describe_load_balancer_target_groups(**self.named)["LoadBalancerTargetGroups"],
            "the target group is detached",
        )
        self.assertEqual(self.here.read(self.group)["TargetGroupARNs"], [])
        self.assertEqual(len(self.members("InService")), 2)
        named = {"TargetGroupARNs": [target_group], **self.named}
        autoscaling.attach_load_balancer_target_groups(**named)
        autoscaling.detach_load_balancer_target_groups(**named)
        until(lambda: self.here.read(self.group)["TargetGroupARNs"] == [], "it is detached again")
        self.refused(
            autoscaling.detach_load_balancer_target_groups, "ValidationError",
            f"Trying to remove Target Groups that are not part of the group: {target_group}", **named,
        )


class Zones(Conformance):
    """A group moves to where its zones are emptiest."""

    def setUp(self):
        self.here = Deployment(region, self.addCleanup)
        self.zones = [region.name + zone for zone in "abc"]
        self.group = self.here.group(3, self.here.profile(), USER_DATA, self.zones)
        self.named = {"AutoScalingGroupName": self.group}

    def update(self, zones):
        autoscaling.update_auto_scaling_group(AvailabilityZones=zones, **self.named)

    def until_at_rest_in(self, zones):
        def there():
            members = self.here.read(self.group)["Instances"]
            serving = [member["AvailabilityZone"] for member in members if member["LifecycleState"] == "InService"]
            self.assertGreaterEqual(len(serving), 3)
            return sorted(serving) == zones and len(members) == 3

        until(there, f"three in {zones}")

    def causes(self):
        found = autoscaling.describe_scaling_activities(**self.named)["Activities"]
        return [activity["Cause"] for activity in found]

    def test_instances_follow_the_zones_of_their_group(self):
        self.until_at_rest_in(self.zones)
        autoscaling.suspend_processes(ScalingProcesses=["AZRebalance"], **self.named)
        self.update(self.zones[:1])
        autoscaling.suspend_processes(ScalingProcesses=["Launch"], **self.named)
        autoscaling.resume_processes(ScalingProcesses=["AZRebalance"], **self.named)
        self.assertEqual(len(self.causes()), 3)
        autoscaling.resume_processes(**self.named)
        self.until_at_rest_in(self.zones[:1] * 3)
        ended, launched = self.causes()[:2]
        self.assertRegex(launched, r"^At \S+Z an instance was launched to aid in balancing the group's zones\.$")
        self.assertRegex(
            ended,
            rf"^At \S+Z instances were launched to balance instances in zones {self.zones[0]} with other zones "
            r"resulting in more than desired number of instances in the group\.  At \S+Z an instance was taken out of "
            r"service in response to a difference between desired and actual capacity, shrinking the capacity from "
            r"4 to 3\.  At \S+Z instance i-\w+ was selected for termination\.$",
        )
        self.update(self.zones)
        self.until_at_rest_in(self.zones)
        self.assertEqual(self.here.read(self.group)["MaxSize"], 4)


class Settings(AroundInstances):
    def test_what_is_set_is_what_is_read(self):
        settings = {
            "MinSize": 0, "MaxSize": 4, "DesiredCapacity": 2, "DefaultCooldown": 20, "HealthCheckType": "ELB",
            "HealthCheckGracePeriod": 30, "TerminationPolicies": ["OldestInstance"], "DefaultInstanceWarmup": 40,
            "NewInstancesProtectedFromScaleIn": False, "CapacityRebalance": True, "Context": "reserved",
            "DesiredCapacityType": "units",
        }
        autoscaling.update_auto_scaling_group(**settings, **self.named)
        read = self.here.read(self.group)
        self.assertEqual({name: read.get(name) for name in settings}, settings)
        self.assertRegex(
            read["ServiceLinkedRoleARN"], r"^arn:aws:iam::\d{12}:role/aws-service-role/autoscaling\.amazonaws\.com/"
            r"AWSServiceRoleForAutoScaling$",
        )
        autoscaling.update_auto_scaling_group(DefaultInstanceWarmup=-1, **self.named)
        self.assertNotIn("DefaultInstanceWarmup", self.here.read(self.group))
        self.refused_like(
            autoscaling.update_auto_scaling_group, "ValidationError", ".*MaxInstanceLifetime.*",
            MaxInstanceLifetime=86400, **self.named,
        )


if __name__ == "__main__":
    unittest.main()
