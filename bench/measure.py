#!/usr/bin/python3
"""Measures what the README promises, on this tree and this machine.

    ./test && bench/measure.py            the numbers as a table
    bench/measure.py --json FILE          and as JSON

It starts regions of its own on 127.0.0.0/8 and ends them.
"""

import argparse
import json
import os
import pathlib
import re
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
os.environ.setdefault("PROGRAMS", str(ROOT / "build/release/bin"))
sys.path.insert(0, str(ROOT / "tests/scenario"))

from program import Surroundings, end, read_until  # noqa: E402

IDLE_SECONDS = 20
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS_PER_SECOND


def resident_megabytes(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False


def seconds_until(condition, bound=60):
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > bound:
            raise SystemExit(f"measure.py: not within {bound} s")
        time.sleep(0.01)
    return time.monotonic() - started


def start_region(here):
    region = here.start("region", "--listen", "127.0.0.1:0", "--data", here.folder / "data")
    read_until(region.stdout, "^ready$")
    return region


def whole_run():
    here = Surroundings()
    started = time.monotonic()
    report = here.folder / "report.json"
    status, output = here.run("run", "--auto", "--report", report)
    seconds = time.monotonic() - started
    if status != 0:
        raise SystemExit(f"measure.py: the run failed:\n{output}")
    calls = {phase["name"]: phase["calls"] for phase in json.loads(report.read_text())["phases"]}
    here.wait_until_gone()
    here.close()
    return {
        "run --auto, wall seconds": seconds,
        "API calls of deploy": calls["deploy"],
        "API calls of destroy": calls["destroy"],
    }


def deployed_region():
    here = Surroundings()
    region = start_region(here)
    try:
        _, output = here.run("deploy", "--auto")
        url = re.search(r"http://127\.31\.[0-9.:]+", output).group()
        seconds_until(lambda: answers(url))
        numbers = idle(here, region)
        region.kill()
        region.wait()
        killed = time.monotonic()
        region = start_region(here)
        seconds_until(lambda: answers(url))
        numbers["kill -9 to first 200, seconds"] = time.monotonic() - killed
        here.run("destroy", "--auto")
        return numbers
    finally:
        end(region)
        here.wait_until_gone()
        here.close()


def idle(here, region):
    time.sleep(2)  # let the deployment settle
    processes = here.processes()
    before, started = cpu_seconds(processes), time.monotonic()
    time.sleep(IDLE_SECONDS)
    share = (cpu_seconds(processes) - before) / (time.monotonic() - started)
    servers = [pid for pid, command in processes.items() if command.startswith("recommendation-server")]
    return {
        "idle, all processes, percent of one core": 100 * share,
        "region process, resident MB": resident_megabytes(region.pid),
        "recommendation server, resident MB (largest)": max(map(resident_megabytes, servers)),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()
    numbers = {**whole_run(), **deployed_region()}
    for name, value in numbers.items():
        print(f"{name:50} {value:8.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(numbers, indent=2) + "\n")


if __name__ == "__main__":
    main()
