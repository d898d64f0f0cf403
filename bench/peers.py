"""Starts what is compared, this project's region and its peers, each in a folder for the time being and on a loopback
address, and ends it; and says what is missing and how to install it."""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
os.environ.setdefault("PROGRAMS", str(ROOT / "build/release/bin"))
sys.path[:0] = [str(ROOT / "tests/conformance"), str(ROOT / "tests/scenario"), str(ROOT / "tests/aws")]

from load import Wrong  # noqa: E402
from program import PROGRAM, end  # noqa: E402

try:
    from region_under_test import OwnRegion, end_with_parent  # noqa: E402
except ModuleNotFoundError as error:
    raise SystemExit(f"{error.name} is missing: apt install python3-boto3, and run it with /usr/bin/python3") from None

PATIENCE = 60
SPEED = 10  # as `resilient-service region` has it
DYNALITE = "4.0.0"
CACHE = ROOT / "build" / "bench"
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


class Missing(Exception):
    """A peer that is not here: which, and how to install it."""


class Interrupted(BaseException):
    """By a signal: its number."""


class Interruptions:
    """SIGINT and SIGTERM end the measurement. While they are held back, what is being started becomes known to those
    who will end it; once things are being ended, that is done in peace."""

    def __init__(self):
        self.ending = False
        self._held = False
        self._came = None
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number, _):
        self._came = number
        if not self._held and not self.ending:
            raise Interrupted(number)

    def check(self):
        """Raises if a signal came, also one that was lost in a library."""
        if self._came is not None:
            raise Interrupted(self._came)

    @contextlib.contextmanager
    def held(self):
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self.check()


def find(program, install):
    found = shutil.which(program, path=PATH)
    if not found:
        raise Missing(f"{program} is not installed: {install}")
    return found


def free_port(address="127.0.0.1"):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def until(condition, what, seconds=PATIENCE):
    """The first answer that is not false."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Wrong(f"in vain for {seconds} s: {what}")
        time.sleep(0.05)


def accepts(address, port):
    try:
        socket.create_connection((address, port), timeout=1).close()
        return True
    except OSError:
        return False


class Bench:
    """The surroundings of one pair: leaving it ends all that was started in it."""

    def __init__(self, interruptions):
        self._interruptions = interruptions
        self._stack = contextlib.ExitStack()
        self.folder = None

    def __enter__(self):
        self.folder = pathlib.Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        return self

    def __exit__(self, *raised):
        self._interruptions.ending = True
        try:
            return self._stack.__exit__(*raised)
        finally:
            self._interruptions.ending = False

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def region(self, speed=SPEED, hosts=None):
        """One of our own. `hosts`: what its instances are to be."""
        if not PROGRAM.exists():
            raise Wrong(f"{PROGRAM} is not there: ./test, or set PROGRAMS")
        with self._interruptions.held():
            region = OwnRegion(speed=speed, hosts=hosts)
            self._stack.callback(region.stop)
        return region

    def run(self, region, *arguments, seconds=600):
        """A subcommand of resilient-service, on that region. What it printed."""
        with self._interruptions.held():
            process = region.here.start(*arguments, preexec_fn=end_with_parent)
            self._stack.callback(end, process)
        output, _ = process.communicate(timeout=seconds)
        if process.returncode != 0:
            raise Wrong(f"resilient-service {arguments[0]}: {output.strip().splitlines()[-1:]}")
        return output

    def start(self, name, command, *listens):
        """A peer that listens at these addresses and ports a moment later."""
        log = self.folder / f"{name}.log"
        with self._interruptions.held(), log.open("w") as said:
            process = subprocess.Popen(
                list(map(str, command)), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said,
                stderr=subprocess.STDOUT, preexec_fn=end_with_parent,
            )
            self._stack.callback(end, process)

        def ready():
            if process.poll() is not None:
                raise Wrong(f"{name} ended: {' '.join(log.read_text().strip().splitlines()[-2:])}")
            return all(accepts(*each) for each in listens)

        until(ready, f"{name} to listen")

    def dynalite(self):
        """Its endpoint."""
        node = find("node", "apt install nodejs")
        program = CACHE / f"dynalite-{DYNALITE}" / "node_modules" / "dynalite" / "cli.js"
        if not program.exists():
            self._fetch_dynalite(program.parents[2])
        port = free_port()
        command = [node, program, "--host", "127.0.0.1", "--port", port, "--createTableMs", 0]
        self.start("dynalite", command, ("127.0.0.1", port))
        return f"http://127.0.0.1:{port}"

    def _fetch_dynalite(self, folder):
        """Whole or not at all. In memory it needs nothing that a script of its packages would build."""
        npm = find("npm", "apt install npm")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as fetched:
            command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", fetched]
            done = subprocess.run(
                [*command, f"dynalite@{DYNALITE}"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                preexec_fn=end_with_parent,
            )
            if done.returncode != 0:
                said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
                raise Missing(f"dynalite cannot be fetched: npm install dynalite@{DYNALITE}: {said}")
            shutil.move(fetched, folder)
            pathlib.Path(fetched).mkdir()  # what is cleaned up now

    def moto(self):
        """Its endpoint."""
        port = free_port()
        self.start("moto", [*moto_command(), "-H", "127.0.0.1", "-p", port], ("127.0.0.1", port))
        return f"http://127.0.0.1:{port}"

    def nginx(self, name, settings, *listens, outside=""):
        """`settings`: of its http block; `outside`: of those around it."""
        program = find("nginx", "apt install nginx-light")
        user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
        places = [f"{each}_temp_path {self.folder}/{name}-{each};"
                  for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
        config = self.file(f"{name}.conf", "\n".join([
            user, "daemon off;", "worker_processes 1;", f"pid {self.folder}/{name}.pid;", "error_log stderr warn;",
            outside, "events { worker_connections 1024; }", "http {", "access_log off;", *places, settings, "}", "",
        ]))
        self.start(name, [program, "-p", self.folder, "-e", "stderr", "-c", config], *listens)

    def haproxy(self, name, settings, *listens):
        program = find("haproxy", "apt install haproxy")
        config = self.file(f"{name}.cfg", settings)
        self.start(name, [program, "-db", "-f", config], *listens)


def moto_command():
    """How to start moto's server with whichever Python has it."""
    for python in dict.fromkeys(filter(None, (shutil.which("python3", path=PATH), sys.executable))):
        asked = [python, "-c", "import moto.server, sys; print(sys.executable)"]
        done = subprocess.run(asked, capture_output=True, text=True, cwd="/")
        if done.returncode == 0:
            return [done.stdout.strip(), "-m", "moto.server"]
    return [find("moto_server", "pip install 'moto[server]'")]
