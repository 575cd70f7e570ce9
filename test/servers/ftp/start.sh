#!/usr/bin/env bash
# The users, and then the servers of /servers.sh: one for each way to be configured, each with the next port from
# $FTP_PORT on, and a log of its own. One user may write in one directory and only read in another; the home directory of
# the other is gone.
set -euo pipefail
useradd --create-home --shell /bin/bash svc
useradd --no-create-home --home-dir /home/gone --shell /bin/bash homeless
for user in svc homeless; do echo "$user:$FTP_PASSWORD" | chpasswd; done
mkdir -p /home/svc/upload /home/svc/published /home/svc/private /srv/ftp
echo theirs >/home/svc/upload/theirs.csv
chown -R svc /home/svc/upload
chmod 755 /home/svc /home/svc/published
chmod 700 /home/svc/private
id ftp >/dev/null 2>&1 || useradd --system --home-dir /srv/ftp --shell /usr/sbin/nologin ftp
usermod --home /srv/ftp ftp

port=$FTP_PORT
run() { # name, command
  local name=$1
  shift
  "$@" &
  echo $! >"/run/$name.pid"
  port=$((port + 1))
}
# shellcheck source=/dev/null
source /servers.sh
for ((each = FTP_PORT; each < port; each++)); do
  until grep -qE ":$(printf %04X "$each") 0+:0000 0A" /proc/net/tcp; do sleep 0.1; done
done
echo ready
trap 'kill $(jobs -p); exit 0' TERM
wait
