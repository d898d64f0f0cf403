"""Writes docs/operations.md: what the region speaks, what it does not honour of it, and which tests call it.

  operations_table.py            writes the file
  operations_table.py --check    fails when it is not up to date, or an operation is called by no client but ours

It reads src/contract/operations, botocore's models and the sources: a member is refused where a room says
`not_supported` of it, and has no effect where nothing in the room names it.
"""

import collections
import pathlib
import re
import sys

import botocore

ROOT = pathlib.Path(__file__).resolve().parents[1]
CONTRACT = ROOT / "src" / "contract"
sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path.insert(0, str(CONTRACT / "generator"))

sys.path.insert(0, str(ROOT / "tests" / "conformance"))

from generated import write_or_check  # noqa: E402
from newer import with_newer  # noqa: E402
from service_model import load, services_in  # noqa: E402
from through.exceptions import EXCEPTIONS  # noqa: E402

TABLE = ROOT / "docs" / "operations.md"
MODELS = pathlib.Path(botocore.__file__).parent / "data"
TESTS = ROOT / "tests" / "conformance"
NEEDLESS = {"DryRun"}  # answered in one place, for all operations
HEAD = """# The operations

What `src/contract/operations` names, with the tests that call it. *Refused* are members of the request that get an
error that says so; *no effect* have those that are read and passed over: what they speak of is not here (zonal shifts,
managed resources, deprecated images, zones to opt in to), goes with a member that is refused, is reserved by AWS, or
shows nowhere but in GetLaunchTemplateData (how an instance's CPU credits and bandwidth are weighed). Any other operation
is refused by name. Tests are those of `tests/conformance` (`region_NAME_test.py`; *javascript*: what has been written for
the AWS SDK for JavaScript), and *unit* those beside the sources.

The conformance tests run through boto3, and most of them through the AWS CLI and through the AWS SDK for JavaScript as
well: each of the three has every operation answered once and refused once (`conformance_through_cli` and
`conformance_through_javascript` fail otherwise), apart from these:

{exceptions}

`scripts/operations_table.py` writes this file; CTest checks that it is up to date.
"""


# From its name at the start of a line to the brace that ends it there.
PAGES = ROOT / "src" / "region" / "service" / "page.h"  # which members lead from page to page
FUNCTION = re.compile(r"^(?![ }#/]|namespace|template)([^;{}]*)\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
ANY = ""


def refusals(head, body):
    """What a function refuses, and of which operations: those whose requests it takes, or any when it takes none."""
    operations = set(re.findall(r"(\w*)Request&", head)) or {ANY}
    return [(operations, member) for member in re.findall(r'not_supported\("(\w+)"\)', body)]


class Room:
    """The sources of one service, and the texts of its unit tests."""

    def __init__(self, service):
        files = sorted((ROOT / "src" / "region" / service).rglob("*"))
        read = {file: file.read_text() for file in files if file.suffix in (".cc", ".h")}
        self.sources = "\n".join(text for file, text in read.items() if not file.name.endswith("_test.cc"))
        if "page_for(" in self.sources:
            self.sources += PAGES.read_text()
        self.tests = "\n".join(text for file, text in read.items() if file.name.endswith("_test.cc"))
        self.refusals = [refusal for head, body in FUNCTION.findall(self.sources) for refusal in refusals(head, body)]

    def refuses(self, member, operation):
        return any(refused == member and operations & {operation, ANY} for operations, refused in self.refusals)

    def names(self, member):
        return re.search(rf"\b{member}\b", self.sources) is not None

    def tests_call(self, operation):
        return re.search(rf"[.>]{operation}\(", self.tests) is not None


def members(model, operation):
    shape = model["operations"][operation].get("input", {}).get("shape")
    return [name for name in model["shapes"][shape]["members"] if name not in NEEDLESS] if shape else []


def conformance_tests():
    """Text of each test that calls the region, by its short name. deployment.py is called by several of them."""
    files = {file.stem[len("region_"):-len("_test")]: file for file in sorted(TESTS.rglob("region_*_test.py"))}
    return {name: file.read_text() for name, file in files.items() if name != "again"} | {
        "deployment": (TESTS / "deployment.py").read_text() + files["deployment"].read_text(),
        "javascript": "\n".join(file.read_text() for file in sorted((TESTS / "javascript").glob("*.test.mjs"))),
    }


def callers(service, operation, shared, tests):
    """Where an operation of several services is called by its service's client, and any other by its name."""
    snake = botocore.xform_name(operation)
    camel = operation[0].lower() + operation[1:]
    client = rf"{service}\." if shared else ""
    words = rf"\b{client}({snake}|{snake.replace('_', '-')}|{camel}|paginate{operation})\b"
    found = [name for name, text in tests.items() if re.search(words, text)]
    return sorted(found)


def require_callers(operation, tests):
    if not tests:
        sys.exit(f"operations_table.py: nothing in tests/conformance calls {operation}")


def exceptions(operations):
    lines = []
    for (service, operation), (outcome, why) in sorted(EXCEPTIONS.items()):
        if operation not in operations[service]["operations"]:
            sys.exit(f"operations_table.py: tests/conformance/through excepts {operation}, which nobody speaks")
        lines.append(f"* {operation} is never {outcome}: {why}.")
    return "\n".join(lines)


def row(operation, model, room, called_by):
    asked = members(model, operation)
    refused = [name for name in asked if room.refuses(name, operation)]
    idle = [name for name in asked if name not in refused and not room.names(name)]
    tests = called_by + (["unit"] if room.tests_call(operation) else [])
    cells = [operation, ", ".join(refused), ", ".join(idle), ", ".join(tests)]
    return "| " + " | ".join(cells) + " |"


def table():
    operations = services_in(CONTRACT / "operations")
    services = collections.Counter(name for spoken in operations.values() for name in spoken["operations"])
    tests, parts = conformance_tests(), [HEAD.format(exceptions=exceptions(operations))]
    for service, spoken in sorted(operations.items()):
        model = with_newer(load(MODELS / spoken["model"] / "service-2.json"), CONTRACT / "newer" / f"{service}.json")
        room = Room(service)
        parts.append(f"\n## {model['metadata']['serviceFullName']}: {len(spoken['operations'])}\n")
        parts.append("| operation | refused | no effect | tests |\n|---|---|---|---|")
        for operation in sorted(spoken["operations"]):
            called_by = callers(service, operation, services[operation] > 1, tests)
            require_callers(operation, called_by)
            parts.append(row(operation, model, room, called_by))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    write_or_check(TABLE, table, sys.argv[1:])
