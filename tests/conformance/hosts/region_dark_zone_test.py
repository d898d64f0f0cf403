"""What an experiment does to a network, and how a load balancer is kept away from a zone: seen by the answers."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import region_fis_test as experiments  # noqa: E402
from deployment import MANAGED, Deployment  # noqa: E402
from region_under_test import until  # noqa: E402

SERVER = """#!/bin/bash
cat > server.py <<'END'
import http.server, urllib.request
zone = urllib.request.urlopen("http://169.254.169.254/latest/meta-data/placement/availability-zone").read()
class Zone(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(zone)))
        self.end_headers()
        self.wfile.write(zone)
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("", 8080), Zone).serve_forever()
END
(setsid python3 server.py > /dev/null 2>&1 &)
"""
DYNAMODB = """python3 -c '
import boto3, botocore.config, os
config = botocore.config.Config(connect_timeout=2, read_timeout=2, retries={"total_max_attempts": 1})
print(boto3.client("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=config).list_tables()["TableNames"])
' 2>&1 | tail -n 1"""


def setUpModule():
    experiments.setUpModule()


class DarkZone(experiments.Experiments):
    @classmethod
    def setUpClass(cls):
        cls.here = Deployment(experiments.region, cls.addClassCleanup)
        profile = cls.here.profile(MANAGED, "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess")
        cls.targets = cls.here.target_group(Port=8080, HealthCheckIntervalSeconds=10, HealthyThresholdCount=2)
        cls.group = cls.here.group(2, profile, SERVER)
        cls.here.autoscaling.attach_load_balancer_target_groups(
            AutoScalingGroupName=cls.group, TargetGroupARNs=[cls.targets])
        rule = {"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "IpRanges": [{"CidrIp": "127.0.0.1/32"}]}
        default = cls.here.ec2.describe_security_groups(
            Filters=[{"Name": "vpc-id", "Values": [cls.here.vpc_id]}, {"Name": "group-name", "Values": ["default"]}])
        allowed = {"GroupId": default["SecurityGroups"][0]["GroupId"], "IpPermissions": [rule]}
        cls.here.ec2.authorize_security_group_ingress(**allowed)
        cls.addClassCleanup(cls.here.ec2.revoke_security_group_ingress, **allowed)
        cls.address = cls.here.load_balancer(cls.targets, 8080)
        members = cls.here.read(cls.group)["Instances"]
        cls.by_zone = {member["AvailabilityZone"]: member["InstanceId"] for member in members}
        cls.zone, cls.other = cls.here.zones
        found = cls.here.ec2.describe_subnets(Filters=[{"Name": "availability-zone", "Values": [cls.zone]}])
        cls.subnet = f"arn:aws:ec2:{experiments.region.name}:{experiments.account}:subnet/" + (
            found["Subnets"][0]["SubnetId"])

    def setUp(self):
        until(lambda: self.states() == {self.zone: "healthy", self.other: "healthy"}, "two healthy targets")

    def states(self):
        described = self.here.elbv2.describe_target_health(TargetGroupArn=self.targets)["TargetHealthDescriptions"]
        health = {each["Target"]["Id"]: each["TargetHealth"] for each in described}
        return {zone: health[instance]["State"] for zone, instance in self.by_zone.items()}

    def reason(self, zone):
        described = self.here.elbv2.describe_target_health(
            TargetGroupArn=self.targets, Targets=[{"Id": self.by_zone[zone]}])["TargetHealthDescriptions"]
        return described[0]["TargetHealth"].get("Reason")

    def answers(self):
        """The zones that answer eight visitors."""
        said = self.here.run(
            self.by_zone[self.other],
            "for i in 1 2 3 4 5 6 7 8; do curl --silent --max-time 3 --noproxy '*' "
            f"http://{self.address}/; echo; done",
        )
        return set(said.split())

    def disrupt(self, scope):
        return self.start(
            {"it": {"actionId": "aws:network:disrupt-connectivity", "parameters": {"scope": scope, "duration": "PT6H"},
                    "targets": {"Subnets": "it"}}},
            {"it": {"resourceType": "aws:ec2:subnet", "resourceArns": [self.subnet], "selectionMode": "ALL"}},
        )

    def reaches(self, zone, other):
        instance = self.by_zone[other]
        address = self.here.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
        said = self.here.run(self.by_zone[zone], "curl --silent --max-time 2 --noproxy '*' "
                             f"http://{address['PrivateIpAddress']}:8080/; true")
        return said == other

    def test_a_dark_zone_serves_nobody_until_it_is_light_again(self):
        self.assertTrue(self.reaches(self.other, self.zone))
        experiment = self.disrupt("all")
        self.until_experiment(experiment, "running")
        until(lambda: self.states()[self.zone] == "unhealthy", "a target that cannot be reached")
        self.assertEqual(self.reason(self.zone), "Target.Timeout")
        self.assertEqual(self.states()[self.other], "healthy")
        self.assertEqual(self.answers(), {self.other})
        self.assertFalse(self.reaches(self.other, self.zone))
        experiments.fis.stop_experiment(id=experiment)
        until(lambda: self.states()[self.zone] == "healthy", "a zone that is light again")
        until(lambda: self.answers() == {self.zone, self.other}, "answers from both zones")

    def test_a_zone_is_cut_off_from_the_others(self):
        experiment = self.disrupt("availability-zone")
        self.until_experiment(experiment, "running")
        until(lambda: not self.reaches(self.other, self.zone), "a zone that others do not reach")

    def test_a_dependency_goes_away_for_one_zone(self):
        self.assertEqual(self.here.run(self.by_zone[self.zone], DYNAMODB), "[]\n")
        experiment = self.disrupt("dynamodb")
        self.until_experiment(experiment, "running")
        self.assertIn("Read timeout", self.here.run(self.by_zone[self.zone], DYNAMODB))
        self.assertEqual(self.here.run(self.by_zone[self.other], DYNAMODB), "[]\n")

    def test_an_autoshift_keeps_a_load_balancer_away_from_a_zone(self):
        [balancer] = [each for each in self.here.elbv2.describe_load_balancers()["LoadBalancers"]
                      if each["DNSName"] == self.address.split(":")[0]]
        arn = balancer["LoadBalancerArn"]
        self.here.elbv2.modify_load_balancer_attributes(
            LoadBalancerArn=arn, Attributes=[{"Key": "zonal_shift.config.enabled", "Value": "true"}])
        experiment = self.start(
            {"it": {"actionId": "aws:arc:start-zonal-autoshift", "targets": {"ManagedResources": "it"},
                    "parameters": {"availabilityZoneIdentifier": self.zone, "duration": "PT6H",
                                   "managedResourceTypes": "ALB", "zonalAutoshiftStatuses": "DISABLED"}}},
            {"it": {"resourceType": "aws:arc:zonal-shift-managed-resource", "resourceArns": [arn],
                    "selectionMode": "ALL"}},
        )
        self.until_experiment(experiment, "running")
        until(lambda: self.answers() == {self.other}, "answers from the other zone only")
        self.assertEqual(self.states(), {self.zone: "healthy", self.other: "healthy"})
        experiments.fis.stop_experiment(id=experiment)
        until(lambda: self.answers() == {self.zone, self.other}, "answers from both zones")

    def test_a_scope_of_what_is_not_here_fails_with_its_reason(self):
        experiment = self.until_experiment(self.disrupt("s3"), "failed")
        self.assertIn("nothing that the scope 's3' would cut off", experiment["actions"]["it"]["state"]["reason"])


if __name__ == "__main__":
    unittest.main()
