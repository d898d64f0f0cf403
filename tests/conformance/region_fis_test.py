"""The Fault Injection Service, as boto3 sees it."""

import unittest

from region_under_test import Conformance, region_for_module


def setUpModule():
    global region, fis
    region = region_for_module()
    fis = region.client("fis")


class Catalogue(Conformance):
    def test_actions_are_listed_and_described(self):
        listed = fis.list_actions()["actions"]
        self.assertIn("aws:fis:wait", [action["id"] for action in listed])
        action = fis.get_action(id="aws:fis:wait")["action"]
        self.assertTrue(action["parameters"]["duration"]["required"])
        self.refused(fis.get_action, "ResourceNotFoundException", "Action aws:fis:sleep not found.", status=404,
                     id="aws:fis:sleep")
        self.refused(fis.list_actions, "ValidationException", "The provided next token is invalid.", nextToken="x")


if __name__ == "__main__":
    unittest.main()
