"""A certificate authority that exists for one test: what it issues is good for whoever is told to trust it, and only
for them."""

import ssl
import subprocess
import threading

SETTINGS = """\
[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = Authority of one test
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[host]
subjectAltName = DNS:${ENV::HOST}
authorityKeyIdentifier = keyid
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
VALID = ("-days", "2")


class Authority:
    def __init__(self, folder):
        self._folder = folder
        self._contexts = {}
        self._lock = threading.Lock()
        self.bundle = folder / "authority.pem"
        folder.mkdir()
        (folder / "openssl.cnf").write_text(SETTINGS)
        self._openssl("req", "-x509", *KEY, *VALID, "-keyout", "authority.key", "-out", self.bundle.name)

    def server_context(self, host):
        """What a server that claims to be that host shows."""
        with self._lock:
            if host not in self._contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(*self.issue(host))
                self._contexts[host] = context
            return self._contexts[host]

    def issue(self, host):
        """The files of a certificate and of its private key."""
        key, request, certificate = (f"{host}.{kind}" for kind in ("key", "csr", "pem"))
        self._openssl("req", "-new", *KEY, "-keyout", key, "-out", request, host=host)
        self._openssl(
            "x509", "-req", "-in", request, "-out", certificate, *VALID, "-CA", self.bundle.name,
            "-CAkey", "authority.key", "-CAcreateserial", "-extfile", "openssl.cnf", "-extensions", "host", host=host,
        )
        return self._folder / certificate, self._folder / key

    def _openssl(self, command, *arguments, host="none.invalid"):
        settings = ("-config", "openssl.cnf") if command == "req" else ()
        done = subprocess.run(
            ["openssl", command, *settings, *arguments],
            cwd=self._folder, env={"PATH": "/usr/bin:/bin", "HOST": host}, capture_output=True, text=True,
        )
        if done.returncode != 0:
            raise AssertionError(f"openssl {command}: {done.stderr}")
