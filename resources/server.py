"""The recommendation service for an image that has Python and boto3 but no recommendation-server.

    python3 server.py [PORT]

Both answer the same HTTP API; tests/conformance/server/server_contract_test.py runs against either. Python 3.7 and later.
"""

import json
import os
import random
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

PREFIX = os.environ.get("RESILIENT_SERVICE_PREFIX", "doc-example")
TABLE = PREFIX + "-resilient-architecture-table"
FAILURE_RESPONSE = PREFIX + "-resilient-architecture-failure-response"
HEALTH_CHECK = PREFIX + "-resilient-architecture-health-check"

STATIC_ITEM = {
    "MediaType": {"S": "Book"},
    "ItemId": {"N": "0"},
    "Title": {"S": "404 Not Found: A Coloring Book"},
    "Creator": {"S": "The Oatmeal"},
}


class Metadata:
    """What the instance knows about itself (IMDSv2)."""

    def __init__(self):
        endpoint = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT") or "http://169.254.169.254"
        self._base = endpoint.rstrip("/") + "/latest/"
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._token = self._call("api/token", "PUT", {"X-aws-ec2-metadata-token-ttl-seconds": "21600"})

    def get(self, path):
        return self._call("meta-data/" + path, "GET", {"X-aws-ec2-metadata-token": self._token})

    def _call(self, path, method, headers):
        request = urllib.request.Request(self._base + path, headers=headers, method=method)
        for attempt in range(10):
            if attempt:
                time.sleep(1)
            try:
                with self._opener.open(request, timeout=2) as reply:
                    return reply.read().decode()
            except (ConnectionError, TimeoutError) as error:  # lost or late: an instance that boots asks again
                problem = error
        raise problem


class Parameters:
    """Read at most once a second; the last good ones outlive an outage."""

    def __init__(self, ssm):
        self._ssm = ssm
        self._refreshing = threading.Lock()
        self._known = None
        self._asked_at = None
        self._failing = False

    def get(self):
        """A dictionary of those that exist, or None while none could be read."""
        if self._is_due() and self._refreshing.acquire(blocking=self._known is None):
            try:
                if self._is_due():
                    self._refresh()
            finally:
                self._refreshing.release()
        return self._known

    def _is_due(self):
        return self._asked_at is None or time.monotonic() - self._asked_at >= 0.5

    def _refresh(self):
        try:
            reply = self._ssm.get_parameters(Names=[TABLE, FAILURE_RESPONSE, HEALTH_CHECK])
            self._known = {parameter["Name"]: parameter["Value"] for parameter in reply["Parameters"]}
            self._failing = False
        except (BotoCoreError, ClientError) as error:
            if not self._failing:
                log(f"cannot read the parameters: {error}")
            self._failing = True
        self._asked_at = time.monotonic()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5  # for a client that connects and says nothing
    wbufsize = -1  # header and body in one packet

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/":
            self._recommend()
        elif path == "/healthcheck":
            healthy = self._is_healthy()
            self._reply(200 if healthy else 503, {"success": "True" if healthy else "False"})
        else:
            self._reply(404, {"message": f"{path} is not here; there are / and /healthcheck"})

    def __getattr__(self, name):  # every other method
        if name.startswith("do_"):
            return self._refuse
        raise AttributeError(name)

    def _refuse(self):
        length = self.headers.get("Content-Length", "")
        self.rfile.read(min(int(length), 65536) if length.isdigit() else 0)
        if self.path.split("?")[0] not in ("/", "/healthcheck"):
            self.do_GET()
        else:
            self._reply(405, {"message": f"{self.command} is not allowed, only GET"}, {"Allow": "GET"})

    def _recommend(self):
        parameters = self.server.parameters.get() or {}
        item, problem = None, "the service does not know its table: its parameters are not set or cannot be read"
        if TABLE in parameters:
            item, problem = self._pick(parameters[TABLE])
        if item is None:
            log(problem)
            if parameters.get(FAILURE_RESPONSE) == "static":
                item = STATIC_ITEM
        if item is None:
            self._reply(502, {"message": "no recommendation: " + problem})
        else:
            self._reply(200, {**item, "Metadata": self.server.facts})

    def _pick(self, table):
        key = {
            "MediaType": {"S": random.choice(["Book", "Movie", "Song"])},
            "ItemId": {"N": str(random.randint(1, 3))},
        }
        try:
            item = self.server.dynamodb.get_item(TableName=table, Key=key).get("Item")
            return item, f"the table '{table}' has no such item"
        except (BotoCoreError, ClientError) as error:
            return None, f"the table '{table}' cannot be read: {error}"

    def _is_healthy(self):
        parameters = self.server.parameters.get()
        if parameters is None:
            return False
        if parameters.get(HEALTH_CHECK) != "deep":
            return True
        if TABLE not in parameters:
            return False
        try:
            table = self.server.dynamodb.describe_table(TableName=parameters[TABLE])["Table"]
            return table["TableStatus"] == "ACTIVE"
        except (BotoCoreError, ClientError) as error:
            log(f"unhealthy: the table does not answer: {error}")
            return False

    def _reply(self, status, document, headers=None):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")  # so that a server that ends waits for no idle connection
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close() waits for the requests under way
    request_queue_size = 128

    def handle_error(self, request, client_address):
        log(f"{client_address[0]}: {sys.exc_info()[1]}")


def log(text):
    print(text, flush=True)


def client(service, region, attempts):
    config = Config(connect_timeout=1, read_timeout=2, max_pool_connections=32, retries={"total_max_attempts": attempts})
    endpoint = os.environ.get("AWS_ENDPOINT_URL") or None
    return boto3.client(service, region_name=region, endpoint_url=endpoint, config=config)


def give_up_late(caught_exception=None, **_):
    """Who has waited for a whole time-out waits for no other: while the table is slow visitors would only pile up."""
    if isinstance(caught_exception, ReadTimeoutError):
        raise caught_exception


def main():
    arguments = sys.argv[1:] or ["80"]
    if len(arguments) > 1 or not arguments[0].isdigit() or not 0 < int(arguments[0]) < 65536:
        print("usage: server.py [PORT]   PORT: 1 to 65535, 80 when none is given", file=sys.stderr)
        return 2
    port = int(arguments[0])
    try:
        metadata = Metadata()
        address = metadata.get("local-ipv4")
        facts = {
            "InstanceId": metadata.get("instance-id"),
            "AvailabilityZone": metadata.get("placement/availability-zone"),
        }
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or metadata.get("placement/region")
    except (OSError, urllib.error.URLError) as error:
        print(f"server.py: the instance's metadata cannot be read: {error}", file=sys.stderr)
        return 1
    try:
        server = Server((address, port), Handler)
    except OSError as error:
        print(f"server.py: cannot listen on {address}:{port}: {error.strerror}", file=sys.stderr)
        return 1
    server.facts = facts
    server.dynamodb = client("dynamodb", region, 5)
    server.dynamodb.meta.events.register_first("needs-retry.dynamodb", give_up_late)
    server.parameters = Parameters(client("ssm", region, 1))
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, lambda *_: threading.Thread(target=server.shutdown).start())
    log(f"listening on {address}:{port}")
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
