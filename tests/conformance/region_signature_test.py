"""Requests that are not signed as they should be, as bytes over HTTP: refused in the words of each protocol."""

import datetime
import email.utils
import http.client
import json
import re
import unittest
import unittest.mock
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from region_under_test import Conformance, region_for_module

FORM = "application/x-www-form-urlencoded; charset=utf-8"
NOT_VALID = "The security token included in the request is invalid."
NOT_MATCHING = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)
AUTH_FAILURE = (401, "AuthFailure", "AWS was not able to validate the provided access credentials")
EXPIRED = r"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)"


class Json:
    """DynamoDB, and Systems Manager but for the version."""

    service = "dynamodb"
    body = "{}"
    other_body = '{"Limit": 1}'
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.ListTables"}

    @staticmethod
    def error(body):
        answer = json.loads(body)
        return answer["__type"].split("#")[-1], answer.get("message", answer.get("Message"))


class Xml:
    headers = {"Content-Type": FORM}

    @staticmethod
    def error(body):
        # As raw as it came, so that no library makes good what is not right.
        return tuple(re.search(f"<{tag}>(.*)</{tag}>", body, re.DOTALL).group(1) for tag in ("Code", "Message"))


class Query(Xml):
    service = "sts"
    body = "Action=GetCallerIdentity&Version=2011-06-15"
    other_body = body + "&More=1"


class Ec2(Xml):
    service = "ec2"
    body = "Action=DescribeVpcs&Version=2016-11-15"
    other_body = body + "&DryRun=true"


def setUpModule():
    global region
    region = region_for_module()


class Refusals(Conformance):
    def signed(self, protocol, *, access_key_id=None, secret=None, token=None, at=None):
        """The headers of a request of that protocol, signed now by the region's own key unless told otherwise."""
        request = botocore.awsrequest.AWSRequest(
            "POST", region.endpoint + "/", data=protocol.body, headers=dict(protocol.headers)
        )
        credentials = botocore.credentials.Credentials(
            access_key_id or region.access_key_id, secret or region.secret_access_key, token
        )
        clock = unittest.mock.Mock()
        clock.datetime.utcnow.return_value = datetime.datetime.utcnow() + (at or datetime.timedelta())
        with unittest.mock.patch("botocore.auth.datetime", clock):
            botocore.auth.SigV4Auth(credentials, protocol.service, region.name).add_auth(request)
        return dict(request.headers.items())

    def answer(self, headers, body):
        address = urllib.parse.urlsplit(region.endpoint)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("POST", "/", body=body.encode(), headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()

    def assert_refused(self, protocol, headers, expected, body=None):
        """The message begins with the text, or is as EXPIRED describes it: some services go on with details."""
        status, text = self.answer(headers, body or protocol.body)
        code, message = protocol.error(text)
        self.assertEqual((status, code), expected[:2], text)
        self.assertRegex(message, "^" + (EXPIRED if expected[2] is EXPIRED else re.escape(expected[2])))

    def each(self, json_error, query_error, ec2_error):
        return (Json, json_error), (Query, query_error), (Ec2, ec2_error)

    def test_a_good_signature(self):
        for protocol in (Json, Query, Ec2):
            status, text = self.answer(self.signed(protocol), protocol.body)
            self.assertEqual(status, 200, text)

    def test_none_at_all(self):
        text = "Request is missing Authentication Token"
        missing = (403, "MissingAuthenticationToken", text)
        for protocol, expected in self.each((400, "MissingAuthenticationTokenException", text), missing, missing):
            self.assert_refused(protocol, protocol.headers, expected)

    def test_an_unknown_key(self):
        for protocol, expected in self.each(
            (400, "UnrecognizedClientException", NOT_VALID), (403, "InvalidClientTokenId", NOT_VALID), AUTH_FAILURE
        ):
            self.assert_refused(protocol, self.signed(protocol, access_key_id="AKIAIOSFODNN7EXAMPLE"), expected)

    def not_matching(self):
        return self.each(
            (400, "InvalidSignatureException", NOT_MATCHING), (403, "SignatureDoesNotMatch", NOT_MATCHING), AUTH_FAILURE
        )

    def test_a_wrong_secret(self):
        for protocol, expected in self.not_matching():
            self.assert_refused(protocol, self.signed(protocol, secret="wrong"), expected)

    def test_a_body_that_was_changed_on_the_way(self):
        for protocol, expected in self.not_matching():
            self.assert_refused(protocol, self.signed(protocol), expected, body=protocol.other_body)

    def test_a_signed_header_that_is_gone(self):
        for protocol, expected in self.not_matching():
            headers = self.signed(protocol)
            del headers["X-Amz-Date"]
            headers["Date"] = email.utils.formatdate(usegmt=True)
            status, text = self.answer(headers, protocol.body)
            self.assertEqual((status, protocol.error(text)[0]), expected[:2], text)

    def test_the_host_must_be_signed(self):
        for protocol, expected in self.not_matching():
            headers = self.signed(protocol)
            headers["Authorization"] = headers["Authorization"].replace("host;", "")
            status, text = self.answer(headers, protocol.body)
            self.assertEqual((status, protocol.error(text)[0]), expected[:2], text)

    def test_an_old_date(self):
        for protocol, expected in self.each(
            (400, "InvalidSignatureException", EXPIRED), (403, "SignatureDoesNotMatch", EXPIRED), AUTH_FAILURE
        ):
            self.assert_refused(protocol, self.signed(protocol, at=datetime.timedelta(minutes=-16)), expected)
            fresh = self.signed(protocol, at=datetime.timedelta(minutes=-14))
            self.assertEqual(self.answer(fresh, protocol.body)[0], 200)

    def test_a_date_to_come(self):
        for protocol, expected in self.each(
            (400, "InvalidSignatureException", "Signature not yet current: "),
            (403, "SignatureDoesNotMatch", "Signature not yet current: "), AUTH_FAILURE,
        ):
            self.assert_refused(protocol, self.signed(protocol, at=datetime.timedelta(minutes=16)), expected)

    def test_the_scope_of_another_region(self):
        text = "Credential should be scoped to a valid region, not 'nowhere'. "
        for protocol, expected in self.each(
            (400, "InvalidSignatureException", text), (403, "SignatureDoesNotMatch", text), AUTH_FAILURE
        ):
            headers = self.signed(protocol)
            headers["Authorization"] = headers["Authorization"].replace(f"/{region.name}/", "/nowhere/")
            self.assert_refused(protocol, headers, expected)

    def test_an_authorization_that_cannot_be_read(self):
        for protocol, expected in self.each(
            (400, "IncompleteSignatureException", "Authorization header requires 'Credential' parameter."),
            (400, "IncompleteSignature", "Authorization header requires 'Credential' parameter."),
            (400, "IncompleteSignature", "Authorization header requires 'Credential' parameter."),
        ):
            headers = {**self.signed(protocol), "Authorization": "AWS4-HMAC-SHA256 Signature=0"}
            self.assert_refused(protocol, headers, expected)

    def test_a_session_token_that_the_key_does_not_have(self):
        for protocol, expected in self.each(
            (400, "UnrecognizedClientException", NOT_VALID), (403, "InvalidClientTokenId", NOT_VALID), AUTH_FAILURE
        ):
            self.assert_refused(protocol, self.signed(protocol, token="made up"), expected)


if __name__ == "__main__":
    unittest.main()
