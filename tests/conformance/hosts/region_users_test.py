"""More users than root in an instance: where the region is root's, or an ordinary user's who has a range of users, which
AS_NOBODY=range makes nobody be. What they leave on a disk goes with it, although it is not the region's user's."""

import os
import pathlib
import pwd
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests" / "conformance"), str(ROOT / "tests" / "conformance" / "images")]
import as_nobody  # noqa: E402, F401  before anything is started
from deployment import LINUX_IMAGE, MANAGED, Deployment  # noqa: E402
from program import Surroundings, read_until  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion, Region  # noqa: E402
from root_tree import copy, libraries_of, make_root_tree  # noqa: E402

NOBODY = 65534
NAME = pwd.getpwuid(os.getuid()).pw_name
ROOT_INSIDE = os.getuid() or NOBODY
OTHERS_FILES = "mkdir -p /var/kept/within; touch /var/kept/within/file; chown -R 33:34 /var/kept; chmod 700 /var/kept"


def setUpModule():
    if os.environ.get("CONFORMANCE_ENDPOINT"):
        raise unittest.SkipTest("another region may have no hosts")
    global first
    first = first_of_range()
    if first is None:
        raise unittest.SkipTest(f"{NAME} has no range of users in /etc/subuid")


def first_of_range():
    file = pathlib.Path("/etc/subuid")
    lines = [line.split(":") for line in file.read_text().split()] if file.exists() else []
    own = [(int(count), int(first)) for owner, first, count in lines if owner in (NAME, str(os.getuid()))]
    free = [(65535, 0x70000000)] if os.getuid() == 0 else []
    return max(own or free, default=(0, None))[1]


def disk_of(region, instance):
    return region.here.folder / "data" / "instances" / instance / "disk"


class Users(Conformance):
    def launch(self, region, cleanup, image=None):
        here = self.here = Deployment(region, cleanup)
        image = image or here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]
        launched = here.ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1,
                                          IamInstanceProfile={"Name": here.profile(MANAGED)})["Instances"]
        one = {"InstanceIds": [launched[0]["InstanceId"]]}
        cleanup(here.ec2.get_waiter("instance_terminated").wait, WaiterConfig=WAITER, **one)
        cleanup(here.ec2.terminate_instances, **one)
        here.ec2.get_waiter("instance_running").wait(WaiterConfig=WAITER, **one)
        self.instance = one["InstanceIds"][0]

    def on(self, *commands):
        return self.here.run(self.instance, *commands)


class UsersOfARunningRegion(Users):
    @classmethod
    def setUpClass(cls):
        cls.region = OwnRegion(hosts="namespaces")
        cls.addClassCleanup(cls.region.stop)

    def setUp(self):
        self.launch(self.region, self.addCleanup)
        self.disk = disk_of(self.region, self.instance)

    def test_there_are_users_and_groups_as_in_any_system(self):
        self.assertEqual(self.on("id; setpriv --reuid 33 --regid 33 --init-groups id", "sudo -u nobody id -un"),
                         "uid=0(root) gid=0(root) groups=0(root)\n"
                         "uid=33(www-data) gid=33(www-data) groups=33(www-data)\nnobody\n")
        self.assertEqual(self.on("su - daemon -s /bin/sh -c id"),
                         "uid=1(daemon) gid=1(daemon) groups=1(daemon)\n")
        self.assertEqual(self.on("useradd -m -s /bin/sh ann && su - ann -c 'touch own; stat -c %U:%G:%n $HOME/own'"),
                         "ann:ann:/home/ann/own\n")
        self.on(OTHERS_FILES, "touch /var/nobodys; chown nobody:nogroup /var/nobodys")
        self.assertEqual(self.on("stat -c %u:%g:%a /var/kept /var/kept/within/file /var/nobodys"),
                         "33:34:700\n33:34:644\n65534:65534:644\n")
        outside = os.stat(self.disk / "root" / "var" / "nobodys")
        self.assertEqual((outside.st_uid, outside.st_gid), (first + NOBODY - 1, first + NOBODY - 1))
        self.assertEqual(os.stat(self.disk / "root" / "var").st_uid, ROOT_INSIDE)

    def test_they_may_what_other_users_may_and_no_more(self):
        self.on("echo secret > /root/secret; chmod 600 /root/secret", "echo secret > /var/secret; chmod 600 /var/secret")
        as_daemon = "sudo -u daemon sh -c"
        self.assertEqual(self.on(f"{as_daemon} 'cat /etc/resolv.conf /etc/hosts /etc/hostname > /dev/null; id -u; "
                                 "touch /tmp/mine; stat -c %U /tmp/mine; command -v delay-line'"),
                         "1\ndaemon\n/usr/local/bin/delay-line\n")
        for command in ("cat /root/secret", "cat /var/secret", "touch /etc/mine", "kill 1", "sudo id", "mount -t tmpfs x /mnt",
                        "ip link set eth0 down", "setpriv --reuid 0 id"):
            said = self.on(f"{as_daemon} '{command}' > /dev/null 2>&1 && echo allowed; true")
            self.assertEqual(said, "", command)

    def test_their_files_stay_over_a_stop_and_go_with_the_disk(self):
        one = {"InstanceIds": [self.instance]}
        self.on(OTHERS_FILES)
        self.here.ec2.stop_instances(**one)
        self.here.ec2.get_waiter("instance_stopped").wait(WaiterConfig=WAITER, **one)
        self.here.ec2.start_instances(**one)
        self.here.ec2.get_waiter("instance_running").wait(WaiterConfig=WAITER, **one)
        self.assertEqual(self.on("stat -c %u /var/kept/within/file"), "33\n")
        self.assertTrue(self.disk.exists())
        self.here.ec2.terminate_instances(**one)
        self.here.ec2.get_waiter("instance_terminated").wait(WaiterConfig=WAITER, **one)
        self.assertFalse(self.disk.exists())


