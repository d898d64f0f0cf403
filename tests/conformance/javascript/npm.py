"""What tests need from npm. Where it cannot be had (no Node.js 18, no npm, no network) the test is skipped, and says so; it
fails when npm refuses it.
"""

import fcntl
import shutil
import subprocess
import sys

SKIPPED = 77  # as the CMakeLists.txt of such tests have it
NPM_SECONDS = 180
UNREACHABLE = ("EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def require_node():
    if not shutil.which("npm") or not shutil.which("node"):
        skip("there is no Node.js with npm on this machine")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 18:
        skip(f"Node.js 18 or later is needed, this is {version.strip()}")


def install(packages, folder):
    """What the lock file in `packages` names, into `folder`, outside the source tree; again only when it has changed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:  # of two tests that may come at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_here(packages, folder)


def install_here(packages, folder):
    wanted, stamp = (packages / "package-lock.json").read_text(), folder / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(packages / name, folder)
    try:
        npm = subprocess.run(
            ["npm", "ci"], cwd=folder, capture_output=True, text=True, timeout=NPM_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        skip(f"npm did not end within {NPM_SECONDS} s")
    if any(f"npm error code {code}" in npm.stderr or f"npm ERR! code {code}" in npm.stderr for code in UNREACHABLE):
        skip("npm has no network")
    if npm.returncode != 0:
        sys.exit(f"npm refused: {npm.stderr}")
    stamp.write_text(wanted)
