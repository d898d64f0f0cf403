"""A region whose disk is full ends with one line, and with it, soon, what works on it."""

import pathlib
import resource
import signal
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
from program import Surroundings, end, read_until  # noqa: E402

FILE_SIZE = 400_000  # bytes; a deployment takes more. A disk that is full looks the same to who writes.


def with_small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)

    def start(self, *arguments):
        process = self.here.start(*arguments, preexec_fn=with_small_files)
        self.addCleanup(end, process)
        return process

    def test_region(self):
        region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data")
        read_until(region.stdout, "^ready$")
        began = time.monotonic()
        status, output = self.here.run("deploy", "--auto")
        self.assertEqual(status, 1, output)
        self.assertIn("resilient-service destroy", output)
        self.assertLess(time.monotonic() - began, 60)
        said, _ = region.communicate(timeout=30)
        self.assertEqual(region.returncode, 1, said)
        self.assertRegex(said, r"resilient-service: \S+region\.db cannot be written: ")
        self.assertNotIn("terminate called", said)

    def test_run(self):
        run = self.start("run", "--auto")
        said, _ = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 1, said)
        self.assertRegex(said, r"resilient-service: the embedded region cannot go on: .*region\.db cannot be written: ")
        self.assertNotIn("terminate called", said)
        self.assertFalse(self.here.wait_until_gone(), "processes and files")


if __name__ == "__main__":
    unittest.main()
