"""The AWS SDK for JavaScript v3 in place of boto3."""

import os
import pathlib
import shutil

from through import values
from through.client import OtherClient

NO_TEXT = "UnknownError"  # what the SDK says when the service says nothing
HERE = pathlib.Path(__file__).resolve().parent


class JavaScript(OtherClient):
    lacks = frozenset({"arc-zonal-shift"})  # the lock file has no client of it

    def command(self):
        """CONFORMANCE_SDK is the folder that javascript/run.py has installed the SDK in."""
        folder = pathlib.Path(os.environ["CONFORMANCE_SDK"])
        shutil.copy(HERE / "bridge.mjs", folder)
        return ["node", folder / "bridge.mjs"]

    def environment(self):
        return {"PATH": os.environ["PATH"], "AWS_EC2_METADATA_DISABLED": "true"}

    def unable(self, client, operation, given):
        """The types of the SDK make an item's value exactly one of its kinds; of anything else it sends nothing."""
        odd = operation.input_shape and any(len(each) != 1 for each in item_values(operation.input_shape, given))
        return "a value of an item without a type" if odd else None

    def call(self, client, operation, given):
        done = self.ask(self.question(client, operation, values.marked(as_sent(operation, given))))
        if "failed" in done:
            raise AssertionError(f"{operation.name} {given}: {done['failed']}")
        metadata = {
            "RequestId": done["metadata"].get("requestId"), "HTTPStatusCode": done["metadata"]["httpStatusCode"],
            "HTTPHeaders": done["headers"], "RetryAttempts": done["metadata"]["attempts"] - 1,
        }
        if "error" in done:
            raise self.error(client, operation, self.named(client, done["error"]), done["beside"], metadata)
        answer = self.answer(client, operation, done["output"], metadata)
        return as_botocore_gives_it(client, operation, answer)

    def named(self, client, error):
        """With the code on the wire, for which the SDK has another name where the model has one."""
        code = error["code"]
        shape = client.meta.service_model.shape_for_error_code(code)
        if error["name"] not in (code, shape and shape.name):
            raise AssertionError(f"the SDK took {code} for {error['name']}")
        return {"Code": code, "Message": "" if error["message"] == NO_TEXT else error["message"]}


def item_values(shape, given):
    """Every DynamoDB value in a request."""
    if shape.name == "AttributeValue":
        yield given
    elif shape.type_name == "structure":
        for name in given.keys() & shape.members.keys():
            yield from item_values(shape.members[name], given[name])
    elif shape.type_name in ("list", "map"):
        inner = shape.member if shape.type_name == "list" else shape.value
        for each in given if shape.type_name == "list" else given.values():
            yield from item_values(inner, each)


def as_sent(operation, given):
    """What botocore does to a request for its caller, who does it himself in JavaScript."""
    if operation.name == "RunInstances" and isinstance(given.get("UserData"), str):
        return {**given, "UserData": values.plain(given["UserData"].encode())}
    return given


def as_botocore_gives_it(client, operation, answer):
    """What botocore does to an answer for its caller after it has read it: policies come out of their URL encoding."""
    client.meta.events.emit(
        f"after-call.{client.meta.service_model.service_id.hyphenize()}.{operation.name}",
        http_response=None, parsed=answer, model=operation, context={},
    )
    return answer
