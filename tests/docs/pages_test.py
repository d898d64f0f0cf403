"""What the pages of the documentation say to type is typed, and prints what they say.

    pages_test.py PAGE...      below docs/, in this order: one shell, on a region of its own
"""

import re
import sys
import time
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
from console import ROOT, commands, is_promised  # noqa: E402

sys.path.insert(0, str(ROOT / "tests" / "conformance"))
from region_under_test import PATIENCE, OwnRegion  # noqa: E402
from shell import Shell  # noqa: E402

# Commands that change nothing. What they show needs a moment, so they are typed again until it is there.
LOOKS = re.compile(r"(ask|health|curl|for n in|resilient-service status|aws \S+ (describe|get|list)-\S+)\b")


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
            time.sleep(0.05)  # the moment between two looks is for the region

    def test_what_the_pages_say_is_so(self):
        for page in self.pages:
            found = commands(ROOT / "docs" / page)
            self.assertNotEqual(found, [], page)
            for command in found:
                self.prints_what_it_should(page, command)


if __name__ == "__main__":
    Pages.pages = [argument for argument in sys.argv[1:] if argument.endswith(".md")]
    unittest.main(argv=[sys.argv[0], "--failfast"])
