"""A small root file system out of this machine's files: a shell, some commands, Python, and a package manager that
installs nothing but notes what it is asked for. What `pip install` brings lies ready in /srv/packages."""

import pathlib
import re
import shutil
import subprocess

COMMANDS = ["bash", "cat", "env", "flock", "grep", "head", "id", "ls", "mkdir", "rm", "setsid", "sleep", "tail", "touch",
            "yes"]
LIBRARY = pathlib.Path("/usr/lib/python3.11")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "test", "tests", "config-*", "idlelib", "ensurepip", "lib2to3", "tkinter",
                                  "pydoc_data", "distutils")
PACKAGES = ["boto3", "botocore", "dateutil", "jmespath", "requests", "s3transfer", "six.py", "urllib3",
            "certifi", "chardet", "charset_normalizer", "idna"]
MODELS = {"dynamodb", "ssm", "sts"}  # of botocore's 80 MB

DNF = """#!/bin/bash
mkdir -p /var/log
echo "dnf $*" >> /var/log/dnf
"""
PIP = """import sys
with open("/var/log/dnf", "a") as log:
    print("python3 -m pip", *sys.argv[1:], file=log)
with open("/usr/lib/python3/dist-packages/installed.pth", "w") as path:
    print("/srv/packages", file=path)
"""


def libraries_of(files):
    said = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True).stdout
    return set(re.findall(r"(/\S+\.so[\w.]*)(?= \(0x)", said))


def copy(tree, path):
    target = tree / str(path).lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def only_some_models(folder, names):
    unwanted = set(LEFT_OUT(folder, names))
    if pathlib.Path(folder).name == "data":
        unwanted |= {name for name in names if (pathlib.Path(folder) / name).is_dir() and name not in MODELS}
    return unwanted


def make_root_tree(tree):
    for folder in ("dev", "etc", "proc", "srv/packages", "sys", "tmp", "usr/bin", "usr/lib", "usr/lib64",
                   "usr/lib/python3/dist-packages", "var"):
        (tree / folder).mkdir(parents=True)
    for name in ("bin", "lib", "lib64"):
        (tree / name).symlink_to(f"usr/{name}")
    (tree / "usr/bin/sh").symlink_to("bash")
    (tree / "usr/bin/python3").symlink_to("python3.11")
    programs = [pathlib.Path("/usr/bin") / name for name in (*COMMANDS, "python3.11")]
    for path in [*programs, *libraries_of([*programs, *(LIBRARY / "lib-dynload").glob("*.so")])]:
        copy(tree, path)
    shutil.copytree(LIBRARY, tree / str(LIBRARY).lstrip("/"), symlinks=False, ignore=LEFT_OUT,
                    ignore_dangling_symlinks=True)
    for name in PACKAGES:
        package = pathlib.Path("/usr/lib/python3/dist-packages") / name
        if package.is_dir():
            shutil.copytree(package, tree / "srv/packages" / name, ignore=only_some_models)
        else:
            shutil.copy(package, tree / "srv/packages")
    (tree / "usr/bin/dnf").write_text(DNF)
    (tree / "usr/bin/dnf").chmod(0o755)
    (tree / "usr/lib/python3/dist-packages/pip.py").write_text(PIP)
