"""Every operation that the region speaks is called by the tests beside this file."""

import json
import pathlib
import re
import sys
import unittest

import botocore

HERE = pathlib.Path(__file__).resolve().parent


class Coverage(unittest.TestCase):
    def test_every_operation_is_called(self):
        tests = "\n".join(file.read_text() for file in [HERE / "deployment.py", *HERE.glob("region_*_test.py")])
        for service, spoken in json.loads(OPERATIONS.read_text()).items():
            for operation in spoken["operations"]:
                with self.subTest(f"{service} {operation}"):
                    self.assertRegex(tests, rf"\b{re.escape(botocore.xform_name(operation))}\b")


if __name__ == "__main__":
    OPERATIONS = pathlib.Path(sys.argv.pop(1))
    unittest.main()
