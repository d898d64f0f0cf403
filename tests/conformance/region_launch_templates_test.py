"""Launch templates and their versions as boto3 sees them."""

import base64
import unittest

import botocore.exceptions

from region_under_test import Conformance, region_for_module, unique
from through import not_through

DATA = {
    "InstanceType": "t3.micro",
    "UserData": base64.b64encode(b"#!/bin/bash\n").decode(),
    "BlockDeviceMappings": [
        {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20, "VolumeType": "gp3", "Encrypted": True, "Iops": 3000,
                                               "VolumeInitializationRate": 100}}
    ],
    "NetworkInterfaces": [
        {"DeviceIndex": 0, "AssociatePublicIpAddress": True, "DeleteOnTermination": True, "EnaQueueCount": 2,
         "ConnectionTrackingSpecification": {"TcpEstablishedTimeout": 300}, "PrimaryIpv6": False,
         "EnaSrdSpecification": {"EnaSrdEnabled": True, "EnaSrdUdpSpecification": {"EnaSrdUdpEnabled": False}}}
    ],
    "NetworkPerformanceOptions": {"BandwidthWeighting": "vpc-1"},
    "Monitoring": {"Enabled": True},
    "Placement": {"Tenancy": "default", "AvailabilityZoneId": "usw2-az1"},
    "DisableApiTermination": True,
    "InstanceInitiatedShutdownBehavior": "terminate",
    "TagSpecifications": [{"ResourceType": "volume", "Tags": [{"Key": "app", "Value": "library"}]}],
    "InstanceMarketOptions": {"MarketType": "spot", "SpotOptions": {"MaxPrice": "0.01"}},
    "CreditSpecification": {"CpuCredits": "unlimited"},
    "CpuOptions": {"CoreCount": 1, "ThreadsPerCore": 2, "AmdSevSnp": "disabled"},
    "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
    "HibernationOptions": {"Configured": False},
    "EnclaveOptions": {"Enabled": False},
}


def setUpModule():
    global ec2
    ec2 = region_for_module().newest_client("ec2")


class Versions(Conformance):
    def setUp(self):
        self.name = unique("template")
        made = ec2.create_launch_template(LaunchTemplateName=self.name, LaunchTemplateData=DATA)
        self.assertNotIn("Warning", made)
        self.id = made["LaunchTemplate"]["LaunchTemplateId"]
        self.addCleanup(self.remove)

    def remove(self):
        try:
            ec2.delete_launch_template(LaunchTemplateId=self.id)
        except botocore.exceptions.ClientError as error:
            self.assertEqual(error.response["Error"]["Code"], "InvalidLaunchTemplateId.NotFound")

    def describe(self, **which):
        answer = ec2.describe_launch_template_versions(LaunchTemplateId=self.id, **which)
        return answer["LaunchTemplateVersions"]

    def missing(self, version):
        return f"Could not find the specified version {version} for the launch template with ID {self.id}."

    @not_through("javascript", "the SDK of package-lock.json is older than some of these members")
    def test_what_is_set_is_what_is_read(self):
        [version] = self.describe()
        self.assertEqual(version["LaunchTemplateData"], DATA)
        self.assertEqual((version["VersionNumber"], version["DefaultVersion"]), (1, True))

    def test_life_of_a_version(self):
        [first] = self.describe()
        made = ec2.create_launch_template_version(
            LaunchTemplateName=self.name, SourceVersion="1", VersionDescription="larger",
            LaunchTemplateData={"InstanceType": "t3.large"},
        )["LaunchTemplateVersion"]
        self.assertEqual(made["LaunchTemplateData"], {**first["LaunchTemplateData"], "InstanceType": "t3.large"})
        self.assertEqual((made["VersionNumber"], made["VersionDescription"]), (2, "larger"))
        self.assertEqual(self.describe(Versions=["$Latest"]), [made])
        self.assertEqual([each["VersionNumber"] for each in self.describe(MinVersion="1", MaxVersion="2")], [2, 1])
        everywhere = ec2.describe_launch_template_versions(Versions=["$Latest"])["LaunchTemplateVersions"]
        self.assertIn(made, everywhere)
        changed = ec2.modify_launch_template(LaunchTemplateId=self.id, DefaultVersion="2")["LaunchTemplate"]
        self.assertEqual(changed["DefaultVersionNumber"], 2)
        answer = ec2.delete_launch_template_versions(LaunchTemplateId=self.id, Versions=["1", "2", "3"])
        self.assertEqual([each["VersionNumber"] for each in answer["SuccessfullyDeletedLaunchTemplateVersions"]], [1])
        failed = answer["UnsuccessfullyDeletedLaunchTemplateVersions"]
        self.assertEqual(
            [(each["VersionNumber"], each["ResponseError"]["Code"]) for each in failed],
            [(2, "unexpectedError"), (3, "launchTemplateVersionDoesNotExist")],
        )

    def test_a_template_that_cannot_be_used_comes_with_a_warning(self):
        answer = ec2.create_launch_template_version(
            LaunchTemplateId=self.id, LaunchTemplateData={"ImageId": "ami-00000000000000000", "InstanceType": "t3.nano"}
        )
        [error] = answer["Warning"]["Errors"]
        self.assertEqual(error["Code"], "InvalidAMIID.NotFound")

    def test_versions_that_are_not_there(self):
        code = "InvalidLaunchTemplateId.VersionNotFound"
        here = {"LaunchTemplateId": self.id}
        self.refused(ec2.describe_launch_template_versions, code, self.missing(7), Versions=["7"], **here)
        self.refused(ec2.modify_launch_template, code, self.missing(7), DefaultVersion="7", **here)
        self.refused(
            ec2.create_launch_template_version, code, self.missing(7), SourceVersion="7",
            LaunchTemplateData={"InstanceType": "t3.nano"}, **here,
        )
        missing = "lt-0123456789abcdef0"
        self.refused(
            ec2.delete_launch_template_versions, "InvalidLaunchTemplateId.NotFound",
            f"The specified launch template, with template ID {missing}, does not exist.",
            LaunchTemplateId=missing, Versions=["1"],
        )


if __name__ == "__main__":
    unittest.main()
