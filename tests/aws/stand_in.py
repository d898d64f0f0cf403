"""Stands in for Amazon Web Services, and for everything else out there: the proxy through which a program under test
would leave this machine.

Whoever asks it for a host of AWS gets that host's certificate, issued by an authority of the test. Requests are recorded
as they came and answered by what the test gives: an embedded region, say, which checks the signatures. Attempts to reach
anything that is not AWS are recorded and refused.
"""

import dataclasses
import http.client
import re
import socket
import ssl
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from authority import Authority

AWS = re.compile(r"([a-z0-9-]+\.)+amazonaws\.com(\.cn)?:443")
OWN_ADDRESS = "http://checkip.amazonaws.com/"  # where AWS tells a computer its address, without TLS
OF_ONE_CONNECTION = ("connection", "content-length", "keep-alive", "transfer-encoding")


@dataclasses.dataclass
class Request:
    """One request as it came, and what it got."""

    host: str  # that the connection was for, and whose certificate the client accepted
    method: str
    target: str
    headers: list  # of (name, value), in their order
    body: bytes
    status: int = None
    reply: bytes = b""

    def header(self, name):
        """Its value, or None; a second one of the same name would be a mistake."""
        values = [value for named, value in self.headers if named.lower() == name.lower()]
        assert len(values) < 2, f"{name}: {values}"
        return values[0] if values else None


def from_region(endpoint, on_the_way=lambda request: request.headers):
    """Answers as the region there does. `on_the_way` returns the headers with which it gets a request."""
    address = urllib.parse.urlsplit(endpoint).netloc

    def answer(request):
        connection = http.client.HTTPConnection(address, timeout=60)
        try:
            connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
            for name, value in on_the_way(request):
                connection.putheader(name, value)
            connection.endheaders(request.body)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    return answer


def away(_request):
    """Answers as a service that cannot be reached behind its front end."""
    return 503, [], b""


class StandIn:
    def __init__(self, folder, answer):
        """`answer` makes (status, headers, body) of a Request."""
        self.authority = Authority(folder)
        self.requests = []
        self.strangers = []  # what was asked for that is not AWS
        self.asked_for_address = 0
        self.mistrusted = 0  # clients that did not accept the certificate
        self.keeps_connections = True  # or ends each after a reply, as AWS does after a while
        self._answer = answer
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def seen(self):
        """Everything that ever came: nothing, if nobody tried to leave this machine."""
        return [*self.strangers, *self.requests, *["address"] * self.asked_for_address, *["TLS"] * self.mistrusted]

    @property
    def environment(self):
        """What sends a program here, and lets it believe that this is AWS. libcurl reads http_proxy in small letters
        only."""
        return {"http_proxy": self.url, "HTTPS_PROXY": self.url, "AWS_CA_BUNDLE": str(self.authority.bundle)}

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # header and body in one packet
            disable_nagle_algorithm = True
            host = None  # that the client has a tunnel to
            tunnel = None

            def do_CONNECT(self):
                if not AWS.fullmatch(self.path):
                    self.turn_away()
                    return
                self.send_response_only(200, "Connection established")
                self.end_headers()
                self.wfile.flush()
                self.host = self.path.removesuffix(":443")
                try:
                    context = stand_in.authority.server_context(self.host)
                    self.tunnel = context.wrap_socket(self.connection, server_side=True)
                    self.rfile, self.wfile = self.tunnel.makefile("rb"), self.tunnel.makefile("wb")
                    self.close_connection = False
                except (ssl.SSLError, ConnectionError):
                    stand_in.mistrusted += 1
                    self.close_connection = True

            def do_POST(self):
                if self.host:
                    self.pass_on()
                elif (self.command, self.path) == ("GET", OWN_ADDRESS):
                    stand_in.asked_for_address += 1
                    self.send(200, [("Content-Type", "text/plain")], b"127.0.0.1\n")
                else:
                    self.turn_away()

            do_DELETE = do_GET = do_HEAD = do_PUT = do_POST

            def pass_on(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                request = Request(self.host, self.command, self.path, self.headers.items(), body)
                stand_in.requests.append(request)
                request.status, headers, request.reply = stand_in._answer(request)
                self.tunnel.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
                self.send(request.status, headers, request.reply)
                self.wfile.flush()
                if not stand_in.keeps_connections:
                    self.hang_up()
                self.tunnel.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)

            def hang_up(self):
                """Arrives together with the reply, so that whoever looks before the next request must see it."""
                self.close_connection = True
                self.tunnel.setblocking(False)
                try:
                    self.tunnel.unwrap()
                except ssl.SSLWantReadError:  # said, and not waited for an answer
                    pass

            def turn_away(self):
                stand_in.strangers.append(f"{self.command} {self.path}")
                self.close_connection = True
                self.send(403, [("Content-Type", "text/plain")], b"not AWS\n")

            def send(self, status, headers, body):
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in OF_ONE_CONNECTION:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def finish(self):
                super().finish()
                if self.tunnel:
                    self.tunnel.close()

            def log_message(self, *_):
                pass

        return Handler
