#!/usr/bin/env bash
# The Debian package on a machine that has nothing else: Debian 12 with its own kernel and systemd, in QEMU. It has what
# the machine that builds may not have: control groups of the second version, delays by netem, units. Takes five minutes,
# twenty where QEMU emulates the processor; root, QEMU, debootstrap and a network, so it is not in ./test. The machine
# itself has no network.
#
#   [ACCEL=kvm] tests/packaging/debian_machine.sh PACKAGE.deb     made by: cd build/release && cpack -G DEB
set -euo pipefail

. "$(dirname "$0")/debian_root.sh"
for program in qemu-system-x86_64 mke2fs; do
  command -v "$program" >/dev/null || die "needs $program: apt-get install qemu-system-x86 e2fsprogs"
done
make_root "$@"
sources="$(cd "$(dirname "$0")/../.." && pwd)"
install_inside /tmp/package.deb linux-image-amd64 systemd-sysv dbus python3-boto3 procps

mkdir -p "$root/srv/tests/src"
cp -r "$sources"/{examples,tests,testing,resources} "$root/srv/tests"
cp -r "$sources/src/contract" "$root/srv/tests/src"
install -m 755 "$sources/tests/packaging/debian_machine_job.sh" "$root/srv/job"
cat >"$root/etc/systemd/system/job.service" <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/srv/job
StandardOutput=tty
StandardError=inherit
TTYPath=/dev/ttyS0
ExecStopPost=systemctl --force poweroff
UNIT
inside systemctl --quiet mask getty@tty1 serial-getty@ttyS0 haproxy
inside systemctl --quiet add-wants graphical.target job.service

case "${ACCEL:=tcg}" in
  kvm) processor=host slowness=1 ;;
  *) processor=max slowness=5 ;;
esac
echo "SLOWNESS=$slowness" >"$root/srv/settings"
truncate --size 6G "$work/disk"
mke2fs -q -t ext4 -d "$root" "$work/disk"
timeout 3600 qemu-system-x86_64 -machine q35 -accel "$ACCEL" -cpu "$processor" -smp 2 -m 6G -nographic -no-reboot -nic none \
  -kernel "$root"/boot/vmlinuz-* -initrd "$root"/boot/initrd.img-* \
  -append "root=/dev/vda rw console=ttyS0 quiet systemd.show_status=no" \
  -drive "file=$work/disk,format=raw,if=virtio,cache=unsafe" </dev/null | tee "$work/log"
grep -q '^machine: right' "$work/log" || die "not all was right"
