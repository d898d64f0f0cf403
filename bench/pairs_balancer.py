"""Load through our load balancer, against HAProxy and nginx that somebody configured by hand for the same job.

The targets are one nginx on three addresses of the default VPC; both sides use the same ones."""

import dataclasses
import ipaddress
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

from load import Side, Wrong
from peers import find, free_port, until

from authority import Authority  # which peers.py knows the folder of

CONNECTIONS = 32
WAITER = {"Delay": 0.25, "MaxAttempts": 240}
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-3-2021-06"
RULES = ["one", "two", "three", "four", "five"]
UNVERIFIED = ssl._create_unverified_context()

TARGET = """
keepalive_requests 100000000;
server {{
  {listens}
  default_type text/plain;
  location / {{ return 200 "here is a page of a small shop\\n"; }}
  location ~ /seen$ {{
    set $forwarded "$http_x_forwarded_for|$http_x_forwarded_proto|$http_x_forwarded_port";
    return 200 "$server_addr|$forwarded|$http_x_amzn_trace_id\\n";
  }}
}}
"""
HAPROXY = """\
global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout http-keep-alive 60s
frontend clients
  bind 127.0.0.1:{port}{tls}
  option forwardfor
  unique-id-format "Root=1-%[date,hex]-%[uuid()]"
  unique-id-header X-Amzn-Trace-Id
  http-request set-header X-Forwarded-Proto {scheme}
  http-request set-header X-Forwarded-Port {port}
{routing}
backend targets
  balance roundrobin
{stickiness}{servers}
"""
NGINX = """
keepalive_requests 100000000;
upstream targets {{
  {servers}
  keepalive 64;
  keepalive_requests 100000000;
}}
server {{
  listen 127.0.0.1:{port};
  location / {{
    proxy_pass http://targets;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Port $server_port;
    proxy_set_header X-Amzn-Trace-Id "Root=1-$msec-$request_id";
  }}
}}
"""


@dataclasses.dataclass
class Job:
    """What both sides do."""

    rules: bool = False
    sticky: bool = False
    tls: bool = False

    @property
    def scheme(self):
        return "https" if self.tls else "http"

    @property
    def path(self):
        """Of the load: the last rule's."""
        return f"/{RULES[-1]}/" if self.rules else "/"


def fetch(url, cookie=None):
    """Body and headers."""
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=5, context=UNVERIFIED) as reply:
            return reply.read().decode().strip(), reply.headers
    except urllib.error.HTTPError as error:
        return str(error.code), error.headers


def answers(url):
    try:
        return fetch(url)[0].startswith("here is a page")
    except OSError:
        return False


