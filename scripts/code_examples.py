"""Writes what is generated of the README in code-examples/: the actions, the scenario's files and the snippets.

  code_examples.py            writes it
  code_examples.py --check    fails when it is not up to date

It reads metadata/ and the snippets that it names, and changes nothing outside the generated parts.
"""

import pathlib
import posixpath
import re
import sys

import yaml

sys.dont_write_bytecode = True  # the folder of the sources stays clean
from actions_table import CONTRACT, actions, services_in  # noqa: E402
from generated import write_or_check  # noqa: E402
from snippets import ROOT, snippets  # noqa: E402

README = ROOT / "code-examples/cpp/example_code/cross-service/resilient-service/README.md"
PART = r"(<!-- generated\.{}\.start -->\n).*?(<!-- generated\.{}\.end -->)"
# The folders of the metadata, in the order of the README.
SERVICES = {
    "elastic-load-balancing-v2": ("elbv2", "Elastic Load Balancing"),
    "auto-scaling": ("autoscaling", "Amazon EC2 Auto Scaling"),
    "ec2": ("ec2", "Amazon EC2"),
    "iam": ("iam", "AWS Identity and Access Management"),
    "dynamodb": ("dynamodb", "Amazon DynamoDB"),
    "ssm": ("ssm", "AWS Systems Manager"),
}
ENTITIES = {
    "&AS;": "Auto Scaling",
    "&ASlong;": "Amazon EC2 Auto Scaling",
    "&AWS;": "AWS",
    "&DDB;": "DynamoDB",
    "&EC2;": "Amazon EC2",
    "&ELB;": "Elastic Load Balancing",
    "&IAM;": "IAM",
    "&SYS;": "Systems Manager",
}


def plain(text):
    return re.sub(r"&\w+;", lambda entity: ENTITIES[entity.group()], text)


def link(text, file, lines=""):
    path = posixpath.relpath(str(file), str(README.parent.relative_to(ROOT)))
    return f"[{text}]({path}{lines})"


def metadata(name):
    return yaml.safe_load((ROOT / "metadata" / f"{name}_metadata.yaml").read_text())


def excerpts(entry):
    (version,) = entry["languages"]["C++"]["versions"]
    return version["excerpts"]


def examples():
    """Folder -> name of the action, or Hello -> its snippet. Of one that several excerpts show, the first."""
    tagged = snippets()
    found = {}
    for folder in SERVICES:
        if (ROOT / "metadata" / f"{folder}_metadata.yaml").exists():
            entries = metadata(folder).items()
            found[folder] = {
                key.split("_", 1)[1]: tagged[excerpts(entry)[0]["snippet_tags"][0]] for key, entry in entries
            }
    return found


def lines_of(snippet):
    return f"#L{snippet.first}-L{snippet.last}"


def hello(found):
    snippet = found["elastic-load-balancing-v2"]["Hello"]
    return f"- {link('Hello Elastic Load Balancing', snippet.file, lines_of(snippet))} (`DescribeLoadBalancers`)\n"


def scenario():
    text = ""
    for excerpt in excerpts(metadata("cross")["cross_ResilientService"]):
        files = ", ".join(link(pathlib.PurePosixPath(file).name, file) for file in excerpt["snippet_files"])
        text += f"- {plain(excerpt['description'])} {files}\n"
    return text


def single_actions(found):
    text = ""
    for folder, shown in found.items():
        items = [f"- {link(name, it.file, lines_of(it))}\n" for name, it in sorted(shown.items()) if name != "Hello"]
        text += f"**{SERVICES[folder][1]}**\n\n{''.join(items)}\n"
    return text.rstrip("\n") + "\n"


def code(found):
    text = ""
    for folder, shown in found.items():
        for name, snippet in sorted(shown.items()):
            heading = "Hello Elastic Load Balancing" if name == "Hello" else f"{SERVICES[folder][1]}: {name}"
            source = link(snippet.file, snippet.file, lines_of(snippet))
            text += f"#### {heading}\n\n{source}\n\n```cpp\n{snippet.text}```\n\n"
    return text.rstrip("\n") + "\n"


def require_calls():
    """The workflow's entry in the metadata names nothing that the code does not call."""
    called = actions(services_in(CONTRACT / "operations"))
    for folder, names in metadata("cross")["cross_ResilientService"]["services"].items():
        missing = set(names) - set(called[SERVICES[folder][0]])
        if missing:
            sys.exit(f"code_examples.py: metadata/cross_metadata.yaml names what nothing calls: {sorted(missing)}")


def written(text):
    found = examples()
    parts = {
        "hello": hello(found),
        "scenario": scenario(),
        "actions": single_actions(found),
        "code": code(found),
    }
    for name, content in parts.items():
        pattern = re.compile(PART.format(name, name), re.DOTALL)
        text, replaced = pattern.subn(lambda part: part.group(1) + content + part.group(2), text)
        if replaced != 1:
            sys.exit(f"code_examples.py: the part '{name}' stands {replaced} times in {README.relative_to(ROOT)}")
    return text


def page():
    require_calls()
    return written(README.read_text())


if __name__ == "__main__":
    write_or_check(README, page, sys.argv[1:])
