"""Instances as boto3 sees them, launched one by one: their states, attributes, profiles and what they print."""

import json
import time
import unittest

import botocore.exceptions

from deployment import Deployment
from region_under_test import PATIENCE, WAITER, Conformance, region_for_module, unique, until
from through import not_through

USER_DATA = "#!/bin/bash\necho hello from user data\n"
IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
NOBODY = "i-0123456789abcdef0"
NOT_THERE = f"The instance ID '{NOBODY}' does not exist"


def setUpModule():
    global region, ec2, image
    region = region_for_module()
    ec2 = region.client("ec2")
    image = region.client("ssm").get_parameter(Name=IMAGE)["Parameter"]["Value"]


class Members(Conformance):
    def test_a_stopped_member_of_a_group_is_replaced(self):
        here = Deployment(region, self.addCleanup)
        group = here.group(1, here.profile(), USER_DATA)
        [member] = here.in_service(group)
        ec2.stop_instances(InstanceIds=[member])
        replaced = until(
            lambda: [each for each in here.in_service(group) if each != member], "another instance is in service"
        )
        self.assertEqual(len(replaced), 1)
        ec2.get_waiter("instance_terminated").wait(InstanceIds=[member], WaiterConfig=WAITER)


class Devices(Conformance):
    def test_interfaces_and_volumes_of_an_instance(self):
        here = Deployment(region, self.addCleanup)
        [member] = here.in_service(here.group(1, here.profile(), USER_DATA))
        of_instance = {"Filters": [{"Name": "attachment.instance-id", "Values": [member]}]}
        [interface] = ec2.describe_network_interfaces(**of_instance)["NetworkInterfaces"]
        [volume] = ec2.describe_volumes(**of_instance)["Volumes"]
        [seen] = ec2.describe_instances(InstanceIds=[member])["Reservations"][0]["Instances"]
        self.assertEqual(interface["PrivateIpAddress"], seen["PrivateIpAddress"])
        self.assertEqual(interface["NetworkInterfaceId"], seen["NetworkInterfaces"][0]["NetworkInterfaceId"])
        self.assertEqual(volume["VolumeId"], seen["BlockDeviceMappings"][0]["Ebs"]["VolumeId"])
        self.assertEqual((volume["State"], volume["Size"]), ("in-use", 8))
        self.refused(
            ec2.describe_network_interfaces, "InvalidNetworkInterfaceID.NotFound",
            "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
            NetworkInterfaceIds=["eni-0123456789abcdef0"],
        )
        self.refused(
            ec2.describe_volumes, "InvalidVolume.NotFound", "The volume 'vol-0123456789abcdef0' does not exist.",
            VolumeIds=["vol-0123456789abcdef0"],
        )


