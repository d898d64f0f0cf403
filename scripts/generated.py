"""A file that a script of this folder writes: written by it, or with --check compared with what it would write."""

import pathlib
import sys

from snippets import ROOT


def write_or_check(file, make, arguments):
    """`make` returns the file's text; `arguments` are the command line's. Ends the program where something is wrong."""
    script = pathlib.Path(sys.argv[0]).resolve().relative_to(ROOT)
    if arguments not in ([], ["--check"]):
        sys.exit(f"{script.name}: takes --check or nothing")
    text = make()
    if not arguments:
        file.write_text(text)
    elif not file.exists() or file.read_text() != text:
        sys.exit(f"{file.relative_to(ROOT)} is not up to date: run {script}")
