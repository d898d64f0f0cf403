"""Debian's AWS CLI, started quickly: most of the half second that a command takes is the loading of its modules, which
is done here once. Each command then runs in a process forked for it, as /usr/bin/aws would: with its own arguments,
environment, folder and standard streams, which `bin/aws` hands over.

    aws_server.py SOCKET
"""

import json
import os
import runpy
import signal
import socket
import sys

import awscli.clidriver

PROGRAM = "/usr/bin/aws"


def carry_out(connection):
    """In a process of its own."""
    asked, streams, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    asked = json.loads(asked)
    loaded_from = os.environ["AWS_DATA_PATH"]  # which the loading has set
    os.environ.clear()
    os.environ.update(asked["environment"], AWS_DATA_PATH=loaded_from)
    os.chdir(asked["folder"])
    sys.argv[:] = [PROGRAM, *asked["arguments"]]
    runpy.run_path(PROGRAM, run_name="__main__")


def main():
    awscli.clidriver.create_clidriver()  # loads the rest
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forked; `bin/aws` does for the connection
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[1])
        server.listen()
        print("ready", flush=True)
        while True:
            connection, _ = server.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                status = 1
                try:
                    carry_out(connection)
                except SystemExit as end:
                    status = end.code or 0
                sys.stdout.flush()
                connection.sendall(bytes([status]))
                os._exit(status)
            connection.close()


if __name__ == "__main__":
    main()
