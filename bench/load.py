"""Puts load on two sides in turn, with wrk, and says what each of them did: requests a second, and how late the last of
a hundred was. A round in which any answer was wrong is no measurement."""

import dataclasses
import re
import statistics
import subprocess
import typing

UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}
REPLAY = """\
local requests = {{
{requests}
}}
local last = 0
request = function()
  last = last % #requests + 1
  return requests[last]
end
"""


class Wrong(Exception):
    """A side does not do what it is measured for."""


@dataclasses.dataclass
class Side:
    """What load is put on. `requests`: makes the bytes of those that are sent in turn, anew for each round, since
    signatures grow old; without it the URL is read. `check`: raises Wrong unless the side answers as it should."""

    name: str
    url: str
    check: typing.Callable[[], None]
    requests: typing.Optional[typing.Callable[[], list]] = None
    connections: int = 16


@dataclasses.dataclass
class Sample:
    requests_per_second: float
    p99_ms: float


def in_lua(text):
    """Bytes as Lua writes them."""
    return '"' + "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\{c:03d}" for c in text) + '"'


def understand(output):
    """The sample in what wrk printed."""
    for problem in (r"Non-2xx or 3xx responses: \d+", r"Socket errors: .*"):
        found = re.search(problem, output)
        if found:
            raise Wrong(found.group())
    rate = re.search(r"^Requests/sec: +([\d.]+)$", output, re.MULTILINE)
    late = re.search(r"^ +99% +([\d.]+)(us|ms|s|m)$", output, re.MULTILINE)
    if not rate or not late or float(rate.group(1)) == 0:
        raise Wrong("no request was answered")
    return Sample(float(rate.group(1)), float(late.group(1)) * UNITS[late.group(2)])


def wrk(side, seconds, folder, before_start):
    """One round."""
    command = ["wrk", "-t1", f"-c{side.connections}", f"-d{seconds}s", "--timeout", "10s", "--latency"]
    if side.requests:
        script = folder / "replay.lua"
        script.write_text(REPLAY.format(requests=",\n".join(map(in_lua, side.requests()))))
        command += ["-s", str(script)]
    done = subprocess.run(
        [*command, side.url], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 60,
        preexec_fn=before_start,
    )
    if done.returncode != 0:
        raise Wrong(f"wrk: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")
    try:
        return understand(done.stdout)
    except Wrong as error:
        raise Wrong(f"{side.name}: {error}") from None


def rounds(sides, count, seconds, folder, before_start):
    """Samples of each side, round by round. Every side is checked and warmed up first, and checked again at the end."""
    for side in sides:
        side.check()
        wrk(side, min(seconds, 2), folder, before_start)
    samples = [[wrk(side, seconds, folder, before_start) for side in sides] for _ in range(count)]
    for side in sides:
        side.check()
    return [list(of_side) for of_side in zip(*samples)]


def summary(side, samples):
    return {
        "name": side.name,
        "requests_per_second": statistics.median(sample.requests_per_second for sample in samples),
        "p99_ms": statistics.median(sample.p99_ms for sample in samples),
        "rounds": [dataclasses.asdict(sample) for sample in samples],
    }


def compare(sides, samples):
    """Ours, the peer and what is measured beside them, and the ratios of the first two."""
    ours, peer, *beside = [summary(side, its) for side, its in zip(sides, samples)]
    ratios = [a.requests_per_second / b.requests_per_second for a, b in zip(samples[0], samples[1])]
    return {
        "ours": ours,
        "peer": peer,
        "beside": beside,
        "ratio": ours["requests_per_second"] / peer["requests_per_second"],
        "ratio_min": min(ratios),
        "ratio_max": max(ratios),
        "p99_ratio": ours["p99_ms"] / peer["p99_ms"],
    }
