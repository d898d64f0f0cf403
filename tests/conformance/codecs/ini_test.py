"""Settings files are read as botocore reads them: some that people write, and many that nobody would."""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from botocore import configloader, exceptions

TOOL = sys.argv.pop()
PIECES = [
    "[profile x]", "[profile y] # c", "[default]", "[DEFAULT]", "[]", "[a]]", "region = r", "region=r # d", "Output: j",
    "s3 =", "a = b", "C = d = e", "max : 1", "= v", "neither", "# c", "; c", "", "", "[open", "é = ü", "\x0b", "k\t=\tv",
]
INDENTS = ["", "", "", " ", "  ", "\t"]
ENDS = ["\n", "\n", "\n", "\r\n", "\r"]


def nonsense(chance):
    """Most of it has to be readable, so that what is read is compared and not only what is refused."""
    lines = ["[profile x]"] if chance.random() < 0.9 else []
    pieces = chance.sample(PIECES, chance.randint(1, 6))
    lines += [chance.choice(INDENTS) + piece for piece in pieces]
    return "".join(line + chance.choice(ENDS) for line in lines)


class Ini(unittest.TestCase):
    def test_as_botocore_reads_it(self):
        chance = random.Random(1)
        texts = ["\ufeff[default]\nregion = r\n", "[a]\nb = \udcff\n", "[default]\nregion = r"]
        texts += [nonsense(chance) for _ in range(3000)]
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder) / str(number) for number in range(len(texts))]
            for path, text in zip(paths, texts):
                path.write_bytes(text.encode("utf-8", "surrogateescape"))
            run = subprocess.run([TOOL], input="".join(f"{path}\n" for path in paths), capture_output=True, text=True,
                                 check=True)
            refused = 0
            for path, text, line in zip(paths, texts, run.stdout.splitlines()):
                with self.subTest(text):
                    seen = json.loads(line)
                    try:
                        self.assertEqual(seen, configloader.raw_config_parse(str(path)))
                    except exceptions.ConfigParseError:
                        self.assertRegex(str(seen), rf"^InvalidProfile: {path}:[0-9]+: ")
                        refused += 1
        self.assertTrue(len(texts) / 5 < refused < len(texts) * 4 / 5, refused)


if __name__ == "__main__":
    unittest.main()
