"""What the live page shows, in a terminal and for other programs: `top` and `tap`."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import unittest
import urllib.error
import urllib.request

from browser import PORT, WatchedRegion, wait_for
from program import Surroundings, end

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """A window of its own, and the program in it."""

    def __init__(self, here, rows, columns, *command, **environment):
        self.ours, self.theirs = pty.openpty()
        self.before = termios.tcgetattr(self.theirs)
        self.resize(rows, columns)
        self.said = ""
        self.process = here.start(
            *command, stdin=self.theirs, stdout=self.theirs, stderr=self.theirs, preexec_fn=self._lead, environment=environment
        )
        os.set_blocking(self.ours, False)

    def _lead(self):
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def resize(self, rows, columns):
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self):
        try:
            while part := os.read(self.ours, 1 << 16):
                self.said += part.decode()
        except BlockingIOError:
            pass
        return self.said

    def screens(self):
        """Those that are complete, each as lines of what a person sees."""
        drawn = self.read().split("\x1b[H")[1:]
        return [ESCAPES.sub("", each).split("\r\n") for each in drawn if each.endswith("\x1b[J")]

    def shows(self, pattern, screens=0):
        """Whether one of the screens after so many does, in any line."""
        return any(re.search(pattern, line) for screen in self.screens()[screens:] for line in screen)

    def type(self, key):
        os.write(self.ours, key.encode())

    def wait(self):
        status = self.process.wait(10)
        self.read()
        return status

    def close(self):
        end(self.process)
        os.close(self.ours)
        os.close(self.theirs)


class Watching(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.region = WatchedRegion()
        cls.addClassCleanup(cls.region.stop)
        cls.tapped = cls.deploy_with_a_tap()

    @classmethod
    def deploy_with_a_tap(cls):
        file = cls.region.here.folder / "tapped"
        with open(file, "w") as output:
            tap = cls.region.here.start("tap", stdout=output)
        try:
            wait_for(lambda: cls.region.run("hello") and "DescribeLoadBalancers" in file.read_text())
            cls.region.deploy()
            wait_for(lambda: len(re.findall(r" target i-\S+ healthy", file.read_text())) == 3)
        finally:
            tap.send_signal(signal.SIGINT)
            cls.tap_status = tap.wait()
        return file.read_text()

    def terminal(self, rows, columns, *command, **environment):
        terminal = Terminal(self.region.here, rows, columns, *command, **environment)
        self.addCleanup(terminal.close)
        return terminal

    def balancer(self):
        return re.search(r"127\.31\.\d+\.\d+", self.region.run("hello")).group(0)

    def visit(self, path):
        try:
            urllib.request.urlopen(f"http://{self.balancer()}:{PORT}{path}").read()
        except urllib.error.HTTPError:
            pass
        return True

    def tap(self, *arguments):
        """Whose lines are read as they come; "" means that there is none yet."""
        tap = self.region.here.start("tap", *arguments, stderr=subprocess.PIPE)
        os.set_blocking(tap.stdout.fileno(), False)
        self.addCleanup(end, tap)
        self.addCleanup(tap.stderr.close)
        return tap

    def test_a_tap_tells_what_a_deployment_does(self):
        for pattern in (
            r"^\S+Z call user/developer elbv2 CreateLoadBalancer 200 \d+ us allowed: statement 1 of the aws-managed policy Admin",
            r"^\S+Z call assumed-role/\S+ ssm GetParameters? 200 \d+ us allowed: ",
            r"^\S+Z instance i-[0-9a-f]+ running$",
            r"^\S+Z activity \S+ Successful: Launching a new EC2 instance",
            r"^\S+Z target i-\S+ healthy",
        ):
            self.assertRegex(self.tapped, re.compile(pattern, re.MULTILINE))
        self.assertEqual(self.tap_status, 130)
        self.assertNotIn("\x1b", self.tapped)

    def test_a_filter_and_a_kind_select_lines(self):
        tap = self.tap("get /NOWHERE", "--visits", "404")
        line = wait_for(lambda: self.visit("/nowhere") and tap.stdout.readline())
        self.assertRegex(line, rf"^\S+Z visit 404 GET /nowhere 127\.31\.\S+:{PORT} -> i-[0-9a-f]+:{PORT} \d+ ms\n$")

    def test_a_tap_ends_with_its_reader(self):
        tap = self.tap("DescribeLoadBalancers")
        wait_for(lambda: self.region.run("hello") and tap.stdout.readline())
        tap.stdout.close()
        self.assertEqual(tap.wait(10), 130)
        self.assertEqual(tap.stderr.read(), "")

    def test_one_picture_as_plain_text(self):
        for arguments in (["top", "--once"], ["top"]):
            text = self.region.run(*arguments)
            self.assertRegex(text, rf"^\d\d:\d\d:\d\dZ  live  us-west-2 at http://127.0.0.1:{self.region.port}, 20 times as fast")
            self.assertIn("\nTargets: 3 healthy\n", text)
            rows = re.findall(r"^  i-[0-9a-f]+  healthy  200 \d s ago  us-west-2[a-c]  running   \d+ +\d+$", text, re.MULTILINE)
            self.assertEqual(len(rows), 3, text)
            self.assertRegex(text, rf"Load balancer doc-example-resilience-lb: active, 127\S+, internet-facing\n  HTTP on port {PORT} forwards")
            self.assertRegex(text, r"desired 3 \(3 to 3\), members 3 InService\n  \d\d:\d\d:\d\d  Successful  Launching")
            self.assertNotIn("\x1b", text)

    def test_a_screen_is_drawn_anew_and_the_terminal_left_as_it_was(self):
        terminal = self.terminal(40, 120, "top")
        wait_for(lambda: terminal.shows("Targets: 3 healthy"))
        self.assertFalse(termios.tcgetattr(terminal.theirs)[3] & termios.ECHO)
        seen = len(terminal.screens())
        wait_for(lambda: self.visit("/") and terminal.shows(r"Requests: \d+ in the last second: \d+ 2xx; p50 \d+ ms", seen))
        wait_for(lambda: terminal.shows("elbv2 DescribeLoadBalancers", seen))
        self.assertRegex(terminal.said, r"\x1b\[32m3 healthy\x1b\[0m")
        self.assertTrue(all(len(screen) <= 40 and max(map(len, screen)) <= 120 for screen in terminal.screens()))

        terminal.resize(10, 40)
        wait_for(lambda: terminal.screens()[-1][-1].endswith("lines more"))
        self.assertEqual(len(terminal.screens()[-1]), 10)
        self.assertEqual(max(map(len, terminal.screens()[-1])), 40)

        terminal.type("\x03")
        self.assertEqual(terminal.wait(), 130)
        self.assertRegex(terminal.said, r"^\x1b\[\?1049h\x1b\[\?25l")
        self.assertRegex(terminal.said, r"\x1b\[\?25h\x1b\[\?1049lresilient-service: interrupted\r\n$")
        self.assertEqual(termios.tcgetattr(terminal.theirs), terminal.before)

    def test_q_ends_it_and_no_colour_is_an_answer(self):
        terminal = self.terminal(24, 80, "top", NO_COLOR="1")
        wait_for(lambda: terminal.shows("Targets: 3 healthy"))
        terminal.type("q")
        self.assertEqual(terminal.wait(), 0)
        self.assertEqual(COLOURS.findall(terminal.said), [])
        self.assertEqual(termios.tcgetattr(terminal.theirs), terminal.before)

    def test_it_comes_back_with_the_region(self):
        terminal = self.terminal(24, 120, "top")
        tap = self.tap("DescribeLoadBalancers")
        wait_for(lambda: terminal.shows("Z  live"))
        wait_for(lambda: self.region.run("hello") and tap.stdout.readline())
        self.region.kill()
        wait_for(lambda: terminal.shows("the region does not answer; trying again"))
        self.assertEqual(tap.stderr.readline(), "resilient-service: the region does not answer; trying again\n")
        seen = len(terminal.screens())
        self.region.start()
        wait_for(lambda: terminal.shows("Z  live", seen))
        self.assertEqual(tap.stderr.readline(), "resilient-service: the region answers again\n")
        wait_for(lambda: self.region.run("hello") and tap.stdout.readline())


class WithoutPage(unittest.TestCase):
    def test_one_line_says_what_to_do(self):
        here = Surroundings()
        self.addCleanup(here.close)
        for command in ("top", "tap"):
            status, said = here.run(command)
            self.assertEqual((status, said.count("\n")), (1, 1))
            self.assertIn("no embedded region is running: start one with `resilient-service region`", said)
            status, said = here.run(command, "--aws")
            self.assertEqual((status, said.count("\n")), (2, 1))

        region = WatchedRegion("--no-ui")
        self.addCleanup(region.stop)
        address = f"http://127.0.0.1:{region.port}"
        for arguments in (["top"], ["tap"], ["top", "--once"]):
            status, said = region.here.run(*arguments)
            self.assertEqual((status, said), (1, f"resilient-service: the region at {address} has no live page: start it again without --no-ui\n"))
        # As somebody does who knows no more of it than its address.
        status, said = here.run("top", "--endpoint-url", address)
        self.assertEqual((status, said.count("\n")), (1, 1))
        self.assertIn("only an embedded region that was started without --no-ui has a live page", said)


if __name__ == "__main__":
    unittest.main()
