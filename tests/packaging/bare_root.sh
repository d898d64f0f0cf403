#!/usr/bin/env bash
# The Debian package on a system that has nothing else: installs it with apt into a fresh, minimal Debian 12, and runs
# the whole workflow there: as root, with the rights of the systemd unit's user, and at the entry point of the
# Containerfile, whose second stage has the same steps. Takes three minutes, root, Debian's debootstrap and a network, so
# it is not in ./test.
#
#   tests/packaging/bare_root.sh PACKAGE.deb        made by: cd build/release && cpack -G DEB
set -euo pipefail

. "$(dirname "$0")/debian_root.sh"
make_root "$@"
command -v ip >/dev/null || die "needs ip: apt-get install iproute2"
install_inside /tmp/package.deb
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
echo "bare root: right"
