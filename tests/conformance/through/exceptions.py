"""What no client gets of an operation, and why. scripts/operations_table.py reads it too."""

CLASSIC = "EC2-Classic is no more: AWS refuses it, and so does the region"
EXCEPTIONS = {
    ("ec2", "DescribeVpcClassicLink"): ("answered", CLASSIC),
    ("ec2", "DescribeVpcClassicLinkDnsSupport"): ("answered", CLASSIC),
    ("iam", "GetLoginProfile"): ("answered", "there is no console, so nobody has a password for it"),
    ("iam", "DeleteLoginProfile"): ("answered", "there is no console, so nobody has a password for it"),
    ("sts", "AssumeRoleWithWebIdentity"): ("answered", "no identity provider can be made, so no token is one's"),
}
