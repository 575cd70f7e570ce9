#!/usr/bin/env bash
# dropbear with passwords and keys (2301), dropbear with keys only (2302), asyncssh (2303).
set -euo pipefail
echo "svc:$SFTP_PASSWORD" | chpasswd
echo "$SFTP_AUTHORIZED_KEY" >/home/svc/.ssh/authorized_keys
chown -R svc /home/svc/.ssh
chmod 700 /home/svc/.ssh
ssh-keygen -q -t ed25519 -N '' -f /etc/host-key
dropbearconvert openssh dropbear /etc/host-key /etc/dropbear-key 2>/dev/null
run() { # name, command
  local name=$1
  shift
  "$@" >"/var/log/$name.log" 2>&1 &
  echo $! >"/run/$name.pid"
}
install -o svc -m 600 /etc/host-key /tmp/host-key
# Without -P each of them writes /run/dropbear.pid when it gets to it.
run dropbear dropbear -F -E -P /run/dropbear.pid -r /etc/dropbear-key -p 2301
run dropbear-keys dropbear -F -E -P /run/dropbear-keys.pid -s -r /etc/dropbear-key -p 2302
run asyncssh setpriv --reuid svc --regid svc --clear-groups python3 /asyncssh-server.py
for port in 2301 2302 2303; do
  until grep -qE ":$(printf %04X $port) 0+:0000 0A" /proc/net/tcp /proc/net/tcp6; do sleep 0.1; done
done
echo ready
trap 'kill $(jobs -p); exit 0' TERM
wait
