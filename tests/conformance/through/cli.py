"""The AWS CLI in place of boto3."""

import json
import pathlib
import re

import botocore.exceptions

from through import values
from through.client import OtherClient

PYTHON = "/usr/bin/python3"  # which Debian's awscli is installed for
FAILED = 254  # what the CLI ends with when a service refused
MISUSED = 252  # and when it found the command wrong itself
SAID = re.compile(r"\s*An error occurred \((.*?)\) when calling the (\w+) operation(?: \(.*?\))?: (.*)\n", re.DOTALL)


class Cli(OtherClient):
    def command(self):
        return [PYTHON, pathlib.Path(__file__).with_name("cli_bridge.py")]

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
                "AWS_EC2_METADATA_DISABLED": "true"}

    def call(self, client, operation, given):
        done = self.ask(self.question(client, operation, values.plain(given)))
        if done["exit"] == 0:
            told = json.loads(done["printed"] or "{}")  # of an answer without members it prints nothing
            return self.answer(client, operation, told, done["metadata"])
        said = SAID.fullmatch(done["complained"])
        if done["exit"] == FAILED and said and said[2] == operation.name and not done["printed"]:
            error = {"Code": said[1], "Message": said[3]}
            raise self.error(client, operation, error, done["beside"], done["metadata"])
        if done["exit"] == MISUSED:
            raise botocore.exceptions.ParamValidationError(report=done["complained"])
        raise AssertionError(f"aws {client.meta.service_model.service_name} {operation.name} {given}: {done}")
