#!/usr/bin/env bash
# Makes a container engine answer on this machine: nothing to do where one does; otherwise installs Debian's and starts
# it. Idempotent. Needs root. The daemon stays; its log is $ENGINE_LOG (/var/log/dockerd.log).
set -euo pipefail
ENGINE_LOG=${ENGINE_LOG:-/var/log/dockerd.log}
ANSWER_WITHIN_S=60

die() { printf 'start-engine: %s\n' "$*" >&2; exit 1; }
answers() { docker info >/dev/null 2>&1; } # `docker info` fails without a daemon since client 20.10
engine() { docker info --format 'container engine {{.ServerVersion}}, storage {{.Driver}}' 2>/dev/null; }

install_missing() {
  local missing=()
  command -v dockerd >/dev/null || missing+=(docker.io)
  command -v iptables >/dev/null || missing+=(iptables)
  command -v debootstrap >/dev/null || missing+=(debootstrap)
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "no container engine here, and this is not Debian: install and start Docker"
  echo "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# A daemon that runs but gives no answer yet is waited for; one that ends has failed.
wait_for_answer() { # pid
  local deadline=$((SECONDS + ANSWER_WITHIN_S))
  until answers; do
    kill -0 "$1" 2>/dev/null || return 1
    [ $SECONDS -lt $deadline ] || { kill "$1"; return 1; }
    sleep 0.2
  done
}

start() { # dockerd's flags
  echo "== dockerd $*" >>"$ENGINE_LOG"
  setsid dockerd "$@" >>"$ENGINE_LOG" 2>&1 </dev/null &
  wait_for_answer $!
}

if answers; then engine; exit 0; fi
[ -z "${DOCKER_HOST:-}" ] || die "nothing answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST"
[ "$(id -u)" = 0 ] || die "no container engine answers: start Docker, or run this as root"
install_missing
if answers; then engine; exit 0; fi # where systemd runs, installing the package started it
rm -f /var/run/docker.pid # left by a daemon that was killed; a live one would have answered

# A kernel without overlayfs, or without netfilter, still does for tests: published ports go through docker-proxy.
for storage in overlay2 vfs; do
  for network in --iptables=true --iptables=false; do
    if start --storage-driver="$storage" "$network"; then engine; exit 0; fi
  done
done
grep -aE 'level=(error|fatal)|failed to start' "$ENGINE_LOG" | tail -n 3 >&2 || true
die "dockerd does not start; its log is $ENGINE_LOG"