class Balanced:
    """One side: a load balancer at work."""

    def __init__(self, name, root, job, targets):
        self.name, self.root, self.job, self.targets = name, root, job, targets

    def side(self):
        return Side(self.name, self.root + self.job.path, self.check, self.requests if self.job.sticky else None,
                    CONNECTIONS)

    def check(self):
        """The page is the targets', each of which gets its share, with what a load balancer says to it."""
        url = self.root + self.job.path
        until(lambda: answers(url), f"a page from {self.name}", 30)
        if self.job.rules and fetch(self.root + "/")[0] != "404":
            raise Wrong(f"{self.name} has an answer to what no rule is for")
        seen = [fetch(url + "seen")[0].split("|") for _ in range(4 * len(self.targets))]
        if {each[0] for each in seen} != {address for address, _ in self.targets}:
            raise Wrong(f"{self.name} leaves targets out")
        for _, forwarded_for, scheme, port, trace in seen:
            said = re.fullmatch(r"127\..*", forwarded_for) and re.match(r"Root=1-[0-9a-fA-F.]+-[0-9a-f-]+$", trace)
            if not said or (scheme, port) != (self.job.scheme, str(urllib.parse.urlsplit(url).port)):
                raise Wrong(f"{self.name} tells targets {forwarded_for}, {scheme}, {port}, {trace}")
        if self.job.sticky:
            for cookie in self.cookies():
                if len({fetch(url + "seen", cookie)[0].split("|")[0] for _ in range(4)}) != 1:
                    raise Wrong(f"{self.name} does not keep a client with its target")

    def cookies(self):
        """One for each target."""
        found = set()
        for _ in range(4 * len(self.targets)):
            cookie = re.search(r"AWSALB=[^;]+", " ".join(fetch(self.root + "/")[1].get_all("Set-Cookie", [])))
            if not cookie:
                raise Wrong(f"{self.name} gives no cookie")
            found.add(cookie.group())
        return sorted(found)[:len(self.targets)]

    def requests(self):
        host = urllib.parse.urlsplit(self.root).netloc
        return [f"GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode() for cookie in self.cookies()]


class OurBalancer:
    """Of a region of our own, made as any client of it would."""

    def __init__(self, bench, job):
        self.bench, self.job = bench, job
        self.region = bench.region(hosts="processes")  # the targets are on this machine
        self.elbv2 = self.region.client("elbv2")
        ec2 = self.region.client("ec2")
        found = ec2.describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
        self.subnets, self.vpc_id = found[:3], found[0]["VpcId"]
        filters = [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": [self.vpc_id]}]
        [group] = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        ec2.authorize_security_group_ingress(
            GroupId=group["GroupId"], CidrIp="127.0.0.0/8", IpProtocol="tcp", FromPort=1, ToPort=65535,
        )
        self.targets = None

    def start_targets(self):
        """Their addresses and ports: one in each subnet."""
        addresses = [str(list(ipaddress.ip_network(each["CidrBlock"]).hosts())[-2]) for each in self.subnets]
        self.targets = [(address, free_port(address)) for address in addresses]
        listens = "\n  ".join(f"listen {address}:{port};" for address, port in self.targets)
        self.bench.nginx("targets", TARGET.format(listens=listens), *self.targets)
        return self.targets

    def start(self, certificate):
        """Its address as a URL, once every target is healthy."""
        forward = [{"Type": "forward", "TargetGroupArn": self.group()}]
        balancer = self.elbv2.create_load_balancer(
            Name="bench", Subnets=[each["SubnetId"] for each in self.subnets])["LoadBalancers"][0]
        self.elbv2.get_waiter("load_balancer_available").wait(Names=["bench"], WaiterConfig=WAITER)
        port = free_port(balancer["DNSName"])
        settings = {"Protocol": "HTTP", "DefaultActions": forward}
        if self.job.rules:
            settings["DefaultActions"] = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
        if self.job.tls:
            settings.update(Protocol="HTTPS", SslPolicy=TLS_POLICY, Certificates=[{"CertificateArn": certificate}])
        listener = self.elbv2.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"], Port=port, **settings)["Listeners"][0]["ListenerArn"]
        for priority, name in enumerate(RULES if self.job.rules else (), start=1):
            condition = {"Field": "path-pattern", "Values": [f"/{name}/*"]}
            self.elbv2.create_rule(ListenerArn=listener, Priority=priority, Conditions=[condition], Actions=forward)
        arn = forward[0]["TargetGroupArn"]
        self.elbv2.get_waiter("target_in_service").wait(TargetGroupArn=arn, WaiterConfig=WAITER)
        return f"{self.job.scheme}://{balancer['DNSName']}:{port}"

    def group(self):
        arn = self.elbv2.create_target_group(
            Name="bench", Protocol="HTTP", Port=80, VpcId=self.vpc_id, TargetType="ip", HealthyThresholdCount=2,
            HealthCheckIntervalSeconds=10,
        )["TargetGroups"][0]["TargetGroupArn"]
        if self.job.sticky:
            self.elbv2.modify_target_group_attributes(TargetGroupArn=arn, Attributes=[
                {"Key": "stickiness.enabled", "Value": "true"}, {"Key": "stickiness.type", "Value": "lb_cookie"},
            ])
        self.elbv2.register_targets(
            TargetGroupArn=arn, Targets=[{"Id": address, "Port": port} for address, port in self.targets])
        return arn

    def upload(self, certificate, key):
        return self.region.client("iam").upload_server_certificate(
            ServerCertificateName="bench", CertificateBody=certificate, PrivateKey=key,
        )["ServerCertificateMetadata"]["Arn"]

    def suites(self):
        """What the listener's policy lets a client choose from."""
        [policy] = self.elbv2.describe_ssl_policies(Names=[TLS_POLICY])["SslPolicies"]
        return ":".join(cipher["Name"] for cipher in policy["Ciphers"])


def haproxy(bench, job, targets, suites):
    port = free_port()
    tls = ""
    if job.tls:
        tls = f" ssl crt {bench.folder}/both.pem ssl-min-ver TLSv1.3 ciphersuites {suites} alpn h2,http/1.1"
    routing = ["  default_backend targets"]
    if job.rules:
        routing = [f"  use_backend targets if {{ path_beg /{name}/ }}" for name in RULES]
        routing += ["  default_backend none", "backend none", "  http-request return status 404"]
    cookie = " cookie t{0}" if job.sticky else ""
    servers = [f"  server t{i} {address}:{at}{cookie.format(i)}" for i, (address, at) in enumerate(targets)]
    bench.haproxy("haproxy", HAPROXY.format(
        port=port, tls=tls, scheme=job.scheme, routing="\n".join(routing), servers="\n".join(servers),
        stickiness="  cookie AWSALB insert indirect\n" if job.sticky else "",
    ), ("127.0.0.1", port))
    return f"{job.scheme}://127.0.0.1:{port}"


def nginx(bench, job, targets, _):
    port = free_port()
    servers = "\n  ".join(f"server {address}:{at};" for address, at in targets)
    bench.nginx("nginx", NGINX.format(port=port, servers=servers), ("127.0.0.1", port))
    return f"{job.scheme}://127.0.0.1:{port}"


def sides(peer, **what):
    job = Job(**what)

    def prepare(bench):
        find("nginx", "apt install nginx-light")
        ours = OurBalancer(bench, job)
        targets = ours.start_targets()
        certificate, suites = None, ""
        if job.tls:
            files = Authority(bench.folder / "authority").issue("shop.invalid")
            texts = [file.read_text() for file in files]
            bench.file("both.pem", "".join(texts))
            certificate, suites = ours.upload(*texts), ours.suites()
        theirs = Balanced(peer.__name__, peer(bench, job, targets, suites), job, targets)
        return [Balanced("resilient-service", ours.start(certificate), job, targets).side(), theirs.side()]

    return prepare


NO_LATER = 1.1  # times the peer's p99
PAIRS = {
    "balancer-http": ("GET through the load balancer to three targets, against HAProxy", 0.95, NO_LATER,
                      sides(haproxy)),
    "balancer-nginx": ("the same against nginx as reverse proxy", 1.0, NO_LATER, sides(nginx)),
    "balancer-rules": ("the last of five path rules, against HAProxy", 0.95, NO_LATER, sides(haproxy, rules=True)),
    "balancer-sticky": ("clients with cookies, against HAProxy", 0.95, NO_LATER, sides(haproxy, sticky=True)),
    "balancer-https": ("TLS 1.3, against HAProxy", 0.95, NO_LATER, sides(haproxy, tls=True)),
}
