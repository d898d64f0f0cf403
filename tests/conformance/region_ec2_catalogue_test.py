"""What EC2 offers, as boto3 sees it: images and types of instance."""

import unittest

from region_under_test import Conformance, region_for_module


def setUpModule():
    global region, ec2
    region = region_for_module()
    ec2 = region.client("ec2")


class Images(Conformance):
    def test_those_that_public_parameters_name(self):
        name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
        image_id = region.client("ssm").get_parameter(Name=name)["Parameter"]["Value"]
        [image] = ec2.describe_images(ImageIds=[image_id])["Images"]
        self.assertEqual((image["State"], image["Architecture"]), ("available", "x86_64"))
        self.assertEqual((image["ImageOwnerAlias"], image["RootDeviceName"]), ("amazon", "/dev/xvda"))
        filters = [
            {"Name": "name", "Values": ["al2023-ami-2023*"]}, {"Name": "architecture", "Values": ["x86_64"]},
            {"Name": "owner-alias", "Values": ["amazon"]}, {"Name": "state", "Values": ["available"]},
        ]
        self.assertEqual(ec2.describe_images(Owners=["amazon"], Filters=filters)["Images"], [image])
        self.assertEqual(ec2.describe_images(Owners=["self"])["Images"], [])

    def test_one_that_is_not_there(self):
        self.refused(
            ec2.describe_images, "InvalidAMIID.NotFound", "The image id '[ami-00000000000000000]' does not exist",
            ImageIds=["ami-00000000000000000"],
        )


class Types(Conformance):
    def test_facts(self):
        [micro] = ec2.describe_instance_types(InstanceTypes=["t3.micro"])["InstanceTypes"]
        self.assertEqual((micro["VCpuInfo"]["DefaultVCpus"], micro["MemoryInfo"]["SizeInMiB"]), (2, 1024))
        filters = [{"Name": "processor-info.supported-architecture", "Values": ["arm64"]}]
        pages = ec2.get_paginator("describe_instance_types").paginate(
            Filters=filters, PaginationConfig={"PageSize": 5}
        )
        names = {each["InstanceType"] for page in pages for each in page["InstanceTypes"]}
        self.assertIn("t4g.micro", names)
        self.assertNotIn("t3.micro", names)
        self.refused(
            ec2.describe_instance_types, "InvalidInstanceType",
            "The following supplied instance types do not exist: [t9.micro]", InstanceTypes=["t9.micro"],
        )

    def test_offerings(self):
        filters = [{"Name": "instance-type", "Values": ["t3.micro"]}]
        [here] = ec2.describe_instance_type_offerings(Filters=filters)["InstanceTypeOfferings"]
        self.assertEqual(here, {"InstanceType": "t3.micro", "LocationType": "region", "Location": region.name})
        zones = ec2.describe_instance_type_offerings(LocationType="availability-zone", Filters=filters)
        self.assertEqual(
            [each["Location"] for each in zones["InstanceTypeOfferings"]], [region.name + zone for zone in "abcd"]
        )
        self.refused(
            ec2.describe_instance_type_offerings, "InvalidParameterValue", "The filter 'colour' is invalid",
            Filters=[{"Name": "colour", "Values": ["red"]}],
        )


if __name__ == "__main__":
    unittest.main()
