#!/usr/bin/python3
"""The region in tests in JavaScript: javascript_test.py FOLDER

FOLDER has the AWS SDK, as for tests/conformance/javascript/run.py; where it cannot be had the test is skipped.
"""

import os
import pathlib
import shutil
import sys
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "scenario"), str(ROOT / "tests" / "conformance" / "javascript")]
from npm import install, require_node  # noqa: E402
from program import PROGRAM, Surroundings, end, read_until  # noqa: E402

MODULE = ROOT / "testing" / "javascript"
EXAMPLE = ROOT / "examples" / "javascript" / "library.test.mjs"
HOLD = f"""
import {{ startRegion }} from "{MODULE}/region.mjs";
const region = await startRegion({{ program: process.argv[1] }});
console.log(region.endpointUrl);
"""
REFUSED = f"""
import {{ startRegion }} from "{MODULE}/region.mjs";
for (const options of [{{ region: "nowhere" }}, {{ chaos: "/no/such/file" }}, {{ program: "/no/such/program" }},
                       {{ program: "false" }}]) {{
  await startRegion({{ program: process.argv[1], ...options }}).catch((error) => console.log(error.message));
}}
"""


class InJavaScript(unittest.TestCase):
    sdk = None

    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)

    def node(self, *arguments, **options):
        process = self.here.start(*arguments, program=shutil.which("node"), **options)
        self.addCleanup(end, process)
        return process

    def test_killed_tests_leave_nothing(self):
        holder = self.node("--input-type=module", "-e", HOLD, PROGRAM)
        read_until(holder.stdout, "^http://127")
        self.assertEqual(len([line for line in self.here.processes().values() if "--ephemeral" in line]), 1)
        holder.kill()
        self.assertEqual(self.here.wait_until_gone(), [])

    def test_one_that_does_not_start_says_why(self):
        said, _ = self.node("--input-type=module", "-e", REFUSED, PROGRAM).communicate(timeout=60)
        nowhere, chaos, missing, silent = said.splitlines()
        self.assertRegex(nowhere, "^resilient-service: .*'nowhere'")
        self.assertRegex(chaos, "^resilient-service: /no/such/file: ")
        self.assertEqual(missing, "/no/such/program: ENOENT; is it installed, and on the PATH?")
        self.assertEqual(silent, "false ended with 1 and was not ready")

    def test_the_example(self):
        modules = self.here.folder / "node_modules"
        modules.mkdir()
        (modules / "resilient-service").symlink_to(MODULE)
        (modules / "@aws-sdk").symlink_to(self.sdk / "node_modules" / "@aws-sdk")
        shutil.copy(EXAMPLE, self.here.folder)
        path = f"{PROGRAM.parent}:{os.environ['PATH']}"
        tests = self.node("--test", EXAMPLE.name, environment={"PATH": path})
        said, _ = tests.communicate(timeout=100)
        self.assertEqual(tests.returncode, 0, said)
        self.assertIn("# pass 2", said)
        self.assertEqual(self.here.wait_until_gone(), [])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("javascript_test.py: takes the folder of the SDK")
    InJavaScript.sdk = pathlib.Path(sys.argv.pop()).resolve()
    require_node()
    install(ROOT / "tests" / "conformance" / "javascript", InJavaScript.sdk)
    unittest.main()
