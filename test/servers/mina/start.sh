#!/usr/bin/env bash
# Apache MINA SSHD as user svc, at port 2304.
set -euo pipefail
echo "$SFTP_AUTHORIZED_KEY" >/home/svc/.ssh/authorized_keys
chown -R svc /home/svc/.ssh
chmod 700 /home/svc/.ssh
ssh-keygen -q -t ed25519 -N '' -f /etc/host-key
install -o svc -m 600 /etc/host-key /tmp/host-key
setpriv --reuid svc --regid svc --clear-groups java -XX:TieredStopAtLevel=1 -cp '/jars/*' Serve >/var/log/mina.log 2>&1 &
echo $! >/run/mina.pid
until grep -qE ":$(printf %04X 2304) 0+:0000 0A" /proc/net/tcp /proc/net/tcp6; do sleep 0.1; done
echo ready
trap 'kill $(jobs -p); exit 0' TERM
wait