class UsersOfAnImage(Users):
    @classmethod
    def setUpClass(cls):
        cls.region = OwnRegion(hosts="namespaces")
        cls.addClassCleanup(cls.region.stop)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.tree = pathlib.Path(folder.name) / "tree"
        make_root_tree(cls.tree)
        programs = [f"/usr/bin/{name}" for name in ("stat", "setpriv", "chown")]
        for path in (*programs, *libraries_of(programs)):
            copy(cls.tree, path)
        (cls.tree / "srv" / "id").write_bytes(pathlib.Path("/usr/bin/id").read_bytes())
        (cls.tree / "srv" / "within").mkdir()
        (cls.tree / "srv" / "within" / "file").touch()

    def image(self, *words):
        status, said = self.region.here.run("image", *words, "--data", self.region.here.folder / "data")
        self.assertEqual(status, 0, said)
        self.assertFalse(words[0] == "remove" and (self.region.here.folder / "data" / "images" / words[1]).exists())
        return said.strip()

    def archive(self):
        """As an export of a container: without "./", with a hard link and devices."""
        owners = {"srv/id": (33, 34, 0o4755), "srv/within": (33, 34, 0o700), "srv/within/file": (65534, 65534, 0o600),
                  "srv": (0, 100, 0o2775)}
        path = self.tree.parent / "tree.tgz"
        with tarfile.open(path, "w:gz") as archive:
            def owned(entry):
                entry.uid, entry.gid, entry.mode = owners.get(entry.name, (0, 0, entry.mode))
                return entry

            for name in sorted(os.listdir(self.tree)):
                archive.add(self.tree / name, name, filter=owned)
            for name, kind, link in (("srv/device", tarfile.CHRTYPE, ""), ("dev/console", tarfile.CHRTYPE, ""),
                                     ("srv/again", tarfile.LNKTYPE, "srv/id"), ("etc/far", tarfile.REGTYPE, "")):
                entry = tarfile.TarInfo(name)
                entry.type, entry.linkname, entry.mode = kind, link, 0o644
                entry.uid = entry.gid = 3000000 if name == "etc/far" else 0
                archive.addfile(entry)
        return path

    def test_an_archives_files_keep_their_owners(self):
        image = self.image("import", "owned", self.archive())
        self.addCleanup(self.image, "remove", image)
        self.launch(self.region, self.addCleanup, image)
        self.assertEqual(self.on("stat -c '%n %u:%g %a %h' /srv /srv/id /srv/within /srv/within/file /etc/far"),
                         "/srv 0:100 2775 4\n/srv/id 33:34 4755 2\n/srv/within 33:34 700 2\n"
                         "/srv/within/file 65534:65534 600 1\n/etc/far 0:0 644 1\n")
        self.assertEqual(self.on("ls /srv/device 2> /dev/null; chown 7:8 /srv/within/file; stat -c %u:%g /srv/within/file"),
                         "7:8\n")
        self.assertRegex(self.on("setpriv --reuid 1 --regid 1 --clear-groups /srv/id"), r"^uid=1 gid=1 euid=33")

    def test_a_folders_files_keep_theirs_where_who_imports_may_have_others(self):
        owner = (33, 34) if os.getuid() == 0 else (0, 0)
        if os.getuid() == 0:
            os.chown(self.tree / "srv" / "id", *owner)
        self.launch(self.region, self.addCleanup, self.image("import", "folder", self.tree))
        self.assertEqual(self.on("stat -c %u:%g /srv/id /srv/within"), f"{owner[0]}:{owner[1]}\n0:0\n")


class UsersOfARegionThatEnds(Users):
    def test_what_a_killed_region_leaves_of_them_is_removed_by_the_next(self):
        region = OwnRegion(hosts="namespaces")
        self.launch(region, lambda *_, **__: None)
        self.on(OTHERS_FILES)
        region.kill()
        for file in (region.here.folder / "data").glob("region.db*"):
            file.unlink()  # the next one knows of no instance
        disk = disk_of(region, self.instance)
        self.assertTrue(disk.exists())
        region.start()
        self.addCleanup(region.stop)
        self.assertFalse(disk.parent.exists())

    def test_an_ephemeral_one_leaves_nothing_when_it_is_killed(self):
        here = Surroundings()
        self.addCleanup(here.close)
        process = here.start("region", "--ephemeral", "--listen", "127.0.0.1:0", "--speed", 50, "--hosts", "namespaces",
                             stdin=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        said = dict(re.findall(r"^export (\w+)=(\S+)$", read_until(process.stdout, "^ready$"), re.MULTILINE))
        region = Region(said["AWS_ENDPOINT_URL"], said["AWS_ACCESS_KEY_ID"], said["AWS_SECRET_ACCESS_KEY"],
                        said["AWS_REGION"])
        self.addCleanup(region.close)
        self.launch(region, lambda *_, **__: None)
        self.on(OTHERS_FILES)
        self.assertTrue([*here.temporary.glob("*/instances/*/disk/root/var/kept")])
        process.kill()
        process.wait()
        self.assertEqual(here.wait_until_gone(), [])


if __name__ == "__main__":
    unittest.main()
