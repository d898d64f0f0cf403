"""The shell in which a person types what the documentation says."""

import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True  # the folder of the sources stays clean
from console import ROOT  # noqa: E402

sys.path.insert(0, str(ROOT / "tests" / "scenario"))
from program import PROGRAMS, end, read_until  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
END = "end-of-command"


class Shell:
    """A person's: in the root of the tree, with the programs on the PATH, and an AWS CLI whose modules are loaded."""

    def __init__(self, here):
        server = here.folder / "aws.socket"
        environment = {
            **here.environment, "PATH": f"{PROGRAMS}:{HERE / 'bin'}:{here.environment['PATH']}", "LC_ALL": "C.UTF-8",
            "CLI_SERVER": str(server),
        }
        self.aws = here.start(
            HERE / "aws_server.py", server, program="/usr/bin/python3", environment={"LC_ALL": "C.UTF-8"}
        )
        read_until(self.aws.stdout, "^ready$")
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )

    def type(self, command):
        """Exit status and output."""
        self.process.stdin.write(f"{{ {command}\n}} < /dev/null\nprintf '\\n%s %s\\n' {END} $?\n")
        self.process.stdin.flush()
        said = read_until(self.process.stdout, f"^{END} ")
        output, _, status = said.rpartition(f"\n{END} ")
        return int(status), output

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        end(self.aws)
