#!/usr/bin/env bash
# The domain controller, and beside it one smbd for each other way to be configured, on the same domain; each has a port
# and a log of its own.
set -euo pipefail
bash /folders.sh

configure() { # name, port, settings of its own
  mkdir -p "/run/samba-$1"
  cat >"/etc/samba/$1.conf" <<CONF
[global]
workgroup = CORP
realm = CORP.EXAMPLE
netbios name = DC1
server role = active directory domain controller
server services = s3fs, rpc, ldap, cldap, kdc, winbindd
prefork children = 1
tls enabled = no
vfs objects = dfs_samba4 acl_xattr xattr_tdb
smb ports = $2
disable netbios = yes
disable spoolss = yes
load printers = no
pid directory = /run/samba-$1
log file = /var/log/samba/$1.log
log level = 1 auth_audit:3
max log size = 0
$3
[data]
path = /srv/data
read only = no
CONF
  touch "/var/log/samba/$1.log"
}
# Without it, smbd leaves a domain's files to the controller's own.
beside='server role check:inhibit = yes'

configure controller 445 ''
samba -D -s /etc/samba/controller.conf
configure without-ntlm 4452 "$beside
ntlm auth = disabled"
configure kerberos-only 4453 "$beside
gensec:ntlmssp = no"
smbd -D -s /etc/samba/without-ntlm.conf
smbd -D -s /etc/samba/kerberos-only.conf

until wbinfo --ping-dc >/dev/null 2>&1 && (: </dev/tcp/127.0.0.1/445) 2>/dev/null; do sleep 0.1; done
echo ready
trap 'exit 0' TERM
sleep infinity &
wait
