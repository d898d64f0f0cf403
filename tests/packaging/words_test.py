"""What the completions offer and what the manual explains are the commands and options of --help."""

import pathlib
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "scenario"))
from program import PROGRAM  # noqa: E402

PACKAGING = ROOT / "packaging"
COMPLETE_IN_BASH = """
source "$1"
COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
_resilient_service
printf '%s\\n' "${COMPREPLY[@]}"
"""


def help_of(*command):
    run = subprocess.run([PROGRAM, *command, "--help"], capture_output=True, text=True, check=True)
    return run.stdout


def options_of(*command):
    return set(re.findall(r"^  (?:-\w,)?(--[a-z-]+)", help_of(*command), re.MULTILINE))


def commands():
    return set(re.findall(r"^  ([a-z]+) ", help_of().partition("Subcommands:")[2], re.MULTILINE))


COMMANDS = commands()
OF_ALL = options_of()
OF_COMMAND = {command: options_of(command) - {"--help"} for command in COMMANDS}
OPTIONS = OF_ALL.union(*OF_COMMAND.values())


class Words(unittest.TestCase):
    maxDiff = None

    def test_help_has_been_read(self):
        self.assertTrue({"run", "deploy", "status", "region"} <= COMMANDS, COMMANDS)
        self.assertTrue({"--help", "--aws", "--listen", "--json", "--ephemeral"} <= OPTIONS, OPTIONS)

    def bash(self, *words):
        run = subprocess.run(
            ["bash", "-c", COMPLETE_IN_BASH, "bash", PACKAGING / "completions" / "resilient-service.bash",
             "resilient-service", *words], capture_output=True, text=True, check=True)
        self.assertEqual(run.stderr, "")
        return set(run.stdout.split())

    def test_bash(self):
        self.assertEqual(self.bash(""), COMMANDS | OF_ALL)
        self.assertEqual(self.bash("--au"), {"--auto"})
        self.assertEqual(self.bash("--log-level", "w"), {"warn"})
        self.assertEqual(self.bash("--prefix", ""), set())
        for command in COMMANDS:
            self.assertEqual(self.bash(command, ""), OF_ALL | OF_COMMAND[command], command)

    def test_zsh(self):
        text = (PACKAGING / "completions" / "_resilient-service").read_text()
        offered = set(re.findall(r"'(?:\([^)]*\))?(--[a-z-]+)\[", text)) | set(re.findall(r"\{-h,(--help)\}", text))
        self.assertEqual(offered, OPTIONS)
        self.assertEqual(set(re.findall(r"^  '([a-z]+):", text, re.MULTILINE)), COMMANDS)
        for command, own in OF_COMMAND.items():
            case = re.search(rf"^  {command}\)(.*?);;", text, re.MULTILINE | re.DOTALL)
            self.assertEqual(set(re.findall(r"(--[a-z-]+)\[", case.group(1)) if case else []), own, command)

    def test_fish(self):
        text = (PACKAGING / "completions" / "resilient-service.fish").read_text()
        self.assertEqual(set(re.findall(r"-n \$none -a (\w+)", text)), COMMANDS)
        self.assertEqual(set(re.search(r"__fish_seen_subcommand_from ([a-z ]+)'", text).group(1).split()), COMMANDS)
        general = {f"--{word}" for word in re.findall(r"^complete -c resilient-service (?:-s h )?-l ([a-z-]+)", text,
                                                      re.MULTILINE)}
        self.assertEqual(general, OF_ALL)
        for command, own in OF_COMMAND.items():
            offered = re.findall(rf"seen_subcommand_from {command}' -l ([a-z-]+)", text)
            self.assertEqual({f"--{word}" for word in offered}, own, command)

    def test_manual(self):
        text = (PACKAGING / "man" / "resilient-service.1").read_text().replace("\\-", "-")
        explained = re.findall(r"^\.TP\n\.(?:B|BI|BR) (?:-h \", \" )?(--[a-z-]+)", text, re.MULTILINE)
        self.assertEqual(sorted(explained), sorted([*OF_ALL, *(word for own in OF_COMMAND.values() for word in own)]))
        listed = text.partition(".SH COMMANDS")[2].partition(".SH OPTIONS")[0]
        self.assertEqual(set(re.findall(r"^\.TP\n\.BR? ([a-z]+)", listed, re.MULTILINE)), COMMANDS)

    def test_levels_of_the_log(self):
        levels = re.search(r"--log-level LEVEL:\{([a-z,]+)\}", help_of()).group(1).split(",")
        for file in (PACKAGING / "completions").iterdir():
            self.assertIn(" ".join(levels), file.read_text(), file.name)


if __name__ == "__main__":
    unittest.main()
