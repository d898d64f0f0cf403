"""What an instance takes of this machine is bounded, where control groups can be had: its memory to what its type has,
its processes to some thousands. Whether they can be had is seen here, by making one."""

import os
import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
from control_groups import control_groups  # noqa: E402
from deployment import LINUX_IMAGE, MANAGED, Deployment  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion, until  # noqa: E402

PROCESSES = 4096
MIB = 1 << 20
TAKES_700_MIB = "python3 -c 'held = bytes(700 << 20).replace(bytes(1), b\"x\"); print(len(held))'"
TAKES_6000_PROCESSES = (
    "import os, signal\n"
    "begun = 0\n"
    "try:\n"
    "    for _ in range(6000):\n"
    "        if os.fork() == 0: signal.pause()\n"
    "        begun += 1\n"
    "except OSError as error:\n"
    "    print(begun, error.strerror, flush=True)\n"
)


groups = None  # as this system has them


def groups_of(region):
    return sorted({path for folder in groups.folders_of(region).values()
                   for path in folder.glob(f"resilient-service-{region.process.pid}-i-*")})


def command_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""  # it is gone


def parent_of(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def setUpModule():
    if os.environ.get("CONFORMANCE_ENDPOINT"):
        raise unittest.SkipTest("another region may bound nothing")
    global groups
    groups = control_groups()
    if not groups:
        print("no control groups can be made here")
        sys.exit(77)
    unittest.addModuleCleanup(getattr(groups, "remove", lambda: None))


class Bounds(Conformance):
    hosts = "namespaces"

    @classmethod
    def setUpClass(cls):
        cls.region = OwnRegion(hosts=cls.hosts, enter=groups.entrance())
        cls.addClassCleanup(cls.region.stop)
        cls.here = Deployment(cls.region, cls.addClassCleanup)
        cls.profile = cls.here.profile(MANAGED)

    def launch(self, instance_type, user_data="#!/bin/sh\n"):
        launched = self.here.ec2.run_instances(
            ImageId=self.here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"], MinCount=1, MaxCount=1,
            InstanceType=instance_type, IamInstanceProfile={"Name": self.profile}, UserData=user_data,
        )["Instances"][0]["InstanceId"]
        self.addCleanup(self.terminate, launched)
        self.here.ec2.get_waiter("instance_running").wait(InstanceIds=[launched], WaiterConfig=WAITER)
        return launched

    def terminate(self, instance):
        self.here.ec2.terminate_instances(InstanceIds=[instance])
        self.here.ec2.get_waiter("instance_terminated").wait(InstanceIds=[instance], WaiterConfig=WAITER)

    def file(self, controller, instance, name):
        group = groups.folders_of(self.region)[controller] / f"resilient-service-{self.region.process.pid}-{instance}"
        return (group / name).read_text().strip()

    def test_it_has_as_much_memory_as_its_type_and_loses_the_process_that_takes_more(self):
        instance, neighbour = self.launch("t3.nano"), self.launch("t3.micro")
        self.assertEqual(self.file("memory", instance, groups.bytes_at_most), str(512 * MIB))
        self.assertEqual(self.file("memory", neighbour, groups.bytes_at_most), str(1024 * MIB))
        boot = self.here.run(instance, "cut -d ' ' -f 22 /proc/1/stat")
        self.assertEqual(self.here.run(instance, TAKES_700_MIB + " || echo status $?"), "status 137\n")
        self.assertEqual(self.here.run(instance, "cut -d ' ' -f 22 /proc/1/stat"), boot)
        self.assertEqual(self.here.run(neighbour, TAKES_700_MIB), f"{700 * MIB}\n")

    def test_it_has_so_many_processes_and_all_end_with_it(self):
        instance, neighbour = self.launch("t3.medium"), self.launch("t3.nano")
        self.assertEqual(self.file("pids", instance, "pids.max"), str(PROCESSES))
        said = self.here.run(instance, f"cat > bomb.py <<'END'\n{TAKES_6000_PROCESSES}END\npython3 bomb.py; true")
        begun, _, why = said.partition(" ")
        self.assertEqual(why, "Resource temporarily unavailable\n")
        self.assertTrue(PROCESSES - 16 < int(begun) < PROCESSES, begun)
        self.assertGreater(int(self.file("pids", instance, "pids.current")), PROCESSES - 16)
        self.assertEqual(self.here.run(neighbour, "echo unharmed"), "unharmed\n")
        self.terminate(instance)
        self.assertNotIn(instance, str(groups_of(self.region)))

    def test_its_groups_go_with_it(self):
        instance = self.launch("t3.micro")
        self.assertEqual(len([group for group in groups_of(self.region) if group.name.endswith(instance)]), groups.groups_of_each)
        self.assertIn(f"-{instance}\n", pathlib.Path(f"/proc/{self.member(instance)}/cgroup").read_text())
        for _ in range(2):
            self.here.ec2.stop_instances(InstanceIds=[instance])
            self.here.ec2.get_waiter("instance_stopped").wait(InstanceIds=[instance], WaiterConfig=WAITER)
            self.assertNotIn(instance, str(groups_of(self.region)))
            self.here.ec2.start_instances(InstanceIds=[instance])
            self.here.ec2.get_waiter("instance_running").wait(InstanceIds=[instance], WaiterConfig=WAITER)
            self.assertIn(instance, str(groups_of(self.region)))
        self.terminate(instance)
        self.assertNotIn(instance, str(groups_of(self.region)))

    def member(self, instance):
        return self.file("memory", instance, "cgroup.procs").split()[0]


class BoundsOfProcesses(Bounds):
    hosts = "processes"

    def test_neither_processes_nor_groups_are_left_of_one_whose_keeper_was_killed(self):
        instance = self.launch("t3.micro", "#!/bin/bash\nsetsid sleep 1000 &\n")
        members = until(lambda: [pid for pid in self.file("memory", instance, "cgroup.procs").split()
                                 if command_of(pid) == "sleep"], "what its user data leave running")
        keeper = int(self.member(instance))
        while command_of(parent_of(keeper)) == "instance-superv":
            keeper = parent_of(keeper)
        os.kill(keeper, 9)
        until(lambda: instance not in str(groups_of(self.region)), "no group left")
        self.assertEqual([pid for pid in members if command_of(pid)], [])


class Leftovers(Conformance):
    def test_no_group_is_left_of_a_region_that_was_killed(self):
        for hosts in ("namespaces", "processes"):
            own = OwnRegion(hosts=hosts, enter=groups.entrance())
            self.addCleanup(own.stop)
            here = Deployment(own, lambda *_, **__: None)
            here.ec2.run_instances(
                ImageId=here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"], MinCount=2, MaxCount=2,
                UserData="#!/bin/bash\ntrap '' TERM\nsetsid sleep 1000 &\n(setsid nohup sleep 1000 &)\n",
            )
            # Its supervisor, and in the end the two that sleep, which outlive the script.
            until(lambda: [group for group in groups_of(own)
                           if len((group / "cgroup.procs").read_text().split()) >= 3], "groups that are in use")
            until(lambda: len(groups_of(own)) == 2 * groups.groups_of_each, "the groups of each instance")
            left = groups_of(own)
            own.close()
            own.kill()
            until(lambda: not [group for group in left if group.exists()], "no group left")
            own.start()

    def test_what_a_keeper_that_was_killed_has_left_is_removed_by_the_next_region(self):
        own = OwnRegion(hosts="processes", enter=groups.entrance())
        self.addCleanup(own.stop)
        left = groups.folders_of(own)["pids"] / "resilient-service-999999999-i-0"  # of no process's number
        left.mkdir()
        own.kill()
        own.start()
        self.assertFalse(left.exists())


if __name__ == "__main__":
    unittest.main()
