"""Instances as hosts of their own: what they see, what they keep, what they cannot reach, and what security groups let
through. With AS_NOBODY=1 all of it, the region included, is run as nobody; that needs root to begin with."""

import base64
import os
import pathlib
import re
import shutil
import signal
import socket
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
import as_nobody  # noqa: E402, F401  before anything is started
from deployment import LINUX_IMAGE, MANAGED, Deployment  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion, until  # noqa: E402

SERVER = (ROOT / "resources" / "server.py").read_text()
SAYS = 'curl --silent --show-error --max-time 2 --noproxy "*"'
LISTENER = """
import http.server, sys
http.server.ThreadingHTTPServer(("", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def setUpModule():
    global region
    if os.environ.get("CONFORMANCE_ENDPOINT"):
        raise unittest.SkipTest("another region may have no hosts")
    region = OwnRegion(hosts="namespaces")
    unittest.addModuleCleanup(region.stop)


class Hosts(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.here = Deployment(region, cls.addClassCleanup)
        cls.ec2, cls.ssm = cls.here.ec2, cls.here.ssm
        cls.profile = cls.here.profile(MANAGED)
        cls.first, cls.second = cls.launch(2)
        cls.addresses = {instance: cls.described(instance)["PrivateIpAddress"] for instance in (cls.first, cls.second)}

    @classmethod
    def launch(cls, count=1, user_data="#!/bin/bash\necho booted\n", **settings):
        image = cls.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]
        launched = cls.ec2.run_instances(
            ImageId=image, InstanceType="t3.micro", MinCount=count, MaxCount=count, UserData=user_data,
            IamInstanceProfile={"Name": cls.profile}, **settings,
        )["Instances"]
        ids = [instance["InstanceId"] for instance in launched]
        cls.addClassCleanup(cls.ec2.get_waiter("instance_terminated").wait, InstanceIds=ids, WaiterConfig=WAITER)
        cls.addClassCleanup(cls.ec2.terminate_instances, InstanceIds=ids)
        cls.ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=WAITER)
        return ids

    @classmethod
    def described(cls, instance):
        return cls.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]

    def on(self, instance, *commands):
        return self.here.run(instance, *commands)

    def succeeds(self, instance, command):
        return self.on(instance, f"if {{ {command}; }} > /dev/null 2>&1; then echo yes; else echo no; fi") == "yes\n"

    def group(self, *, ingress=()):
        name = f"group-{os.urandom(4).hex()}"
        made = self.ec2.create_security_group(GroupName=name, Description="of a test", VpcId=self.here.vpc_id)["GroupId"]
        self.addClassCleanup(self.ec2.delete_security_group, GroupId=made)
        for permission in ingress:
            self.ec2.authorize_security_group_ingress(GroupId=made, IpPermissions=[permission])
        return made

    # What an instance is.

    def test_it_has_a_name_an_address_processes_and_root_of_its_own(self):
        address = self.addresses[self.first]
        name = "ip-" + address.replace(".", "-")
        self.assertTrue(address.startswith("172.31."))
        self.assertEqual(self.described(self.first)["PrivateDnsName"].split(".")[0], name)
        said = self.on(self.first, "hostname; id -u; ip -4 -o addr show eth0; cat /etc/hostname; ls / | tr '\\n' ' '")
        self.assertIn(f"{name}\n0\n", said)
        self.assertIn(f" {address}/", said)
        self.assertIn(f"\n{name}\n", said)
        self.assertIn("bin boot" if "boot" in said else "bin dev etc home", said)
        processes = self.on(self.first, "cat /proc/[0-9]*/comm")
        self.assertIn("instance-superv", processes.splitlines()[0])
        self.assertLess(len(processes.splitlines()), 12)
        self.assertNotIn("haproxy", processes)

    def test_it_changes_its_own_files_and_nobody_elses(self):
        self.on(self.first, "echo mine > /mine; echo mine > /usr/bin/mine; echo mine >> /etc/hosts; rm /etc/issue;"
                            "echo 'echo changed' > /usr/local/bin/which; mkdir /opt/mine; mv /etc/profile.d /etc/moved")
        self.assertEqual(self.on(self.first, "cat /usr/bin/mine; tail -n 1 /etc/hosts; ls -d /opt/mine"), "mine\nmine\n/opt/mine\n")
        for path in ("/mine", "/usr/bin/mine", "/opt/mine", "/etc/moved"):
            self.assertFalse(self.succeeds(self.second, f"test -e {path}"), path)
            self.assertFalse(os.path.exists(path), path)
        self.assertTrue(os.path.exists("/etc/issue"))
        self.assertTrue(self.succeeds(self.second, "test -e /etc/issue"))

    def test_stop_and_start_keep_its_disk_and_terminate_does_not(self):
        [instance] = self.launch()
        one = {"InstanceIds": [instance]}
        self.on(instance, "echo kept | tee /kept /etc/kept /usr/bin/kept /var/kept; sleep 1000 & echo $! > /pid")
        self.ec2.stop_instances(**one)
        self.ec2.get_waiter("instance_stopped").wait(WaiterConfig=WAITER, **one)
        self.ec2.start_instances(**one)
        self.ec2.get_waiter("instance_running").wait(WaiterConfig=WAITER, **one)
        self.assertEqual(self.on(instance, "cat /kept /etc/kept /usr/bin/kept /var/kept"), 4 * "kept\n")
        self.assertFalse(self.succeeds(instance, "kill -0 $(cat /pid)"))
        disk = region.here.folder / "data" / "instances" / instance / "disk"
        self.assertTrue(disk.exists())
        self.ec2.terminate_instances(**one)
        self.ec2.get_waiter("instance_terminated").wait(WaiterConfig=WAITER, **one)
        self.assertFalse(disk.exists())
        self.assertIn("booted", self.ec2.get_console_output(InstanceId=instance).get("Output", ""))

    def test_it_is_rebooted_again_and_again(self):
        [instance] = self.launch()
        for _ in range(6):
            before = self.on(instance, "cut -d ' ' -f 22 /proc/1/stat; touch /run/before")
            self.ec2.reboot_instances(InstanceIds=[instance])
            until(lambda: not self.succeeds(instance, "test -e /run/before"), "a boot that is another one")
            self.assertNotEqual(self.on(instance, "cut -d ' ' -f 22 /proc/1/stat"), before)
        self.assertEqual(self.described(instance)["State"]["Name"], "running")

    def test_a_rule_for_a_block_of_ones_own_vpc_is_for_the_instances_there(self):
        vpc = self.ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
        self.addClassCleanup(self.ec2.delete_vpc, VpcId=vpc)
        group = self.ec2.create_security_group(GroupName="near", Description="near", VpcId=vpc)["GroupId"]
        self.addClassCleanup(self.ec2.delete_security_group, GroupId=group)
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8000, "IpRanges": [{"CidrIp": "10.7.1.0/24"}]}])
        near, far = (self.ec2.create_subnet(VpcId=vpc, CidrBlock=block)["Subnet"]["SubnetId"]
                     for block in ("10.7.1.0/24", "10.7.2.0/24"))
        for subnet in (near, far):
            self.addClassCleanup(self.ec2.delete_subnet, SubnetId=subnet)
        listens = f"#!/bin/sh\npython3 - 8000 <<'END' &\n{LISTENER}END\n"
        server, = self.launch(SubnetId=near, SecurityGroupIds=[group], user_data=listens)
        neighbour, = self.launch(SubnetId=near, SecurityGroupIds=[group])
        stranger, = self.launch(SubnetId=far, SecurityGroupIds=[group])
        ask = f"{SAYS} --output /dev/null http://{self.described(server)['PrivateIpAddress']}:8000/"
        until(lambda: self.succeeds(neighbour, ask), "an answer to a neighbour")
        self.assertFalse(self.succeeds(stranger, ask))

    def test_it_is_switched_off_from_within(self):
        instance, = self.launch(user_data="#!/bin/bash\necho booted >> /boots\n")
        self.here.send(instance, "shutdown -h now")
        self.ec2.get_waiter("instance_stopped").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        self.assertEqual(self.described(instance)["StateReason"]["Code"], "Client.InstanceInitiatedShutdown")
        self.ec2.start_instances(InstanceIds=[instance])
        self.ec2.get_waiter("instance_running").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        self.assertEqual(self.on(instance, "cat /boots"), "booted\n")
        self.ec2.modify_instance_attribute(
            InstanceId=instance, InstanceInitiatedShutdownBehavior={"Value": "terminate"})
        self.here.send(instance, "shutdown now")
        self.ec2.get_waiter("instance_terminated").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        self.assertEqual(self.described(instance)["StateReason"]["Code"], "Client.InstanceInitiatedShutdown")

    def test_links_that_it_leaves_on_its_disk_lead_nowhere_outside(self):
        outside = region.here.folder / "outside"
        outside.mkdir(mode=0o777)
        [instance] = self.launch()
        one = {"InstanceIds": [instance]}
        self.on(instance, f"rm -rf /var /home /mnt; for name in var home mnt; do ln -s {outside} /$name; done")
        self.on(instance, f"umount /run; rmdir /run; ln -s {outside} /run; rm -rf /opt/*; true")
        self.ec2.stop_instances(**one)
        self.ec2.get_waiter("instance_stopped").wait(WaiterConfig=WAITER, **one)
        self.ec2.start_instances(**one)
        self.ec2.get_waiter("instance_running").wait(WaiterConfig=WAITER, **one)
        self.assertEqual(self.on(instance, "test -d /run && echo still"), "still\n")
        self.assertEqual(list(outside.iterdir()), [])

    def test_the_servers_of_other_versions_of_the_workflow_start_as_they_do_there(self):
        source = base64.b64encode(SERVER.encode()).decode()
        user_data = f"#!/bin/bash\npwd\necho {source} | base64 --decode > server.py\n"
        [instance] = self.launch(user_data=user_data)
        until(lambda: self.succeeds(instance, "test -s /server.py"), "user data that have run in /")
        self.on(instance, "cd / && (sudo python3 server.py 80 > /server.log 2>&1 &)")
        url = f"http://{self.described(instance)['PrivateIpAddress']}/healthcheck"
        try:
            until(lambda: "success" in self.on(instance, f"{SAYS} {url}; true"), "an answer at port 80")
        except AssertionError as error:
            raise AssertionError(self.on(instance, "cat /server.log")) from error

    # Its metadata.

    def test_its_metadata_are_where_every_sdk_looks_and_its_own(self):
        for instance in (self.first, self.second):
            self.assertEqual(self.on(instance, "env | grep METADATA; true"), "")
            ask = (f"token=$({SAYS} -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "
                   f"http://169.254.169.254/latest/api/token); {SAYS} -H \"X-aws-ec2-metadata-token: $token\" "
                   "http://169.254.169.254/latest/meta-data/")
            self.assertEqual(self.on(instance, ask + "instance-id"), instance)
            self.assertEqual(self.on(instance, ask + "local-ipv4"), self.addresses[instance])
            public = self.described(instance)["PublicIpAddress"]
            self.assertEqual(self.on(instance, ask + "public-ipv4"), public)

    def test_nobody_gets_anothers_metadata_by_taking_its_address(self):
        theirs = self.addresses[self.second]
        said = self.on(
            self.first,
            f"ip addr add {theirs}/32 dev eth0 && {SAYS} --interface {theirs} "
            f"http://169.254.169.254/latest/meta-data/instance-id; echo status $?; ip addr del {theirs}/32 dev eth0",
        )
        self.assertIn("status 28", said)  # a time-out, says curl
        self.assertNotIn(self.second, said)

    def test_a_token_reaches_no_farther_than_the_hop_limit(self):
        # A network behind the instance, as a container has one, whose packets the instance forwards.
        self.on(
            self.first,
            "unshare --net sh -c 'sleep 1000 & echo $! > /run/behind; wait' > /dev/null 2>&1 &",
            "while [ ! -s /run/behind ]; do sleep 0.05; done; behind=$(cat /run/behind)",
            "ip link add outer type veth peer name inner netns $behind && ip addr add 10.9.0.1/24 dev outer",
            "ip link set outer up; echo 1 > /proc/sys/net/ipv4/ip_forward",
            "nsenter --net=/proc/$behind/ns/net sh -c 'ip addr add 10.9.0.2/24 dev inner; ip link set inner up; "
            "ip route add default via 10.9.0.1'",
            "nft add table ip nat; nft add chain ip nat out '{ type nat hook postrouting priority srcnat; }'",
            "nft add rule ip nat out ip saddr 10.9.0.0/24 masquerade",
        )
        self.addCleanup(self.on, self.first, "kill $(cat /run/behind)")
        ask = ("nsenter --net=/proc/$(cat /run/behind)/ns/net " + SAYS + " -o /dev/null -w '%{http_code}' -X PUT "
               "-H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token; true")
        self.assertEqual(self.on(self.first, ask), "000")
        options = {"InstanceId": self.first, "HttpPutResponseHopLimit": 2}
        self.ec2.modify_instance_metadata_options(**options)
        self.assertEqual(self.on(self.first, ask), "200")

    # Names.

    def test_names_lead_to_instances_and_those_of_aws_to_the_region(self):
        name = self.described(self.second)["PrivateDnsName"]
        for host, address in ((name, self.addresses[self.second]), (name.split(".")[0], self.addresses[self.second]),
                              ("dynamodb.us-west-2.amazonaws.com", "172.31.0.3"), ("sts.amazonaws.com", "172.31.0.3")):
            found = self.on(self.first, f"python3 -c 'import socket; print(socket.gethostbyname(\"{host}\"))'")
            self.assertEqual(found.strip(), address)
        self.assertFalse(self.succeeds(self.first, "getent ahostsv4 example.com"))
        self.assertFalse(self.succeeds(self.first, f"{SAYS} http://203.0.113.7/"))

    # Walls.

    def test_root_of_an_instance_finds_nothing_of_this_machine(self):
        data = region.here.folder / "data"
        home = os.path.expanduser("~root")
        for path in (data, data / "env", data / "instances" / self.second, home + "/.bashrc", pathlib.Path(__file__)):
            self.assertFalse(self.succeeds(self.first, f"test -e {path}"), path)
        self.assertTrue((data / "env").exists())
        self.assertEqual(self.on(self.first, f"find / -xdev -name '*.db' -path '*{data.name}*' 2> /dev/null; true"), "")
        inside = self.on(self.first, "cat /proc/1/environ /proc/1/root/etc/shadow 2> /dev/null; ls /proc/1/fd 2>&1; true")
        self.assertIn("Permission denied", inside)
        for line in self.on(self.first, "cat /etc/*shadow*").splitlines():  # its own
            self.assertRegex(line, r"^[^:]+:\*:(19000::::::|:)$")
        for name in os.listdir("/etc") if os.getuid() == 0 else ():
            path = pathlib.Path("/etc") / name
            if not name.startswith(("shadow", "gshadow")) and path.is_file() and not path.stat().st_mode & 0o004:
                self.assertRegex(self.on(self.first, f"cat {path} 2>&1; true"), "Permission denied|^$")

    def test_root_of_an_instance_ends_no_process_outside(self):
        self.assertFalse(self.succeeds(self.first, f"kill -9 {region.process.pid}"))
        self.assertIsNone(region.process.poll())
        for command in ("mount -t tmpfs none /mnt && umount /usr", "umount /dev/null", "mknod /mnt/disk b 8 0",
                        "sysctl -w kernel.hostname=x.y kernel.panic=1", "modprobe dummy", "chroot /proc/1/root ls"):
            self.assertFalse(self.succeeds(self.first, command), command)

    # Security groups.

    def test_security_groups_let_through_what_their_rules_say_while_connections_live(self):
        group = self.group()
        server, = self.launch(SecurityGroupIds=[group], user_data="#!/bin/bash\n" + (
            f"cat > listen.py <<'END'{LISTENER}END\n"
            "for port in 80 81; do (setsid python3 listen.py $port > /dev/null 2>&1 &); done\n"))
        url = f"http://{self.described(server)['PrivateIpAddress']}"
        until(lambda: self.succeeds(server, f"{SAYS} {url}/ && {SAYS} {url}:81/"), "a server that listens")
        self.assertFalse(self.succeeds(self.first, f"{SAYS} {url}/"))

        rule = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}
        everybody = {**rule, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[everybody])
        until(lambda: self.succeeds(self.first, f"{SAYS} {url}/"), "what has been allowed")
        self.assertFalse(self.succeeds(self.first, f"{SAYS} {url}:81/"))
        self.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[everybody])
        until(lambda: not self.succeeds(self.first, f"{SAYS} {url}/"), "what is no longer allowed")

        own = self.described(self.first)["SecurityGroups"][0]["GroupId"]
        self.ec2.authorize_security_group_ingress(
            GroupId=group, IpPermissions=[{**rule, "UserIdGroupPairs": [{"GroupId": own}]}])
        until(lambda: self.succeeds(self.first, f"{SAYS} {url}/"), "what members of a group may")
        self.ec2.modify_instance_attribute(InstanceId=server, Groups=[own])
        until(lambda: self.succeeds(self.first, f"{SAYS} {url}:81/"), "groups that have been changed")
        self.ec2.modify_instance_attribute(InstanceId=server, Groups=[group])

        out = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        self.ec2.revoke_security_group_egress(GroupId=own, IpPermissions=[out])
        self.addCleanup(self.ec2.authorize_security_group_egress, GroupId=own, IpPermissions=[out])
        until(lambda: not self.succeeds(self.first, f"{SAYS} {url}/"), "nothing that gets out")
        self.assertTrue(self.succeeds(self.first, f"{SAYS} http://169.254.169.254/latest/meta-data/"))

    def test_this_machine_reaches_what_is_open_to_the_world(self):
        group = self.group()
        server, = self.launch(SecurityGroupIds=[group], user_data="#!/bin/bash\n" + (
            f"cat > listen.py <<'END'{LISTENER}END\n(setsid python3 listen.py 8080 > /dev/null 2>&1 &)\n"))
        until(lambda: self.succeeds(server, f"{SAYS} http://127.0.0.1:8080/"), "a server that listens")
        address = (self.described(server)["PublicIpAddress"], 8080)

        def answer():
            try:
                with socket.create_connection(address, timeout=5) as client:
                    client.sendall(b"GET / HTTP/1.0\r\n\r\n")
                    return client.recv(12)
            except OSError as error:
                return type(error)

        self.assertEqual(answer(), ConnectionRefusedError)
        elsewhere = {"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "IpRanges": [{"CidrIp": "203.0.113.0/24"}]}
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[elsewhere])
        until(lambda: answer() == ConnectionResetError, "a port that is open to others")
        here = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "127.0.0.0/8"}]}
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[here])
        until(lambda: answer() == b"HTTP/1.0 200", "an answer through the public address")
        self.ec2.stop_instances(InstanceIds=[server])
        until(lambda: answer() == ConnectionRefusedError, "a port that is closed with its instance")

    def test_a_load_balancer_that_may_not_reach_its_targets_times_out(self):
        group = self.group()
        server, = self.launch(SecurityGroupIds=[group], user_data="#!/bin/bash\n" + (
            f"cat > listen.py <<'END'{LISTENER}END\n(setsid python3 listen.py 8080 > /dev/null 2>&1 &)\n"))
        targets = self.here.target_group(Port=8080, HealthCheckIntervalSeconds=10, HealthyThresholdCount=2)
        self.here.load_balancer(targets, 8080)
        self.here.elbv2.register_targets(TargetGroupArn=targets, Targets=[{"Id": server}])

        def health():
            [found] = self.here.elbv2.describe_target_health(TargetGroupArn=targets)["TargetHealthDescriptions"]
            return found["TargetHealth"]

        until(lambda: health()["State"] == "unhealthy", "a target that cannot be reached")
        self.assertEqual(health()["Reason"], "Target.Timeout")
        own = self.ec2.describe_security_groups(GroupNames=["default"])["SecurityGroups"][0]["GroupId"]
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "UserIdGroupPairs": [{"GroupId": own}]}])
        until(lambda: health()["State"] == "healthy", "a target that can be reached")


class Leftovers(Conformance):
    def test_nothing_is_left_of_a_region_that_was_killed(self):
        own = OwnRegion(hosts="namespaces")
        self.addCleanup(own.stop)
        here = Deployment(own, lambda *_, **__: None)
        here.ec2.run_instances(
            ImageId=here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"], MinCount=2, MaxCount=2,
            UserData="#!/bin/bash\ntrap '' TERM\nsetsid sleep 1000 &\n(setsid nohup sleep 1000 &)\n",
        )
        filters = [{"Name": "instance-state-name", "Values": ["running"]}]
        until(lambda: [len(r["Instances"]) for r in here.ec2.describe_instances(Filters=filters)["Reservations"]] == [2],
              "two hosts")
        sleeping = descendants(own.process.pid)
        inside = namespaces(sleeping)
        self.assertGreaterEqual(len(sleeping), 8)  # the router, and for each host its two keepers and what it runs
        self.assertGreater(len(inside), 10)  # two hosts' six each, fewer where this user may not look
        everybody = every_process()
        own.kill()
        until(lambda: not [pid for pid in sleeping if os.path.exists(f"/proc/{pid}")], "no process left")
        # Of those that were there before: the number of a namespace that is gone is given to the next one.
        self.assertEqual(namespaces(everybody) & inside, set())
        mounts = pathlib.Path("/proc/self/mountinfo").read_text()
        self.assertNotIn(str(own.here.folder), mounts)
        self.assertEqual(re.findall(r"eni-\w+", pathlib.Path("/proc/net/dev").read_text()), [])
        own.start()

    def test_nor_when_its_data_are_removed_at_once(self):
        own = OwnRegion(hosts="namespaces")
        self.addCleanup(own.here.close)
        here = Deployment(own, lambda *_, **__: None)
        here.ec2.run_instances(
            ImageId=here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"], MinCount=1, MaxCount=1,
            UserData="#!/bin/bash\ntrap '' TERM\n(setsid nohup sleep 1234 &)\nsleep 1234 & wait\n",
        )
        until(lambda: "sleep" in map(name_of, descendants(own.process.pid)), "a host")
        below = descendants(own.process.pid)
        data = own.here.folder / "data"
        own.process.send_signal(signal.SIGSTOP)
        shutil.rmtree(data, ignore_errors=True)  # and with it each mount on it, in whatever namespace
        own.kill()
        until(lambda: not [pid for pid in below if os.path.exists(f"/proc/{pid}")], "no process left")

    def test_a_region_does_not_outlive_its_network(self):
        own = OwnRegion(hosts="namespaces")
        os.kill(min(pid for pid in descendants(own.process.pid) if name_of(pid) == "vpc-router"), 9)
        self.assertNotEqual(own.process.wait(20), 0)
        self.assertIn("the VPC's router has ended", own.log.read_text())
        own.process.stdout.close()
        self.assertEqual(own.here.wait_until_gone(), [])
        own.here.close()


KINDS = ("net", "mnt", "pid", "user", "uts", "ipc")


def name_of(process):
    try:
        return pathlib.Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def every_process():
    return [int(folder.name) for folder in pathlib.Path("/proc").glob("[0-9]*")]


def name_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""  # it is gone


def descendants(root):
    parents = {}
    for pid in every_process():
        try:
            parents[pid] = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it is gone
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


def namespaces(processes):
    """As far as this user may look, and without those that these tests are in."""
    found = set()
    for pid in processes:
        for kind in KINDS:
            try:
                found.add(os.readlink(f"/proc/{pid}/ns/{kind}"))
            except OSError:
                continue
    return found - {os.readlink(f"/proc/self/ns/{kind}") for kind in KINDS}


if __name__ == "__main__":
    unittest.main()
