"""Whoever imports this is in a network of its own, with an internet of its own: a host at 198.51.100.1 (of addresses that
are nobody's, RFC 5737) that answers on port 80 with the address of who asks, also at 169.254.77.7, and that names
example.test at 198.51.100.53. /etc/resolv.conf names it. That needs root; without it nothing is sent anywhere."""

import atexit
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading

HOST = "198.51.100.1"
HERE = "198.51.100.2"  # this machine, as that host sees it
NAME_SERVER = "198.51.100.53"
LINK_LOCAL = "169.254.77.7"
NAME = "example.test"
INSIDE = "IN_OWN_INTERNET"


def run(*command):
    subprocess.run(command, check=True)


def serve_web():
    with socket.create_server(("", 80), backlog=64) as listener:
        while True:
            client, peer = listener.accept()
            with client:
                client.settimeout(5)
                try:
                    client.recv(4096)
                    text = peer[0].encode()
                    client.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text))
                except OSError:
                    pass


def serve_names(asked):
    """Writes each name that is asked for into this file."""
    address = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x05\x00\x04" + socket.inet_aton(HOST)
    with socket.socket(type=socket.SOCK_DGRAM) as server:
        server.bind((NAME_SERVER, 53))
        while True:
            query, peer = server.recvfrom(512)
            labels, rest = [], query[12:]
            while rest[0]:
                labels.append(rest[1:rest[0] + 1].decode())
                rest = rest[rest[0] + 1:]
            asked.write(".".join(labels) + "\n")
            asked.flush()
            known, of_ipv4 = ".".join(labels).lower() == NAME, rest[1:3] == b"\0\1"
            header = query[:2] + (b"\x81\x80" if known else b"\x81\x83") + b"\0\1" + bytes([0, known and of_ipv4]) + b"\0\0\0\0"
            question = query[12:len(query) - len(rest) + 5]
            server.sendto(header + question + (address if known and of_ipv4 else b""), peer)


def be_the_internet(asked):
    """In another network; says when it is there, and lasts as long as its standard input."""
    print("here", flush=True)
    sys.stdin.readline()  # the cable is laid
    for command in ("link set lo up", f"addr add {HOST}/24 dev eth0", f"addr add {NAME_SERVER}/24 dev eth0",
                    f"addr add {LINK_LOCAL}/16 dev eth0", "link set eth0 up"):
        run("ip", *command.split())
    threading.Thread(target=serve_web, daemon=True).start()
    threading.Thread(target=serve_names, args=(open(asked, "a"),), daemon=True).start()
    print("there", flush=True)
    sys.stdin.read()
    pathlib.Path(asked).unlink()


def have_own_etc():
    """All of it: instances' copies of /etc are made over one that has nothing mounted in it."""
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/mnt")
    run("cp", "-a", "/etc/.", "/mnt")
    resolv_conf = pathlib.Path("/mnt/resolv.conf")
    resolv_conf.unlink(missing_ok=True)
    resolv_conf.write_text(f"nameserver {NAME_SERVER}\n")
    run("mount", "--bind", "/mnt", "/etc")


def names_asked_for():
    return pathlib.Path(asked_file).read_text().split()


def enter():
    if os.getuid() != 0:
        print("no network of its own without root; nothing is sent")
        sys.exit(77)
    if not os.environ.get(INSIDE):
        os.environ[INSIDE] = "yes"
        os.execvp("unshare", ["unshare", "--net", "--mount", sys.executable, *sys.argv])
    run("ip", "link", "set", "lo", "up")
    handle, asked = tempfile.mkstemp(prefix="own-internet-")
    os.close(handle)
    os.chmod(asked, 0o644)
    internet = subprocess.Popen(["unshare", "--net", sys.executable, __file__, asked], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
    internet.stdout.readline()
    run("ip", "link", "add", "outside", "type", "veth", "peer", "name", "eth0", "netns", str(internet.pid))
    for command in (f"addr add {HERE}/24 dev outside", "link set outside up", "route add 169.254.0.0/16 dev outside"):
        run("ip", *command.split())
    internet.stdin.write("\n")
    internet.stdin.flush()
    internet.stdout.readline()
    have_own_etc()

    def leave():
        internet.stdin.close()
        internet.wait()
        internet.stdout.close()

    atexit.register(leave)
    return asked


if __name__ == "__main__":
    be_the_internet(sys.argv[1])
else:
    asked_file = enter()
