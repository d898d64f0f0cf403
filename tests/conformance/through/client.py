"""What the other clients have in common: a process that is asked one call at a time, and a note of what it was told."""

import atexit
import collections
import dataclasses
import json
import subprocess
import threading

from through import values

NO_REFUSALS = {"DryRunOperation"}  # it is an error, but means that the call would have been answered


@dataclasses.dataclass
class Caller:
    """Who calls, and where: what a client of the tests was made with."""

    endpoint: str
    region: str
    keys: dict
    checked: bool  # whether the client itself checks parameters before it sends them
    models: str | None  # a folder of service models newer than the client's own


class OtherClient:
    """A subclass says how to start the process, what it cannot send, and how to read its answers."""

    lacks = frozenset()  # the services that it knows nothing of; their calls are boto3's

    def __init__(self):
        self.lock = threading.Lock()
        self.answered, self.refused = set(), set()
        self.left_to_boto3 = collections.Counter()
        self.calls = 0
        self.process = subprocess.Popen(
            self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment(),
        )  # which ends when its stdin does, whatever ends these tests
        atexit.register(self.process.communicate)

    def unable(self, client, operation, given):
        """Why the client cannot make this call, which is then boto3's; as a rule it can."""
        return None

    def ask(self, question):
        with self.lock:
            self.calls += 1
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        if not answer:
            raise AssertionError(f"{self.process.args} ended at {question}")
        return json.loads(answer)

    def question(self, client, operation, given):
        return {
            "service": client.meta.service_model.service_name, "operation": operation.name, "input": given,
            **dataclasses.asdict(client.caller),
        }

    def answer(self, client, operation, told, metadata):
        self.answered.add((client.meta.service_model.service_name, operation.name))
        return {**values.read(operation.output_shape, told or {}), "ResponseMetadata": metadata}

    def error(self, client, operation, error, beside, metadata):
        """As botocore raises it; `beside` is what its shape has apart from the text."""
        if error["Code"] not in NO_REFUSALS:
            self.refused.add((client.meta.service_model.service_name, operation.name))
        shape = client.meta.service_model.shape_for_error_code(error["Code"])
        told = {name: value for name, value in beside.items() if shape and name in shape.members}
        response = {**values.read(shape, told), "Error": error, "ResponseMetadata": metadata}
        return client.exceptions.from_code(error["Code"])(response, operation.name)
