"""The conformance tests through a client other than boto3: CONFORMANCE_CLIENT=cli, or javascript.

The tests go on calling boto3, whose paginators and waiters are theirs; what each call sends and what comes back is the
other client's work, by its own serializers and parsers. botocore's `creating-client-class` is the documented place to
put a class in between.
"""

import functools
import os
import unittest

from through.cli import Cli
from through.javascript import JavaScript

CLIENTS = {"cli": Cli, "javascript": JavaScript}
CHOSEN = os.environ.get("CONFORMANCE_CLIENT", "boto3")


@functools.cache
def other_client():
    """Of this process; None when it is boto3 itself that is tested."""
    return None if CHOSEN == "boto3" else CLIENTS[CHOSEN]()


class Elsewhere:
    """A client that has another one make its calls."""

    caller = None

    def _make_api_call(self, operation_name, api_params):
        operation = self.meta.service_model.operation_model(operation_name)
        other = other_client()
        lacking = self.meta.service_model.service_name in other.lacks
        reason = "a service that it lacks" if lacking else other.unable(self, operation, api_params)
        if reason:
            other.left_to_boto3[reason] += 1
            return super()._make_api_call(operation_name, api_params)
        return other.call(self, operation, api_params)


def elsewhere(session):
    """That boto3 session, whose clients make their calls through the chosen client."""
    if CHOSEN != "boto3":
        session.events.register("creating-client-class", lambda base_classes, **_: base_classes.insert(0, Elsewhere))
    return session


def boto3_only(reason):
    """For tests of what only boto3 shows."""
    return unittest.skipIf(CHOSEN != "boto3", reason)


def not_through(client, reason):
    """For tests of what that client cannot show."""
    return unittest.skipIf(CHOSEN == client, reason)
