"""The kernel's control groups as a test sees them: of the first version, where a region makes its own below the test's; of
the second, where it needs one that holds nothing but itself, which the test makes for it as systemd would."""

import os
import pathlib

MOUNTED = pathlib.Path("/sys/fs/cgroup")
BOTH = {"memory", "pids"}


def own_group_by_controller():
    groups = {}
    for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        groups |= dict.fromkeys(controllers.split(","), path)  # "" for the second version
    return groups


class Separate:
    """Of the first version: one hierarchy for each controller."""

    groups_of_each = 2
    bytes_at_most = "memory.limit_in_bytes"

    def __init__(self):
        self.folders = {name: pathlib.Path(f"{MOUNTED}/{name}{path}")
                        for name, path in own_group_by_controller().items() if name in BOTH}

    def there(self):
        return set(self.folders) == BOTH and all(os.access(folder, os.W_OK) for folder in self.folders.values())

    def entrance(self):
        return None

    def folders_of(self, _):
        return self.folders


class Unified:
    """Of the second version: one hierarchy, in which a group has either processes or groups below it."""

    groups_of_each = 1
    bytes_at_most = "memory.max"

    def __init__(self):
        self.base = MOUNTED / f"resilient-service-test-{os.getpid()}"
        self.regions = 0

    def there(self):
        controllers = MOUNTED / "cgroup.controllers"
        if os.getuid() != 0 or not controllers.exists() or not BOTH <= set(controllers.read_text().split()):
            return False
        self.pass_on(MOUNTED, "+")
        self.base.mkdir()
        self.pass_on(self.base, "+")
        return True

    @staticmethod
    def pass_on(group, sign):
        (group / "cgroup.subtree_control").write_text(" ".join(sign + name for name in sorted(BOTH)))

    def entrance(self):
        """What a region's process does before it begins, each time that it is started."""
        self.regions += 1
        group = self.base / str(self.regions)

        def enter():
            group.mkdir(exist_ok=True)
            self.pass_on(group, "-")
            (group / "cgroup.procs").write_text(str(os.getpid()))

        enter.group = group
        return enter

    def folders_of(self, region):
        return dict.fromkeys(BOTH, region.enter.group)

    def remove(self):
        for folder, _, _ in os.walk(self.base, topdown=False):
            os.rmdir(folder)


def control_groups():
    """None where a region cannot have them."""
    for version in (Separate(), Unified()):
        if version.there():
            return version
    return None
