"""The HTTP API of the recommendation server, the same for the native one and for resources/server.py.

RECOMMENDATION_SERVER names the native binary. Uses Python's own library and boto3 only.
"""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from fake_aws import FAILURE_RESPONSE, HEALTH_CHECK, ROLE, TABLE, FakeAws

RESOURCES = pathlib.Path(__file__).resolve().parents[3] / "resources"
NATIVE = os.environ.get("RECOMMENDATION_SERVER", "")
PATIENCE = 15  # seconds that a machine under load may take


def until(predicate, what):
    """Asks again and again; every predicate here makes a request or waits a moment itself."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        result = predicate()
        if result:
            return result
    raise AssertionError("in vain: " + what)


def free_port(address):
    with socket.socket() as listener:
        listener.bind((address, 0))
        return listener.getsockname()[1]


class Surroundings(unittest.TestCase):
    """A fake of AWS, and a folder and an environment for processes on a simulated instance."""

    def setUp(self):
        self.address = "127.31.200.%d" % (1 + os.getpid() % 250)
        self.port = free_port(self.address)
        self.aws = FakeAws(self.address)
        self.addCleanup(self.aws.close)
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": self.folder,
            "AWS_REGION": "us-west-2",
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.aws.url,
        }

    def request(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body)
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), json.loads(reply.read() or "null")
        finally:
            connection.close()

    def get(self, path):
        status, headers, document = self.request("GET", path)
        self.assertEqual(headers["Content-Type"], "application/json")
        return status, document

    def accepts(self):
        try:
            socket.create_connection((self.address, self.port), PATIENCE).close()
            return True
        except ConnectionError:
            return False


class Contract:
    """The cases; a subclass says by which command its server is started."""

    command = []

    def setUp(self):
        super().setUp()
        self.process = None

    def spawn(self, *arguments):
        process = subprocess.Popen(
            [*self.command, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def start(self):
        self.process = self.spawn(str(self.port))
        until(lambda: "listening on" in self.process.stdout.readline(), "the server listens")
        # Nobody may be held up by a full pipe.
        threading.Thread(target=lambda process: [None for _ in process.stdout], args=(self.process,), daemon=True).start()

    def set(self, **parameters):
        names = {"table": TABLE, "failure_response": FAILURE_RESPONSE, "health_check": HEALTH_CHECK}
        self.aws.parameters = {**self.aws.parameters, **{names[name]: value for name, value in parameters.items()}}

    def becomes(self, path, status):
        return until(lambda: self.get(path)[0] == status and self.get(path)[1], f"{path} answers {status}")

    def test_a_recommendation_from_the_table(self):
        self.start()
        titles = set()
        for _ in range(200):
            status, item = self.get("/")
            self.assertEqual(status, 200)
            self.assertEqual(item["Title"]["S"], f"{item['MediaType']['S']} number {item['ItemId']['N']}")
            self.assertEqual(item["Creator"], {"S": "Somebody"})
            self.assertEqual(
                item["Metadata"], {"InstanceId": "i-0123456789abcdef0", "AvailabilityZone": "us-west-2b"}
            )
            titles.add(item["Title"]["S"])
        self.assertEqual(len(titles), 9)
        self.assertEqual(self.aws.authorizations, {ROLE["AccessKeyId"]})

    def test_the_failure_response_decides_without_the_table(self):
        self.set(table="this-is-not-a-table")
        self.start()
        status, document = self.get("/")
        self.assertEqual(status, 502)
        self.assertIn("this-is-not-a-table", document["message"])
        self.assertEqual(self.get("/healthcheck"), (200, {"success": "True"}))

        self.set(failure_response="static")
        item = self.becomes("/", 200)
        self.assertEqual(
            item,
            {
                "MediaType": {"S": "Book"},
                "ItemId": {"N": "0"},
                "Title": {"S": "404 Not Found: A Coloring Book"},
                "Creator": {"S": "The Oatmeal"},
                "Metadata": {"InstanceId": "i-0123456789abcdef0", "AvailabilityZone": "us-west-2b"},
            },
        )
        self.set(table="recommendations")
        until(lambda: self.get("/")[1]["ItemId"]["N"] != "0", "real recommendations again")

    def test_a_deep_health_check_wants_an_active_table(self):
        self.set(health_check="deep")
        self.start()
        self.assertEqual(self.get("/healthcheck"), (200, {"success": "True"}))
        self.aws.table_status = "UPDATING"
        self.assertEqual(self.get("/healthcheck"), (503, {"success": "False"}))
        self.aws.table_status = "ACTIVE"
        self.assertEqual(self.get("/healthcheck")[0], 200)
        self.set(table="this-is-not-a-table")  # access denied
        self.assertEqual(self.becomes("/healthcheck", 503), {"success": "False"})

    def test_only_two_paths_and_one_method(self):
        self.start()
        self.assertEqual(self.get("/favicon.ico")[0], 404)
        self.assertEqual(self.get("/healthcheck/")[0], 404)
        self.assertEqual(self.get("/?any=query")[0], 200)
        self.assertEqual(self.request("POST", "/elsewhere", "body")[0], 404)
        for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS"):
            for path in ("/", "/healthcheck"):
                status, headers, _ = self.request(method, path, "body" if method == "POST" else None)
                self.assertEqual((status, headers["Allow"]), (405, "GET"), f"{method} {path}")

    def test_the_last_parameters_outlive_an_outage(self):
        self.start()
        self.assertEqual(self.get("/")[0], 200)
        self.aws.parameter_problem = (400, "ThrottlingException")
        before = self.aws.count("GetParameters")
        requests = 0
        while self.aws.count("GetParameters") < before + 2:
            self.assertEqual(self.get("/")[0], 200)
            self.assertEqual(self.get("/healthcheck")[0], 200)
            requests += 2
        self.assertGreater(requests, 10)  # cached for half a second, failing or not
        self.aws.parameter_problem = (500, "InternalServerError")
        self.assertEqual(self.get("/")[0], 200)
        self.aws.parameter_problem = None
        self.set(table="this-is-not-a-table")
        self.becomes("/", 502)

    def test_without_parameters_it_is_not_ready(self):
        self.aws.parameter_problem = (400, "AccessDeniedException")
        self.start()
        self.assertEqual(self.get("/")[0], 502)
        self.assertEqual(self.get("/healthcheck"), (503, {"success": "False"}))
        self.aws.parameter_problem = None
        self.aws.parameters = {}  # as before the demo has set them
        self.assertEqual(self.becomes("/healthcheck", 200), {"success": "True"})
        self.assertEqual(self.get("/")[0], 502)

    def slow_requests(self, count):
        """Requests that are under way until the gate opens; gives what they are answered."""
        self.aws.item_gate.clear()
        before = self.aws.count("GetItem")
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.get("/")[0])) for _ in range(count)]
        for thread in threads:
            thread.start()

        def finish():
            self.aws.item_gate.set()
            for thread in threads:
                thread.join()
            return answers

        self.addCleanup(finish)
        until(lambda: self.aws.count("GetItem") > before or threads[0].join(0.01), "a request reaches the table")
        return finish

    def test_slow_recommendations_hold_up_no_health_check(self):
        self.start()
        finish = self.slow_requests(20)
        begin = time.monotonic()
        self.assertEqual(self.get("/healthcheck")[0], 200)
        self.assertLess(time.monotonic() - begin, 1.5)  # the table's own time-out is two seconds
        self.assertEqual(len(finish()), 20)

    def test_who_has_waited_for_a_slow_table_waits_no_longer(self):
        self.set(failure_response="static")
        self.start()
        finish = self.slow_requests(20)
        before, begin = self.aws.count("GetItem"), time.monotonic()
        self.assertEqual(self.get("/")[1]["ItemId"], {"N": "0"})
        self.assertLess(time.monotonic() - begin, 3.5)  # a time-out of two seconds, not several
        self.assertLessEqual(self.aws.count("GetItem") - before, 20)
        self.assertEqual(finish(), [200] * 20)

    def test_sigterm_finishes_what_is_under_way(self):
        self.start()
        finish = self.slow_requests(1)
        self.process.send_signal(signal.SIGTERM)
        until(lambda: not self.accepts(), "new connections are refused")
        self.assertIsNone(self.process.poll())
        self.assertEqual(finish(), [200])
        self.assertEqual(self.process.wait(PATIENCE), 0)

    def assert_one_line(self, process, status, *words):
        output = process.communicate(timeout=PATIENCE)[0]
        self.assertEqual(process.returncode, status, output)
        self.assertEqual(len(output.splitlines()), 1, output)
        for word in words:
            self.assertIn(word, output)

    def test_a_port_that_is_taken(self):
        with socket.socket() as other:
            other.bind((self.address, self.port))
            other.listen()
            self.assert_one_line(self.spawn(str(self.port)), 1, f"{self.address}:{self.port}", "in use")

    def test_no_metadata(self):
        self.environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = f"http://127.0.0.1:{free_port('127.0.0.1')}"
        self.assert_one_line(self.spawn(str(self.port)), 1)

    def test_metadata_that_is_lost_for_a_moment(self):
        self.aws.lost_metadata = 2
        self.start()
        self.assertEqual(self.get("/")[0], 200)

    def test_wrong_usage(self):
        self.assert_one_line(self.spawn("http"), 2, "usage")
        self.assert_one_line(self.spawn("80", "81"), 2, "usage")

    def test_the_region_comes_from_the_instance(self):
        del self.environment["AWS_REGION"]
        self.start()
        self.assertEqual(self.get("/")[0], 200)


@unittest.skipUnless(NATIVE, "RECOMMENDATION_SERVER is not set")
class NativeServer(Contract, Surroundings):
    command = [NATIVE]


class PythonServer(Contract, Surroundings):
    command = ["/usr/bin/python3", str(RESOURCES / "server.py")]


class StartupScript(Surroundings):
    """The user data, on an image with the native server and on one without."""

    def user_data(self):
        script = (RESOURCES / "server_startup_script.sh").read_text()
        self.assertEqual(script.count("@SERVER_PY@"), 1)
        self.assertEqual(script.count("@PORT@"), 1)
        script = script.replace("@SERVER_PY@", (RESOURCES / "server.py").read_text())
        self.assertEqual(script.count("@PREFIX@"), 1)
        return script.replace("@PORT@", str(self.port)).replace("@PREFIX@", "doc-example")

    def boot(self, script):
        # As the instance's supervisor would, end everything that the boot left behind.
        result = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60
        )
        self.addCleanup(self.end_server)
        return result

    def end_server(self):
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                ours = os.readlink(folder / "cwd") == self.folder
            except OSError:
                continue
            if ours:
                os.kill(int(folder.name), signal.SIGTERM)
                until(lambda: not folder.exists() or time.sleep(0.01), "the server ends")

    def test_fits_into_user_data(self):
        self.assertLess(len(self.user_data().encode()), 16384)

    @unittest.skipUnless(NATIVE, "RECOMMENDATION_SERVER is not set")
    def test_starts_the_native_server_where_the_image_has_it(self):
        self.environment["PATH"] = os.path.dirname(NATIVE) + ":/usr/bin:/bin"
        result = self.boot(self.user_data())
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.get("/")[0], 200)
        self.assertFalse(os.path.exists(os.path.join(self.folder, "server.py")))

    def test_brings_its_own_server_otherwise_and_starts_it_again_after_a_reboot(self):
        result = self.boot(self.user_data())
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.get("/")[0], 200)
        self.end_server()
        self.assertFalse(self.accepts())
        result = self.boot("bash start_recommendation_server.sh")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.get("/")[0], 200)

    def test_a_second_start_changes_nothing(self):
        self.assertEqual(self.boot(self.user_data()).returncode, 0)
        again = self.boot("bash start_recommendation_server.sh")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("runs already", again.stdout)
        self.assertEqual(self.get("/")[0], 200)

    def test_says_why_the_server_did_not_start(self):
        self.aws.metadata.clear()
        result = self.boot(self.user_data())
        self.assertEqual(result.returncode, 1)
        self.assertIn("did not start", result.stderr)
        self.assertIn("metadata", result.stderr)


class Resources(unittest.TestCase):
    def test_nine_recommendations(self):
        items = json.loads((RESOURCES / "recommendations.json").read_text())
        keys = {(item["MediaType"]["S"], item["ItemId"]["N"]) for item in items}
        self.assertEqual(keys, {(kind, number) for kind in ("Book", "Movie", "Song") for number in "123"})
        for item in items:
            self.assertEqual(set(item), {"MediaType", "ItemId", "Title", "Creator"})

    def test_policies(self):
        actions = {}
        for name in ("instance_policy", "ssm_only_policy"):
            policy = json.loads((RESOURCES / f"{name}.json").read_text())
            actions[name] = [action for statement in policy["Statement"] for action in statement["Action"]
                             if isinstance(statement["Action"], list)]
            self.assertEqual(policy["Statement"][-1]["Action"], "ssm:GetParameters")
        self.assertIn("dynamodb:GetItem", actions["instance_policy"])
        self.assertEqual(actions["ssm_only_policy"], [])


if __name__ == "__main__":
    sys.exit(unittest.main())
