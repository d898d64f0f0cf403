#!/usr/bin/env bash
# The Debian package on a system that has nothing else: installs it with apt into a fresh, minimal Debian 12, and runs
# the whole workflow there: as root, with the rights of the systemd unit's user, at the entry point of the Containerfile,
# whose second stage has the same steps, and against the unit itself. Takes three minutes, root, Debian's debootstrap and
# a network, so it is not in ./test.
#
#   tests/packaging/bare_root.sh PACKAGE.deb        made by: cd build/release && cpack -G DEB
set -euo pipefail

die() {
  echo "bare_root.sh: $1" >&2
  exit "${2:-1}"
}

if [ $# -ne 1 ] || [ ! -f "$1" ]; then die "takes the Debian package" 2; fi
[ "$(id -u)" -eq 0 ] || die "needs root, to debootstrap and to chroot"
for program in debootstrap ip; do
  command -v "$program" >/dev/null || die "needs $program: apt-get install debootstrap iproute2"
done

work="$(mktemp -d)"
trap 'rm -rf --one-file-system "$work"' EXIT
root="$work/root"
debootstrap --variant=minbase bookworm "$root" >"$work/log" 2>&1 || { tail "$work/log" >&2; die "debootstrap failed"; }
cp "$1" "$root/tmp/package.deb"
# As container images have it: packages that bring services, HAProxy for one, do not start them.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"

# Mounts and processes are in namespaces of their own and go with them, whatever happens. The new root is a root, not a
# chroot, in which nobody may make a user namespace.
inside() {
  unshare --mount --pid --fork --kill-child bash -euc '
    mount --bind "$1" "$1"
    cd "$1"
    mount -t proc proc proc
    pivot_root . mnt
    umount -l /mnt
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "${@:2}"' \
    bash "$root" "$@"
}

inside apt-get update >"$work/log" 2>&1 || { tail "$work/log" >&2; die "apt-get update failed"; }
inside apt-get install -y --no-install-recommends /tmp/package.deb >"$work/log" 2>&1 ||
  { tail -n 20 "$work/log" >&2; die "the package cannot be installed"; }
find "$root/etc/systemd" -name 'resilient-service*' | grep -q . && die "installing it has enabled its unit"

shows_all_stages() {
  "$@" >"$work/run" 2>&1 || { tail -n 40 "$work/run" >&2; die "failed: $*"; }
  grep '^12 of 12 stages right' "$work/run" || die "not every stage was right: $*"
  grep -q '^Instances are real hosts' "$work/run" || die "instances are no hosts: $*: $(grep 'Instances are' "$work/run")"
  grep -q 'Port 80 cannot be opened' "$work/run" && die "port 80 could not be used: $*"
  return 0
}
shows_all_stages inside resilient-service run --auto --ui
shows_all_stages inside setpriv --reuid nobody --regid nogroup --clear-groups --no-new-privs \
  --bounding-set=-all,+net_bind_service --inh-caps=-all,+net_bind_service --ambient-caps=-all,+net_bind_service \
  env HOME=/nonexistent XDG_STATE_HOME=/tmp resilient-service run --auto

# In a network of its own, as a container has it: there 0.0.0.0 is nobody else's to reach, and port 80 is anybody's.
inside useradd --system --home-dir /var/lib/resilient-service --create-home region
own_network() {
  unshare --net bash -euc 'ip link set lo up; echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start; "$@"' bash "$@"
}
export -f inside
export root
own_network inside setpriv --reuid region --regid region --clear-groups env HOME=/var/lib/resilient-service bash -euc '
  exec 3< <(resilient-service region --listen 0.0.0.0:4566 --data /var/lib/resilient-service)
  until read -r line <&3 && [ "$line" = ready ]; do :; done
  for phase in deploy demo destroy; do resilient-service "$phase" --auto; done' >"$work/run" 2>&1 ||
  { tail -n 40 "$work/run" >&2; die "the entry point of the container does not work"; }

inside apt-get install -y --no-install-recommends systemd-sysv >"$work/log" 2>&1 ||
  { tail "$work/log" >&2; die "systemd cannot be installed"; }
"$(dirname "$0")/booted_root.sh" "$root"
echo "bare root: right"
