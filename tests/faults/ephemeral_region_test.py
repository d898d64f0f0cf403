"""A region that was started with --ephemeral goes with whoever started it, and takes all that it made with it."""

import pathlib
import re
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
from program import Surroundings, end, read_until  # noqa: E402


class EphemeralRegion(unittest.TestCase):
    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)
        self.region = self.here.start("region", "--ephemeral", "--listen", "127.0.0.1:0", "--speed", 50,
                                      stdin=subprocess.PIPE)
        self.addCleanup(end, self.region)
        self.addCleanup(self.region.stdin.close)
        self.exports = dict(re.findall(r"^export (\w+)=(\S+)$", read_until(self.region.stdout, "^ready$"), re.MULTILINE))

    def test_ends_with_its_standard_input_and_its_instances_with_it(self):
        deploy = self.here.start("deploy", "--auto", "--port", 8099, environment=self.exports)
        self.addCleanup(end, deploy)
        read_until(deploy.stdout, "Created EC2 Auto Scaling group")
        deadline = time.monotonic() + 30
        while not [line for line in self.here.processes().values() if "instance-supervisor" in line]:
            self.assertLess(time.monotonic(), deadline, "no instance was started")
        deploy.kill()
        self.region.stdin.close()
        self.assertEqual(self.region.wait(20), 0)
        self.assertEqual(self.here.wait_until_gone(), [])

    def test_leaves_nothing_when_it_is_killed(self):
        self.region.kill()
        self.region.wait()
        self.assertEqual(self.here.wait_until_gone(), [])

    def test_what_is_written_to_it_means_nothing(self):
        self.region.stdin.write("quit\n")
        self.region.stdin.flush()
        answered, output = self.here.run("hello", environment=self.exports)
        self.assertEqual(answered, 0, output)
        self.assertIsNone(self.region.poll())

    def test_is_no_region_that_commands_find_by_themselves(self):
        status, output = self.here.run("status")
        self.assertEqual(status, 1, output)
        self.assertIn("no embedded region is running", output)


if __name__ == "__main__":
    unittest.main()
