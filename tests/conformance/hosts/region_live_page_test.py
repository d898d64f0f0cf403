"""What the live page knows of experiments and zonal shifts, and what its buttons do, without a browser: its events are
read and its calls made as its own scripts do."""

import json
import pathlib
import sys
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import region_fis_test as experiments  # noqa: E402
from region_under_test import PATIENCE, unique, until  # noqa: E402

CAPACITY = "aws:ec2:asg-insufficient-instance-capacity-error"
NO_NETWORK = "Instances of this region have no network of their own."
# What the page gives its role.
MAY_MAKE_DARK = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Resource": "*", "Action": [
        "ec2:CreateNetworkAcl", "ec2:ReplaceNetworkAclAssociation", "autoscaling:DescribeAutoScalingGroups"]},
    {"Effect": "Allow", "Resource": "*", "Action": "ec2:InjectApiError",
     "Condition": {"ForAllValues:StringEquals": {"ec2:FisActionId": [CAPACITY]}}}]})


def setUpModule():
    experiments.setUpModule()
    if not hasattr(experiments.region, "page"):
        raise unittest.SkipTest("only a region of one's own tells its page's link")


class LivePage(experiments.Experiments):
    def setUp(self):
        self.address, self.token = experiments.region.page.split("#")

    def post(self, service, operation, token, **given):
        request = urllib.request.Request(
            f"{self.address}call/{service}/{operation}", data=json.dumps(given).encode(),
            headers={"Content-Type": "application/json", "X-Page-Token": token})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def press(self, service, operation, **given):
        return self.post(service, operation, self.token, **given)

    def events(self):
        """Name and content of each, as they come, the picture first."""
        with urllib.request.urlopen(f"{self.address}events", timeout=PATIENCE) as stream:
            name = None
            for line in stream:
                if line.startswith(b"event: "):
                    name = line[7:].strip().decode()
                elif line.startswith(b"data: "):
                    yield name, json.loads(line[6:])

    def until_shown(self, wanted):
        """The first that is not false of what is made of a picture; the happenings that were told before."""
        happenings = []
        for name, content in self.events():
            if name in ("timeline", "happenings"):
                happenings += content
            elif name == "picture" and (found := wanted(content)):
                return found, happenings
        raise AssertionError("the events have ended")

    def told(self, subject):
        """What the timeline says of it, oldest first."""
        for name, content in self.events():
            if name == "timeline":
                return [each["what"] for each in content if each["subject"] == subject]
        raise AssertionError("there is no timeline")

    def until_told(self, subject, *what):
        until(lambda: self.told(subject) == list(what), f"the timeline to tell {what} of {subject}")

    def shown(self, experiment, status):
        def of(picture):
            found = [each for each in picture["Experiments"] if each["id"] == experiment]
            return found and found[0]["state"]["status"] == status and found[0]
        return self.until_shown(of)[0]

    def start(self, actions, targets=None, role=None):
        made = self.template(actions, targets, role)["id"]
        self.until_shown(lambda picture: made in [each["id"] for each in picture["ExperimentTemplates"]])
        started = self.press("fis", "StartExperiment", clientToken=unique("token"), experimentTemplateId=made)
        self.addCleanup(self.end, started["experiment"]["id"])
        return started["experiment"]["id"]

    def test_an_experiment_is_started_shown_and_stopped(self):
        experiment = self.start(experiments.LONG_WAIT)
        running = self.shown(experiment, "running")
        self.assertEqual(running["actions"]["wait"]["state"]["status"], "running")
        self.assertEqual(running["actions"]["wait"]["parameters"], {"duration": "PT12H"})
        self.assertEqual(running["startTime"], self.read(experiment)["startTime"].timestamp())
        self.press("fis", "StopExperiment", id=experiment)
        self.assertIn("endTime", self.shown(experiment, "stopped"))
        self.until_told(experiment, "started: aws:fis:wait", "stopped: Experiment stopped.")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.press("fis", "StopExperiment", id=experiment)
        self.assertEqual((refused.exception.code, json.load(refused.exception)["code"]), (400, "ValidationException"))

    def test_what_nobody_watched_is_in_the_timeline_with_its_time(self):
        made = self.template(experiments.WAIT)["id"]
        started = experiments.fis.start_experiment(clientToken=unique("token"), experimentTemplateId=made)["experiment"]
        ended = self.until_experiment(started["id"], "completed")
        _, timeline = next((name, content) for name, content in self.events() if name == "timeline")
        self.assertEqual([(each["what"], each["at"]) for each in timeline if each["subject"] == started["id"]],
                         [("started: aws:fis:wait", round(ended["startTime"].timestamp() * 1000)),
                          ("completed", round(ended["endTime"].timestamp() * 1000))])
        self.assertEqual([each["at"] for each in timeline], sorted(each["at"] for each in timeline))

    def test_a_zone_is_made_dark(self):
        picture = self.until_shown(lambda picture: picture)[0]
        zone = picture["AvailabilityZones"][0]
        subnets = [each["SubnetArn"] for each in picture["Subnets"]
                   if each["DefaultForAz"] and each["AvailabilityZone"] == zone]
        self.assertEqual(len(subnets), 1)
        experiment = self.start(
            {"network": {"actionId": "aws:network:disrupt-connectivity", "targets": {"Subnets": "Subnets"},
                         "parameters": {"scope": "all", "duration": "PT6H"}}},
            {"Subnets": {"resourceType": "aws:ec2:subnet", "resourceArns": subnets, "selectionMode": "ALL"}},
            self.chaos_role(MAY_MAKE_DARK))
        ended = until(lambda: (now := self.read(experiment))["state"]["status"] in ("running", "failed") and now,
                      "an experiment that runs, or cannot")
        if ended["state"]["status"] == "failed":  # where instances are processes
            self.assertEqual(self.shown(experiment, "failed")["state"]["reason"], NO_NETWORK)
            return
        shown = self.shown(experiment, "running")
        self.assertEqual(shown["targets"]["Subnets"]["resourceArns"], subnets)
        self.press("fis", "StopExperiment", id=experiment)
        self.shown(experiment, "stopped")

    def test_traffic_is_shifted_away_and_back(self):
        picture = self.until_shown(lambda picture: picture)[0]
        subnets = [each for each in picture["Subnets"] if each["DefaultForAz"]][:2]
        name = unique("shop")
        made = self.press("elbv2", "CreateLoadBalancer", Name=name, Subnets=[each["SubnetId"] for each in subnets])
        arn = made["LoadBalancers"][0]["LoadBalancerArn"]
        self.addCleanup(self.press, "elbv2", "DeleteLoadBalancer", LoadBalancerArn=arn)
        zone = picture["AvailabilityZoneIds"][subnets[0]["AvailabilityZone"]]
        given = {"resourceIdentifier": arn, "awayFrom": zone, "expiresIn": "1h", "comment": "slow"}
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.press("zonalshift", "StartZonalShift", **given)
        self.assertEqual(json.load(refused.exception)["code"], "ResourceNotFoundException")
        self.press("elbv2", "ModifyLoadBalancerAttributes", LoadBalancerArn=arn,
                   Attributes=[{"Key": "zonal_shift.config.enabled", "Value": "true"}])
        shift = self.press("zonalshift", "StartZonalShift", **given)["zonalShiftId"]

        def shifts(picture):
            return [each["zonalShifts"] for each in picture["ManagedResources"] if each["name"] == name]
        shown = self.until_shown(lambda picture: any(shifts(picture)) and shifts(picture)[0][0])[0]
        self.assertEqual((shown["zonalShiftId"], shown["awayFrom"], shown["appliedStatus"]), (shift, zone, "APPLIED"))
        self.press("zonalshift", "CancelZonalShift", zonalShiftId=shift)
        self.until_shown(lambda picture: shifts(picture) == [[]])
        self.until_told(name, f"away from {zone}: slow", f"away from {zone} is canceled")

    def test_nothing_is_done_without_the_token(self):
        for token in ("", "x" * len(self.token)):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.post("fis", "StartExperiment", token, clientToken="x", experimentTemplateId="EXTx")
            self.assertEqual(refused.exception.code, 403)


if __name__ == "__main__":
    unittest.main()
