"""An embedded AWS region for the tests of a program that uses AWS.

    with EmbeddedRegion() as region:
        table = boto3.resource("dynamodb", **region.client_options()).Table("books")

It is a `resilient-service region` of its own, which begins empty, answers on a free port of this machine, and goes with
everything in it when the context ends, or when the process does, however that ends. Under pytest the fixture `region` is
one for the whole run, with the environment set.
"""

import os
import re
import subprocess
import tempfile
import threading

__all__ = ["EmbeddedRegion", "RegionError"]

ELSEWHERE = ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE")


class RegionError(Exception):
    """The region did not start; the text is what the program said."""


class EmbeddedRegion:
    """
    speed: durations that AWS sets pass so many times faster
    region: its name; zones, ARNs and hosts follow
    chaos: a file that says what the region does wrong on purpose
    log_level: of what log() returns: trace, debug, info, warn, error or off
    program: looked for on the PATH unless it has a slash
    patience: seconds for a region that starts, or that ends
    """

    def __init__(self, *, speed=10, region="us-west-2", chaos=None, log_level="warn", program="resilient-service",
                 patience=30):
        self._command = [str(program), "region", "--ephemeral", "--listen", "127.0.0.1:0", "--region", region,
                         "--speed", str(speed), "--log-level", log_level]
        if chaos is not None:
            self._command += ["--chaos", os.fspath(chaos)]
        self._patience = patience
        self._process = self._log = None
        self.region = region
        self.endpoint_url = self.access_key_id = self.secret_access_key = None

    def __enter__(self):
        self._log = tempfile.TemporaryFile()
        # The end of its standard input is the region's. In a session of its own, so that a Ctrl-C which ends the tests
        # lets them put away what they have in the region.
        try:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=self._log, text=True, start_new_session=True)
        except OSError as error:
            self._log.close()
            raise RegionError(f"{self._command[0]}: {error.strerror}; is it installed, and on the PATH?") from None
        try:
            self._await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(self._patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.close()

    def _await_ready(self):
        said = ""
        too_late = threading.Timer(self._patience, self._process.kill)
        too_late.start()
        for line in self._process.stdout:
            said += line
            if line == "ready\n":
                break
        else:
            too_late.cancel()
            status = self._process.wait()
            raise RegionError(self.log().strip() or f"{self._command[0]} ended with {status} and was not ready")
        too_late.cancel()
        exports = dict(re.findall(r"^export (\w+)=(.*)$", said, re.MULTILINE))
        self.endpoint_url = exports["AWS_ENDPOINT_URL"]
        self.access_key_id = exports["AWS_ACCESS_KEY_ID"]
        self.secret_access_key = exports["AWS_SECRET_ACCESS_KEY"]

    @property
    def environment(self):
        """What AWS's SDKs read; None is a variable that must not be set."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": self.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret_access_key,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            **dict.fromkeys(ELSEWHERE),
        }

    def export_to_environment(self):
        """Has the SDKs in this process, and the programs that it starts, use the region."""
        for name, value in self.environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def client_options(self):
        """For boto3's client() and resource(): also for those of before 2023, which read no AWS_ENDPOINT_URL."""
        return {
            "endpoint_url": self.endpoint_url,
            "region_name": self.region,
            "aws_access_key_id": self.access_key_id,
            "aws_secret_access_key": self.secret_access_key,
        }

    def log(self):
        """What the region has logged so far. With log_level "debug" it says why each denied call was denied."""
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode(errors="replace")
