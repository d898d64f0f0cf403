"""The consoles of a Markdown page: what it says to type, and what it says that this prints.

A fenced block of the kind `console` has lines that begin with `$ ` (a command), with `> ` (more of it), and others: what
it prints. A line `...` stands for any number of lines, `...` within a line for any text. The order of lines does not
count, and neither does what differs from run to run: identifiers, addresses, times, and which recommendation it is.
"""

import collections
import dataclasses
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLES = [item["Title"]["S"] for item in json.loads((ROOT / "resources" / "recommendations.json").read_text())]
ANY = "..."
DIFFERS = [(re.compile(pattern), by) for pattern, by in (
    (r"\b\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", "TIME"),
    (r"\b\d+(\.\d+)? s\b", "TIME"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID"),
    (r"\b([a-z]+(?:-assoc)?)-[0-9a-f]{17}\b", r"\1-ID"),
    (r"/[0-9a-f]{16}\b", "/ID"),
    (r"\b127(\.\d+){3}(:\d+)?", "ADDRESS"),
    (r"\bport \d+", "port N"),
    (r"\b(us-west-2)[a-d]\b", r"\1ZONE"),
    (r"\b(AKIA|ASIA)[A-Z0-9]{16}\b", "KEY"),
    ('"(' + "|".join(map(re.escape, TITLES)) + ')"', "RECOMMENDATION"),
    (r"\s+", " "),
)]


@dataclasses.dataclass
class Command:
    text: str
    prints: list  # lines


def commands(page):
    found = []
    for block in BLOCK.findall(page.read_text()):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], []))
            elif line.startswith("> ") or line == ">":
                found[-1].text += "\n" + line[2:]
            elif line.strip():
                found[-1].prints.append(line)
    return found


def normal(line):
    for pattern, by in DIFFERS:
        line = pattern.sub(by, line)
    return line.strip()


def is_promised(prints, output):
    """Is it what the page says, apart from what differs from run to run?"""
    left = collections.Counter(filter(None, map(normal, output.splitlines())))
    for line in map(normal, filter(lambda line: line.strip() != ANY, prints)):
        pattern = re.compile(".*".join(map(re.escape, line.split(ANY))))
        fitting = next((seen for seen in +left if pattern.fullmatch(seen)), None)
        if fitting is None:
            return False
        left[fitting] -= 1
    return not +left or any(line.strip() == ANY for line in prints)
