"""The tagged snippets of the code: what stands between // snippet-start:[TAG] and // snippet-end:[TAG]."""

import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[1]
MARK = re.compile(r"^\s*// snippet-(start|end):\[([^\]]+)\]$", re.MULTILINE)


@dataclasses.dataclass
class Snippet:
    file: pathlib.PurePosixPath  # from the root of the tree
    first: int  # its lines, without the marks
    last: int
    text: str

    def holds(self, file, line):
        return self.file == file and self.first <= line <= self.last


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def sources(folder):
    """Path from the root and text of each source that is not a test."""
    for path in sorted((ROOT / folder).rglob("*.cc")):
        if not path.name.endswith("_test.cc"):
            yield path.relative_to(ROOT), path.read_text()


def snippets_in(file, text):
    found, opened = {}, {}
    for mark in MARK.finditer(text):
        kind, tag = mark.groups()
        if kind == "start":
            if tag in found or tag in opened:
                raise ValueError(f"{file}: {tag} stands twice")
            opened[tag] = mark.end() + 1
        elif tag not in opened:
            raise ValueError(f"{file}: {tag} ends and has not begun")
        else:
            begin, end = opened.pop(tag), mark.start()
            found[tag] = Snippet(file, line_of(text, begin), line_of(text, end) - 1, text[begin:end])
    if opened:
        raise ValueError(f"{file}: never ended: {sorted(opened)}")
    return found


def snippets(folder="src"):
    """Tag -> snippet. A mark without its other, or a tag that stands twice, is a ValueError."""
    all_of_them = {}
    for file, text in sources(folder):
        for tag, snippet in snippets_in(file, text).items():
            if tag in all_of_them:
                raise ValueError(f"{tag} stands twice: in {all_of_them[tag].file} and in {file}")
            all_of_them[tag] = snippet
    return all_of_them
