"""What leaves an instance, late: measured inside and outside. With AS_NOBODY=1 all of it, the region included, is run
as nobody; that needs root to begin with."""

import functools
import json
import pathlib
import sys
import time
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import as_nobody  # noqa: E402, F401  before anything is started
import region_fis_test as experiments  # noqa: E402
from deployment import MANAGED, Deployment  # noqa: E402
from region_under_test import SLOWNESS, until  # noqa: E402

DELAY = 0.2 * SLOWNESS
MILLISECONDS = str(round(DELAY * 1000))
LARGE = 1_000_000
PORT = 8080
SERVER = f"""#!/bin/bash
mkdir /www; echo small > /www/small; head -c {LARGE} /dev/zero > /www/large
cd /www; (setsid python3 -m http.server {PORT} > /dev/null 2>&1 &)
"""
ASK = "curl --silent --max-time 30 --noproxy '*' --output /dev/null --write-out '%{time_total} %{size_download}' "
NETWORK = "ip -o link; ip -o -4 address; ip route; nft list ruleset"


def setUpModule():
    hosts = functools.partial(experiments.region_for_module, hosts="namespaces")
    experiments.region_for_module = hosts
    experiments.setUpModule()


class LateNetwork(experiments.Experiments):
    @classmethod
    def setUpClass(cls):
        cls.here = Deployment(experiments.region, cls.addClassCleanup)
        if experiments.ec2.describe_vpcs()["Vpcs"][0]["CidrBlock"].startswith("127."):
            raise unittest.SkipTest("the region that is tested has no hosts")
        group = cls.here.group(2, cls.here.profile(MANAGED), SERVER)
        cls.late, cls.near = cls.here.in_service(group)
        cls.network = cls.here.run(cls.late, NETWORK)  # as it is without an experiment
        cls.addresses = {each: cls.described(each)["PrivateIpAddress"] for each in (cls.late, cls.near)}
        default = cls.here.ec2.describe_security_groups(
            Filters=[{"Name": "vpc-id", "Values": [cls.here.vpc_id]}, {"Name": "group-name", "Values": ["default"]}])
        rule = {"IpProtocol": "tcp", "FromPort": PORT, "ToPort": PORT, "IpRanges": [{"CidrIp": "127.0.0.1/32"}]}
        allowed = {"GroupId": default["SecurityGroups"][0]["GroupId"], "IpPermissions": [rule]}
        cls.here.ec2.authorize_security_group_ingress(**allowed)
        cls.addClassCleanup(cls.here.ec2.revoke_security_group_ingress, **allowed)
        # At the region's pace these are long enough for what is late.
        targets = cls.here.target_group(Port=PORT, HealthCheckPath="/small", HealthCheckIntervalSeconds=120,
                                        HealthCheckTimeoutSeconds=60, HealthyThresholdCount=2)
        cls.here.elbv2.register_targets(TargetGroupArn=targets, Targets=[{"Id": cls.late}])
        cls.balancer = cls.here.load_balancer(targets, PORT)
        until(lambda: cls.here.elbv2.describe_target_health(TargetGroupArn=targets)[
            "TargetHealthDescriptions"][0]["TargetHealth"]["State"] == "healthy", "a target that answers")

    @classmethod
    def described(cls, instance):
        return cls.here.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]

    def ask(self, instance, url):
        """From there: how long it takes, and how many bytes come."""
        seconds, size = self.here.run(instance, ASK + url).split()
        return float(seconds), int(size)

    def url(self, instance, name="small"):
        return f"http://{self.addresses[instance]}:{PORT}/{name}"

    def outside(self, address, name="small"):
        """The same from this machine."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        began = time.monotonic()
        with opener.open(f"http://{address}/{name}", timeout=30) as answer:
            size = len(answer.read())
        return time.monotonic() - began, size

    def soon_quick(self, ask):
        """Nothing that is late ever takes less than its delay, whatever else this machine does."""
        until(lambda: ask()[0] < DELAY, "a quick answer")

    def target(self):
        instance = f"arn:aws:ec2:{experiments.region.name}:{experiments.account}:instance/{self.late}"
        return {"them": {"resourceType": "aws:ec2:instance", "resourceArns": [instance], "selectionMode": "ALL"}}

    def suffer(self, document, **parameters):
        """The experiment, and its command."""
        document = f"AWSFIS-Run-{document}"
        before = {each["CommandId"] for each in self.commands(document)}
        experiment = self.start(
            experiments.on_them(
                "aws:ssm:send-command", duration="PT12H",
                documentArn=f"arn:aws:ssm:{experiments.region.name}::document/{document}",
                documentParameters=json.dumps({"DurationSeconds": "43200", **parameters}, separators=(",", ":"))),
            self.target())
        [command] = until(lambda: [each["CommandId"] for each in self.commands(document)
                                   if each["CommandId"] not in before], "its command")
        return experiment, command

    def commands(self, document):
        sent = self.here.ssm.list_commands(InstanceId=self.late)["Commands"]
        return [each for each in sent if each["DocumentName"] == document]

    def slowed_down(self, document, **parameters):
        ask = functools.partial(self.ask, self.near, self.url(self.late))
        self.soon_quick(ask)
        suffering = self.suffer(document, DelayMilliseconds=MILLISECONDS, **parameters)
        until(lambda: ask()[0] >= DELAY, "an answer that is late")
        return suffering

    def ended(self, command):
        def told():
            said = self.here.invocation(command, self.late)
            return said if said["Status"] not in ("Pending", "InProgress", "Cancelling") else None

        return until(told, "the end of the command")

    def test_what_leaves_an_instance_is_late_until_the_experiment_ends(self):
        experiment, command = self.slowed_down("Network-Latency")
        public = f"{self.described(self.late)['PublicIpAddress']}:{PORT}"
        # Each way in costs an answer for the connection and one for the request.
        self.assertGreaterEqual(self.ask(self.near, self.url(self.late))[0], 2 * DELAY)
        self.assertGreaterEqual(self.ask(self.late, self.url(self.near))[0], 2 * DELAY)
        self.assertGreaterEqual(self.ask(self.late, "http://169.254.169.254/")[0], 2 * DELAY)
        self.assertGreaterEqual(self.outside(public)[0], 2 * DELAY)
        self.assertGreaterEqual(self.outside(self.balancer)[0], DELAY)
        self.soon_quick(functools.partial(self.ask, self.near, "http://169.254.169.254/"))
        self.soon_quick(functools.partial(self.outside, f"{self.described(self.near)['PublicIpAddress']}:{PORT}"))

        experiments.fis.stop_experiment(id=experiment)
        said = self.ended(command)
        self.assertEqual(said["Status"], "Cancelled")
        self.assertRegex(said["StandardOutputContent"], rf"^{MILLISECONDS} ms on eth0 by (netem|delay-line)\n$")
        for ask in (functools.partial(self.ask, self.near, self.url(self.late)),
                    functools.partial(self.ask, self.late, "http://169.254.169.254/"),
                    functools.partial(self.outside, self.balancer)):
            self.soon_quick(ask)
        self.assertEqual(self.here.run(self.late, NETWORK), self.network)

    def test_much_comes_as_fast_as_the_delay_lets_it(self):
        self.slowed_down("Network-Latency")
        for ask in (functools.partial(self.ask, self.near, self.url(self.late, "large")),
                    functools.partial(self.outside, self.balancer, "large")):
            seconds, size = ask()
            self.assertEqual(size, LARGE)
            self.assertGreaterEqual(seconds, DELAY)
            self.assertLess(seconds, 50 * DELAY)  # each time twice as much is under way, after ten packets at first

    def test_nothing_is_left_of_what_is_killed(self):
        _, command = self.slowed_down("Network-Latency")
        killed = self.here.run(self.late, "kill -9 $(pidof delay-line) && echo killed; true")
        if not killed:
            self.skipTest("this kernel has netem")
        until(lambda: self.here.run(self.late, NETWORK) == self.network, "the network as it was")
        self.soon_quick(functools.partial(self.ask, self.near, self.url(self.late)))
        self.assertEqual(self.ended(command)["Status"], "Failed")

    def test_only_what_goes_to_the_sources_is_late(self):
        own = f"{self.addresses[self.near]}/32"
        experiment, command = self.slowed_down("Network-Latency-Sources", JitterMilliseconds="0",
                                                 Sources=f"198.51.100.0/24,{own}")
        self.soon_quick(functools.partial(self.ask, self.late, "http://169.254.169.254/"))
        self.soon_quick(functools.partial(self.outside, self.balancer))
        second, refused = self.suffer("Network-Latency-Sources", Sources=own)
        self.assertIn("a second delay-line", self.ended(refused)["StandardErrorContent"])
        self.until_experiment(second, "failed")
        self.assertGreaterEqual(self.ask(self.late, self.url(self.near))[0], 2 * DELAY)
        experiments.fis.stop_experiment(id=experiment)
        self.assertEqual(self.ended(command)["StandardOutputContent"],
                         f"{MILLISECONDS} +- 0 ms to 198.51.100.0/24,{own}\n{MILLISECONDS} ms on eth0 by delay-line\n")
        self.soon_quick(functools.partial(self.ask, self.near, self.url(self.late)))

    def test_what_goes_to_a_name_is_late_by_more_or_less(self):
        name = self.described(self.near)["PrivateDnsName"]
        jitter = DELAY / 2
        spread = str(round(jitter * 1000))
        experiment, command = self.slowed_down("Network-Latency-Sources", Sources=name, JitterMilliseconds=spread)
        self.soon_quick(functools.partial(self.ask, self.late, "http://169.254.169.254/"))
        took = [self.ask(self.late, f"http://{host}:{PORT}/small")[0] for host in (name, self.addresses[self.near])
                for _ in range(4)]
        self.assertGreaterEqual(min(took), 2 * (DELAY - jitter))
        self.assertGreater(max(took) - min(took), jitter / 10)
        experiments.fis.stop_experiment(id=experiment)
        self.assertEqual(self.ended(command)["StandardOutputContent"],
                         f"{name} is {self.addresses[self.near]}\n{MILLISECONDS} +- {spread} ms to {name}\n"
                         f"{MILLISECONDS} ms +- {spread} ms on eth0 by delay-line\n")
        self.soon_quick(functools.partial(self.ask, self.near, self.url(self.late)))

    def test_a_name_without_an_address_fails_the_experiment(self):
        experiment, command = self.suffer("Network-Latency-Sources", Sources="nowhere.invalid")
        self.assertEqual(self.ended(command)["StandardErrorContent"].splitlines()[0],
                         "The domain name nowhere.invalid has no IPv4 address")
        self.until_experiment(experiment, "failed")

    def test_what_is_no_address_is_refused_by_name(self):
        experiment = self.start(
            experiments.on_them(
                "aws:ssm:send-command", duration="PT12H",
                documentArn=f"arn:aws:ssm:{experiments.region.name}::document/AWSFIS-Run-Network-Latency-Sources",
                documentParameters='{"DurationSeconds":"60","Sources":"S3"}'), self.target())
        reason = self.until_experiment(experiment, "failed")["state"]["reason"]
        self.assertIn("IPv4 addresses, CIDR blocks, domain names and DYNAMODB are what there is", reason)


if __name__ == "__main__":
    unittest.main()
