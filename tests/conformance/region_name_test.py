"""A region of any name: zones, ARNs and what is signed follow it."""

import os
import unittest

from deployment import LINUX_IMAGE, Deployment
from region_under_test import ACCOUNT, Conformance, OwnRegion


@unittest.skipIf(os.environ.get("CONFORMANCE_ENDPOINT"), "that region has its name")
class AnotherRegion(Conformance):
    def region(self, name):
        region = OwnRegion(name=name)
        self.addCleanup(region.stop)
        self.assertEqual(region.name, name)
        return region

    def test_has_its_zones_arns_and_instances(self):
        region = self.region("eu-central-1")
        deployment = Deployment(region, self.addCleanup)
        group = deployment.group(2, deployment.profile(), "#!/bin/bash\nsleep 600 &\n")
        read = deployment.read(group)
        self.assertRegex(read["AutoScalingGroupARN"], f"^arn:aws:autoscaling:eu-central-1:{ACCOUNT}:")
        zones = {member["AvailabilityZone"] for member in read["Instances"]}
        self.assertEqual(zones, {"eu-central-1a", "eu-central-1b"})
        zone_ids = [zone["ZoneId"] for zone in deployment.ec2.describe_availability_zones()["AvailabilityZones"]]
        self.assertIn("euc1-az1", zone_ids)
        balancer = deployment.elbv2.create_load_balancer(Name="balancer", Subnets=deployment.subnets)["LoadBalancers"][0]
        self.addCleanup(deployment.elbv2.delete_load_balancer, LoadBalancerArn=balancer["LoadBalancerArn"])
        self.assertEqual(balancer["CanonicalHostedZoneId"], "Z215JYRZR1TBD5")
        self.assertTrue(region.client("ssm").get_parameter(Name=LINUX_IMAGE)["Parameter"]["ARN"].startswith(
            "arn:aws:ssm:eu-central-1::parameter/aws/service/"))

    def test_of_another_partition_says_so_in_its_arns(self):
        region = self.region("cn-north-1")
        arn = region.client("sts").get_caller_identity()["Arn"]
        self.assertRegex(arn, f"^arn:aws-cn:iam::{ACCOUNT}:")

    def test_its_folder_is_no_other_regions(self):
        region = self.region("eu-central-1")
        region.kill()
        status, output = region.here.run("region", "--listen", "127.0.0.1:0", "--data", region.here.folder / "data")
        self.assertEqual((status, output.count("\n")), (1, 1), output)
        self.assertIn("made for eu-central-1", output)
        region.start()  # unharmed

    def test_what_is_no_name_is_refused(self):
        region = self.region("us-west-2")
        status, output = region.here.run("region", "--region", "mars", "--data", region.here.folder / "other")
        self.assertEqual((status, output.count("\n")), (1, 1), output)
        self.assertIn("no partition of AWS has a region 'mars'", output)


if __name__ == "__main__":
    unittest.main()
