#!/usr/bin/env bash
# What debian_machine.sh has its machine do.
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root PROGRAMS=/usr/bin
. /srv/settings
export SLOWNESS

die() {
  echo "machine: $1"
  exit 1
}

echo "machine: the unit"
unit=resilient-service-region
state=/var/lib/private/resilient-service
systemctl start $unit
for _ in $(seq 300); do
  if [ -s $state/env ] && (: </dev/tcp/127.0.0.1/4566) 2>/dev/null; then break; fi
  sleep 0.1
done
deploy_and_destroy() (
  set -a
  . $state/env
  resilient-service deploy --auto || exit 1
  groups=(/sys/fs/cgroup/system.slice/$unit.service/resilient-service-*-i-*)
  cat "${groups[@]/%//memory.max}" "${groups[@]/%//pids.max}"
  resilient-service destroy --auto
)
deploy_and_destroy >/tmp/said 2>&1 || { tail -n 40 /tmp/said; die "the unit's region does not work"; }
[ "$(grep -cx 1073741824 /tmp/said)" -ge 3 ] || die "memory of the unit's instances is not bounded"
[ "$(grep -cx 4096 /tmp/said)" -ge 3 ] || die "processes of the unit's instances are not bounded"
systemctl stop $unit
[ "$(systemctl show --property Result --value $unit)" = success ] || die "$(journalctl --unit $unit)"
pgrep -f resilient-service && die "the unit left processes"

shows_all_stages() {
  echo "machine: $*"
  "$@" >/tmp/said 2>&1 || { tail -n 40 /tmp/said; die "failed"; }
  grep '^12 of 12 stages right' /tmp/said || die "not every stage was right"
  grep -q '^Instances are real hosts' /tmp/said || die "instances are no hosts"
}
shows_all_stages resilient-service run --auto
shows_all_stages setpriv --reuid nobody --regid nogroup --clear-groups env HOME=/nonexistent XDG_STATE_HOME=/tmp \
  resilient-service run --auto

modprobe sch_netem
cd /srv/tests/tests/conformance/hosts
for test in region_bounds_test region_late_network_test; do
  echo "machine: $test"
  python3 -W ignore $test.py || die "$test failed"
done
echo "machine: region_late_network_test as nobody"
AS_NOBODY=1 python3 -W ignore region_late_network_test.py || die "it failed"
echo "machine: right"
