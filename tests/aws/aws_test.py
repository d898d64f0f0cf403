"""--aws, as far as one machine can show it: nothing here leaves it. What would go to Amazon Web Services goes to a
stand-in, in which an embedded region answers."""

import json
import pathlib
import re
import sys
import unittest

import botocore.auth
import botocore.awsrequest
import botocore.credentials

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "scenario"), str(TESTS / "conformance")]
from person import Person  # noqa: E402
from program import Surroundings, end  # noqa: E402
from region_under_test import OwnRegion, until  # noqa: E402
from same_call import SERVICES, Botocore, call_of, form, scope  # noqa: E402
from stand_in import StandIn, away, from_region  # noqa: E402

SPEED = 3  # a target drains for ten seconds then, and is seen at it by somebody who looks every five
REGION = "us-west-2"
NOT_AUTHENTICATED = (
    "AuthFailure", "IncompleteSignature", "InvalidClientTokenId", "InvalidSignature", "MissingAuthenticationToken",
    "SignatureDoesNotMatch", "UnrecognizedClient",
)
# Headers that only one of the two sends, or that may differ, and why. None of them is signed.
OF_THE_CLIENT = {
    "amz-sdk-invocation-id": "the SDKs tell AWS's statistics which requests belong to one call",
    "amz-sdk-request": "and how often it was tried",
    "accept-encoding": "botocore says that it wants no compression; without the header there is none either",
    "user-agent": "every client has its own",
    "content-length": "follows from the body, which is compared by what it says: JSON with or without spaces, and "
                      "spaces in forms as %20 or as +",
}


def setUpModule():
    global region
    # A host is up so soon that somebody who looks every five seconds may miss its first state.
    region = OwnRegion(SPEED, hosts="processes")
    unittest.addModuleCleanup(region.stop)


def service_port():
    """The port that the region can open for load balancers, which depends on who runs it."""
    state = region.here.home / ".local/state/resilient-service/region.json"
    return json.loads(state.read_text())["service_port"]


def write_credentials(home):
    (home / ".aws").mkdir()
    (home / ".aws" / "credentials").write_text(
        f"[default]\naws_access_key_id = {region.access_key_id}\naws_secret_access_key = {region.secret_access_key}\n"
    )


def on_aws(command, region_name=REGION):
    return [command, "--aws", "--region", region_name, "--port", service_port(), "--auto"]


