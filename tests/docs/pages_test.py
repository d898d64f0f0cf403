"""What the pages of the documentation say to type is typed, and prints what they say.

    pages_test.py PAGE...      below docs/, in this order: one shell, on a region of its own
"""

import pathlib
import re
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conformance"))
from console import ROOT, commands, is_promised, normal  # noqa: E402
from region_under_test import PATIENCE, OwnRegion, read_until  # noqa: E402
from program import PROGRAMS  # noqa: E402

END = "end-of-command"
# Commands that change nothing. What they show needs a moment, so they are typed again until it is there.
LOOKS = re.compile(r"(ask|health|curl|for n in|resilient-service status|aws \S+ (describe|get|list)-\S+)\b")


class Shell:
    """A person's: in the root of the tree, with the programs on the PATH."""

    def __init__(self, here):
        environment = {**here.environment, "PATH": f"{PROGRAMS}:{here.environment['PATH']}", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )

    def type(self, command):
        """Exit status and output."""
        self.process.stdin.write(f"{{ {command}\n}} < /dev/null\necho; echo {END} $?\n")
        self.process.stdin.flush()
        said = read_until(self.process.stdout, f"^{END} ")
        output, _, status = said.rpartition(f"\n{END} ")
        return int(status), output

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Pages(unittest.TestCase):
    pages = []

    def setUp(self):
        region = OwnRegion()
        self.addCleanup(region.stop)
        # Where a region keeps its data when nobody says otherwise: the pages read the environment from there.
        default = region.here.home / ".local" / "share"
        default.mkdir(parents=True)
        (default / "resilient-service").symlink_to(region.here.folder / "data")
        self.shell = Shell(region.here)
        self.addCleanup(self.shell.close)

    def prints_what_it_should(self, page, command):
        deadline = time.monotonic() + PATIENCE
        while True:
            status, output = self.shell.type(command.text)
            # What prints nothing has to succeed. Of what prints something, the page may show a failure.
            if is_promised(command.prints, output) and (command.prints or status == 0):
                return
            if not LOOKS.match(command.text) or time.monotonic() > deadline:
                promised = "\n".join(command.prints)
                self.fail(f"{page}: $ {command.text}\npromised:\n{promised}\nseen, with status {status}:\n{output}")

    def test_what_the_pages_say_is_so(self):
        for page in self.pages:
            found = commands(ROOT / "docs" / page)
            self.assertNotEqual(found, [], page)
            for command in found:
                self.prints_what_it_should(page, command)


class Promises(unittest.TestCase):
    def test_what_differs_from_run_to_run_does_not_count(self):
        self.assertTrue(is_promised(
            ["i-0123456789abcdef0 healthy", "i-1123456789abcdef0  unhealthy"],
            "i-2123456789abcdef0\tunhealthy\ni-3123456789abcdef0\thealthy\n",
        ))
        self.assertEqual(normal('{"S":"Seven Samurai"} us-west-2a'), normal('{"S":"Hallelujah"} us-west-2c'))

    def test_all_else_counts(self):
        self.assertFalse(is_promised(["one"], ""))
        self.assertFalse(is_promised([], "one"))
        self.assertFalse(is_promised(["one", "one"], "one"))
        self.assertFalse(is_promised(["one"], "one\ntwo"))
        self.assertFalse(is_promised(['{"S":"404"}'], '{"S":"Hallelujah"}'))

    def test_dots_stand_for_anything(self):
        self.assertTrue(is_promised(["one", "..."], "zero\none\ntwo"))
        self.assertTrue(is_promised(["on..."], "one"))
        self.assertFalse(is_promised(["on..."], "one\ntwo"))

    def test_a_command_may_have_several_lines(self):
        page = ROOT / "docs" / "lessons" / "4-bad-credentials.md"
        self.assertTrue(any("\n" in command.text for command in commands(page)))

    def test_no_page_is_forgotten(self):
        named = (ROOT / "tests" / "docs" / "CMakeLists.txt").read_text().replace(")", " ").split()
        pages = [page for page in (ROOT / "docs").rglob("*.md") if commands(page)]
        self.assertEqual([str(page) for page in pages if str(page.relative_to(ROOT / "docs")) not in named], [])


if __name__ == "__main__":
    Pages.pages = [argument for argument in sys.argv[1:] if argument.endswith(".md")]
    unittest.main(argv=[sys.argv[0], "--failfast"])
