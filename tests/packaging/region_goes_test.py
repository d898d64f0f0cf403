"""The region in other people's tests goes when they do, however they end, and one that does not start says why."""

import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / "testing" / "python"
sys.path[:0] = [str(ROOT / "tests" / "scenario"), str(PYTHON)]
from program import PROGRAM, Surroundings, end, read_until  # noqa: E402
from resilient_service import EmbeddedRegion, RegionError  # noqa: E402

HOLD_IN_PYTHON = """
import signal, sys
from resilient_service import EmbeddedRegion
with EmbeddedRegion(program=sys.argv[1]) as region:
    print(region.endpoint_url, flush=True)
    signal.pause()
"""


class KilledTests(unittest.TestCase):
    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)

    def assert_leaves_nothing(self, program, *arguments):
        holder = self.here.start(*arguments, PROGRAM, program=program,
                                 environment={"PYTHONPATH": str(PYTHON), "PYTHONDONTWRITEBYTECODE": "1"})
        self.addCleanup(end, holder)
        read_until(holder.stdout, "^http://127")
        self.assertEqual(len([line for line in self.here.processes().values() if "--ephemeral" in line]), 1)
        holder.kill()
        self.assertEqual(self.here.wait_until_gone(), [])

    def test_in_cpp_leave_nothing(self):
        self.assert_leaves_nothing(os.environ["HOLDER"])

    def test_in_python_leave_nothing(self):
        self.assert_leaves_nothing("/usr/bin/python3", "-c", HOLD_IN_PYTHON)


class InPython(unittest.TestCase):
    def refusal(self, **options):
        with self.assertRaises(RegionError) as caught, EmbeddedRegion(**{"program": PROGRAM, **options}):
            self.fail("it started")
        return str(caught.exception)

    def test_one_that_does_not_start_says_why(self):
        self.assertRegex(self.refusal(region="nowhere"), "^resilient-service: .*'nowhere'.*$")
        self.assertRegex(self.refusal(chaos="/no/such/file"), "^resilient-service: /no/such/file: .*$")
        self.assertRegex(self.refusal(program="/no/such/program"), "^/no/such/program: No such file .* on the PATH")
        self.assertEqual(self.refusal(program="false"), "false ended with 1 and was not ready")

    def test_one_that_says_nothing_is_given_up(self):
        here = Surroundings()
        self.addCleanup(here.close)
        silent = here.folder / "silent"
        silent.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
        silent.chmod(0o700)
        self.assertIn("was not ready", self.refusal(program=silent, patience=0.01))

    def test_the_environment_names_it_and_nothing_else(self):
        with EmbeddedRegion(program=PROGRAM, region="eu-central-1", log_level="debug") as region:
            self.assertEqual(region.environment["AWS_ENDPOINT_URL"], region.endpoint_url)
            self.assertEqual(region.environment["AWS_REGION"], "eu-central-1")
            self.assertIsNone(region.environment["AWS_PROFILE"])
            self.assertIsInstance(region.log(), str)


if __name__ == "__main__":
    unittest.main()