class OnAws(unittest.TestCase):
    """Somebody with an account: keys in a credentials file, and every way off this machine leads to the stand-in."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.here = Surroundings()
        cls.addClassCleanup(cls.here.close)
        write_credentials(cls.here.home)
        cls.aws = cls.stand_in("aws", from_region(region.endpoint))
        cls.here.environment.update(cls.aws.environment)

    @classmethod
    def stand_in(cls, name, answer):
        made = StandIn(cls.here.folder / name, answer)
        cls.addClassCleanup(made.close)
        return made

    @classmethod
    def botocore(cls, region_name):
        """In the same surroundings, but with a stand-in of its own, which records what it sends."""
        recorder = cls.stand_in(f"botocore-{region_name}", away)
        made = Botocore({**cls.here.environment, **recorder.environment}, region_name, recorder.requests)
        cls.addClassCleanup(made.close)
        return made

    def done(self, *arguments, **options):
        """What a command said that succeeded."""
        status, output = self.here.run(*arguments, **options)
        self.assertEqual(status, 0, output)
        return output

    def assert_one_line(self, output, text):
        self.assertEqual(output.count("\n"), 1, output)
        self.assertRegex(output, text)

    def assert_same(self, ours, theirs):
        for part in ("host", "method", "target"):
            self.assertEqual(getattr(ours, part), getattr(theirs, part))
        self.assertEqual(headers_to_compare(ours), headers_to_compare(theirs))
        our_scope, their_scope = scope(ours), scope(theirs)
        our_signature, their_signature = our_scope.pop("signature"), their_scope.pop("signature")
        self.assertEqual(our_scope, their_scope)
        self.assertEqual(content(ours), content(theirs))
        if ours.body == theirs.body:
            self.assertEqual(our_signature, their_signature)


def headers_to_compare(request):
    left_out = {*OF_THE_CLIENT, "authorization"}
    return {name.lower(): value for name, value in request.headers if name.lower() not in left_out}


def content(request):
    is_json = "json" in (request.header("Content-Type") or "")
    return json.loads(request.body) if is_json else form(request.body) if request.body else {}


class TheWholeWorkflow(OnAws):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.here.folder / "report.json"
        cls.status, cls.output = cls.here.run(*on_aws("run"), "--report", cls.report, timeout=240)

    def test_all_stages_are_right(self):
        self.assertEqual(self.status, 0, self.output)
        stages = json.loads(self.report.read_text())["stages"]
        self.assertEqual([stage["ok"] for stage in stages], [True] * 12, self.output)

    def test_nothing_is_left(self):
        self.assertIn("Nothing of the service exists.", self.done(*on_aws("status")))
        self.assertIn("There are none yet.", self.done(*on_aws("hello")))

    def test_nothing_but_aws_is_asked_and_its_load_balancers_are_without_a_proxy(self):
        self.assertEqual((self.aws.strangers, self.aws.mistrusted), ([], 0))
        self.assertEqual(self.aws.asked_for_address, 1)

    def test_every_signature_is_good(self):
        for request in self.aws.requests:
            refused = [code for code in NOT_AUTHENTICATED if code in request.reply.decode()]
            self.assertEqual(refused, [], request)

    def test_iam_is_global_and_all_else_regional(self):
        self.assertEqual(
            {(request.host, *(scope(request)[part] for part in ("region", "service"))) for request in self.aws.requests},
            {("iam.amazonaws.com", "us-east-1", "iam")} | {
                (f"{service}.us-west-2.amazonaws.com", "us-west-2", service)
                for service in ("autoscaling", "dynamodb", "ec2", "elasticloadbalancing", "fis", "ssm", "sts")
            },
        )

    def test_every_request_is_what_botocore_sends_for_the_same_call(self):
        botocore = self.botocore(REGION)
        distinct = {(request.host, request.header("X-Amz-Target"), request.body): request for request in self.aws.requests}
        calls = [(call_of(request), request) for request in distinct.values()]
        for call, request in calls:
            with self.subTest(str(call)):
                self.assert_same(request, botocore.request(call, request.header("X-Amz-Date")))
        self.assertEqual({call.service for call, _ in calls}, set(SERVICES))
        print(f"{len(calls)} requests of {len({str(call) for call, _ in calls})} operations compared", end=" ")


class PhaseByPhase(OnAws):
    def test_each_in_a_process_of_its_own(self):
        self.done(*on_aws("deploy"))
        self.assertRegex(self.done(*on_aws("status")), r"(?s)(Target \S+ on port \d+ is healthy.*){3}")
        self.assertRegex(self.done(*on_aws("hello")), r"doc-example-resilience-lb: 127\.31\.\d+\.\d+")
        self.done(*on_aws("destroy"))
        self.assertIn("Nothing of the service exists.", self.done(*on_aws("status")))
        self.assertEqual(self.aws.strangers, [])


class AskedFirst(OnAws):
    def deploying(self):
        person = Person(self.here.start, *on_aws("deploy")[:-1])
        self.addCleanup(person.leaves)
        self.addCleanup(end, person.process)
        person.waits_for(r"Working on Amazon Web Services, account 123456789012, region us-west-2, as arn:aws:iam::\S+\.")
        person.waits_for(r"roughly 0\.10 USD an hour")
        person.waits_for(r"Do you want to create these resources in your account\? \(y/n\)")
        return person

    def test_no_creates_nothing(self):
        person = self.deploying()
        person.says("n")
        self.assertEqual(person.sees_it_end(), 0, person.text)
        self.assertIn("Nothing has been created.", person.text)
        self.assertEqual({form(request.body)["Action"] for request in self.aws.requests}, {"GetCallerIdentity"})

    def test_an_interrupt_is_no_yes(self):
        person = self.deploying()
        person.presses_ctrl_c()
        person.waits_for("Interrupted")
        self.assertEqual(person.sees_it_end(), 130, person.text)
        self.assertIn("Nothing has been created.", person.text)
        self.assertEqual({form(request.body)["Action"] for request in self.aws.requests}, {"GetCallerIdentity"})


class TemporaryCredentials(OnAws):
    def test_the_session_token_is_sent_and_signed(self):
        self.here.environment.update(
            AWS_ACCESS_KEY_ID="ASIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY="secret", AWS_SESSION_TOKEN="a/b+c=="
        )
        status, output = self.here.run(*on_aws("hello"))
        self.assertEqual(status, 1, output)  # the region gave no such token
        self.assert_one_line(output, "The security token included in the request is invalid")
        ours = self.aws.requests[0]
        theirs = self.botocore(REGION).request(call_of(ours), ours.header("X-Amz-Date"))
        self.assertEqual(ours.header("X-Amz-Security-Token"), "a/b+c==")
        self.assert_same(ours, theirs)


class ConnectionsThatEnd(OnAws):
    def test_the_next_request_gets_a_new_one(self):
        self.aws.keeps_connections = False
        self.here.environment["AWS_MAX_ATTEMPTS"] = "1"
        self.assertIn("Nothing of the service exists.", self.done(*on_aws("status")))


class OtherPartitions(OnAws):
    """China and GovCloud. The region is in neither: what it gets is signed anew for where it is."""

    def assert_botocores_own(self, region_name, iam_host):
        aws = self.stand_in(region_name, from_region(region.endpoint, signed_for_the_region))
        self.here.environment.update(aws.environment)
        self.done(*on_aws("status", region_name))
        self.assertEqual(aws.strangers, [])
        botocore = self.botocore(region_name)
        first = {}
        for request in aws.requests:
            first.setdefault(request.host, request)
        for request in first.values():
            call = call_of(request)
            with self.subTest(f"{call} in {region_name}"):
                self.assert_same(request, botocore.request(call, request.header("X-Amz-Date")))
        self.assertIn(iam_host, first)
        self.assertEqual({call_of(request).service for request in first.values()}, set(SERVICES) - {"fis"})  # of no use there

    def test_china(self):
        self.assert_botocores_own("cn-north-1", "iam.cn-north-1.amazonaws.com.cn")

    def test_govcloud(self):
        self.assert_botocores_own("us-gov-west-1", "iam.us-gov.amazonaws.com")


def signed_for_the_region(request):
    headers = {name: value for name, value in request.headers if name not in ("Authorization", "X-Amz-Date")}
    anew = botocore.awsrequest.AWSRequest("POST", f"https://{request.host}/", data=request.body, headers=headers)
    keys = botocore.credentials.Credentials(region.access_key_id, region.secret_access_key)
    botocore.auth.SigV4Auth(keys, scope(request)["service"], region.name).add_auth(anew)
    return list(anew.headers.items())


class NotAws(OnAws):
    def assert_not_trusted(self):
        status, output = self.here.run(*on_aws("status"))
        self.assertEqual(status, 1, output)
        self.assert_one_line(output, r"no connection to https://sts\.us-west-2\.amazonaws\.com: .*AWS_CA_BUNDLE")
        self.assertEqual(self.aws.requests, [])

    def test_an_unknown_authority_is_refused_at_once(self):
        bundle = self.here.environment.pop("AWS_CA_BUNDLE")
        self.addCleanup(self.here.environment.update, AWS_CA_BUNDLE=bundle)
        before = self.aws.mistrusted
        self.assert_not_trusted()
        until(lambda: self.aws.mistrusted > before, "the other side has seen it, too")
        self.assertEqual(self.aws.mistrusted, before + 1)

    def test_the_certificate_of_another_host_is_refused(self):
        issue = self.aws.authority.server_context
        self.aws.authority.server_context = lambda _host: issue("sts.us-east-1.amazonaws.com")
        self.addCleanup(setattr, self.aws.authority, "server_context", issue)
        self.assert_not_trusted()

    def test_a_region_cannot_name_another_host(self):
        status, output = self.here.run(*on_aws("status", "us-west-2.example.com#"))
        self.assertEqual(status, 1, output)
        self.assert_one_line(output, re.escape("region 'us-west-2.example.com#'"))
        self.assertEqual((self.aws.requests, self.aws.strangers), ([], []))


class NeverByAccident(OnAws):
    """Keys, a profile, a region and proxies are all there; what is not there is --aws, or somebody to say yes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), cls.aws.url)
        cls.here.environment.update(
            proxies,
            AWS_PROFILE="default",
            AWS_ACCESS_KEY_ID=region.access_key_id,
            AWS_SECRET_ACCESS_KEY=region.secret_access_key,
            AWS_REGION=REGION,
            AWS_DEFAULT_REGION=REGION,
        )

    def run_unseen(self, *arguments):
        status, output = self.here.run(*arguments)
        self.assertEqual(self.aws.seen, [], output)
        return status, output

    def test_without_aws_the_whole_workflow_stays_here(self):
        status, output = self.run_unseen("run", "--auto", "--stages", "aws")
        self.assertEqual(status, 0, output)

    def test_without_aws_and_a_region_there_is_nothing_to_work_on(self):
        for command in ("hello", "status", "deploy", "demo", "destroy"):
            with self.subTest(command):
                status, output = self.run_unseen(command, "--auto")
                self.assertEqual(status, 1, output)
                self.assert_one_line(output, "no embedded region is running")

    def test_an_endpoint_that_was_named_is_asked_directly(self):
        status, output = self.run_unseen("hello", "--endpoint-url", region.endpoint)
        self.assertEqual(status, 0, output)
        self.assertIn("There are none yet.", output)

    def test_aws_is_refused_where_nobody_can_be_asked(self):
        for command in ("run", "deploy", "demo", "destroy"):
            with self.subTest(command):
                status, output = self.run_unseen(command, "--aws")
                self.assertEqual(status, 2, output)
                self.assert_one_line(output, "--auto")

    def test_aws_is_refused_where_an_endpoint_is_set(self):
        self.here.environment["AWS_ENDPOINT_URL"] = region.endpoint
        self.addCleanup(self.here.environment.pop, "AWS_ENDPOINT_URL")
        status, output = self.run_unseen(*on_aws("run"))
        self.assertEqual(status, 2, output)
        self.assert_one_line(output, re.escape("AWS_ENDPOINT_URL"))


if __name__ == "__main__":
    unittest.main()
