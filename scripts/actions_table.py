"""Writes docs/actions.md: each AWS action that the programs call, and where.

  actions_table.py            writes the file
  actions_table.py --check    fails when it is not up to date

It reads src/scenario, src/recommendation and src/apps, and from botocore's models which action a waiter calls.
"""

import collections
import pathlib
import re
import sys

import botocore

sys.dont_write_bytecode = True  # the folder of the sources stays clean
from generated import write_or_check  # noqa: E402
from snippets import ROOT, line_of, snippets, sources  # noqa: E402

CONTRACT = ROOT / "src" / "contract"
sys.path.insert(0, str(CONTRACT / "generator"))
from service_model import load, services_in  # noqa: E402

TABLE = ROOT / "docs" / "actions.md"
MODELS = pathlib.Path(botocore.__file__).parent / "data"
CALLERS = ("src/scenario", "src/recommendation", "src/apps")
HEAD = """# The actions

Each AWS action that this project's programs call, and where: the workflow (`src/scenario`), the web server on the
instances (`src/recommendation`) and the command line (`src/apps`). A *waiter* calls its action until the answer is the
one that it waits for; a *paginator* calls it once for each page. A snippet is a function that AWS's documentation can
show by its tag ([metadata](../metadata/README.md)).

`scripts/actions_table.py` writes this file; CTest checks that it is up to date."""
# A client is called by its service's name, as a member or as one of the Apis; a waiter or paginator is named with it.
CALL = re.compile(r"\b(\w+?)_?\.([A-Z]\w+)\(|\b(\w+)::(waiters|paginators)::(\w+)")


class Action:
    def __init__(self):
        self.calls = []  # as links
        self.snippets = []


def link(text, file, lines):
    return f"[{text}](../{file}#{lines})"


def waiters(spoken):
    """Waiter -> the action that it calls."""
    model = load(MODELS / spoken["model"] / "waiters-2.json")
    return {name: waiter["operation"] for name, waiter in model["waiters"].items()}


def called(match, operations):
    """Service, action and kind of what the source names there; None for what only looks like a call."""
    service, operation, named_in, kind, name = match.groups()
    if service in operations and operation in operations[service]["operations"]:
        return service, operation, ""
    if named_in not in operations:
        return None
    if kind == "paginators":
        return named_in, name, ", paginator"
    return named_in, waiters(operations[named_in])[name], f", waiter {name}"


def snippets_of(operation, tagged, file, line):
    """Those that show this call; one may stand in the snippet of another action."""
    return [
        link(f"`{tag}`", file, f"L{snippet.first}-L{snippet.last}")
        for tag, snippet in tagged.items()
        if tag.endswith((f".{operation}", ".Hello")) and snippet.holds(file, line)
    ]


def actions(operations):
    """Service -> action -> where it is called."""
    tagged = snippets()
    found = collections.defaultdict(lambda: collections.defaultdict(Action))
    for folder in CALLERS:
        for file, text in sources(folder):
            for match in CALL.finditer(text):
                call = called(match, operations)
                if not call:
                    continue
                service, operation, kind = call
                line = line_of(text, match.start())
                action = found[service][operation]
                action.calls.append(link(f"{file.name}:{line}", file, f"L{line}") + kind)
                action.snippets += snippets_of(operation, tagged, file, line)
    return found


def table():
    operations = services_in(CONTRACT / "operations")
    parts = [HEAD]
    for service, found in sorted(actions(operations).items()):
        name = load(MODELS / operations[service]["model"] / "service-2.json")["metadata"]["serviceFullName"]
        parts.append(f"\n## {name}: {len(found)}\n\n| action | called in | snippet |\n|---|---|---|")
        for operation, action in sorted(found.items()):
            once = list(dict.fromkeys(action.snippets))
            parts.append(f"| {operation} | {'; '.join(action.calls)} | {'; '.join(once)} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    write_or_check(TABLE, table, sys.argv[1:])
