"""A guard: how many system calls a GetItem costs the region, from the bytes of the request to those of the answer. When
it fails, something on the way has begun to ask the kernel for every request; see docs/performance.md."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests" / "conformance"), str(ROOT / "tests" / "scenario")]

from program import PROGRAM  # noqa: E402
from region_under_test import OwnRegion  # noqa: E402

AT_MOST = 15  # of one GetItem, of one client at a time
FEW, MANY = 100, 400
STRACE = shutil.which("strace")


def may_trace():
    """Some containers forbid it."""
    return STRACE and subprocess.run([STRACE, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


class TracedRegion(OwnRegion):
    """One whose system calls are counted until it ends."""

    def __init__(self):
        self.counted = {}
        super().__init__()

    def start(self):
        counts, start = self.here.folder / "counts", self.here.start
        self.here.start = lambda *arguments, **options: start(
            "-f", "-c", "-o", counts, PROGRAM, *arguments, program=STRACE, **options)
        super().start()

    def stop(self):
        self.close()
        traced = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        os.kill(int(traced), signal.SIGTERM)  # strace ends with it
        self.process.wait(timeout=30)
        # % time     seconds  usecs/call     calls    errors syscall
        for line in (self.here.folder / "counts").read_text().splitlines():
            found = re.match(r" *[\d.]+ +[\d.]+ +\d+ +(\d+) (?: *\d+)? *(\w+)$", line)
            if found:
                self.counted[found.group(2)] = int(found.group(1))
        self.process.stdout.close()
        self.here.close()


def calls_for(count):
    """Of a whole life of a region that answers so many GetItems."""
    region = TracedRegion()
    try:
        dynamodb = region.client("dynamodb")
        dynamodb.create_table(
            TableName="books", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        )
        dynamodb.get_waiter("table_exists").wait(TableName="books", WaiterConfig={"Delay": 0.1})
        dynamodb.put_item(TableName="books", Item={"id": {"S": "1"}, "title": {"S": "A book"}})
        for _ in range(count):
            dynamodb.get_item(TableName="books", Key={"id": {"S": "1"}})
    finally:
        region.stop()
    return region.counted


class SystemCalls(unittest.TestCase):
    @unittest.skipUnless(may_trace(), "system calls cannot be counted here: no strace, or it is not permitted")
    def test_a_get_item_takes_no_more_than_it_did(self):
        few, many = calls_for(FEW), calls_for(MANY)
        each = {name: (count - few.get(name, 0)) / (MANY - FEW) for name, count in many.items() if name != "total"}
        seen = {name: round(count, 2) for name, count in sorted(each.items(), key=lambda entry: -entry[1]) if count > 0.05}
        self.assertLessEqual(sum(each.values()), AT_MOST, seen)


if __name__ == "__main__":
    unittest.main()
