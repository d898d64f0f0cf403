# For the scripts beside it, which source it: a fresh, minimal Debian 12 in a folder, $root, and commands run in it. What
# is in $work goes when the script ends. Needs root, Debian's debootstrap and a network.

die() {
  echo "$(basename "$0"): $1" >&2
  exit "${2:-1}"
}

# Runs it quietly; when it fails, what it said and the last argument are all that is seen.
quietly() {
  "${@:1:$#-1}" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; die "${*: -1}"; }
}

# make_root PACKAGE.deb: with the package, for apt to install.
make_root() {
  if [ $# -ne 1 ] || [ ! -f "$1" ]; then die "takes the Debian package" 2; fi
  [ "$(id -u)" -eq 0 ] || die "needs root, to debootstrap and to mount"
  command -v debootstrap >/dev/null || die "needs debootstrap: apt-get install debootstrap"
  work="$(mktemp -d)"
  trap 'rm -rf --one-file-system "$work"' EXIT
  root="$work/root"
  quietly debootstrap --variant=minbase bookworm "$root" "debootstrap failed"
  cp "$1" "$root/tmp/package.deb"
  # As container images have it: packages that bring services, HAProxy for one, do not start them.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  quietly inside apt-get update "apt-get update failed"
}

install_inside() {
  quietly inside apt-get install -y --no-install-recommends "$@" "cannot be installed: $*"
}

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
