"""No page of another origin can read or steer the live page, and what is no request of the page's gets nothing."""

import http.client
import http.server
import random
import threading
import unittest

from browser import PageTest, wait_for

# What a page elsewhere can try. Each says "got" when it was given anything to read.
ATTEMPTS = """
const done = arguments[arguments.length - 1];
const base = "http://127.0.0.1:" + arguments[0] + "/_ui/";
const json = { method: "POST", body: "{}", headers: { "Content-Type": "application/json", "X-Page-Token": arguments[1] } };
const read = (how) => fetch(...how).then((answer) => answer.text()).then((text) => (text ? "got" : "nothing"), () => "nothing");
const stream = new Promise((say) => {
  const source = new EventSource(base + "events");
  source.onopen = () => say("got");
  source.onerror = () => (source.close(), say("nothing"));
});
const script = new Promise((say) => {
  const made = document.createElement("script");
  made.src = base + "main.js";
  made.onload = () => say("got");
  made.onerror = () => say("nothing");
  document.head.append(made);
});
const frame = new Promise((say) => {
  const made = document.createElement("iframe");
  made.src = base;
  made.onload = () => { try { say(made.contentDocument?.body?.textContent ? "got" : "nothing"); } catch { say("nothing"); } };
  document.body.append(made);
});
Promise.all([
  read([base]), read([base + "events"]), read([base + "calls/1"]), read([base + "call/ec2/DescribeInstances", json]),
  read([base + "call/ec2/DescribeInstances", { method: "POST", body: "{}", mode: "no-cors" }]), stream, script, frame,
]).then(done);
"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"<!doctype html><title>elsewhere</title><body></body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class OtherSites(PageTest):
    def ask_for(self, method, target, headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.region.port, timeout=10)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read() if "events" not in target or answer.status != 200 else b""
        finally:
            connection.close()

    def test_a_page_of_another_origin_gets_nothing(self):
        """Not even one that knows the token."""
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        token = self.region.link.split("#")[1]
        for host in ("localhost", "127.0.0.1"):
            self.browser.get(f"http://{host}:{server.server_port}/")
            tried = self.browser.execute_async_script(ATTEMPTS, self.region.port, token)
            self.assertEqual(tried, ["nothing"] * len(tried), host)

    def test_other_names_are_not_answered(self):
        for host in ("example.com", f"rebound.example.com:{self.region.port}", "127.0.0.1.example.com", "", "0.0.0.0"):
            for target in ("/_ui/", "/_ui/events", "/_ui/calls/1"):
                status, _, body = self.ask_for("GET", target, {"Host": host})
                self.assertIn(status, (400, 403), host)
                self.assertLess(len(body), 100)

    def test_no_answer_lets_others_read_it(self):
        for target in ("/_ui/", "/_ui/main.js", "/_ui/none", "/_ui/calls/1"):
            _, headers, _ = self.ask_for("GET", target)
            names = {name.lower() for name, _ in headers}
            self.assertNotIn("access-control-allow-origin", names)
            self.assertIn("content-security-policy", names)

    def test_what_nobody_meant_gets_nothing(self):
        """And leaves the page as it was."""
        chance = random.Random(11)
        letters = "/_ui.%2e%00?#&=callsevents-0123456789é~"
        for _ in range(400):
            path = "/_ui/" + "".join(chance.choice(letters) for _ in range(chance.randrange(1, 40)))
            path = path.replace("é", "%c3%a9").replace("#", "%23")
            method = chance.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
            body = chance.randbytes(chance.randrange(0, 200)) if method != "GET" else None
            headers = {"X-Page-Token": chance.randbytes(8).hex(), "Content-Type": "application/json"}
            status, _, said = self.ask_for(method, path, headers, body)
            self.assertIn(status, (400, 403, 404, 405, 415), (method, path))
            self.assertLess(len(said), 200, (method, path))
        self.open()
        wait_for(lambda: self.text("health-summary") == "no targets are registered")


if __name__ == "__main__":
    unittest.main()
