"""A region on a system that lets it have a network but no container finds that out at start, says so in its one line, and
has instances that are processes. Such systems are made of user namespaces, by somebody who is not root: with AS_NOBODY=1
as nobody, which needs root to begin with."""

import ctypes
import os
import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
import as_nobody  # noqa: E402, F401  before anything is started
from deployment import LINUX_IMAGE, MANAGED, Deployment  # noqa: E402
from program import Surroundings  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion  # noqa: E402

CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
PR_SET_DUMPABLE = 4
PROCESSES = ("# instances are processes that share this machine's files and network, "
             "since this system does not let them be hosts of their own: ")
SYSTEM = ctypes.CDLL(None, use_errno=True)


def done(status):
    if status != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def own_namespaces(kinds):
    user, group = os.getuid(), os.getgid()
    done(SYSTEM.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0))  # or who has changed its user could not write what follows
    done(SYSTEM.unshare(CLONE_NEWUSER | kinds))
    write("/proc/self/setgroups", "deny")
    write("/proc/self/uid_map", f"{user} {user} 1")
    write("/proc/self/gid_map", f"{group} {group} 1")


def without_mounts_of_ones_own():
    own_namespaces(0)
    write("/proc/sys/user/max_mnt_namespaces", "0")


def with_a_part_of_proc_hidden():
    """As the engines of containers hide some; then the kernel lets nobody have a /proc that would show it."""
    own_namespaces(CLONE_NEWNS)
    done(SYSTEM.mount(b"none", b"/proc/tty", b"tmpfs", 0, None))


WHYS = {
    without_mounts_of_ones_own: "cannot have mounts of one's own: No space left on device\n",
    with_a_part_of_proc_hidden: "cannot mount /tmp/root/proc: Operation not permitted\n",
}


def setUpModule():
    if os.getuid() == 0 or os.environ.get("CONFORMANCE_ENDPOINT"):
        raise unittest.SkipTest("for who is not root, on regions of one's own")
    probed = OwnRegion()
    unittest.addModuleCleanup(probed.stop)
    if PROCESSES in probed.said:
        raise unittest.SkipTest("nothing is to be forbidden here, since nothing is allowed")


class Probe(Conformance):
    def test_what_keeps_instances_from_being_hosts_is_said_at_start_and_they_are_processes(self):
        for enter, why in WHYS.items():
            with self.subTest(enter.__name__):
                region = OwnRegion(enter=enter)
                self.addCleanup(region.stop)
                self.assertIn(PROCESSES + why, region.said)
                here = Deployment(region, self.addCleanup)
                launched = here.ec2.run_instances(
                    ImageId=here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"], MinCount=1, MaxCount=1,
                    IamInstanceProfile={"Name": here.profile(MANAGED)},
                )["Instances"][0]["InstanceId"]
                here.ec2.get_waiter("instance_running").wait(InstanceIds=[launched], WaiterConfig=WAITER)
                self.assertEqual(here.run(launched, "echo works"), "works\n")
                here.ec2.terminate_instances(InstanceIds=[launched])
                here.ec2.get_waiter("instance_terminated").wait(InstanceIds=[launched], WaiterConfig=WAITER)
                self.assertFalse((region.here.folder / "data" / "probe").exists())
                self.assertEqual(commands_below(region.process.pid) & {"vpc-router"}, set())

    def test_who_insists_on_hosts_gets_the_reason_and_no_region(self):
        for enter, why in WHYS.items():
            with self.subTest(enter.__name__):
                here = Surroundings()
                self.addCleanup(here.close)
                region = here.start("region", "--listen", "127.0.0.1:0", "--data", here.folder / "data",
                                    "--hosts", "namespaces", preexec_fn=enter)
                said, _ = region.communicate(timeout=60)
                self.assertEqual(region.returncode, 1)
                self.assertIn("instances cannot be hosts of their own here: " + why.strip(), said)
                self.assertEqual(here.wait_until_gone(), [])


def commands_below(root):
    commands, found = {}, {root}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().partition("(")[2].rpartition(")")
            commands[int(folder.name)] = (name, int(rest.split()[1]))
        except OSError:
            continue  # it is gone
    while more := {pid for pid, (_, parent) in commands.items() if parent in found} - found:
        found |= more
    return {commands[pid][0] for pid in found if pid in commands}


if __name__ == "__main__":
    unittest.main()
