#!/usr/bin/python3
"""The AWS SDK for JavaScript v3 against a region of its own: run.py FOLDER

The SDK is installed into FOLDER, outside the source tree, and again only when package-lock.json has changed. Where it
cannot be had (no Node.js 18, no npm, no network) the test is skipped, and says so; it fails when npm refuses it.
"""

import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from region_under_test import OwnRegion  # noqa: E402

SKIPPED = 77  # as tests/conformance/CMakeLists.txt has it
NPM_SECONDS = 180
UNREACHABLE = ("EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT")
TEST_SECONDS = 180


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def require_node():
    if not shutil.which("npm") or not shutil.which("node"):
        skip("there is no Node.js with npm on this machine")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 18:
        skip(f"Node.js 18 or later is needed, this is {version.strip()}")


def install(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:  # of two tests that may come at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_here(folder)


def install_here(folder):
    wanted, stamp = (HERE / "package-lock.json").read_text(), folder / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder)
    try:
        npm = subprocess.run(
            ["npm", "ci"], cwd=folder, capture_output=True, text=True, timeout=NPM_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        skip(f"npm could not install the SDK within {NPM_SECONDS} s")
    if any(f"npm error code {code}" in npm.stderr or f"npm ERR! code {code}" in npm.stderr for code in UNREACHABLE):
        skip("npm has no network to install the SDK from")
    if npm.returncode != 0:
        sys.exit(f"npm could not install the SDK: {npm.stderr}")
    stamp.write_text(wanted)


def main(folder):
    require_node()
    install(folder)
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