class Instances(Conformance):
    def run_one(self, **more):
        request = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1, **more}
        [made] = ec2.run_instances(**request)["Instances"]
        self.addCleanup(self.end, made["InstanceId"])
        return made["InstanceId"]

    def running(self, **more):
        instance = self.run_one(**more)
        self.wait("instance_running", instance)
        return instance

    def end(self, instance):
        ec2.terminate_instances(InstanceIds=[instance])
        self.wait("instance_terminated", instance)

    def wait(self, waiter, instance):
        ec2.get_waiter(waiter).wait(InstanceIds=[instance], WaiterConfig=WAITER)

    def described(self, instance):
        return ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]

    def profile(self):
        iam = region.client("iam")
        name = unique("profile")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        iam.create_instance_profile(InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
        self.addCleanup(iam.delete_role, RoleName=name)
        self.addCleanup(iam.delete_instance_profile, InstanceProfileName=name)
        self.addCleanup(iam.remove_role_from_instance_profile, InstanceProfileName=name, RoleName=name)
        return name

    def test_a_launch(self):
        tags = [{"Key": "app", "Value": "library"}]
        request = {
            "ImageId": image, "InstanceType": "t3.small", "MinCount": 1, "MaxCount": 2, "ClientToken": unique("token"),
            "Placement": {"AvailabilityZone": region.name + "b"},
            "TagSpecifications": [{"ResourceType": "instance", "Tags": tags}],
        }
        reservation = ec2.run_instances(**request)
        ids = [each["InstanceId"] for each in reservation["Instances"]]
        for instance in ids:
            self.addCleanup(self.end, instance)
        self.assertEqual(len(ids), 2)
        again = ec2.run_instances(**request)
        self.assertEqual(again["ReservationId"], reservation["ReservationId"])
        [shown] = ec2.describe_instances(InstanceIds=ids)["Reservations"]
        self.assertEqual({each["InstanceId"] for each in shown["Instances"]}, set(ids))
        self.assertEqual(shown["Instances"][0]["Tags"], tags)
        self.assertEqual(shown["Instances"][0]["Placement"]["AvailabilityZone"], region.name + "b")
        self.refused(
            ec2.run_instances, "InvalidAMIID.NotFound", "The image id '[ami-00000000000000000]' does not exist",
            ImageId="ami-00000000000000000", InstanceType="t3.micro", MinCount=1, MaxCount=1,
        )

    @not_through("javascript", "the SDK of package-lock.json is older than some of these members")
    def test_what_aws_has_added_since(self):
        newest = region.newest_client("ec2")
        zone = newest.describe_availability_zones()["AvailabilityZones"][1]
        wanted = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
        [made] = newest.run_instances(
            Placement={"AvailabilityZone": zone["ZoneName"]}, NetworkPerformanceOptions={"BandwidthWeighting": "vpc-1"},
            **wanted)["Instances"]
        self.addCleanup(ec2.terminate_instances, InstanceIds=[made["InstanceId"]])
        self.assertEqual(made["Placement"]["AvailabilityZoneId"], zone["ZoneId"])
        mine = [{"Name": "attachment.instance-id", "Values": [made["InstanceId"]]}]
        [volume] = newest.describe_volumes(Filters=mine)["Volumes"]
        [interface] = newest.describe_network_interfaces(Filters=mine)["NetworkInterfaces"]
        self.assertEqual((volume["AvailabilityZoneId"], interface["AvailabilityZoneId"]), (zone["ZoneId"],) * 2)
        self.refused(newest.run_instances, "UnsupportedOperation", "Operator is not supported by the embedded region",
                     Operator={"Principal": "eks.amazonaws.com"}, **wanted)
        self.refused(newest.run_instances, "InvalidParameterValue", "The subnet has no IPv6 CIDR block",
                     EnablePrimaryIpv6=True, **wanted)

    def test_stopped_and_started(self):
        instance = self.running(UserData=USER_DATA)
        until(lambda: "hello from user data" in self.console(instance), "what user data print")
        before = self.described(instance)
        [change] = ec2.stop_instances(InstanceIds=[instance])["StoppingInstances"]
        self.assertEqual((change["PreviousState"]["Name"], change["CurrentState"]["Name"]), ("running", "stopping"))
        self.wait("instance_stopped", instance)
        stopped = self.described(instance)
        self.assertEqual(stopped["PrivateIpAddress"], before["PrivateIpAddress"])
        self.assertNotIn("PublicIpAddress", stopped)
        ec2.modify_instance_attribute(InstanceId=instance, InstanceType={"Value": "t3.large"})
        [change] = ec2.start_instances(InstanceIds=[instance])["StartingInstances"]
        self.assertEqual((change["PreviousState"]["Name"], change["CurrentState"]["Name"]), ("stopped", "pending"))
        self.wait("instance_running", instance)
        self.assertEqual(self.described(instance)["InstanceType"], "t3.large")
        ec2.reboot_instances(InstanceIds=[instance])
        self.wait("instance_running", instance)
        self.assertEqual(self.console(instance).count("hello from user data"), 1)
        for call in (ec2.start_instances, ec2.stop_instances):
            self.refused(call, "InvalidInstanceID.NotFound", NOT_THERE, InstanceIds=[NOBODY])

    def console(self, instance):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            output = ec2.get_console_output(InstanceId=instance).get("Output", "")
            if output:
                return output
            time.sleep(0.1)
        return ""

    def test_what_user_data_print(self):
        instance = self.running(UserData=USER_DATA)
        self.assertEqual(self.console(instance), "hello from user data\n")
        self.refused(ec2.get_console_output, "InvalidInstanceID.NotFound", NOT_THERE, InstanceId=NOBODY)

    def test_status(self):
        instance = self.running()
        ec2.get_waiter("instance_status_ok").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        [status] = ec2.describe_instance_status(InstanceIds=[instance])["InstanceStatuses"]
        self.assertEqual(status["SystemStatus"]["Details"], [{"Name": "reachability", "Status": "passed"}])
        self.refused(ec2.describe_instance_status, "InvalidInstanceID.NotFound", NOT_THERE, InstanceIds=[NOBODY])

    def test_attributes(self):
        instance = self.running(UserData=USER_DATA)
        told = ec2.describe_instance_attribute(InstanceId=instance, Attribute="instanceType")
        self.assertEqual(told["InstanceType"], {"Value": "t3.micro"})
        ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={"Value": True})
        told = ec2.describe_instance_attribute(InstanceId=instance, Attribute="disableApiTermination")
        self.assertEqual(told["DisableApiTermination"], {"Value": True})
        self.refused(
            ec2.terminate_instances, "OperationNotPermitted",
            f"The instance '{instance}' may not be terminated. Modify its 'disableApiTermination' instance attribute "
            "and try again.",
            InstanceIds=[instance],
        )
        ec2.modify_instance_attribute(InstanceId=instance, Attribute="disableApiTermination", Value="false")
        self.refused(
            ec2.modify_instance_attribute, "IncorrectInstanceState",
            f"The instance '{instance}' is not in the 'stopped' state.",
            InstanceId=instance, UserData={"Value": b"#!/bin/sh\n"},
        )
        self.refused(
            ec2.describe_instance_attribute, "InvalidInstanceID.NotFound", NOT_THERE, InstanceId=NOBODY,
            Attribute="userData",
        )

    def test_metadata_options(self):
        instance = self.running()
        answer = ec2.modify_instance_metadata_options(InstanceId=instance, HttpTokens="required")
        self.assertEqual(answer["InstanceMetadataOptions"]["HttpTokens"], "required")
        self.assertEqual(self.described(instance)["MetadataOptions"]["HttpTokens"], "required")
        self.refused(
            ec2.modify_instance_metadata_options, "InvalidInstanceID.NotFound", NOT_THERE, InstanceId=NOBODY
        )

    def test_data_for_a_template(self):
        instance = self.running(UserData=USER_DATA)
        data = ec2.get_launch_template_data(InstanceId=instance)["LaunchTemplateData"]
        self.assertEqual((data["ImageId"], data["InstanceType"]), (image, "t3.micro"))
        name = unique("template")
        made = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData={
            key: data[key] for key in ("ImageId", "InstanceType", "UserData", "NetworkInterfaces", "Monitoring")
        })
        self.assertNotIn("Warning", made)
        self.addCleanup(ec2.delete_launch_template, LaunchTemplateName=name)
        self.refused(ec2.get_launch_template_data, "InvalidInstanceID.NotFound", NOT_THERE, InstanceId=NOBODY)

    def test_a_profile_comes_and_goes(self):
        instance = self.running()
        profile = self.profile()
        association = self.associated(instance, profile)
        self.assertEqual(association["State"], "associating")
        self.refused(
            ec2.associate_iam_instance_profile, "IncorrectState",
            f"There is an existing association for instance {instance}",
            InstanceId=instance, IamInstanceProfile={"Name": profile},
        )
        association = ec2.replace_iam_instance_profile_association(
            AssociationId=association["AssociationId"], IamInstanceProfile={"Name": profile}
        )["IamInstanceProfileAssociation"]
        gone = ec2.disassociate_iam_instance_profile(AssociationId=association["AssociationId"])
        self.assertEqual(gone["IamInstanceProfileAssociation"]["State"], "disassociating")
        self.assertNotIn("IamInstanceProfile", self.described(instance))
        self.refused(
            ec2.disassociate_iam_instance_profile, "InvalidAssociationID.NotFound",
            f"An invalid association-id of '{association['AssociationId']}' was given",
            AssociationId=association["AssociationId"],
        )

    def associated(self, instance, profile):
        """EC2 hears of a profile only some time after it was made."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = ec2.associate_iam_instance_profile(
                    InstanceId=instance, IamInstanceProfile={"Name": profile}
                )
                return answer["IamInstanceProfileAssociation"]
            except botocore.exceptions.ClientError as error:
                if error.response["Error"]["Code"] != "InvalidParameterValue" or time.monotonic() > end:
                    raise
            time.sleep(0.2)


if __name__ == "__main__":
    unittest.main()
