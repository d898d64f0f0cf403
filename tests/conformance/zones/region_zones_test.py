"""Load balancers and zones: who gets requests, counted over targets that really answer."""

import collections
import pathlib
import sys
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from deployment import MANAGED, Deployment
from region_under_test import WAITER, Conformance, region_for_module, until

PORT = 8080
CROSS_ZONE = "load_balancing.cross_zone.enabled"
SERVER = """#!/bin/bash
cat > server.py <<'END'
import http.server, os, urllib.request

def metadata(path):
    endpoint = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
    return urllib.request.urlopen(endpoint + "/latest/meta-data/" + path).read().decode()

name, zone = metadata("instance-id"), metadata("placement/availability-zone")

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        well = self.path != "/health" or not os.path.exists("ill")
        self.send_response(200 if well else 503)
        self.end_headers()
        self.wfile.write(f"{zone} {name}".encode())

http.server.ThreadingHTTPServer((metadata("local-ipv4"), 8080), Answer).serve_forever()
END
nohup python3 server.py > server.log 2>&1 &
"""


def setUpModule():
    global region, here, arc, newest, targets, address, balancer, instances
    region = region_for_module()
    arc, newest = region.client("arc-zonal-shift"), region.newest_client("elbv2")
    here = Deployment(region, unittest.addModuleCleanup)
    targets = here.target_group(
        Port=PORT, HealthCheckPath="/health", HealthCheckIntervalSeconds=10, HealthCheckTimeoutSeconds=5,
        HealthyThresholdCount=2, UnhealthyThresholdCount=2,
    )
    address = here.load_balancer(targets, PORT)
    instances = {}  # ids by zone: one in the first, two in the second
    profile = here.profile(MANAGED)
    for zone, size in zip(here.zones, (1, 2)):
        group = here.group(size, profile, SERVER, zones=[zone])
        instances[zone] = here.in_service(group)
        here.elbv2.register_targets(TargetGroupArn=targets, Targets=[{"Id": each} for each in instances[zone]])
    here.elbv2.get_waiter("target_in_service").wait(TargetGroupArn=targets, WaiterConfig=WAITER)
    [group] = here.elbv2.describe_target_groups(TargetGroupArns=[targets])["TargetGroups"]
    [balancer] = here.elbv2.describe_load_balancers(LoadBalancerArns=group["LoadBalancerArns"])["LoadBalancers"]
    rule = {
        "GroupId": balancer["SecurityGroups"][0], "IpProtocol": "tcp", "FromPort": PORT, "ToPort": PORT,
        "CidrIp": "127.0.0.1/32",
    }
    here.ec2.authorize_security_group_ingress(**rule)
    unittest.addModuleCleanup(here.ec2.revoke_security_group_ingress, **rule)
    until(answer, "the load balancer answers")


def answer():
    """Zone and instance that a request came to."""
    try:
        with urllib.request.urlopen(f"http://{address}/", timeout=10) as response:
            return tuple(response.read().decode().split())
    except OSError:
        return None


def counted(requests=300):
    """How many of so many requests came to each zone, and to each instance."""
    answers = [answer() for _ in range(requests)]
    zones, served = (collections.Counter(each[at] for each in answers) for at in (0, 1))
    return zones, served


def set_attributes(**attributes):
    changes = [{"Key": key, "Value": value} for key, value in attributes.items()]
    return here.elbv2.modify_target_group_attributes(TargetGroupArn=targets, Attributes=changes)


def health():
    described = here.elbv2.describe_target_health(TargetGroupArn=targets)["TargetHealthDescriptions"]
    return {each["Target"]["Id"]: each["TargetHealth"] for each in described}


class WithZones(Conformance):
    def setUp(self):
        self.alone, self.two = here.zones
        [self.only] = instances[self.alone]

    def cross_zone(self, value):
        set_attributes(**{CROSS_ZONE: value})
        self.addCleanup(set_attributes, **{CROSS_ZONE: "use_load_balancer_configuration"})

    def until_shared(self, requests, fits, what):
        """A change takes effect soon: until the shares are as they should be."""

        def ask():
            zones, served = counted(requests)
            return (zones, served) if fits(zones) else None

        return until(ask, what)

    def ill(self, instance, ill=True):
        here.run(instance, "touch ill" if ill else "rm -f ill")
        wanted = "unhealthy" if ill else "healthy"
        until(lambda: health()[instance]["State"] == wanted, f"{instance} is {wanted}")


