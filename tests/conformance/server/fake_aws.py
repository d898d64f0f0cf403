"""As much of AWS as a recommendation server sees of it: instance metadata, Parameter Store and one DynamoDB table.

It runs on threads of the test's own process; a test changes its attributes to say what goes wrong.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TABLE = "doc-example-resilient-architecture-table"
FAILURE_RESPONSE = "doc-example-resilient-architecture-failure-response"
HEALTH_CHECK = "doc-example-resilient-architecture-health-check"

ROLE = {
    "Code": "Success",
    "LastUpdated": "2026-01-02T03:04:05Z",
    "Type": "AWS-HMAC",
    "AccessKeyId": "ASIAFAKEFAKEFAKEFAKE",
    "SecretAccessKey": "secret",
    "Token": "session-token",
    "Expiration": "2099-01-01T00:00:00Z",
}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # more would wait for a second before they come again


class FakeAws:
    def __init__(self, address):
        self.metadata = {
            "instance-id": "i-0123456789abcdef0",
            "placement/availability-zone": "us-west-2b",
            "placement/region": "us-west-2",
            "local-ipv4": address,
            "iam/security-credentials/": "role",
            "iam/security-credentials/role": json.dumps(ROLE),
        }
        self.lost_metadata = 0  # requests for metadata whose connection is closed
        self.parameters = {TABLE: "recommendations", FAILURE_RESPONSE: "none", HEALTH_CHECK: "shallow"}
        self.parameter_problem = None  # (status, code) that GetParameters answers
        self.table_status = "ACTIVE"
        self.item_gate = threading.Event()  # GetItem waits for it
        self.item_gate.set()
        self.calls = {}
        self.authorizations = set()
        self._lock = threading.Lock()
        self._server = Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.item_gate.set()
        self._server.shutdown()
        self._server.server_close()

    def count(self, operation):
        with self._lock:
            return self.calls.get(operation, 0)

    def call(self, operation, request):
        """The status and the document of a reply."""
        with self._lock:
            self.calls[operation] = self.calls.get(operation, 0) + 1
        if operation == "GetParameters":
            return self._get_parameters(request["Names"])
        if request["TableName"] != "recommendations":
            return 400, {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "User is not authorized"}
        if operation == "DescribeTable":
            return 200, {"Table": {"TableName": "recommendations", "TableStatus": self.table_status}}
        self.item_gate.wait(30)
        key = request["Key"]
        title = f"{key['MediaType']['S']} number {key['ItemId']['N']}"
        return 200, {"Item": {**key, "Title": {"S": title}, "Creator": {"S": "Somebody"}}}

    def _get_parameters(self, names):
        if self.parameter_problem:
            status, code = self.parameter_problem
            return status, {"__type": code, "message": "as the test wants it"}
        known = dict(self.parameters)
        return 200, {
            "Parameters": [{"Name": name, "Type": "String", "Value": known[name]} for name in names if name in known],
            "InvalidParameters": [name for name in names if name not in known],
        }

    def _handler(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # header and body in one packet

            def loses_metadata(self):
                if fake.lost_metadata == 0:
                    return False
                fake.lost_metadata -= 1
                self.close_connection = True
                return True

            def do_PUT(self):
                if self.loses_metadata():
                    return
                self.send(200, b"metadata-token", "text/plain")

            def do_GET(self):
                if self.loses_metadata():
                    return
                found = fake.metadata.get(self.path.replace("/latest/meta-data/", "", 1))
                if self.headers["X-aws-ec2-metadata-token"] != "metadata-token":
                    self.send(401, b"", "text/plain")
                elif found is None:
                    self.send(404, b"", "text/plain")
                else:
                    self.send(200, found.encode(), "text/plain")

            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.authorizations.add(self.headers["Authorization"].split("Credential=")[1].split("/")[0])
                status, document = fake.call(self.headers["X-Amz-Target"].split(".")[1], request)
                self.send(status, json.dumps(document).encode(), "application/x-amz-json-1.0")

            def send(self, status, body, content_type):
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler
