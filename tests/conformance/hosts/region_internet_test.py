"""What instances reach of the internet, which is one of the test's own (own_internet.py). With AS_NOBODY=1 the region is
nobody's; root is needed to begin with."""

import os
import pathlib
import signal
import sys
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests" / "conformance"), str(ROOT / "tests" / "scenario")]
import own_internet  # noqa: E402  before this is nobody
import as_nobody  # noqa: E402, F401  before anything is started
from deployment import LINUX_IMAGE, MANAGED, Deployment  # noqa: E402
from program import Surroundings  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion, until  # noqa: E402

CURL = "curl --silent --max-time 3 --noproxy '*' "
EVERYWHERE = "0.0.0.0/0"
ALL_OUT = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": EVERYWHERE}]}]


def here(address):
    """What a client on this machine gets from there, so that the test knows that somebody is there."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://{address}/", timeout=5) as answer:
        return answer.read().decode()


class WithInstances(Conformance):
    internet = True

    @classmethod
    def setUpClass(cls):
        cls.region = OwnRegion(hosts="namespaces", internet=cls.internet)
        cls.addClassCleanup(cls.region.stop)
        cls.here = Deployment(cls.region, lambda *_, **__: None)  # all of it goes with the region
        cls.profile = cls.here.profile(MANAGED)
        cls.ec2 = cls.here.ec2

    @classmethod
    def launch(cls, **options):
        image = cls.here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]
        launched = cls.ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1,
                                         IamInstanceProfile={"Name": cls.profile}, **options)["Instances"][0]
        cls.ec2.get_waiter("instance_running").wait(InstanceIds=[launched["InstanceId"]], WaiterConfig=WAITER)
        return launched

    def on(self, instance, *commands):
        return self.here.run(instance["InstanceId"], *commands)

    def reaches(self, instance, url):
        return self.on(instance, f"{CURL} {url} || echo none") == own_internet.HERE

    def soon(self, instance, url, reached):
        until(lambda: self.reaches(instance, url) == reached, f"{url}: {'' if reached else 'not '}reached")


class TheInternet(WithInstances):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.instance = cls.launch()
        cls.subnet = cls.instance["SubnetId"]
        cls.route_table = cls.ec2.describe_route_tables()["RouteTables"][0]

    def test_it_is_reached_as_this_machine_by_address_and_by_name(self):
        self.assertTrue(self.reaches(self.instance, own_internet.HOST))
        self.assertTrue(self.reaches(self.instance, own_internet.NAME))
        self.assertEqual(self.on(self.instance, f"getent ahostsv4 {own_internet.NAME} | head -n 1 | cut -d ' ' -f 1"),
                         own_internet.HOST + "\n")

    def test_names_of_aws_and_of_the_vpc_are_nobody_elses_to_answer(self):
        region = f"{self.region.name}.amazonaws.com"
        self.assertEqual(self.on(self.instance, f"getent ahostsv4 s3.{region} | head -n 1 | cut -d ' ' -f 1"), "172.31.0.3\n")
        names = [f"sts.{region}", "a-name", f"ip-172-31-255-1.{self.region.name}.compute.internal"]
        self.on(self.instance, *(f"getent ahosts {name} || true" for name in names))
        self.assertEqual(self.on(self.instance, "getent ahosts no.such.test || echo none"), "none\n")
        asked = set(own_internet.names_asked_for())
        self.assertIn("no.such.test", asked)
        self.assertEqual({name for name in asked if "aws" in name or "internal" in name or "." not in name}, set())

    def test_who_has_no_public_address_reaches_nothing_and_learns_no_names(self):
        private = self.launch(NetworkInterfaces=[{"DeviceIndex": 0, "SubnetId": self.subnet, "AssociatePublicIpAddress": False}])
        self.assertFalse(self.reaches(private, own_internet.HOST))
        self.assertEqual(self.on(private, f"getent ahosts {own_internet.NAME} || echo none"), "none\n")
        inside = self.on(private, f"{CURL} --output /dev/null --write-out '%{{http_code}}' $AWS_ENDPOINT_URL")
        self.assertEqual(inside, "403")

    def test_routes_lead_there_and_away(self):
        route = {"RouteTableId": self.route_table["RouteTableId"], "DestinationCidrBlock": EVERYWHERE}
        gateway = next(each["GatewayId"] for each in self.route_table["Routes"]
                       if each["DestinationCidrBlock"] == EVERYWHERE)
        self.ec2.delete_route(**route)
        self.soon(self.instance, own_internet.HOST, False)
        narrow = {**route, "DestinationCidrBlock": "198.51.100.0/30"}
        self.ec2.create_route(**narrow, GatewayId=gateway)
        self.soon(self.instance, own_internet.HOST, True)
        self.ec2.delete_route(**narrow)
        self.soon(self.instance, own_internet.HOST, False)
        self.ec2.create_route(**route, GatewayId=gateway)
        self.soon(self.instance, own_internet.HOST, True)

    def test_security_groups_let_out(self):
        group = self.ec2.create_security_group(GroupName="closed", Description="nothing out")["GroupId"]
        self.ec2.revoke_security_group_egress(GroupId=group, IpPermissions=ALL_OUT)
        self.ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 65535, "IpRanges": [{"CidrIp": "172.31.0.0/16"}]}])
        instance = self.launch(SecurityGroupIds=[group])
        self.assertFalse(self.reaches(instance, own_internet.HOST))
        self.ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": f"{own_internet.HOST}/32"}]}])
        self.soon(instance, own_internet.HOST, True)

    def test_what_is_this_machines_alone_is_not_the_internet(self):
        self.assertEqual(here(own_internet.HOST), own_internet.HERE)
        self.assertTrue(here(own_internet.LINK_LOCAL))
        for address in (own_internet.LINK_LOCAL, f"{own_internet.HERE}:{self.port()}", f"192.0.2.2:{self.port()}",
                        f"192.0.2.3:{self.port()}", f"127.0.0.1:{self.port()}"):
            said = self.on(self.instance, f"{CURL} --output /dev/null --write-out '%{{http_code}}' http://{address}/ || true")
            self.assertEqual(said, "000", address)
        self.assertTrue(self.reaches(self.instance, own_internet.HOST))

    def port(self):
        return self.region.endpoint.rpartition(":")[2]

    def test_the_way_is_there_again_when_slirp4netns_has_died(self):
        [before] = self.carriers()
        os.kill(before, signal.SIGKILL)
        until(lambda: self.carriers() not in ([], [before]), "another one")
        self.soon(self.instance, own_internet.HOST, True)
        self.assertRegex(self.region.log.read_text(), r"the way to the internet: slirp4netns ended with status \d+, starting it again")

    def carriers(self):
        return [pid for pid, command in self.region.here.processes().items() if command.startswith("/usr/bin/slirp4netns")]

    def test_it_says_so_at_start(self):
        self.assertIn("\n# instances are real hosts in 172.31.0.0/16, from which the internet is reached\n", self.region.said)


class NoInternet(WithInstances):
    internet = False

    def test_nothing_leads_out_by_itself(self):
        instance = self.launch()
        self.assertFalse(self.reaches(instance, own_internet.HOST))
        self.assertEqual(self.on(instance, f"getent ahosts {own_internet.NAME} || echo none"), "none\n")


class Region(unittest.TestCase):
    def refused(self, *options):
        here = Surroundings()
        self.addCleanup(here.close)
        process = here.start(*options, "region", "--ephemeral", "--listen", "127.0.0.1:0", "--internet")
        said = process.communicate(timeout=30)[0]
        self.assertNotEqual(process.returncode, 0)
        self.assertEqual(here.wait_until_gone(), [])
        self.assertEqual(said.count("\n"), 1, said)
        return said

    def test_it_is_for_hosts_on_this_machine(self):
        self.assertIn("--internet is for instances that are hosts", self.refused("--hosts", "processes"))
        self.assertIn("--internet belongs to `run` and `region` with the embedded region", self.refused("--aws"))

    def test_a_region_that_is_killed_leaves_nothing(self):
        region = OwnRegion(hosts="namespaces", internet=True)
        region.close()
        self.assertTrue([each for each in region.here.processes().values() if "slirp4netns" in each])
        region.kill()
        self.assertEqual(region.here.wait_until_gone(), [])
        region.here.close()


if __name__ == "__main__":
    unittest.main()
