#!/usr/bin/python3
"""The conformance tests through another client, on one endpoint: run.py cli|javascript MODULE...

At the end every operation that the region speaks has been answered once and refused once through that client, apart
from what exceptions.py names. For JavaScript CONFORMANCE_SDK is the folder that the SDK is installed into; where it
cannot be had the tests are skipped.
"""

import os
import pathlib
import runpy
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
CONFORMANCE = HERE.parent
FOLDERS = ("iam", "dynamodb", "zones")
sys.dont_write_bytecode = True
sys.path[:0] = [str(folder) for folder in (CONFORMANCE, *(CONFORMANCE / each for each in FOLDERS))]


def tests(modules):
    """They read CONFORMANCE_CLIENT and CONFORMANCE_ENDPOINT as they are loaded and set up."""
    return [(name, unittest.defaultTestLoader.loadTestsFromName(f"region_{name}_test")) for name in modules]


def run(modules):
    """False as soon as one of them fails."""
    for name, suite in tests(modules):
        start = time.monotonic()
        if not unittest.TextTestRunner(failfast=True, verbosity=0).run(suite).wasSuccessful():
            return False
        print(f"{name}: {time.monotonic() - start:.1f} s", flush=True)
    return True


def on_a_region(modules):
    """Its own, or the one that CONFORMANCE_ENDPOINT names."""
    if "CONFORMANCE_ENDPOINT" in os.environ:
        return run(modules)
    from region_under_test import OwnRegion

    region = OwnRegion(hosts="processes")  # targets of some tests are here
    try:
        os.environ |= {**region.environment, "PATH": os.environ["PATH"]}
        os.environ |= {"CONFORMANCE_ENDPOINT": region.endpoint, "AWS_REGION": region.name}
        return run(modules)
    finally:
        region.stop()


def install_sdk():
    """Skips the tests where that cannot be."""
    javascript = runpy.run_path(str(CONFORMANCE / "javascript" / "npm.py"))
    javascript["require_node"]()
    javascript["install"](CONFORMANCE / "javascript", pathlib.Path(os.environ["CONFORMANCE_SDK"]))


def main(client, modules):
    os.environ["CONFORMANCE_CLIENT"] = client
    if client == "javascript":
        install_sdk()
    from through import coverage, other_client

    if not on_a_region(modules):
        sys.exit(1)
    missing = coverage.missing(client, other_client())
    print(coverage.summary(other_client()))
    if missing:
        sys.exit("\n".join(missing))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("run.py: takes a client and the modules")
    main(sys.argv[1], sys.argv[2:])
