#!/usr/bin/env bash
# One sshd for each way to be configured, each with a port and a log of its own.
set -euo pipefail
ssh-keygen -A >/dev/null
for user in svc jailed nologin; do echo "$user:$SFTP_PASSWORD" | chpasswd; done
install -m 600 /dev/null /etc/ssh/authorized_keys
printf '%s\n' "$SFTP_AUTHORIZED_KEYS" >/etc/ssh/authorized_keys
chmod 644 /etc/ssh/authorized_keys

serve() {
  local port=$1
  shift
  /usr/sbin/sshd -p "$port" -E "/var/log/sshd-$port.log" "$@"
}
sftp='Subsystem=sftp /usr/lib/openssh/sftp-server'
interactive='KbdInteractiveAuthentication=no'

serve 2201 -o "$sftp" -o "$interactive"
serve 2202 -o "$sftp" -o "$interactive" -o PasswordAuthentication=no
serve 2203 -o Subsystem='sftp internal-sftp' -o ForceCommand=internal-sftp -o ChrootDirectory=/srv/jail -o "$interactive"
serve 2204 -o "$interactive"
serve 2205 -o "$sftp" -o "$interactive" -o AuthenticationMethods=publickey,password
serve 2206 -o "$sftp" -o PasswordAuthentication=no -o KbdInteractiveAuthentication=yes
serve 2207 -o "$sftp" -o "$interactive" -o MaxAuthTries=1
echo ready
# The shell stays, so that somebody collects the processes that sessions leave behind.
trap 'exit 0' TERM
sleep infinity &
wait
