#!/usr/bin/env bash
# Makes sure that the image debian:bookworm-slim is there: as it is, pulled, or made from Debian's own packages (about
# 50 s). Idempotent. Making it needs root. Every test server's Dockerfile starts from this image.
set -euo pipefail
IMAGE=debian:bookworm-slim
SUITE=bookworm
PULL_WITHIN_S=${PULL_WITHIN_S:-120}

die() { printf 'base-image: %s\n' "$*" >&2; exit 1; }
present() { docker image inspect "$IMAGE" >/dev/null 2>&1; }

docker info >/dev/null 2>&1 || die "no container engine answers: run start-engine.sh first"
if present; then echo "$IMAGE is there"; exit 0; fi
if timeout "$PULL_WITHIN_S" docker pull -q "$IMAGE" >/dev/null 2>&1; then echo "$IMAGE pulled"; exit 0; fi

[ "$(id -u)" = 0 ] || die "$IMAGE cannot be pulled, and making it with debootstrap needs root"
command -v debootstrap >/dev/null || die "$IMAGE cannot be pulled: install debootstrap, and it is made here instead"
echo "$IMAGE cannot be pulled: making it with debootstrap"
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase "$SUITE" "$root" >"$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; die "debootstrap failed; its log is $root.log"; }
rm -f "$root.log"

# What the published image does too: no package files or documents, and no service starts while a package is installed.
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,info,locale}/*
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
# Where this machine reaches Debian's packages through a proxy, so must an image that is built here.
for settings in /etc/apt/apt.conf.d/*[Pp]roxy*; do
  [ ! -f "$settings" ] || cp "$settings" "$root$settings"
done
tar -C "$root" -c . | docker import --change 'CMD ["bash"]' - "$IMAGE" >/dev/null
echo "$IMAGE made"
