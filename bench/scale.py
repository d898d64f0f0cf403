#!/usr/bin/python3
"""Deploys the service with more and more instances on one machine, and says what each of them costs.

    ./test && bench/scale.py                       3, 30, 100 and 200 instances
    bench/scale.py --sizes 3,10 [--markdown FILE] [--plot FILE.svg]

Each deployment has a region of its own, which is ended with all that runs in it. Seconds are the machine's, at the
region's usual speed. Megabytes are each process's share of what is resident (a page that several processes share counts
once), of all processes; processor seconds likewise, from the start of the region until every target is healthy.
Idle is the share of one core that they take in the ten seconds after that, and again in twice as many of a region that
runs at AWS's own speed, in which each target is asked every ten seconds.

Exit status: 0; 1 when a deployment went wrong; 2 wrong usage; 130 interrupted.
"""

import argparse
import collections
import os
import pathlib
import re
import sys
import time

sys.dont_write_bytecode = True

from compare import Parser, new_file  # noqa: E402
from load import Wrong  # noqa: E402
from measure import TICKS_PER_SECOND  # noqa: E402
from peers import Bench, Interrupted, Interruptions, Missing, ROOT  # noqa: E402
from plot import draw  # noqa: E402

SIZES = [3, 30, 100, 200]
IDLE_SECONDS = 10
IDLE_SECONDS_ON_AWS = 20  # two checks of each target
PATIENCE = 180


def sizes(text):
    parts = text.split(",")
    if not all(part.isdigit() and 0 < int(part) <= 500 for part in parts):
        raise argparse.ArgumentTypeError(f"'{text}' is not a list of numbers from 1 to 500, with commas between them")
    return list(map(int, parts))


def cpu_seconds(pids):
    """Of those processes and of the children that they have waited for."""
    ticks = 0
    for pid in pids:
        try:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += sum(map(int, fields[11:15]))
        except OSError:
            continue  # gone meanwhile
    return ticks / TICKS_PER_SECOND


def megabytes(pids):
    kilobytes = 0
    for pid in pids:
        try:
            smaps = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
            kilobytes += int(re.search(r"^Pss: +(\d+)", smaps, re.MULTILINE).group(1))
        except OSError:
            continue
    return kilobytes / 1024


def states(elbv2):
    """How many of the only group's targets are in which state."""
    [group] = elbv2.describe_target_groups()["TargetGroups"]
    targets = elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
    return collections.Counter(each["TargetHealth"]["State"] for each in targets)


def wait_until_healthy(region, count):
    elbv2 = region.client("elbv2")
    deadline = time.monotonic() + PATIENCE
    while (seen := states(elbv2))["healthy"] < count:
        if time.monotonic() > deadline:
            raise Wrong(f"after {PATIENCE} s the targets are {dict(seen)}")
        time.sleep(0.2)


def deploy(bench, region, size):
    """Seconds until everything is deployed, and until every target is healthy."""
    started = time.monotonic()
    bench.run(region, "deploy", "--auto", "--group-size", size, "--resources", ROOT / "resources", seconds=PATIENCE)
    deployed = time.monotonic() - started
    wait_until_healthy(region, size)
    return deployed, time.monotonic() - started


def idle(pids, seconds):
    before, started = cpu_seconds(pids), time.monotonic()
    time.sleep(seconds)
    return 100 * (cpu_seconds(pids) - before) / (time.monotonic() - started)


def idle_as_on_aws(size, interruptions):
    with Bench(interruptions) as bench:
        region = bench.region(speed=1)
        deploy(bench, region, size)
        return idle(region.here.processes(), IDLE_SECONDS_ON_AWS)


def measure(size, interruptions):
    with Bench(interruptions) as bench:
        region = bench.region()
        deployed, seconds = deploy(bench, region, size)
        pids = region.here.processes()
        result = {
            "instances": size, "seconds to deploy": deployed, "all healthy after": seconds,
            "processes": len(pids), "MB": megabytes(pids), "region MB": megabytes([region.process.pid]),
            "processor s": cpu_seconds(pids), "idle, % of a core": idle(pids, IDLE_SECONDS),
        }
    result["idle at speed 1, %"] = idle_as_on_aws(size, interruptions)
    result["MB each"] = (result["MB"] - result["region MB"]) / size
    result["processor s each"] = result["processor s"] / size
    return result


def row(cells):
    return "| " + " | ".join(cells) + " |"


def main():
    parser = Parser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--sizes", metavar="N[,N]", type=sizes, default=SIZES)
    parser.add_argument("--markdown", metavar="FILE", type=new_file, help="the table, also to a file")
    parser.add_argument("--plot", metavar="FILE", type=new_file, help="a picture of them, SVG or PNG by its name")
    options = parser.parse_args()
    interruptions = Interruptions()
    lines, results, status = [], [], 0
    try:
        for size in options.sizes:
            result = measure(size, interruptions)
            results.append(result)
            if not lines:
                lines += [row(result), row(["---"] * len(result))]
                print(*lines, sep="\n", flush=True)
            lines.append(row(f"{value:.2f}" if isinstance(value, float) else str(value) for value in result.values()))
            print(lines[-1], flush=True)
    except Interrupted as signal:
        print("scale.py: interrupted; everything is ended", file=sys.stderr)
        status = 128 + signal.args[0]
    except Exception as error:
        interruptions.check()
        print(f"scale.py: {size} instances: {' '.join(str(error).split())}", file=sys.stderr)
        status = 1
    if lines:
        lines += ["", f"On {os.cpu_count()} cores."]
        print(*lines[-2:], sep="\n")
    if options.markdown and lines:
        options.markdown.write_text("\n".join(lines) + "\n")
    try:
        if options.plot and results:
            draw(results, options.plot)
    except Missing as error:
        print(f"scale.py: no plot: {error}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