class CrossZone(WithZones):
    def test_on_every_target_gets_as_much_as_any_other(self):
        until(lambda: all(95 <= each <= 105 for each in counted(300)[1].values()), "even shares")

    def test_off_every_zone_gets_as_much_as_any_other(self):
        for algorithm in ("round_robin", "least_outstanding_requests"):
            with self.subTest(algorithm):
                set_attributes(**{"load_balancing.algorithm.type": algorithm})
                self.addCleanup(set_attributes, **{"load_balancing.algorithm.type": "round_robin"})
                self.cross_zone("false")
                # 150 of 300, the standard deviation being 9; a third would be 100.
                zones, served = self.until_shared(300, lambda zones: 125 < zones[self.alone] < 175, "even shares")
                self.assertLess(abs(served[instances[self.two][0]] - served[instances[self.two][1]]), 10)

    def test_off_a_zone_whose_targets_are_ill_is_passed_by(self):
        self.cross_zone("false")
        self.addCleanup(self.ill, self.only, False)
        self.ill(self.only)
        zones, _ = self.until_shared(60, lambda zones: zones[self.alone] == 0, "one zone only")
        self.assertEqual(zones[self.two], 60)

    def test_a_zone_that_is_not_enabled_gets_nothing(self):
        others = {each["ZoneName"]: each["SubnetId"] for each in balancer["AvailabilityZones"]}
        zone = region.name + "c"
        filters = [{"Name": "availability-zone", "Values": [zone]}]
        [third] = here.ec2.describe_subnets(Filters=filters)["Subnets"]
        arn = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
        self.addCleanup(
            here.elbv2.get_waiter("target_in_service").wait, TargetGroupArn=targets, WaiterConfig=WAITER
        )
        self.addCleanup(here.elbv2.set_subnets, Subnets=list(others.values()), **arn)
        here.elbv2.set_subnets(Subnets=[others[self.two], third["SubnetId"]], **arn)
        self.assertEqual(
            health()[self.only],
            {
                "State": "unused", "Reason": "Target.NotInUse",
                "Description": "Target is in an Availability Zone that is not enabled for the load balancer",
            },
        )
        self.until_shared(30, lambda zones: zones[self.alone] == 0, "one zone only")

    def test_what_does_not_go_with_it(self):
        changes = [{"Key": CROSS_ZONE, "Value": "false"}, {"Key": "stickiness.enabled", "Value": "true"}]
        self.refused(
            here.elbv2.modify_target_group_attributes, "InvalidConfigurationRequest",
            "Stickiness is not supported when cross-zone load balancing is off",
            TargetGroupArn=targets, Attributes=changes,
        )
        self.refused(
            here.elbv2.modify_load_balancer_attributes, "ValidationError",
            f"Load balancer attribute value 'false' for key '{CROSS_ZONE}' is not valid",
            LoadBalancerArn=balancer["LoadBalancerArn"], Attributes=changes[:1],
        )


class Shifts(WithZones):
    def setUp(self):
        super().setUp()
        self.arn = balancer["LoadBalancerArn"]
        self.can_be_shifted("true")
        self.addCleanup(self.can_be_shifted, "false")
        zones = here.ec2.describe_availability_zones()["AvailabilityZones"]
        self.zone_ids = {zone["ZoneName"]: zone["ZoneId"] for zone in zones}

    def can_be_shifted(self, value):
        attributes = [{"Key": "zonal_shift.config.enabled", "Value": value}]
        here.elbv2.modify_load_balancer_attributes(LoadBalancerArn=self.arn, Attributes=attributes)

    def shift(self, zone, expires_in="60m"):
        return arc.start_zonal_shift(
            resourceIdentifier=self.arn, awayFrom=self.zone_ids[zone], expiresIn=expires_in, comment="dark"
        )["zonalShiftId"]

    def status(self, shift):
        return next(each["status"] for each in arc.list_zonal_shifts()["items"] if each["zonalShiftId"] == shift)

    def until_nothing_comes_to(self, zone):
        zones, _ = self.until_shared(60, lambda zones: zones[zone] == 0, f"nothing comes to {zone}")
        self.assertEqual(sum(zones.values()), 60)

    def test_with_cross_zone_on_targets_of_the_zone_get_nothing(self):
        shift = self.shift(self.two)
        self.until_nothing_comes_to(self.two)
        states = {each["State"] for each in health().values()}
        self.assertEqual(states, {"healthy"}, "a shift is no illness")
        described = newest.describe_target_health(TargetGroupArn=targets)["TargetHealthDescriptions"]
        overrides = {each["Target"]["Id"]: each["AdministrativeOverride"]["State"] for each in described}
        shifted = dict.fromkeys(instances[self.two], "zonal_shift_active")
        self.assertEqual(overrides, {self.only: "no_override"} | shifted)
        arc.cancel_zonal_shift(zonalShiftId=shift)
        self.until_shared(30, lambda zones: zones[self.two] == 20, "they get requests again")

    def test_with_cross_zone_off_the_zone_has_no_share(self):
        self.cross_zone("false")
        shift = self.shift(self.alone)
        self.until_nothing_comes_to(self.alone)
        arc.cancel_zonal_shift(zonalShiftId=shift)
        self.until_shared(300, lambda zones: 125 < zones[self.alone] < 175, "even shares")

    def test_it_has_no_effect_while_the_other_zones_are_ill(self):
        self.addCleanup(self.ill, self.only, False)
        self.ill(self.only)
        self.until_nothing_comes_to(self.alone)
        shift = self.shift(self.two)
        self.addCleanup(arc.cancel_zonal_shift, zonalShiftId=shift)
        until(lambda: self.weight(self.two) == 0, "the shift is there")
        self.assertEqual(counted(60)[0], {self.two: 60})
        self.ill(self.only, False)
        self.until_nothing_comes_to(self.two)

    def weight(self, zone):
        return arc.get_managed_resource(resourceIdentifier=self.arn)["appliedWeights"][self.zone_ids[zone]]

    def test_it_ends_with_its_time_and_when_it_is_no_longer_allowed(self):
        shift = self.shift(self.two, "10m")
        self.until_nothing_comes_to(self.two)
        until(lambda: self.status(shift) == "EXPIRED", "it expires")
        self.until_shared(30, lambda zones: zones[self.two] == 20, "they get requests again")
        shift = self.shift(self.two)
        self.until_nothing_comes_to(self.two)
        self.can_be_shifted("false")
        until(lambda: self.status(shift) == "CANCELED", "it is canceled")
        self.until_shared(30, lambda zones: zones[self.two] == 20, "they get requests again")


if __name__ == "__main__":
    unittest.main()
