"""Runs resilient-service as a person would, in surroundings of its own, and finds what it leaves behind."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

PROGRAMS = pathlib.Path(os.environ.get("PROGRAMS", "build/release/bin")).resolve()
PROGRAM = PROGRAMS / "resilient-service"


class Surroundings:
    """A home folder and a place for temporary files that belong to one test alone."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="scenario-test-")
        self.folder = pathlib.Path(self._folder.name)
        self.temporary = self.folder / "tmp"
        self.home = self.folder / "home"
        self.temporary.mkdir()
        self.home.mkdir()
        self.environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
        }

    def close(self):
        self._folder.cleanup()

    def start(self, *arguments, program=PROGRAM, environment=None, **options):
        """`environment`: what there is besides the surroundings' own."""
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.STDOUT)
        return subprocess.Popen(
            [str(program), *map(str, arguments)], env={**self.environment, **(environment or {})}, cwd=self.folder, text=True, **options
        )

    def run(self, *arguments, timeout=120, environment=None):
        """Exit status and output."""
        process = self.start(*arguments, environment=environment)
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            raise AssertionError(f"{arguments} did not end:\n{output}") from None
        return process.returncode, output

    def processes(self):
        """Those that have anything to do with these surroundings, by command line, folder or environment, and those
        below them: what an instance runs sees nothing of this folder."""
        commands, parents, found = {}, {}, set()
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            pid = int(entry.name)
            try:
                commands[pid] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                parents[pid] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # gone meanwhile
            if str(self.folder) in commands[pid] + self.surroundings_of(entry):
                found.add(pid)
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return {pid: commands[pid] for pid in found}

    @staticmethod
    def surroundings_of(process):
        try:
            environment = (process / "environ").read_bytes().decode(errors="replace")
            return environment + os.readlink(process / "cwd")
        except OSError:
            return ""  # gone meanwhile, or not ours to look at

    def wait_until_gone(self, seconds=15):
        """What is left after that time: processes and files."""
        deadline = time.monotonic() + seconds
        while True:
            left = [*self.processes().values(), *map(str, self.temporary.iterdir())]
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(0.05)


def read_until(stream, pattern, seconds=60):
    """Reads lines until one matches. The text so far."""
    text, deadline = "", time.monotonic() + seconds
    for line in iter(stream.readline, ""):
        text += line
        if re.search(pattern, line):
            return text
        if time.monotonic() > deadline:
            break
    raise AssertionError(f"'{pattern}' was not said:\n{text}")


def end(process, seconds=20):
    """Ends a process that a test started, if it still runs."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()
