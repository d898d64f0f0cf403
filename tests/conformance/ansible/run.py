#!/usr/bin/python3
"""An infrastructure tool that is none of ours, Ansible, makes the workflow's stack in a region of its own, reads it again
without finding a difference, changes it and takes it down. Where there is no Ansible with its collections for AWS, as
Debian's package `ansible` has them, the test is skipped, and says so.
"""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from region_under_test import OwnRegion  # noqa: E402

SKIPPED = 77  # as tests/conformance/CMakeLists.txt has it
SECONDS = 240
IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
COLLECTIONS = ("amazon.aws", "community.aws")
# Each time through made.yml: how many of its seventeen tasks have something to do.
CHANGES = (("made", 17), ("read again", 0), ("changed", 1))
PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBCULTCYGYs25QLT8eUnsRbN4wrrYDTgjTEcaCBYlb9z"

SERVER = """#!/usr/bin/python3
import http.server, os, urllib.request
metadata = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254/")
token = urllib.request.Request(metadata + "latest/api/token", method="PUT",
                               headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"})
token = urllib.request.urlopen(token).read().decode()
address = urllib.request.Request(metadata + "latest/meta-data/local-ipv4",
                                 headers={"X-aws-ec2-metadata-token": token})
http.server.ThreadingHTTPServer((urllib.request.urlopen(address).read().decode(), 8080),
                                http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def require_ansible(environment):
    if not shutil.which("ansible-playbook"):
        skip("there is no Ansible on this machine")
    listed = subprocess.run(["ansible-galaxy", "collection", "list"], env=environment, capture_output=True, text=True)
    for collection in COLLECTIONS:
        if collection not in listed.stdout:
            skip(f"Ansible has no collection {collection}")


def variables(region):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        door = probe.getsockname()[1]
    return {
        "endpoint": region.endpoint, "region": region.name, "access_key": region.access_key_id,
        "secret_key": region.secret_access_key, "door": door, "user_data": SERVER,
        "image": region.client("ssm").get_parameter(Name=IMAGE)["Parameter"]["Value"],
        "public_key": PUBLIC_KEY,
    }


def play(folder, environment, given):
    (folder / "variables.json").write_text(json.dumps(given))
    command = ["ansible-playbook", HERE / "stack.yml", "--extra-vars", f"@{folder / 'variables.json'}"]
    try:
        played = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired as late:
        sys.exit(f"Ansible was not done within {SECONDS} s: {late.stdout.decode()}")
    if played.returncode != 0:
        sys.exit(played.stdout + played.stderr)
    return played.stdout


def check_changes(told):
    """Between its announcements of made.yml, which tasks said that they had changed something?"""
    *made, _ = told.split("included: ")[1:]  # the last is gone.yml
    for (name, expected), part in zip(CHANGES, made, strict=True):
        changed = [task for task, result in re.findall(r"TASK \[([^]]+)\] \*+\n((?:(?!TASK).*\n)*)", part)
                   if re.search(r"^changed:", result, re.MULTILINE)]
        print(f"{name}: {len(changed)} changed")
        if len(changed) != expected:
            sys.exit(f"{name}: {expected} should have changed, but {changed}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8",
                       "ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false"}
        require_ansible(environment)
        region = OwnRegion()
        try:
            check_changes(play(folder, environment, variables(region)))
        finally:
            region.stop()


if __name__ == "__main__":
    main()
