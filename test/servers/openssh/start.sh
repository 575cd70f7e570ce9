#!/usr/bin/env bash
# One sshd for each way to be configured, each with a port, a log and a pid file of its own.
set -euo pipefail
ssh-keygen -A >/dev/null
# After a wrong password PAM would wait for two seconds.
sed -i 's/pam_unix.so/& nodelay/' /etc/pam.d/common-auth
for user in svc jailed nologin homeless stale; do echo "$user:$SFTP_PASSWORD" | chpasswd; done
chage --lastday 0 stale
[ -z "${SFTP_LOCKOUT_AFTER:-}" ] || bash /lockout.sh "$SFTP_LOCKOUT_AFTER"
install -m 644 /dev/null /etc/ssh/authorized_keys
printf '%s\n' "$SFTP_AUTHORIZED_KEYS" >/etc/ssh/authorized_keys
dd if=/dev/zero of=/srv/full/fill bs=1k 2>/dev/null || true

serve() {
  local port=$1
  shift
  /usr/sbin/sshd -p "$port" -E "/var/log/sshd-$port.log" -o "PidFile=/run/sshd-$port.pid" -o "MaxStartups=${startups:-100}" "$@"
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
serve 2208 -o "$sftp" -o PasswordAuthentication=no -o KbdInteractiveAuthentication=yes -o AuthenticationMethods=publickey,keyboard-interactive
serve 2209 -o Subsystem='sftp internal-sftp -R' -o "$interactive"
serve 2210 -o Subsystem='sftp internal-sftp -P remove' -o "$interactive"
serve 2211 -o "$sftp" -o "$interactive" -o KexAlgorithms=diffie-hellman-group14-sha1
serve 2212 -o "$sftp" -o "$interactive" -o HostKeyAlgorithms=ecdsa-sha2-nistp256
startups=1:100:1 serve 2213 -o "$sftp" -o "$interactive"
echo ready
# The shell stays, so that somebody collects the processes that sessions leave behind.
trap 'exit 0' TERM
sleep infinity &
wait
