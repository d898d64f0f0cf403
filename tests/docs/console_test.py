"""What a page says and what was typed are compared as they should be, and typed as a person would."""

import sys
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
from console import ROOT, commands, is_promised, normal  # noqa: E402
from shell import Shell  # noqa: E402
from program import Surroundings  # noqa: E402


class Typing(unittest.TestCase):
    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)
        self.shell = Shell(self.here)
        self.addCleanup(self.shell.close)

    def test_a_failure_is_seen(self):
        self.assertEqual(self.shell.type("true"), (0, ""))
        self.assertEqual(self.shell.type("echo why; false"), (1, "why\n"))

    def test_aws_is_debians(self):
        for command in ("--version", "ec2 no-such-operation", "sts get-caller-identity"):
            self.assertEqual(self.shell.type(f"aws {command}"), self.shell.type(f"/usr/bin/aws {command}"), command)


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
    unittest.main()
