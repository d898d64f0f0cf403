#!/usr/bin/env bash
# The systemd unit, started by a systemd that is the first process of a system with the package: bare_root.sh calls it.
# That system has namespaces of its own, the network included, and a control group below which all of it is; it goes with
# this script. Needs root.
#
#   tests/packaging/booted_root.sh ROOT       a root folder with systemd and the package
set -euo pipefail

die() {
  echo "booted_root.sh: $1" >&2
  exit 1
}

root="$1"
work="$(mktemp -d)"
mkdir "$work/groups"
mount -t cgroup2 none "$work/groups"
group="$work/groups/booted-root-$$"
mkdir "$group"
booted=""
clean_up() {
  if [ -n "$booted" ]; then
    echo 1 >"$group/cgroup.kill"
    wait "$booted" 2>/dev/null || true
    until grep -q '^populated 0' "$group/cgroup.events"; do sleep 0.1; done
  fi
  find "$group" -depth -type d -exec rmdir {} +
  umount "$work/groups"
  rm -r "$work"
}
trap clean_up EXIT

# What a container engine would prepare for it.
boot='
  echo $$ >"$2/cgroup.procs"
  exec unshare --mount --pid --uts --ipc --net --cgroup --fork --kill-child bash -euc "
    mount --bind \"\$1\" \"\$1\"
    cd \"\$1\"
    mount -t proc proc proc
    mount -t sysfs -o ro sysfs sys
    mount -t cgroup2 none sys/fs/cgroup
    for folder in run tmp dev; do mount -t tmpfs -o mode=755 tmpfs \$folder; done
    chmod 1777 tmp
    for device in null zero full random urandom tty; do
      touch dev/\$device
      mount --bind /dev/\$device dev/\$device
    done
    mkdir dev/pts
    mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    ip link set lo up
    pivot_root . mnt
    umount -l /mnt
    exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --show-status=no" bash "$1"'
setsid bash -euc "$boot" bash "$root" "$group" >"$work/log" 2>&1 &
booted=$!

inside() {
  nsenter --target "$first" --all env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"
}
becomes() {
  for _ in $(seq 300); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  cat "$work/log" >&2
  die "never: $*"
}
is_booted() {
  first="$(pgrep --parent "$booted" | head -n 1)" && inside systemctl is-system-running --wait
}
becomes is_booted
inside systemctl start resilient-service-region ||
  die "the unit cannot be started: $(inside journalctl --lines 20)"
state=/var/lib/private/resilient-service
becomes inside test -s "$state/env"
becomes inside bash -euc ': </dev/tcp/127.0.0.1/4566'
inside systemctl status resilient-service-region | grep vpc-router >/dev/null ||
  die "instances are no hosts: $(inside journalctl --unit resilient-service-region)"
for phase in deploy destroy; do
  inside bash -euc 'set -a; . "$1"; resilient-service "$2" --auto' bash "$state/env" "$phase" >"$work/$phase" 2>&1 ||
    { tail -n 40 "$work/$phase" >&2; die "$phase failed"; }
done
inside systemctl stop resilient-service-region
[ "$(inside systemctl show --property Result --value resilient-service-region)" = success ] || die "it ended badly"
inside pgrep -f resilient-service >/dev/null && die "it left processes"
echo "booted root: right"
