"""Parameter Store as boto3 sees it, and what Run Command refuses. That it runs commands: region_deployment_test.py."""

import unittest

from region_under_test import UNCHECKED, Conformance, region_for_module, unique

LINUX_IMAGE = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"
NO_INSTANCE = "i-0123456789abcdef0"
NO_COMMAND = "11111111-2222-3333-4444-555555555555"


def setUpModule():
    global region, ssm, unchecked
    region = region_for_module()
    ssm = region.client("ssm")
    unchecked = region.client("ssm", UNCHECKED)


class Parameters(Conformance):
    def put(self, name, value="a value", **more):
        answer = ssm.put_parameter(Name=name, Value=value, Type="String", **more)
        self.addCleanup(self.remove, name)
        return answer

    def remove(self, name):
        try:
            ssm.delete_parameter(Name=name)
        except ssm.exceptions.ParameterNotFound:
            pass

    def test_life_of_a_parameter(self):
        name = unique("life")
        self.assertEqual(self.put(name)["Version"], 1)
        self.assertEqual(ssm.put_parameter(Name=name, Value="another", Overwrite=True)["Version"], 2)
        read = ssm.get_parameter(Name=name)["Parameter"]
        self.assertEqual((read["Value"], read["Version"], read["Type"]), ("another", 2, "String"))
        self.assertEqual(read["DataType"], "text")
        self.assertRegex(read["ARN"], rf"^arn:aws:ssm:{region.name}:\d{{12}}:parameter/{name}$")
        self.assertEqual(ssm.get_parameter(Name=f"{name}:1")["Parameter"]["Value"], "a value")
        ssm.delete_parameter(Name=name)
        text = f"Parameter {name} not found."
        self.refused(ssm.get_parameter, "ParameterNotFound", text, Name=name)
        self.refused(ssm.delete_parameter, "ParameterNotFound", text, Name=name)

    def test_a_version_that_never_was(self):
        name = unique("versions")
        self.put(name)
        self.refused_like(ssm.get_parameter, "ParameterVersionNotFound", ".+", Name=f"{name}:7")

    def test_several_at_once_come_in_order_of_name(self):
        names = [unique("b"), unique("a"), unique("c")]
        for name in names:
            self.put(name)
        answer = ssm.get_parameters(Names=[*names, "no-such-parameter"])
        self.assertEqual([parameter["Name"] for parameter in answer["Parameters"]], sorted(names))
        self.assertEqual(answer["InvalidParameters"], ["no-such-parameter"])
        self.refused_like(
            unchecked.get_parameters, "ValidationException",
            r"1 validation error detected: Value '.*' at 'names' failed to satisfy constraint: Member must have length "
            r"less than or equal to 10", Names=[f"name-{number}" for number in range(11)],
        )

    def test_the_image_of_amazon_linux(self):
        image = ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]
        self.assertRegex(image["Value"], "^ami-[0-9a-f]{17}$")
        self.assertEqual(image["ARN"], f"arn:aws:ssm:{region.name}::parameter{LINUX_IMAGE}")

    def test_what_no_parameter_can_be(self):
        taken = unique("taken")
        self.put(taken)
        for code, text, arguments in (
            ("ParameterAlreadyExists",
             "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
             {"Name": taken}),
            ("ValidationException", "A parameter type is required when you create a parameter.",
             {"Name": unique("typeless"), "Type": None}),
            ("ValidationException",
             'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).', {"Name": "AwsThing"}),
            ("AccessDeniedException", "No access to reserved parameter name: /aws/thing.", {"Name": "/aws/thing"}),
        ):
            with self.subTest(text):
                whole = {"Value": "x", "Type": "String", **arguments}
                given = {key: value for key, value in whole.items() if value is not None}
                self.refused(unchecked.put_parameter, code, text, **given)
        self.refused_like(
            ssm.put_parameter, "ValidationException", ".+", Name="a name", Value="x", Type="String"
        )
        self.refused_like(
            ssm.put_parameter, "HierarchyTypeMismatchException", ".+",
            Name=taken, Value="x", Type="StringList", Overwrite=True,
        )


class RunCommand(Conformance):
    def send(self, **changes):
        return {
            "InstanceIds": [NO_INSTANCE],
            "DocumentName": "AWS-RunShellScript",
            "Parameters": {"commands": ["true"]},
            **changes,
        }

    def test_an_instance_that_is_not_managed(self):
        self.refused_like(
            ssm.send_command, "InvalidInstanceId",
            rf"Instances \[\[{NO_INSTANCE}\]\] not in a valid state for account \d{{12}}", **self.send(),
        )
        filters = [{"Key": "InstanceIds", "Values": [NO_INSTANCE]}]
        self.assertEqual(ssm.describe_instance_information(Filters=filters)["InstanceInformationList"], [])

    def test_what_cannot_be_sent(self):
        self.refused_like(ssm.send_command, "InvalidDocument", ".*", **self.send(DocumentName="no-such-document"))
        self.refused_like(ssm.send_command, "InvalidParameters", ".*", **self.send(Parameters={"comands": ["true"]}))
        self.refused_like(
            ssm.send_command, "DuplicateInstanceId", ".*", **self.send(InstanceIds=[NO_INSTANCE, NO_INSTANCE])
        )

    def test_an_invocation_that_never_was(self):
        self.refused(
            ssm.get_command_invocation, "InvocationDoesNotExist", "", CommandId=NO_COMMAND, InstanceId=NO_INSTANCE
        )

    def test_pages_of_nodes_have_five_at_least(self):
        self.refused_like(
            unchecked.describe_instance_information, "ValidationException",
            r"1 validation error detected: Value '4' at 'maxResults' failed to satisfy constraint: Member must have "
            r"value greater than or equal to 5", MaxResults=4,
        )
        self.refused_like(
            ssm.describe_instance_information, "InvalidFilterKey", ".*",
            Filters=[{"Key": "Colour", "Values": ["red"]}],
        )


if __name__ == "__main__":
    unittest.main()
