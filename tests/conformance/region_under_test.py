"""The region that the conformance tests call, and how they call it: through its public API only.

CONFORMANCE_ENDPOINT names one that runs already, with credentials and AWS_REGION as for any client. Otherwise each test
file starts one of its own, from the folder PROGRAMS, and makes sure that nothing is left of it.
"""

import atexit
import ctypes
import functools
import json
import os
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import time
import unittest
import uuid

import boto3
import botocore.config
import botocore.exceptions
import botocore.loaders
import botocore.session

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "src" / "contract"
sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path[:0] = [str(ROOT / "tests" / "scenario"), str(CONTRACT / "generator")]
from newer import with_newer  # noqa: E402
from program import Surroundings, end, read_until  # noqa: E402
from through import elsewhere  # noqa: E402
from through.client import Caller  # noqa: E402

SPEED = 50
SLOWNESS = int(os.environ.get("SLOWNESS", "1"))  # of this machine
PATIENCE = 45 * SLOWNESS  # seconds that a machine under load may take
WAITER = {"Delay": 0.25, "MaxAttempts": 4 * PATIENCE}
ACCOUNT = r"\d{12}"

# No retries: what is refused is to be seen at once. Requests go out as written, so that the region itself is asked.
AT_ONCE = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)
UNCHECKED = AT_ONCE.merge(botocore.config.Config(parameter_validation=False))


def unique(name):
    """A name that nothing else on a region has, however often the tests run there."""
    return f"{name}-{uuid.uuid4().hex[:8]}"


def end_with_parent():
    """Called in a new process: it is ended when these tests are, whatever ends them."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@functools.cache
def our_session():
    return elsewhere(boto3.Session())


@functools.cache
def newest(service):
    """A session with the contract's model of a service, merged by the same rules, and the folder of that model."""
    known = botocore.loaders.Loader()
    version = known.determine_latest_version(service, "service-2")
    [ours] = [file for file in (CONTRACT / "operations").glob("*.json") if f'"model": "{service}/' in file.read_text()]
    model = with_newer(known.load_service_model(service, "service-2"), CONTRACT / "newer" / ours.name)
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    (pathlib.Path(folder) / service / version).mkdir(parents=True)
    (pathlib.Path(folder) / service / version / "service-2.json").write_text(json.dumps(model))
    session = botocore.session.Session()
    session.get_component("data_loader").search_paths.insert(0, folder)
    return elsewhere(boto3.Session(botocore_session=session)), folder


class Region:
    """An endpoint, and keys for it."""

    def __init__(self, endpoint, access_key_id, secret_access_key, name):
        self.endpoint = endpoint
        self.access_key_id = access_key_id
        self.secret_access_key = secret_access_key
        self.name = name
        self.clients = []

    @property
    def environment(self):
        """For programs: none of the surroundings' own settings, so that they meet this region and no other."""
        return {
            "PATH": "/usr/bin:/bin",
            "AWS_ACCESS_KEY_ID": self.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret_access_key,
            "AWS_DEFAULT_REGION": self.name,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def newest_client(self, service):
        """A client that knows what AWS has added since Debian's botocore. (The JavaScript SDK knows it by itself.)"""
        session, models = newest(service)
        return self.client(service, by=session, models=models)

    def client(self, service, config=AT_ONCE, by=None, keys=None, models=None):
        """`keys`, as STS and IAM give them, are another caller's."""
        keys = keys or {"AccessKeyId": self.access_key_id, "SecretAccessKey": self.secret_access_key}
        client = (by or our_session()).client(
            service,
            endpoint_url=self.endpoint,
            region_name=self.name,
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys.get("SessionToken"),
            config=config,
        )
        keys = {name: keys[name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken") if name in keys}
        client.caller = Caller(self.endpoint, self.name, keys, config is not UNCHECKED, models)
        self.clients.append(client)
        return client

    def close(self):
        for client in self.clients:
            client.close()


class OwnRegion(Region):
    """One that runs for the tests, in surroundings of its own."""

    def __init__(self, speed=SPEED, chaos=None, name=None, hosts=None, enter=None, internet=False):
        """`chaos`: the text of a chaos file; `name`: of the region; `hosts`: what instances are to be; `enter`: called in
        its process before it begins; `internet`: whether they reach it."""
        self.enter = enter
        self.here = Surroundings()
        self.options = ["--speed", speed]
        if name:
            self.options += ["--region", name]
        if hosts:
            self.options += ["--hosts", hosts]
        if internet:
            self.options += ["--internet"]
        if chaos:
            (self.here.folder / "chaos.txt").write_text(chaos)
            self.options += ["--chaos", "chaos.txt"]
        self.log = self.here.folder / "region.log"
        self.start()

    def start(self):
        with self.log.open("a") as log:
            self.process = self.here.start(
                "region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data", *self.options,
                stderr=log, preexec_fn=self.begin,
            )
        self.said = said = read_until(self.process.stdout, "^ready$")
        exports = dict(re.findall(r"^export (\w+)=(\S+)$", said, re.MULTILINE))
        self.page = re.search(r"^# see it live: (\S+)$", said, re.MULTILINE).group(1)
        super().__init__(
            exports["AWS_ENDPOINT_URL"],
            exports["AWS_ACCESS_KEY_ID"],
            exports["AWS_SECRET_ACCESS_KEY"],
            exports["AWS_REGION"],
        )

    def begin(self):
        end_with_parent()
        if self.enter:
            self.enter()

    def kill(self):
        """As a power cut would end it."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """Ends it and says what should not be: what it left behind, and what it called an error."""
        self.close()
        end(self.process)
        left = self.here.wait_until_gone()
        errors = [line for line in self.log.read_text().splitlines() if "[error]" in line]
        self.here.close()
        if left or errors:
            raise AssertionError(f"left behind: {left}; logged: {errors}")


def region_for_module(hosts=None):
    """Call it in setUpModule. `hosts`: what instances have to be."""
    endpoint = os.environ.get("CONFORMANCE_ENDPOINT")
    if endpoint:
        keys = boto3.Session().get_credentials()
        region = Region(endpoint, keys.access_key, keys.secret_key, os.environ.get("AWS_REGION", "us-west-2"))
        unittest.addModuleCleanup(region.close)
        return region
    region = OwnRegion(hosts=hosts)
    unittest.addModuleCleanup(region.stop)
    return region


def until(ask, what):
    """The first answer that is not false. Bounded; the moment between two questions is for the region."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"in vain for {PATIENCE} s: {what}")
        time.sleep(0.05)


class Conformance(unittest.TestCase):
    maxDiff = None

    def refusal(self, call, *, code, status, **arguments):
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            call(**arguments)
        response = caught.exception.response
        error = response["Error"]
        seen = error.get("Code"), response["ResponseMetadata"]["HTTPStatusCode"]
        self.assertEqual(seen, (code, status), error.get("Message"))
        self.assertTrue(response["ResponseMetadata"].get("RequestId"))
        return error.get("Message", "")

    def refused(self, call, code, message, *, status=400, **arguments):
        """The call fails with that code and HTTP status, and says that text: all of it."""
        self.assertEqual(self.refusal(call, code=code, status=status, **arguments), message)

    def refused_like(self, call, code, pattern, *, status=400, **arguments):
        """As above; the pattern describes all of the text."""
        said = self.refusal(call, code=code, status=status, **arguments)
        self.assertTrue(re.fullmatch(pattern, said, re.DOTALL), said)
