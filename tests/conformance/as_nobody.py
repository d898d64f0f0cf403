"""With AS_NOBODY=1 whoever imports this, and the region that it starts, is nobody; with AS_NOBODY=range nobody who has a
range of users in /etc/subuid, in an /etc that only these processes see. Both need root to begin with."""

import ctypes
import os
import pathlib
import subprocess
import sys
import tempfile

RANGE = "nobody:300000:65536\n"
CLONE_NEWNS = 0x20000


def own_etc():
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS) != 0:
        raise OSError(ctypes.get_errno(), "no mounts of one's own")
    with tempfile.TemporaryDirectory() as folder:
        for command in (["mount", "--make-rprivate", "/"], ["mount", "-t", "tmpfs", "none", folder],
                        ["cp", "-a", "/etc/.", folder]):
            subprocess.run(command, check=True)
        for name in ("subuid", "subgid"):
            (pathlib.Path(folder) / name).write_text(RANGE)
        # All of it: an overlay cannot lie over a folder with something mounted in it.
        subprocess.run(["mount", "--bind", folder, "/etc"], check=True)
        subprocess.run(["umount", folder], check=True)


if os.environ.get("AS_NOBODY"):
    if os.getuid() != 0:
        sys.exit(77)
    if os.environ["AS_NOBODY"] == "range":
        if not os.path.exists("/usr/bin/newuidmap"):
            print("not tested: users of an instance besides root, for want of the package uidmap")
            sys.exit(77)
        own_etc()
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    os.environ["HOME"] = "/nonexistent"
