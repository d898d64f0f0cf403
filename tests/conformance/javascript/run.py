#!/usr/bin/python3
"""The AWS SDK for JavaScript v3 against a region of its own: run.py FOLDER

The SDK is installed into FOLDER. Where it cannot be had the test is skipped, and says so.
"""

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from npm import install, require_node  # noqa: E402
from region_under_test import OwnRegion  # noqa: E402

TEST_SECONDS = 180


def main(folder):
    require_node()
    install(HERE, folder)
    for test in HERE.glob("*.mjs"):
        shutil.copy(test, folder)
    region = OwnRegion()
    try:
        surroundings = {**region.environment, "PATH": os.environ["PATH"], "ENDPOINT": region.endpoint}
        command = ["node", "--test", *sorted(test.name for test in HERE.glob("*.test.mjs"))]
        sys.exit(subprocess.run(command, cwd=folder, env=surroundings, timeout=TEST_SECONDS, check=False).returncode)
    finally:
        region.stop()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("run.py: takes the folder for the SDK")
    main(pathlib.Path(sys.argv[1]).resolve())
