"""Every relative link and picture in a Markdown file leads to what is there: a file, its heading, its lines."""

import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^(```|~~~).*?^\1$", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"<(?:source|img)\b[^>]*?\b(?:srcset|src)=\"([^\"\s]+)\"")
ELSEWHERE = re.compile(r"^[a-z]+:")  # https:, mailto:
LINES = re.compile(r"L(\d+)(?:-L(\d+))?")


def pages():
    """Those of the tree; without git, or in an unpacked archive, all but what was built."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )
        return sorted(ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists())
    except (OSError, subprocess.CalledProcessError):
        pass
    return sorted(page for page in ROOT.rglob("*.md") if "build" not in page.relative_to(ROOT).parts)


def prose(text):
    return FENCED.sub("", text)


def anchors(page):
    """Of its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.*)$", prose(page.read_text()), re.MULTILINE)
    texts = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in headings]
    return {re.sub(r"[^\w\- ]", "", text).strip().replace(" ", "-") for text in texts}


def fault(page, target):
    """What is wrong with a link of a page, or None."""
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.is_relative_to(ROOT) or not file.exists():
        return "leads nowhere"
    lines = LINES.fullmatch(anchor)
    if lines:
        last = int(lines[2] or lines[1])
        return None if int(lines[1]) <= last <= len(file.read_text().splitlines()) else "names lines that are not there"
    if anchor and anchor not in anchors(file):
        return "names a heading that is not there"
    return None


class Links(unittest.TestCase):
    def test_every_relative_link_resolves(self):
        faults = []
        for page in pages():
            text = INLINE_CODE.sub("``", prose(page.read_text()))
            for target in LINK.findall(text) + PICTURE.findall(text):
                problem = None if ELSEWHERE.match(target) else fault(page, target)
                if problem:
                    faults.append(f"{page.relative_to(ROOT)}: {target} {problem}")
        self.assertEqual(faults, [])

    def test_it_would_notice(self):
        page = ROOT / "README.md"
        self.assertIsNone(fault(page, "docs/chaos.md#capacity"))
        self.assertEqual(fault(page, "docs/nothing.md"), "leads nowhere")
        self.assertEqual(PICTURE.findall('<source media="m" srcset="a.png"><img src="b.png">'), ["a.png", "b.png"])
        self.assertEqual(fault(page, "docs/chaos.md#nothing"), "names a heading that is not there")
        self.assertEqual(fault(page, "LICENSE#L100000"), "names lines that are not there")


if __name__ == "__main__":
    unittest.main()
