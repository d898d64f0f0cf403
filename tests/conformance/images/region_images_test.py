"""Images of one's own: imported as a folder and as an archive, described, launched, and kept apart. With AS_NOBODY=1 all
of it is run as nobody; that needs root to begin with."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
import as_nobody  # noqa: E402, F401  before anything is started
from deployment import MANAGED, Deployment  # noqa: E402
from program import PROGRAM  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion, until  # noqa: E402
from root_tree import make_root_tree  # noqa: E402

PARAMETER = "/resilient-service/images/"


def setUpModule():
    global region, here, tree
    region = OwnRegion(hosts="namespaces")
    unittest.addModuleCleanup(region.stop)
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    here = pathlib.Path(folder.name)
    tree = here / "tree"
    make_root_tree(tree)
    (tree / "only-here").write_text("of the image\n")


def image(*words):
    return region.here.run("image", *words, "--data", region.here.folder / "data")


def imported(*words):
    status, said = image("import", *words)
    if status != 0:
        raise AssertionError(said)
    return said.strip()


class Images(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.here = Deployment(region, cls.addClassCleanup)
        cls.ec2, cls.ssm = cls.here.ec2, cls.here.ssm
        cls.profile = cls.here.profile(MANAGED)
        cls.image = imported("mine", tree, "--description", "of a test")

    @classmethod
    def launch(cls, image, count=1, user_data="#!/bin/bash\necho booted\n"):
        launched = cls.ec2.run_instances(
            ImageId=image, InstanceType="t3.micro", MinCount=count, MaxCount=count, UserData=user_data,
            IamInstanceProfile={"Name": cls.profile},
        )["Instances"]
        ids = [instance["InstanceId"] for instance in launched]
        cls.addClassCleanup(cls.ec2.get_waiter("instance_terminated").wait, InstanceIds=ids, WaiterConfig=WAITER)
        cls.addClassCleanup(cls.ec2.terminate_instances, InstanceIds=ids)
        cls.ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=WAITER)
        return ids

    def refused_line(self, run, status, pattern):
        self.assertEqual(run[0], status, run[1])
        self.assertRegex(run[1], rf"\Aresilient-service: {pattern}[^\n]*\n\Z")

    def test_it_is_described_as_the_accounts_own(self):
        [mine] = [each for each in self.ec2.describe_images(Owners=["self"])["Images"] if each["Name"] == "mine"]
        self.assertRegex(self.image, "^ami-[0-9a-f]{17}$")
        self.assertEqual(mine["ImageId"], self.image)
        self.assertEqual((mine["State"], mine["RootDeviceType"], mine["Public"], mine["Description"]),
                         ("available", "ebs", False, "of a test"))
        self.assertEqual(mine["ImageLocation"], f"{mine['OwnerId']}/mine")
        self.assertNotIn("ImageOwnerAlias", mine)
        self.assertRegex(mine["CreationDate"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        named = self.ec2.describe_images(Filters=[{"Name": "name", "Values": ["mi*"]}])["Images"]
        self.assertEqual([each["ImageId"] for each in named], [self.image])
        self.assertEqual(self.ec2.describe_images(ExecutableUsers=["all"], ImageIds=[self.image])["Images"], [])

    def test_a_parameter_has_its_id(self):
        found = self.ssm.get_parameter(Name=PARAMETER + "mine")["Parameter"]
        self.assertEqual((found["Value"], found["DataType"], found["Version"]), (self.image, "aws:ec2:image", 1))
        below = self.ssm.get_parameters_by_path(Path=PARAMETER.rstrip("/"))["Parameters"]
        self.assertIn(self.image, [each["Value"] for each in below])
        self.refusal(self.ssm.put_parameter, Name=PARAMETER + "mine", Value="x", Type="String", Overwrite=True,
                     code="AccessDeniedException", status=400)
        self.refusal(self.ssm.get_parameter, Name=PARAMETER + "other", code="ParameterNotFound", status=400)

    def test_its_instances_change_their_own_files_and_nobody_elses(self):
        first, second = self.launch(self.image, 2)
        said = self.here.run(first, "cat /only-here; id -u; cat /etc/hostname; ls -d /home /usr/share; pwd; true")
        self.assertRegex(said, r"\Aof the image\n0\nip-172-31-\d+-\d+\n/\n\Z")
        self.here.run(first, "echo changed > /only-here; echo mine > /etc/mine; rm /usr/bin/ls; mkdir /usr/new")
        self.assertEqual(self.here.run(second, "cat /only-here; ls -d /etc/mine /usr/new; true"), "of the image\n")
        self.assertEqual((tree / "only-here").read_text(), "of the image\n")
        self.assertIn("no interface of this name", self.here.run(second, "delay-line nowhere 1 2>&1; true"))
        one = {"InstanceIds": [first]}
        self.ec2.stop_instances(**one)
        self.ec2.get_waiter("instance_stopped").wait(WaiterConfig=WAITER, **one)
        self.refused_line(image("remove", "mine"), 1, "(instance i-[0-9a-f]+ has|an instance runs on) image")
        self.ec2.start_instances(**one)
        self.ec2.get_waiter("instance_running").wait(WaiterConfig=WAITER, **one)
        self.assertEqual(self.here.run(first, "cat /only-here /etc/mine; sudo cat /only-here"),
                         "changed\nmine\nchanged\n")
        self.assertIn("booted", self.ec2.get_console_output(InstanceId=second).get("Output", ""))

    def test_its_programs_trust_the_region_by_the_names_of_aws(self):
        [instance] = self.launch(self.image)
        who = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
        said = self.here.run(instance, "unset AWS_ENDPOINT_URL", f'PYTHONPATH=/srv/packages python3 -c "{who}" 2>&1; true')
        self.assertRegex(said.splitlines()[-1], rf"^arn:aws:sts::\d{{12}}:assumed-role/{self.profile}/{instance}$")
        self.assertFalse((tree / "etc/ssl").exists())

    def test_an_archive_serves_as_well_and_can_go_again(self):
        subprocess.run(["tar", "-czf", here / "tree.tgz", "-C", tree, "--transform=s,^./,,", "."], check=True)
        packed = imported("packed", here / "tree.tgz")
        [instance] = self.launch(packed)
        self.assertEqual(self.here.run(instance, "cat /only-here"), "of the image\n")
        self.refused_line(image("remove", packed), 1, "instance i-[0-9a-f]+ has image|an instance runs on image")
        self.ec2.terminate_instances(InstanceIds=[instance])
        self.ec2.get_waiter("instance_terminated").wait(InstanceIds=[instance], WaiterConfig=WAITER)
        self.assertEqual(image("remove", packed), (0, ""))
        self.assertNotIn(packed, image("list")[1])
        self.assertIn(self.image, image("list")[1])
        self.refused(self.ec2.run_instances, "InvalidAMIID.NotFound", f"The image id '[{packed}]' does not exist",
                     ImageId=packed, InstanceType="t3.micro", MinCount=1, MaxCount=1)

    def test_what_is_no_root_file_system_is_refused(self):
        empty = here / "empty"
        empty.mkdir()
        (here / "text").write_text("no archive")
        self.refused_line(image("import", "other", empty), 1, f"cannot import {re.escape(str(empty))}: .*neither bin/sh")
        self.refused_line(image("import", "other", here / "text"), 1, "cannot import .*not look like a tar archive")
        self.refused_line(image("import", "other", here / "gone"), 1, "cannot import .*there is no such folder")
        self.refused_line(image("import", "mine", tree), 1, f"there is an image mine already, {self.image}")
        self.refused_line(image("import", "a b", tree), 2, "an image's name has")
        self.refused_line(image("remove", "ami-00000000000000000"), 1, "there is no image ami-00000000000000000")
        self.refused_line(image("list", "--description", "x"), 2, "--description belongs to")
        left = [entry.name for entry in (region.here.folder / "data" / "images").iterdir()]
        self.assertEqual([name for name in left if not name.startswith("ami-")], [])

    def test_a_full_disk_is_one_line_and_leaves_nothing(self):
        small = here / "small"
        small.mkdir()
        script = (f"mount -t tmpfs -o size=64k none {small} && {PROGRAM} image import other {tree} --data {small}/data; "
                  f"status=$?; ls -A {small}/data/images; exit $status")
        run = subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-c", script], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout), (1, ""), run.stderr)
        self.assertRegex(run.stderr, r"\Aresilient-service: cannot import [^\n]*: the disk is full: No space left on device\n\Z")

    def test_an_import_that_is_ended_halfway_is_no_image(self):
        pipe = here / "pipe"  # an archive that never comes
        os.mkfifo(pipe)
        folder = region.here.folder / "data" / "images"

        def unfinished():
            return [entry.name for entry in folder.iterdir() if entry.name.startswith(".import-")]

        for number, status in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)):
            halfway = region.here.start("image", "import", "halfway", pipe, "--data", region.here.folder / "data")
            self.addCleanup(halfway.stdout.close)
            until(unfinished, "an import under way")
            halfway.send_signal(number)
            self.assertEqual(halfway.wait(), status)
            self.assertEqual(len(unfinished()), 1 if number == signal.SIGKILL else 0)
            self.assertNotIn("halfway", image("list")[1])
        before = {each["ImageId"] for each in self.ec2.describe_images(Owners=["self"])["Images"]}
        self.assertIn(self.image, before)
        again = imported("halfway", tree)
        self.assertEqual(unfinished(), [])
        self.assertEqual(image("remove", again), (0, ""))

    def test_the_start_script_takes_the_branch_of_amazon_linux(self):
        script = (ROOT / "resources" / "server_startup_script.sh").read_text()
        server = (ROOT / "resources" / "server.py").read_text()
        for name, value in (("@PORT@", "80"), ("@PREFIX@", "doc-example"), ("@SERVER_PY@", server.rstrip("\n"))):
            script = script.replace(name, value)
        self.assertLess(len(script), 16384)
        [instance] = self.launch(self.image, user_data=script)
        address = self.ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["PrivateIpAddress"]
        ask = ("import urllib.request as r; print(r.build_opener(r.ProxyHandler({})).open("
               f"'http://{address}/healthcheck', timeout=2).read().decode())")
        said = ""

        def answers():
            nonlocal said
            said = self.here.run(instance, f'python3 -c "{ask}" 2>&1; true')
            return "success" in said

        try:
            until(answers, "an answer of server.py")
        except AssertionError as error:
            console = self.ec2.get_console_output(InstanceId=instance).get("Output", "")
            raise AssertionError(f"{said}\n{console}\n{self.here.run(instance, 'cat /*.log')}") from error
        self.assertEqual(self.here.run(instance, "cat /var/log/dnf"), "dnf install -y python3 python3-pip\n"
                                                                      "python3 -m pip install boto3\n")
        self.assertEqual(self.here.run(instance, "command -v recommendation-server; ls /server.py"), "/server.py\n")


class WithoutHosts(Conformance):
    def test_an_image_of_ones_own_is_refused_by_name(self):
        alone = OwnRegion(hosts="processes")
        try:
            status, said = alone.here.run("image", "import", "mine", tree, "--data", alone.here.folder / "data")
            self.assertEqual(status, 0, said)
            own = said.strip()
            self.refused(
                alone.client("ec2").run_instances, "InvalidAMIID.Unavailable",
                f"The image ID '{own}' is not available: its instances have to be hosts of their own, "
                "and here they are processes",
                ImageId=own, InstanceType="t3.micro", MinCount=1, MaxCount=1)
        finally:
            alone.stop()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])
